import { setTimeout as delay } from 'node:timers/promises';
import { startInstallation } from '../scripts/installation.mjs';
import { Api } from './api.mjs';
import { SharedClock } from './clock.mjs';
import { DISTURBANCES } from './disturbances.mjs';
import { disturbancesOf, LAST_STEP_MS } from './forms.mjs';
import { startPlatform } from './platform/platform.mjs';
import { planOf } from './plan.mjs';
import { seeded } from './random.mjs';
import { StateWatch } from './watch-states.mjs';

const CHANNEL = { messagesPerSecond: 200, templateCaps: { perDay: 100, perWeek: 500 } };
const LOOK_EVERY_MS = 100;

/**
 * One run: people answer a survey while things are done to the installation, until everything is quiet again.
 * `run` may be called once; `close` leaves nothing behind.
 */
export class Trial {
  /** What was done, in order: `{ name, title, at, seconds, from, to, … }`. */
  timeline = [];
  #form;
  #size;
  #seed;
  #calm;
  #tell;
  #random;
  #start = performance.now();
  #closing;

  /** @param options `{ form, size, seed, calm, tell }`; when calm nothing is done to it and nothing refused */
  constructor({ form, size, seed, calm, tell }) {
    this.#form = form;
    this.#size = size;
    this.#seed = seed;
    this.#calm = calm;
    this.#tell = tell;
    this.#random = seeded(seed);
  }

