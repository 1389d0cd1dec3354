import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A service and a simulator as the start script sees them; each notes its end in `ends`. */
const SERVICE = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
const channels = [];
createServer(async (request, response) => {
  const json = (value, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.url === '/die') process.exit(7);
  if (request.url === '/health/ready') return json({});
  if (request.headers.authorization !== 'Bearer the-token') return json({ title: 'no token' }, 401);
  if (request.url === '/api/v1/flows') return json({ items: [{ title: 'Clinic', keywords: ['clinic', 'visit'] }] });
  if (request.method === 'GET') return json({ items: channels });
  let body = '';
  for await (const chunk of request) body += chunk;
  channels.push(JSON.parse(body));
  console.log('connected ' + body + ' to ' + process.env.DIALOG360_URL);
  json(channels.at(-1), 201);
}).listen(process.env.PORT, '127.0.0.1', () => process.send({ kind: 'ready', apiToken: 'the-token' }));
process.on('SIGTERM', () => { appendFileSync('ends', 'service '); process.exit(0); });
`;
const SIMULATOR = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
console.log('templates from ' + process.env.SIMULATOR_TEMPLATES);
createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (body !== '') console.log('told ' + request.url + ' ' + body);
  const settings = { DIALOG360_URL: 'http://127.0.0.1:' + process.env.SIMULATOR_PORT };
  const connection = { provider: '360dialog', credentials: { apiKey: 'sim-key-1' }, settings };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(request.url === '/_simulator/connection' ? connection : {}));
}).listen(process.env.SIMULATOR_PORT, '127.0.0.1', () => console.log('simulator ready http://127.0.0.1:' + process.env.SIMULATOR_PORT));
process.on('SIGTERM', () => { appendFileSync('ends', 'simulator '); process.exit(0); });
`;

const root = join(__dirname, '..', '..');
let project: string;
let output: string;
let child: ChildProcess | undefined;

function inProject(...parts: string[]): string {
  return join(project, ...parts);
}

/** Installed and built, as far as the scripts can tell. */
function stamp(): void {
  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { SOURCES } from './scripts/ensure-built.mjs';
    import { fingerprint, hashOf } from './scripts/project.mjs';
    const texts = ['package.json', 'package-lock.json'].map((name) => readFileSync(name, 'utf8'));
    writeFileSync('node_modules/.canvass-installed', hashOf(texts.join('\\n')));
    writeFileSync('dist/.canvass-built', await fingerprint(SOURCES));`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'canvass start '));
  output = '';
  cpSync(join(root, 'scripts'), inProject('scripts'), { recursive: true });
  for (const folder of ['node_modules', 'src', 'dist/simulator', 'dist/studio'])
    mkdirSync(inProject(folder), { recursive: true });
  writeFileSync(inProject('package.json'), '{ "type": "module" }');
  writeFileSync(inProject('package-lock.json'), '{}');
  writeFileSync(inProject('dist', 'main.js'), SERVICE);
  writeFileSync(inProject('dist', 'simulator', 'main.js'), SIMULATOR);
  writeFileSync(inProject('dist', 'studio', 'index.html'), '');
  stamp();
});
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(project, { recursive: true, force: true });
});

function start(args: string[] = [], env: Record<string, string> = {}): ChildProcess {
  const { PORT: _port, SIMULATOR_PORT: _simulator, DIALOG360_URL: _url, API_TOKEN: _token, ...rest } = process.env;
  const started = spawn(process.execPath, [inProject('scripts', 'start.mjs'), ...args], {
    cwd: '/',
    env: { ...rest, ...env },
  });
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child = started;
  return started;
}

/** Resolves with the first match once it is in the output. */
async function seen(started: ChildProcess, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(output);
    if (found) return found[1] ?? found[0];
    if (started.exitCode !== null) throw new Error(`ended without ${String(pattern)}:\n${output}`);
    await Promise.race([once(started.stdout!, 'data'), once(started.stderr!, 'data'), once(started, 'exit')]);
  }
}

async function endOf(started: ChildProcess): Promise<number | null> {
  if (started.exitCode === null) await once(started, 'exit');
  return started.exitCode;
}

test('starts both, connects the simulator, says where to go, and Ctrl-C stops them in order', async () => {
  const started = start();
  const phone = await seen(started, /A phone to try it:\s+(http:\S+)/);
  await seen(started, /Ctrl-C stops it/);
  expect(output).toMatch(
    /connected \{"name":"Simulator","provider":"360dialog","credentials":\{"apiKey":"sim-key-1"\}/,
  );
  expect(output).toContain(`to ${phone}\n`);
  expect(output).toMatch(/told \/_simulator\/clock-hook .*"token":"the-token"/);
  expect(output).toContain('told /_simulator/suggestions {"items":[{"title":"Clinic","text":"clinic"}]}');
  expect(output).toContain(`templates from ${inProject('flows', 'templates')}`);
  expect(output).not.toContain('Installing');
  expect(output).not.toContain('Building');
  started.kill('SIGINT');
  expect(await endOf(started)).toBe(0);
  expect(readFileSync(inProject('ends'), 'utf8')).toBe('service simulator ');
});

test('when one ends by itself the other is stopped, and the reason is said', async () => {
  const started = start();
  const service = await seen(started, /Canvass is running:\s+(http:\S+)/);
  await fetch(`${service}/die`).catch(() => undefined);
  expect(await endOf(started)).toBe(1);
  expect(output).toContain('The service ended unexpectedly (exit code 7).');
  expect(readFileSync(inProject('ends'), 'utf8')).toBe('simulator ');
});

test('a service that ends before it is ready ends everything', async () => {
  writeFileSync(inProject('dist', 'main.js'), "console.error('PORT: not usable'); process.exit(3);");
  const started = start();
  expect(await endOf(started)).toBe(1);
  expect(output).toMatch(/PORT: not usable[\s\S]*The service ended unexpectedly \(exit code 3\)/);
});

test('takes another port when the usual one is taken, but the one that was asked for as it is', async () => {
  const taken = createServer();
  const usual = new Promise<boolean>((done) => {
    taken.once('error', () => done(false));
    taken.listen(3000, '127.0.0.1', () => done(true));
  });
  const ours = await usual;
  const started = start(['--no-simulator']);
  expect(await seen(started, /Canvass is running:\s+(http:\S+)/)).not.toMatch(/:3000$/);
  await seen(started, /Ctrl-C stops it/);
  expect(output).not.toContain('phone');
  if (ours) taken.close();
});

test('says how it is used', async () => {
  const started = start(['--nonsense']);
  expect(await endOf(started)).toBe(1);
  expect(output).toContain('npm start -- --no-simulator');
});

test('a change in the sources is built anew; what fails to build does not start', async () => {
  writeFileSync(inProject('src', 'main.ts'), 'changed');
  const started = start();
  expect(await endOf(started)).toBe(1);
  expect(output).toMatch(/Building …[\s\S]*The build failed/);
});
