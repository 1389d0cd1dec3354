import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { project } from '../project.mjs';

const STOP_WITHIN_MS = 40_000;
const KEPT_LINES = 5_000;

/** What a program of ours needs of the environment it is started from; settings come from nowhere but `env`. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'LANG', 'TZ'];

/**
 * A program of Node that may be killed and started again. It is told when we have gone (its IPC channel closes) and is
 * in a group of its own, so that Ctrl-C at the terminal reaches only us, who stop it in order.
 */
export class Program {
  /** What it has printed over all its lives, oldest first; the newest 5,000 lines. */
  lines = [];
  #spec;
  #child;

  /** @param spec `{ name, file, args?, env, nodeArgs?, onMessage? }` */
  constructor(spec) {
    this.#spec = spec;
    this.name = spec.name;
  }

  get pid() {
    return this.#child?.pid;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The last lines it printed, for an explanation. */
  get lastWords() {
    return this.lines.slice(-20).join('\n');
  }

  /** @param more environment of this life of it, on top */
  start(more = {}) {
    const { file, args = [], env, nodeArgs = [], onMessage } = this.#spec;
    const passed = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
    const child = spawn(process.execPath, [...nodeArgs, file, ...args], {
      cwd: project,
      env: { ...Object.fromEntries(passed), ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.#child = child;
    child.on('error', (error) => this.lines.push(error.message));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        if (this.lines.length > 1.1 * KEPT_LINES) this.lines = this.lines.slice(-KEPT_LINES);
      });
    }
    if (onMessage) child.on('message', onMessage);
    return this;
  }

  /** @param failed called where it has gone and cannot be told any more */
  send(message, failed) {
    this.#child.send(message, (error) => error && failed(error));
  }

  /** Calls back when this life of it ends, with how. */
  onExit(listener) {
    this.#child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`));
  }

  signal(name) {
    if (this.isRunning) this.#child.kill(name);
  }

  /** As `kill -9`; resolves when it is gone. */
  async kill9() {
    await this.#end('SIGKILL', STOP_WITHIN_MS);
  }

  /** In good order; by force when that takes longer than it may. */
  async stop(withinMs = STOP_WITHIN_MS) {
    await this.#end('SIGTERM', withinMs);
  }

  async #end(signal, withinMs) {
    if (!this.isRunning) return;
    const child = this.#child;
    const gone = once(child, 'exit');
    const force = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.kill(signal);
    await gone;
    clearTimeout(force);
  }
}
