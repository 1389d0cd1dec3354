import type { SimulatedClock } from '../clock.js';
import { seededRandom, shuffled } from '../random.js';
import type { WebhookPost } from '../dialects/dialect.js';
import type { PlatformEvent } from '../platform-event.js';
import { Poster, type WebhookAnswer } from './post.js';

export interface WebhookTarget {
  url: string;
  headers: Record<string, string>;
}

/** Waits between attempts, in real milliseconds: `firstMs`, then times `factor`, up to `maxMs`. */
export interface RetrySchedule {
  firstMs: number;
  factor: number;
  maxMs: number;
}

export interface DeliverySettings {
  /** How often each event is delivered. 1 is once. */
  duplicates: number;
  /** Up to so many events in one body. */
  batch: number;
  /** Events are held until `window` of them are there or `holdMs` have passed, and then go out in a seeded order. */
  shuffle: { seed: number; window: number; holdMs: number } | null;
  /** Every event waits so long before its first attempt. */
  delayMs: number;
}

export const PLAIN_DELIVERY: DeliverySettings = { duplicates: 1, batch: 1, shuffle: null, delayMs: 0 };

export interface WebhookEvent {
  event: PlatformEvent;
  /** Events of one lane are delivered one after the other (not when shuffled). */
  lane: string;
  /** After the first attempt that was taken. */
  onAcknowledged?: (tookMs: number) => void;
}

interface Delivery {
  event: WebhookEvent;
  attempt: number;
  /** By the simulated clock: then the provider gives up. */
  expiresAt: number;
}

interface Lane {
  queue: Delivery[];
  busy: boolean;
}

interface Load {
  laneName: string;
  lane: Lane;
  deliveries: Delivery[];
}

const CONNECTIONS = 32;

/** How a provider's webhooks are written and answered (WebhookWays), without the world. */
export interface CourierWays {
  batches: boolean;
  timeoutMs: number;
  giveUpAfterMs: number;
  write(events: readonly PlatformEvent[], target: WebhookTarget): WebhookPost | undefined;
  outcome(answer: WebhookAnswer, attempt: number): 'taken' | 'again' | 'lost';
}

/**
 * Brings events to the registered address, at least once: what is not taken comes again, as the provider does it.
 * While no address is registered, or nothing listens there, events wait.
 */
