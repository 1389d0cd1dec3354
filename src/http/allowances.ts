import type { SharedCounters } from '../agents/links/link-quotas.js';
import type { Allowance } from '../channels/site.js';
import type { Clock } from '../clock/clock.js';
import { Problem } from './problem.js';

/**
 * Counts what strangers ask of a channel, over all processes: each has their own allowance, and fills no other's. While
 * the shared counters are away each process counts for itself, to the full: whom a slow database turns away is a person
 * with a question, and no more than as many times the allowance come through as there are processes.
 */
export class Allowances {
  constructor(
    private readonly counters: Pick<SharedCounters, 'addAnyhow' | 'lookForShared'>,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 429 when this request is beyond what is allowed */
  async take(channelId: string, allowance: Allowance | undefined): Promise<void> {
    if (!allowance) return;
    const { of, requests, withinSeconds } = allowance;
    this.counters.lookForShared(this.clock.now());
    const count = await this.counters.addAnyhow(`allowance:${channelId}:${of}`, 1, withinSeconds);
    if (count <= requests) return;
    throw new Problem(
      429,
      'too-many-requests',
      'Too many requests',
      `At most ${requests} requests in ${withinSeconds} seconds are answered here; try again then.`,
    );
  }
}