  async open() {
    const { conversations, seats, thinkMs, settings } = this.#form;
    const refusals = !this.#calm;
    this.platform = await startPlatform({ conversations, seats, thinkMs, seed: this.#seed, refusals });
    this.installation = await startInstallation({
      size: this.#size,
      workers: this.#size === 'mongo' ? 2 : 0,
      redis: { appendOnly: true },
      env: {
        DIALOG360_URL: this.platform.url,
        FLOWS_DIR: 'chaos/flows',
        CLOCK: 'adjustable',
        // A step of the clock is no reason to give a message up.
        STALE_AFTER_MS: String(7 * 86_400_000),
        ...settings,
      },
    });
    this.api = new Api(this.installation);
    this.clock = new SharedClock(this.platform, this.installation);
    await this.api.connect(this.platform.apiKey, CHANNEL);
    this.states = new StateWatch(this.api);
  }

  /** @returns what the verdict needs: what people saw, what is stored, and what was done meanwhile */
  async run() {
    const plan = this.#calm ? [] : planOf(disturbancesOf(this.#form, this.#size), this.#random);
    this.#start = performance.now();
    this.#say(`${this.#form.conversations} people, ${this.#form.seats} at a time; ${plan.length} disturbances to come`);
    await this.platform.begin();
    this.states.begin();
    const recoveries = [];
    for (const { name, at } of plan) {
      if (!(await this.#until(({ progress }) => progress >= at))) break;
      recoveries.push(this.#disturb(name, await this.#begin(name)));
      await recoveries.at(-1).disturbed;
    }
    await Promise.all(recoveries.map(({ recovered }) => recovered));
    const settled = await this.#until(({ counts, waiting }) => counts.new + counts.active + waiting === 0);
    this.#say(settled ? 'everybody is through, or silent' : 'it does not go on');
    await this.#step('the clock steps by 25 hours', () => this.clock.step(LAST_STEP_MS));
    const quiet = await this.#untilQuiet();
    this.#say(quiet ? 'quiet' : 'it does not become quiet');
    await this.states.stop();
    return this.#observed(quiet);
  }

  close() {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close() {
    await this.installation?.stop();
    await this.platform?.stop();
  }

  async #begin(name) {
    const { title } = DISTURBANCES[name];
    const entry = { name, title, at: this.#seconds(), from: await this.platform.now() };
    this.timeline.push(entry);
    return entry;
  }

  /** Does it, and watches how long those who wait for a reply then have to. */
  #disturb(name, entry) {
    const { platform, installation, clock } = this;
    const [from, to] = this.#form.downMs;
    const down = () => delay(from + (to - from) * this.#random());
    const { outageMs, patienceMs } = this.#form;
    const disturbed = (async () => {
      await DISTURBANCES[name].run({ platform, installation, clock, down, outageMs, random: this.#random });
      entry.seconds = this.#seconds() - entry.at;
      entry.to = await platform.now();
    })();
    const recovered = (async () => {
      await disturbed;
      entry.recovery = await platform.recovery(patienceMs);
      const { waiting, most, all } = entry.recovery;
      this.#say(
        `${entry.title}: at ${entry.at.toFixed(0)} s for ${entry.seconds.toFixed(1)} s; of ${waiting} who then waited ` +
          `95 % had their reply after ${spoken(most)}, all after ${spoken(all)}`,
      );
    })();
    // Awaited at the end.
    recovered.catch(() => undefined);
    return { disturbed, recovered };
  }

  async #step(title, work) {
    const entry = { name: 'clock', title, at: this.#seconds(), from: await this.platform.now() };
    this.timeline.push(entry);
    await work();
    entry.seconds = this.#seconds() - entry.at;
    entry.to = await this.platform.now();
    this.#say(title);
  }

  /** @returns false when nothing has changed for as long as patience lasts */
  async #until(reached) {
    let [seen, changedAt] = ['', performance.now()];
    for (;;) {
      const state = await this.platform.progress();
      if (reached(state)) return true;
      const now = JSON.stringify([state.progress, state.counts, state.waiting]);
      if (now !== seen) [seen, changedAt] = [now, performance.now()];
      if (performance.now() - changedAt > this.#form.patienceMs) return false;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Nobody waits for anything or thinks about it, nothing waits to be sent, and every question that waits has its template. */
  async #untilQuiet() {
    for (let [seen, changedAt] = ['', performance.now()]; ; await delay(500)) {
      const { counts, waiting, thinking } = await this.platform.progress();
      const conversations = await this.api.all('/conversations');
      const unsent = conversations.filter(({ waitingToBeSent }) => waitingToBeSent > 0).length;
      const open = conversations.filter(
        ({ session, fallback }) => session?.status === 'active' && fallback?.state !== 'sent',
      ).length;
      const now = JSON.stringify({ counts, waiting, thinking, unsent, open });
      if (counts.new + counts.active + waiting + thinking + unsent + open === 0) {
        const idle = await Promise.race([
          this.platform.idle().then(() => true),
          delay(this.#form.patienceMs, false, { ref: false }),
        ]);
        if (!idle) {
          this.#say(`webhooks that nobody takes: ${JSON.stringify(await this.platform.stats())}`);
          return false;
        }
        // What was under way could have made somebody act, or think about it.
        const after = await this.platform.progress();
        const isSame = JSON.stringify(after.counts) === JSON.stringify(counts);
        if (isSame && after.waiting + after.thinking === 0) return true;
      }
      if (now !== seen) [seen, changedAt] = [now, performance.now()];
      if (performance.now() - changedAt < this.#form.patienceMs) continue;
      this.#say(`what is left: ${now}`);
      return false;
    }
  }

  async #observed(quiet) {
    const { people, unanswered } = await this.platform.told();
    const conversations = await this.api.all('/conversations');
    const threads = new Map();
    for (let start = 0; start < conversations.length; start += 8) {
      await Promise.all(
        conversations.slice(start, start + 8).map(async ({ id }) => {
          const entries = (await this.api.all(`/conversations/${id}/thread`)).toReversed();
          this.states.note(entries);
          threads.set(id, entries);
        }),
      );
    }
    return {
      quiet,
      people,
      unanswered,
      conversations,
      threads,
      responses: await this.api.all('/responses'),
      backwards: this.states.backwards,
      timeline: this.timeline,
      now: await this.platform.now(),
      stats: await this.platform.stats(),
      settings: this.#form.settings,
      seconds: Math.round(this.#seconds()),
    };
  }

  #seconds() {
    return (performance.now() - this.#start) / 1_000;
  }

  #say(line) {
    this.#tell(`${this.#seconds().toFixed(0).padStart(5)} s  ${line}`);
  }
}

function spoken(ms) {
  return ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`;
}
