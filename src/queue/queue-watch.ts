import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Clock } from '../clock/clock.js';
import { LEASE_CLOCK } from '../runtime/tokens.js';
import { SECOND } from '../time/instant.js';
import type { QueueDepthReader } from '../watching/backlog.js';
import type { QueueDepth } from '../watching/metrics.js';
import { TURNS } from './jobs.js';

/** Jobs looked at from an end of the line. */
const LOOKED_AT = 5;

/** Looks at the queue without touching it: for the metrics and the board. */
@Injectable()
export class QueueWatch implements QueueDepthReader {
  constructor(
    @InjectQueue(TURNS) readonly queue: Queue,
    /** The machine's: BullMQ writes its times by it. */
    @Inject(LEASE_CLOCK) private readonly clock: Clock,
  ) {}

  async read(): Promise<QueueDepth> {
    const { queue } = this;
    const jobs = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
    const [waiting, urgent, patient] = await Promise.all([
      // Newest first: the only order that both servers know for this state.
      queue.getJobs(['waiting'], ...lastOf(jobs['waiting']), false),
      // By priority, then by age: the oldest is as a rule among the first or the last.
      queue.getJobs(['prioritized'], 0, LOOKED_AT - 1, true),
      queue.getJobs(['prioritized'], ...lastOf(jobs['prioritized']), true),
    ]);
    // A job with a delay waits only since that is over.
    const since = [...waiting, ...urgent, ...patient].map((job) => job.timestamp + (job.opts.delay ?? 0));
    const now = this.clock.now();
    return {
      queue: queue.name,
      jobs,
      oldestWaitingSeconds: Math.max(0, now - Math.min(now, ...since)) / SECOND,
    };
  }
}

/** The end of a line of so many; a little beyond, for those that have joined it since they were counted. */
function lastOf(count = 0): [start: number, end: number] {
  return [Math.max(0, count - LOOKED_AT), count + LOOKED_AT];
}
