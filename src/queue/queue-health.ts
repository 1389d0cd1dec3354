import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { TURNS } from './jobs.js';

/** Does the queue's server answer? */
@Injectable()
export class QueueHealth {
  constructor(@InjectQueue(TURNS) private readonly queue: Queue) {}

  /** @throws when it does not */
  async ping(): Promise<void> {
    await this.queue.getJobCounts('waiting');
  }
}
