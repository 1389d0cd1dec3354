import { MINUTE, SECOND, type Instant } from '../../time/instant.js';
import { ChannelPace } from './channel-pace.js';
import type { PaceAnswer, PaceRequest, Pacer } from './pacer.js';
import type { StoreGuard } from './store-guard.js';

/** How old a process's knowledge of a channel's stop may be. */
const STOP_KNOWN_FOR_MS = 250;
/** Channels kept in mind before those that rest are forgotten. */
const MANY_CHANNELS = 1_000;

/** A stop of a channel as far as this process knows. */
interface Stop {
  until: Instant;
  readAt: Instant;
}

/** The pacer over a store. As a rule a message costs one round trip, which those that ask at the same time share. */
export class SharedPacer implements Pacer {
  readonly #channels = new Map<string, { pace: ChannelPace; changes: number }>();
  readonly #stops = new Map<string, Stop>();

  constructor(
    private readonly store: StoreGuard,
    /** In [0, 1); spreads those who wait. */
    private readonly random: () => number,
    /** By the conversation's clock, for what the provider says outside of a request. */
    private readonly now: () => Instant,
  ) {}

  async take(request: PaceRequest): Promise<PaceAnswer> {
    const { channelId, priority, waits, now } = request;
    this.store.lookForShared(now);
    const perSecond = Math.max(1, Math.floor(request.perSecond * this.store.share));
    const pace = this.#paceOf(channelId, perSecond, now);
    const wait = (because: 'channel' | 'reply-first', notBefore = now): PaceAnswer => ({
      kind: 'wait',
      ms: pace.wait(perSecond, priority, waits, now, notBefore),
      because,
    });

    const known = this.#stops.get(channelId);
    if (known && known.until > now) return wait('channel', known.until);
    // Replies always try: their line is short, and what it waits for may have come.
    if (priority === 'bulk' && waits === 0 && pace.hasLine(now)) return wait('channel');

    const [admission, stopped] = await Promise.all([
      pace.admit(this.store, perSecond, priority, now),
      this.#stopOf(channelId, now),
    ]);
    if (stopped > now) {
      if (admission === 'in') pace.giveBack(this.store, perSecond, now);
      return wait('channel', stopped);
    }
    if (admission === 'in') return { kind: 'go' };
    return wait(admission === 'full' ? 'channel' : 'reply-first');
  }

  async slowDown(channelId: string, forMs: number): Promise<void> {
    const now = this.now();
    const until = now + forMs;
    const known = await this.store.instant(keyOfStop(channelId), now);
    if (known !== undefined && known >= until) return;
    this.#stops.set(channelId, { until, readAt: now });
    await this.store.setInstant(keyOfStop(channelId), until, forMs / SECOND + 1);
  }

  async #stopOf(channelId: string, now: Instant): Promise<Instant> {
    const known = this.#stops.get(channelId);
    if (known && now - known.readAt < STOP_KNOWN_FOR_MS) return known.until;
    const stop = { until: known?.until ?? 0, readAt: now };
    // Set first: of many that ask at the same time, one reads.
    this.#stops.set(channelId, stop);
    const read = await this.store.instant(keyOfStop(channelId), now);
    if (read !== undefined) stop.until = Math.max(stop.until, read);
    return stop.until;
  }

  #paceOf(channelId: string, perSecond: number, now: Instant): ChannelPace {
    let known = this.#channels.get(channelId);
    if (!known) {
      if (this.#channels.size >= MANY_CHANNELS) this.#forgetResting(now);
      known = { pace: new ChannelPace(`rate:${channelId}`, this.random), changes: this.store.changes };
      this.#channels.set(channelId, known);
    }
    if (known.changes !== this.store.changes) {
      known.changes = this.store.changes;
      known.pace.close(perSecond, now);
    }
    return known.pace;
  }

  #forgetResting(now: Instant): void {
    for (const [channelId, { pace }] of this.#channels) {
      if (now - pace.lastUsed < MINUTE) continue;
      this.#channels.delete(channelId);
      this.#stops.delete(channelId);
    }
  }
}

function keyOfStop(channelId: string): string {
  return `stop:${channelId}`;
}
