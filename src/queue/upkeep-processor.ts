import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { z } from 'zod';
import { ChannelUpkeep } from '../channels/connected/channel-upkeep.js';
import type { Settings } from '../config/settings.js';
import { Sweep } from '../conversations/sweep.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER, SETTINGS, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { HOUR } from '../time/instant.js';
import { RECOVERY, RETENTION, UPKEEP } from './jobs.js';

const UpkeepJob = z.enum(['sweep', 'channels']);

/** Templates and health are polled as well as pushed: which events a provider forwards is not certain. */
const CHANNELS_EVERY = 6 * HOUR;

/** Recurring work, each kind once across all processes. */
@Processor(UPKEEP, { autorun: false, ...RECOVERY })
export class UpkeepProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @InjectQueue(UPKEEP) private readonly queue: Queue,
    private readonly sweep: Sweep,
    private readonly channels: ChannelUpkeep,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    this.queue.on('error', (err) => this.log.error({ event: 'queue.error', queue: UPKEEP, err }, err.message));
    this.worker.on('error', (err) => this.log.error({ event: 'queue.error', queue: UPKEEP, err }, err.message));
    this.worker.on('failed', (job, err) =>
      this.log.error({ event: 'upkeep.failed', job: job?.name, err }, err.message),
    );
    await this.sweep.run(this.scope);
    await this.queue.upsertJobScheduler(
      'sweep',
      { every: this.settings.SWEEP_EVERY_MS },
      { name: 'sweep', opts: RETENTION },
    );
    await this.queue.upsertJobScheduler('channels', { every: CHANNELS_EVERY }, { name: 'channels', opts: RETENTION });
    void this.worker
      .run()
      .catch((err: unknown) => this.log.fatal({ event: 'queue.stopped', queue: UPKEEP, err }, 'worker stopped'));
  }

  /** What is in hand is finished before the database goes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  async process(job: Job): Promise<void> {
    const kind = UpkeepJob.safeParse(job.name);
    if (!kind.success) {
      // Left behind by another version: done with, but said.
      this.log.warn({ event: 'upkeep.unknown', job: job.name }, 'no build knows this job any more');
      return;
    }
    switch (kind.data) {
      case 'sweep':
        await this.sweep.run(this.scope);
        return;
      case 'channels':
        await this.channels.run(this.scope);
        return;
    }
  }
}
