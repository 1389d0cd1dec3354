import { SECOND, type Instant } from '../../time/instant.js';
import type { SendPriority } from './pacer.js';
import type { PacingStore } from './pacing-store.js';
import { rateWindowAt, type RateWindow } from './rate-window.js';
import { RecentRate } from './recent-rate.js';
import { WaitingLine } from './waiting-line.js';

/** A window's counter holds two numbers: places taken in the lower half, how many of them by replies in the upper. */
const REPLY = 2 ** 16;
/** Longer than a window and the difference between two processes' clocks: a counter must not begin again in its window. */
const COUNTER_SECONDS = 5;

export type Admission = 'in' | 'full' | 'kept-for-replies';

interface Applicant {
  priority: SendPriority;
  answer: (admission: Admission) => void;
}

/**
 * What one process knows of one channel's rate. The stores it is given never fail (StoreGuard). Places of the current window are taken from the shared counter, for
 * all who ask while an answer is under way in one call; what is known to be refused is refused without a call.
 */
export class ChannelPace {
  readonly #lines = { reply: new WaitingLine(), bulk: new WaitingLine() };
  /** Replies of all processes, as the counters tell. */
  readonly #replies = new RecentRate();
  #window: RateWindow = { index: -1, endsAt: 0, lengthMs: 0, room: 0 };
  #taken = 0;
  #repliesSeen = 0;
  #applicants: Applicant[] = [];
  #asking = false;
  lastUsed: Instant = 0;

  constructor(
    private readonly key: string,
    private readonly random: () => number,
  ) {}

  /** Is there a line of bulk that a newcomer has to join without trying? */
  hasLine(now: Instant): boolean {
    // One window's worth is no line: it is gone before the message could come back.
    return this.#lines.bulk.ahead(now) > Math.max(this.#window.endsAt - now, 0) + this.#window.lengthMs;
  }

  /** Takes a place in the current window. */
  admit(store: PacingStore, perSecond: number, priority: SendPriority, now: Instant): Promise<Admission> {
    this.#moveTo(perSecond, now);
    return new Promise((answer) => {
      this.#applicants.push({ priority, answer });
      if (!this.#asking) void this.#ask(store);
    });
  }

  /** A place that was taken and is not used after all. */
  giveBack(store: PacingStore, perSecond: number, now: Instant): void {
    if (rateWindowAt(perSecond, now).index === this.#window.index) this.#returnPlaces(store, 1);
  }

  /** @returns in how many milliseconds it can hope for a place */
  wait(perSecond: number, priority: SendPriority, waits: number, now: Instant, notBefore: Instant): number {
    const { endsAt } = rateWindowAt(perSecond, now);
    const atMost = priority === 'bulk' ? perSecond - this.#replies.perSecond(now) : perSecond;
    return this.#lines[priority].place(waits, now, Math.max(endsAt, notBefore), atMost, this.random());
  }

  /** The store has changed: nothing is known of this window, so nothing more is let into it. */
  close(perSecond: number, now: Instant): void {
    this.#moveTo(perSecond, now);
    this.#taken = Math.max(this.#taken, this.#window.room);
  }

  #moveTo(perSecond: number, now: Instant): void {
    this.lastUsed = now;
    const window = rateWindowAt(perSecond, now);
    if (window.index === this.#window.index && window.lengthMs === this.#window.lengthMs) return;
    this.#window = window;
    this.#taken = 0;
    this.#repliesSeen = 0;
  }

  async #ask(store: PacingStore): Promise<void> {
    this.#asking = true;
    while (this.#applicants.length > 0) await this.#askOnce(store);
    this.#asking = false;
  }

  async #askOnce(store: PacingStore): Promise<void> {
    const window = this.#window;
    const now = this.lastUsed;
    const applicants = this.#applicants.splice(0);
    const replies = applicants.filter(({ priority }) => priority === 'reply');
    const bulk = applicants.filter(({ priority }) => priority === 'bulk');
    const kept = this.#keptForReplies(now);

    const room = Math.max(0, window.room - this.#taken);
    const repliesTried = replies.slice(0, room);
    const bulkTried = bulk.slice(0, Math.max(0, room - repliesTried.length - kept));
    const tried = repliesTried.length + bulkTried.length;
    let granted = 0;
    if (tried > 0) {
      const count = await store.add(
        `${this.key}:${window.lengthMs}:${window.index}`,
        tried + repliesTried.length * REPLY,
        COUNTER_SECONDS,
      );
      const taken = count % REPLY;
      const before = taken - tried;
      granted = Math.max(0, Math.min(tried, window.room - before));
      // Time may have moved on to the next window meanwhile; the answers are about the one that was asked for.
      if (this.#window === window) this.#learn(taken, Math.floor(count / REPLY), now);
      const left = window.room - before - Math.min(granted, repliesTried.length);
      const bulkGranted = Math.max(0, Math.min(granted - repliesTried.length, bulkTried.length, left - kept));
      const unused = granted - Math.min(granted, repliesTried.length) - bulkGranted;
      if (unused > 0) this.#returnPlaces(store, unused);
      answerAll(repliesTried, granted, 'full');
      answerAll(bulkTried, bulkGranted, left > 0 ? 'kept-for-replies' : 'full');
      this.#lines.reply.letIn(Math.min(granted, repliesTried.length));
      this.#lines.bulk.letIn(bulkGranted);
    }
    answerAll(replies.slice(repliesTried.length), 0, 'full');
    answerAll(bulk.slice(bulkTried.length), 0, room > repliesTried.length ? 'kept-for-replies' : 'full');
    if (replies.length > repliesTried.length) this.#replies.add(now, replies.length - repliesTried.length);
  }

  /** As many places as replies will probably need in what is left of the window. */
  #keptForReplies(now: Instant): number {
    const left = Math.max(0, this.#window.endsAt - now);
    return Math.min(this.#window.room, Math.round((this.#replies.perSecond(now) * left) / SECOND));
  }

  #learn(taken: number, replies: number, now: Instant): void {
    this.#taken = Math.max(this.#taken, taken);
    if (replies > this.#repliesSeen) {
      this.#replies.add(now, replies - this.#repliesSeen);
      this.#repliesSeen = replies;
    }
  }

  #returnPlaces(store: PacingStore, count: number): void {
    const { index, lengthMs } = this.#window;
    this.#taken = Math.max(0, this.#taken - count);
    void store.add(`${this.key}:${lengthMs}:${index}`, -count, COUNTER_SECONDS);
  }
}

function answerAll(applicants: readonly Applicant[], granted: number, refusal: Admission): void {
  applicants.forEach(({ answer }, place) => answer(place < granted ? 'in' : refusal));
}
