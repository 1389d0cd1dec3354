import { MINUTE, SECOND, type Instant } from '../../time/instant.js';
import { ChannelPace } from './channel-pace.js';
import type { PaceAnswer, PaceRequest, Pacer } from './pacer.js';
import { afterSending, META_PAIR_LIMIT, memoryOf, type PairLimit } from './pair-limit.js';
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

/**
 * The pacer over a store. As a rule a message costs one round trip: its place in the channel's window and the pair's
 * instant are asked for together.
 *
 * The pair's instant is read and then written, not changed in one step: whoever sends to a person holds the lease of
 * their conversation, so nobody else does it at the same time.
 */
export class SharedPacer implements Pacer {
  readonly #channels = new Map<string, { pace: ChannelPace; changes: number }>();
  readonly #stops = new Map<string, Stop>();
  /** Pairs' instants on their way to the store. */
  readonly #writing = new Map<string, Instant>();

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

    const pair = request.pair && this.#shareOf(request.pair);
    const pairKey = keyOfPair(channelId, request.to);
    const [admission, freeFrom, stopped] = await Promise.all([
      pace.admit(this.store, perSecond, priority, now),
      pair && (this.#writing.get(pairKey) ?? this.store.instant(pairKey, now)),
      this.#stopOf(channelId, now),
    ]);
    const isIn = admission === 'in';
    if (stopped > now || (freeFrom !== undefined && freeFrom > now)) {
      if (isIn) pace.giveBack(this.store, perSecond, now);
      if (stopped > now) return wait('channel', stopped);
      return { kind: 'wait', ms: Math.max(1, Math.ceil((freeFrom ?? now) - now)), because: 'pair' };
    }
    if (!isIn) return wait(admission === 'full' ? 'channel' : 'reply-first');
    if (pair) this.#note(pairKey, pair, afterSending(pair, freeFrom, now), now);
    return { kind: 'go' };
  }

  async slowDown(channelId: string, to: string | undefined, because: 'channel' | 'pair', forMs: number): Promise<void> {
    const now = this.now();
    const until = now + forMs;
    if (because === 'pair') {
      if (to === undefined) return;
      // The platform counts its burst as used up. Which limit it has is not known here: Meta's is the longest known.
      const seconds = (forMs + META_PAIR_LIMIT.burst * META_PAIR_LIMIT.everyMs) / SECOND;
      await this.store.setInstant(keyOfPair(channelId, to), until, seconds);
      return;
    }
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

  #note(key: string, pair: PairLimit, freeFrom: Instant, now: Instant): void {
    this.#writing.set(key, freeFrom);
    void this.store.setInstant(key, freeFrom, memoryOf(pair, freeFrom, now) / SECOND + 1).then(() => {
      if (this.#writing.get(key) === freeFrom) this.#writing.delete(key);
    });
  }

  #shareOf({ burst, everyMs }: PairLimit): PairLimit {
    const { share } = this.store;
    return share === 1
      ? { burst, everyMs }
      : { burst: Math.max(1, Math.floor(burst * share)), everyMs: everyMs / share };
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

function keyOfPair(channelId: string, to: string): string {
  return `pair:${channelId}:${to}`;
}

function keyOfStop(channelId: string): string {
  return `stop:${channelId}`;
}
