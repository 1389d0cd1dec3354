import { setTimeout as delay } from 'node:timers/promises';
import { connectionTo } from './connect-simulator.mjs';
import { choosePort } from './ports.mjs';
import { inProject } from './project.mjs';

const SERVICE_PORT = 3000;
const SIMULATOR_PORT = 4010;

/**
 * Starts the service and, if asked to, the simulator in front of it; resolves when both answer. With `ownPorts` free
 * ports are taken whatever the usual ones are. `provider` is whose API the simulator speaks. Never resolves when a program ends: `children.over` tells that.
 */
export async function startServices(children, { simulator, ownPorts = false, env = {}, provider }) {
  const simulatorUrl = simulator ? await startSimulator(children, ownPorts, provider) : undefined;
  const trying = simulatorUrl ? await settingsFor(simulatorUrl) : {};
  const { url, token } = await startService(children, { ...trying, ...env }, ownPorts);
  return { serviceUrl: url, simulatorUrl, token };
}

/** Settings with which the service is tried on this simulator: where it is, and a clock that follows it. */
async function settingsFor(simulatorUrl) {
  return {
    ...(await connectionTo(simulatorUrl)).settings,
    CLOCK: process.env.CLOCK ?? 'adjustable',
    HOST: process.env.HOST ?? '127.0.0.1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
}

/** Resolves with its address when it answers. */
export async function startSimulator(children, ownPorts, provider = process.env.SIMULATOR_PROVIDER ?? '360dialog') {
  const port = ownPorts ? await choosePort(undefined, 0) : await choosePort(process.env.SIMULATOR_PORT, SIMULATOR_PORT);
  return new Promise((ready) => {
    children.start('simulator', 'dist/simulator/main.js', {
      env: {
        SIMULATOR_PORT: String(port),
        SIMULATOR_PROVIDER: provider,
        SIMULATOR_TEMPLATES: process.env.SIMULATOR_TEMPLATES ?? inProject('flows', 'templates'),
      },
      onLine(line) {
        const url = /^simulator ready (\S+)/.exec(line)?.[1];
        if (url) ready(url);
        return url !== undefined;
      },
    });
  });
}

/** The service tells its token by process.send({ kind: 'ready', apiToken }); a token from the environment is known. */
async function startService(children, env, ownPorts) {
  const port = ownPorts ? await choosePort(undefined, 0) : await choosePort(process.env.PORT, SERVICE_PORT);
  const url = `http://127.0.0.1:${port}`;
  let told;
  const message = new Promise((done) => (told = done));
  const child = children.start('service', 'dist/main.js', {
    env: { PORT: String(port), ...env },
    onMessage: (sent) => sent?.kind === 'ready' && told(sent.apiToken),
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null) return new Promise(() => {});
    await delay(100);
  }
  return { url, token: process.env.API_TOKEN || (await message) };
}

async function isReady(url) {
  return fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}
