import { caller } from '../scripts/connect-simulator.mjs';
import { createInstallation } from '../scripts/installation.mjs';
import { Refusal } from '../scripts/say.mjs';
import { startPlatform } from './platform/platform.mjs';

/** Messages a second that Meta lets a number on its highest tier send. */
export const FASTEST = 1_000;

const open = new Set();

/**
 * An installation with a simulator beside it and one channel between them, for the time of `work`.
 * @param options `{ size, webs?, workers?, env?, settings?, nodeArgs? }`; settings are the
 *   channel's, by default such that nothing but the machine is the limit
 */
export async function withTrial(options, work) {
  const trial = new Trial();
  open.add(trial);
  try {
    await trial.open(options);
    return await work(trial);
  } finally {
    await trial.close();
    open.delete(trial);
  }
}

/** Ends what is under way: for Ctrl-C. */
export async function closeTrials() {
  await Promise.all([...open].map((trial) => trial.close()));
}

class Trial {
  #cleanups = [];
  #isClosed = false;

  async open({ size, webs, workers, env = {}, settings = { messagesPerSecond: FASTEST }, nodeArgs }) {
    this.platform = await startPlatform();
    this.onClose(() => this.platform.stop());
    this.installation = await createInstallation({
      size,
      webs,
      workers,
      nodeArgs,
      env: { DIALOG360_URL: this.platform.url, FLOWS_DIR: 'bench/flows', ...env },
    });
    this.onClose(() => this.installation.stop());
    await this.installation.open();
    const { url, token } = this.installation;
    this.api = caller(`${url}/api/v1`, { authorization: `Bearer ${token}` });
    const credentials = { apiKey: this.platform.apiKey };
    this.channel = await this.api('POST', '/channels', { name: 'Bench', provider: '360dialog', credentials, settings });
  }

  /** The last that was opened is closed first. */
  onClose = (cleanup) => {
    if (this.#isClosed) throw new Refusal('The trial was closed meanwhile.');
    this.#cleanups.push(cleanup);
  };

  async close() {
    this.#isClosed = true;
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup();
  }
}