export class WebhookCourier {
  settings: DeliverySettings = PLAIN_DELIVERY;
  readonly counts = { delivered: 0, failedAttempts: 0, expired: 0 };
  private target: WebhookTarget | null = null;
  private readonly poster = new Poster(CONNECTIONS);
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Lanes that have something to deliver and nothing under way, in the order of their turn. */
  private readonly waiting = new Set<string>();
  private readonly lanes = new Map<string, Lane>();
  private held: Delivery[] = [];
  private holdTimer: NodeJS.Timeout | undefined;
  private random: (() => number) | undefined;
  private active = 0;
  private pendingCount = 0;
  private laneNumber = 0;
  private idleWaiters: (() => void)[] = [];
  private stopped = false;
  private pumpPlanned = false;
  /** Counts the calls of clear(). */
  private generation = 0;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly retry: RetrySchedule,
    private readonly ways: CourierWays,
  ) {}

  get registered(): WebhookTarget | null {
    return this.target;
  }

  register(target: WebhookTarget | null): void {
    this.target = target;
    this.pump();
  }

  /** Deliveries not yet acknowledged. */
  get pending(): number {
    return this.pendingCount;
  }

  configure(settings: DeliverySettings): void {
    this.release();
    this.settings = settings;
    this.random = settings.shuffle ? seededRandom(settings.shuffle.seed) : undefined;
  }

  enqueue(event: WebhookEvent): void {
    if (this.stopped) return;
    for (let copy = 0; copy < this.settings.duplicates; copy += 1) {
      this.pendingCount += 1;
      const delivery = { event, attempt: 0, expiresAt: this.clock.now() + this.ways.giveUpAfterMs };
      if (this.settings.delayMs > 0) this.later(this.settings.delayMs, () => this.hold(delivery));
      else this.hold(delivery);
    }
    this.pump();
  }

  /** Resolves when everything has been acknowledged. */
  idle(): Promise<void> {
    if (this.pendingCount === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  /** Forgets what has not been delivered. */
  clear(): void {
    this.generation += 1;
    this.holdTimer = undefined;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.lanes.clear();
    this.waiting.clear();
    this.held = [];
    this.pendingCount = 0;
    Object.assign(this.counts, { delivered: 0, failedAttempts: 0, expired: 0 });
    this.settle();
  }

  stop(): void {
    this.stopped = true;
    this.clear();
    this.poster.close();
  }

  private hold(delivery: Delivery): void {
    const { shuffle } = this.settings;
    if (!shuffle) {
      this.place(delivery, delivery.event.lane);
      return;
    }
    this.held.push(delivery);
    if (this.held.length >= shuffle.window) this.release();
    else this.holdTimer ??= this.later(shuffle.holdMs, () => this.release());
  }

  private release(): void {
    if (this.holdTimer) {
      clearTimeout(this.holdTimer);
      this.timers.delete(this.holdTimer);
      this.holdTimer = undefined;
    }
    const held = this.random ? shuffled(this.held, this.random) : this.held;
    this.held = [];
    for (const delivery of held) this.place(delivery, this.ownLane());
    this.pump();
  }

  private ownLane(): string {
    this.laneNumber += 1;
    return `#${this.laneNumber}`;
  }

  private place(delivery: Delivery, laneName: string): void {
    const lane: Lane = this.lanes.get(laneName) ?? { queue: [], busy: false };
    this.lanes.set(laneName, lane);
    lane.queue.push(delivery);
    if (!lane.busy) this.waiting.add(laneName);
  }

  /** Starts what can start, once the events of this moment are all there: only so can they share a body. */
  private pump(): void {
    if (this.pumpPlanned) return;
    this.pumpPlanned = true;
    queueMicrotask(() => {
      this.pumpPlanned = false;
      while (!this.stopped && this.target && this.active < CONNECTIONS && this.waiting.size > 0) {
        void this.deliver(this.take(), this.target);
      }
    });
  }

  private take(): Load[] {
    const loads: Load[] = [];
    let room = this.ways.batches ? this.settings.batch : 1;
    for (const laneName of this.waiting) {
      if (room === 0) break;
      this.waiting.delete(laneName);
      const lane = this.lanes.get(laneName);
      if (!lane) continue;
      const deliveries = lane.queue.splice(0, room);
      room -= deliveries.length;
      lane.busy = true;
      loads.push({ laneName, lane, deliveries });
    }
    return loads;
  }

  private async deliver(loads: Load[], target: WebhookTarget): Promise<void> {
    this.active += 1;
    const { generation } = this;
    const post = this.ways.write(
      loads.flatMap(({ deliveries }) => deliveries.map(({ event }) => event.event)),
      target,
    );
    const start = performance.now();
    const answer = post && (await this.poster.post(post, this.ways.timeoutMs));
    const tookMs = performance.now() - start;
    this.active -= 1;
    // What clear() has forgotten meanwhile is neither counted nor tried again.
    if (generation === this.generation) {
      for (const { laneName, lane, deliveries } of loads) {
        lane.busy = false;
        if (lane.queue.length > 0) this.waiting.add(laneName);
        else this.lanes.delete(laneName);
        for (const delivery of deliveries) {
          if (answer) this.answered(delivery, answer, tookMs);
          // Not told by this provider.
          else this.pendingCount -= 1;
        }
      }
      this.settle();
    }
    this.pump();
  }

  private answered(delivery: Delivery, answer: WebhookAnswer, tookMs: number): void {
    const outcome = this.ways.outcome(answer, delivery.attempt);
    if (outcome === 'taken') return this.acknowledged(delivery, tookMs);
    this.counts.failedAttempts += 1;
    if (outcome === 'again' && this.clock.now() < delivery.expiresAt) return this.tryAgain(delivery);
    this.counts.expired += 1;
    this.pendingCount -= 1;
  }

  private acknowledged(delivery: Delivery, tookMs: number): void {
    this.counts.delivered += 1;
    this.pendingCount -= 1;
    const { onAcknowledged } = delivery.event;
    delete delivery.event.onAcknowledged;
    onAcknowledged?.(tookMs);
  }

  private tryAgain(delivery: Delivery): void {
    const { firstMs, factor, maxMs } = this.retry;
    const waitMs = Math.min(maxMs, firstMs * factor ** delivery.attempt);
    delivery.attempt += 1;
    this.later(waitMs, () => {
      this.place(delivery, this.settings.shuffle ? this.ownLane() : delivery.event.lane);
      this.pump();
    });
  }

  private later(ms: number, action: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, ms);
    this.timers.add(timer);
    return timer;
  }

  private settle(): void {
    if (this.pendingCount > 0) return;
    for (const resolve of this.idleWaiters.splice(0)) resolve();
  }
}
