import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServiceApi } from './service-api.js';
import { until } from './until.js';

const project = join(__dirname, '..', '..');

/** Makes `dist/` what the sources say; a moment when it is so already. Others who build at the same time are waited for. */
export async function buildService(): Promise<void> {
  const script = "await (await import('./scripts/ensure-built.mjs')).ensureBuilt();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
}

/** A port that nobody has now: a service that is killed has to come back on the one its webhooks go to. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The built service as a process of its own, with the embedded database in a folder of its own; may be killed and started again. */
export class ServiceProcess {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'canvass-system-'));
  readonly api: ServiceApi;
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(
    private readonly env: Record<string, string>,
    readonly port: number,
    token: string,
  ) {
    this.api = new ServiceApi(`http://127.0.0.1:${port}`, token);
  }

  /** @param env settings on top of those that every trial has */
  static async create(env: Record<string, string>): Promise<ServiceProcess> {
    const token = randomBytes(24).toString('base64url');
    const port = await freePort();
    const common = { PORT: String(port), HOST: '127.0.0.1', API_TOKEN: token, LOG_LEVEL: 'warn' };
    return new ServiceProcess({ ...common, ...env }, port, token);
  }

  /** Resolves when it is ready to work. @throws Error with all it printed when it ends instead */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', join(project, 'dist', 'main.js')], {
      cwd: project,
      env: { PATH: process.env.PATH, ...this.env, DATA_DIR: this.dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const keep = (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-200_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until(
      'the service to be ready',
      async () => {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`the service ended:\n${this.#output}`);
        return fetch(`${this.api.url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        );
      },
      { withinMs: 60_000, seen: () => this.#output },
    );
  }

  /** What it wrote to its log, oldest first, over all its lives: warnings and worse. */
  get log(): Record<string, unknown>[] {
    const lines = this.#output.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line): Record<string, unknown> => JSON.parse(line));
  }

  /** As `kill -9`: nothing is cleaned up, the database stays behind and runs on. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** `kill -9` of the service and of its database in the same moment. */
  async killWithDatabase(): Promise<void> {
    const lockFile = readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number(lockFile.split('\n')[0]), 'SIGKILL');
    await this.kill();
  }

  /** Ends it in good order, database included, and deletes its data. */
  async destroy(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
