import { setTimeout as delay } from 'node:timers/promises';
import { choosePort } from '../ports.mjs';
import { inProject } from '../project.mjs';
import { Refusal } from '../say.mjs';
import { Program } from './program.mjs';

const READY_WITHIN_MS = 60_000;
const ANSWERS_WITHIN_MS = 10_000;

/** One process of the service, on a port that it keeps over its lives: webhooks go to it. */
export class ServiceProgram {
  #program;

  /** @param role `web`, `worker` or `all`; `n` counts the processes of a role from 0 */
  static async create(role, n, env, nodeArgs = []) {
    return new ServiceProgram(role, n, await choosePort(undefined, 0), env, nodeArgs);
  }

  constructor(role, n, port, env, nodeArgs) {
    this.role = role;
    this.n = n;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#program = new Program({
      name: `${role} ${n}`,
      file: inProject('dist', 'main.js'),
      env: { ...env, ROLE: role, PORT: String(port) },
      nodeArgs: ['--enable-source-maps', ...nodeArgs],
    });
  }

  get pid() {
    return this.#program.pid;
  }

  get isRunning() {
    return this.#program.isRunning;
  }

  /** All it printed over all its lives, oldest first. */
  get lines() {
    return this.#program.lines;
  }

  /**
   * Resolves when it is ready to work.
   * @param settings of this life of it, on top
   * @throws Refusal with its last words when it ends instead
   */
  async start(settings = {}) {
    this.#program.start(settings);
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (this.isRunning && performance.now() < end) {
        await delay(20);
        continue;
      }
      const what = this.isRunning ? `was not ready within ${READY_WITHIN_MS / 1_000} s` : 'ended at its start';
      throw new Refusal(`The ${this.role} process ${what}. It said:\n${this.#program.lastWords}`);
    }
  }

  async isReady() {
    return fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).then(
      (response) => response.ok,
      () => false,
    );
  }

  kill9() {
    return this.#program.kill9();
  }

  stop(withinMs) {
    return this.#program.stop(withinMs);
  }

  signal(name) {
    this.#program.signal(name);
  }
}
