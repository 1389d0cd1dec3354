import type { Posted } from './service.js';
import type { Reported, Said } from './wire.js';

type Event = Said | Reported;

interface Outgoing {
  post(events: readonly Event[]): Promise<Posted>;
  /** The token is no longer known: it is asked for anew. @returns whether this is another visitor from now on */
  renew(): Promise<boolean>;
  taken(events: readonly Event[]): void;
  refused(events: readonly Event[]): void;
}

const MOST_AT_ONCE = 40;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** What happens within a moment goes together. */
const GATHER_MS = 150;

/**
 * What the visitor says, and what is reported of messages, on its way: in order, one request at a time, again and again
 * until it is taken. Each message has an id, so that twice is once.
 */
export class OutgoingQueue {
  readonly #waiting: Event[] = [];
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(private readonly outgoing: Outgoing) {}

  add(event: Event): void {
    this.#waiting.push(event);
    if (event.kind === 'status') this.#plan(GATHER_MS);
    else this.flush();
  }

  /** Now, although a pause was to be made: the connection is back, or the page is left. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0 && this.#timer === undefined) {
      const events = this.#waiting.slice(0, MOST_AT_ONCE);
      const posted = await this.outgoing.post(events);
      if (posted === 'taken' || posted === 'refused') {
        this.#waiting.splice(0, events.length);
        this.#pauseMs = FIRST_PAUSE_MS;
        this.outgoing[posted](events);
        continue;
      }
      if (posted === 'stranger' && (await this.outgoing.renew())) {
        // Nobody would believe this visitor what another one had to say.
        this.outgoing.refused(this.#waiting.splice(0));
        continue;
      }
      this.#plan(this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    }
    this.#running = false;
  }

  #plan(ms: number): void {
    this.#timer ??= setTimeout(() => this.flush(), ms);
  }
}
