import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const script = join(__dirname, '..', '..', 'deploy', 'health.mjs');
let server: Server;
let port: string;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    if (url === '/health/live') response.end('{"status":"ok"}');
    else response.writeHead(503).end('{"title":"Not ready"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = String((server.address() as AddressInfo).port);
});

afterAll(() => server.close());

/** As Docker runs it. */
async function check(what: string, at = port): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [script, what], { env: { PORT: at }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, said };
}

test('healthy is what answers so; what does not says why', async () => {
  expect(await check('live')).toEqual({ code: 0, said: '' });
  expect(await check('ready')).toEqual({ code: 1, said: '{"title":"Not ready"}\n' });
});

test('nobody there is not healthy', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port: free } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  const { code, said } = await check('live', String(free));
  expect(code).toBe(1);
  expect(said).toBe(`http://127.0.0.1:${free}/health/live: connect ECONNREFUSED 127.0.0.1:${free}\n`);
});
