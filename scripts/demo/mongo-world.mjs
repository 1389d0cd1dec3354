import { caller, connectionTo } from '../connect-simulator.mjs';
import { createInstallation } from '../installation.mjs';
import { findMongoServer, HOW_TO_GET_MONGODB } from '../mongo-server.mjs';
import { Refusal, say } from '../say.mjs';
import { findRedisServer, HOW_TO_GET_REDIS } from '../servers/redis-server.mjs';
import { startSimulator } from '../start-services.mjs';

/** The large size for one story: MongoDB or what stands in for it, Redis, a web process and a worker. */
export function createWorld(children, env, provider) {
  let installation;
  let isClosed = false;
  return {
    /** Resolves with `{ serviceUrl, simulatorUrl, token, control }`. @throws Refusal where a server is missing */
    async open() {
      const servers = await serversOrRefusal();
      const simulatorUrl = await startSimulator(children, true, provider);
      const { settings } = await connectionTo(simulatorUrl);
      if (isClosed) throw new Refusal('interrupted');
      installation = await createInstallation({
        size: 'mongo',
        workers: 1,
        env: { ...env, ...settings },
      });
      await installation.open();
      const { services, url: serviceUrl, token } = installation;
      say(`On ${servers}: ${services.map(({ role, url }) => `${role} at ${url}`).join(', ')}`);
      const worker = caller(`${installation.service('worker').url}/api/v1`, { authorization: `Bearer ${token}` });
      return { serviceUrl, simulatorUrl, token, control: tellingTime(caller(`${simulatorUrl}/_simulator`), worker) };
    },
    /** Stops it and takes its data away. */
    async close() {
      isClosed = true;
      await installation?.stop();
    },
  };
}

/** @throws Refusal that names all that is missing, and how to get it */
async function serversOrRefusal() {
  const redis = process.env.REDIS_URL ? { version: '(given)' } : await findRedisServer();
  const mongo = await findMongoServer();
  const missing = [redis ? [] : HOW_TO_GET_REDIS, mongo ? [] : HOW_TO_GET_MONGODB].flat();
  if (missing.length > 0) throw new Refusal(['The size mongo cannot run here.', ...missing].join('\n'));
  return `${mongo.name} and Redis ${redis.version}`;
}

/** The simulator tells the web process what time it is; the worker, which has a clock too, is told here and first. */
function tellingTime(control, worker) {
  return async (method, path, body) => {
    if (method === 'POST' && path === '/clock') {
      const { offsetMs } = await control('GET', '/clock');
      await worker('PUT', '/clock', { offsetMs: offsetMs + body.advanceMs });
    }
    return control(method, path, body);
  };
}
