import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inProject, project } from './project.mjs';

const PATIENCE_MS = 40_000;

/** Programs that run together: when one ends by itself, or Ctrl-C is pressed, all are stopped, the last one first. */
export class Children {
  #running = [];
  #stopping;
  #ended;
  /** Resolves with why it is over: undefined when the user wanted it. */
  over = new Promise((done) => (this.#ended = done));

  /**
   * Starts `node file`. With `onLine` its output goes through there (return true to keep a line from being shown),
   * otherwise straight to the terminal. `onMessage` gets what it sends with process.send.
   */
  start(name, file, { env, onLine, onMessage }) {
    const child = spawn(process.execPath, ['--enable-source-maps', inProject(file)], {
      cwd: project,
      env: { ...process.env, ...env },
      stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit', 'ipc'],
      // A group of its own: Ctrl-C reaches only us, who stop them in order.
      detached: true,
    });
    if (onLine) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (!onLine(line)) process.stdout.write(`${line}\n`);
      });
    }
    if (onMessage) child.on('message', onMessage);
    child.on('error', (error) => void this.stop(`The ${name} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (!this.#stopping) void this.stop(`The ${name} ended unexpectedly (${signal ?? `exit code ${code}`}).`);
    });
    this.#running.push(child);
    return child;
  }

  /** Resolves when all are gone. Called again while at it, it ends them at once. */
  stop(reason) {
    if (this.#stopping) {
      for (const child of this.#running) child.kill('SIGKILL');
      return this.#stopping;
    }
    this.#stopping = (async () => {
      for (const child of [...this.#running].reverse()) await end(child);
      this.#ended(reason);
    })();
    return this.#stopping;
  }
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(force);
}
