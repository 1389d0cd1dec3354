import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../scripts/say.mjs';

const WITHIN_MS = 20_000;

/** One time for everybody: the platform and each process of the service has a clock of its own. */
export class SharedClock {
  #offsetMs = 0;
  #platform;
  #installation;

  constructor(platform, installation) {
    this.#platform = platform;
    this.#installation = installation;
  }

  /** What a process that is started now needs to know. */
  get settings() {
    return { CLOCK_OFFSET_MS: String(this.#offsetMs) };
  }

  async step(ms) {
    this.#offsetMs += ms;
    const tellings = this.#installation.services.map((service) => this.#tell(service));
    await Promise.all([this.#platform.advanceClock(ms), ...tellings]);
  }

  async #tell({ url, role }) {
    const start = performance.now();
    for (;;) {
      const said = await fetch(`${url}/api/v1/clock`, {
        method: 'PUT',
        signal: AbortSignal.timeout(WITHIN_MS),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#installation.token}` },
        body: JSON.stringify({ offsetMs: this.#offsetMs }),
      }).then(
        ({ status }) => `HTTP ${status}`,
        (error) => error.message,
      );
      if (said === 'HTTP 200') return;
      if (performance.now() - start > WITHIN_MS) throw new Refusal(`The ${role} did not take the time: ${said}`);
      await delay(200);
    }
  }
}
