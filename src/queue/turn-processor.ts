import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import type { Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { TurnRunner } from '../conversations/turn-runner.js';
import type { Logger } from '../logging/logger.js';
import { BELL, CLOCK, LOGGER, SETTINGS } from '../runtime/tokens.js';
import { workspaceScope } from '../storage/documents.js';
import { SECOND } from '../time/instant.js';
import { within } from '../clock/within.js';
import type { Bell } from './bell.js';
import { DatabaseGate } from './database-gate.js';
import { RECOVERY, TURNS, TurnJob, WAKE } from './jobs.js';

/** At a stop: a server that takes longer is as good as away. */
const QUEUE_ANSWERS_WITHIN_MS = 2 * SECOND;

/** A conversation that another worker has is looked at again after this long. */
const BUSY_RETRY = SECOND;

/** Answers the bell: gives a conversation to the turn runner. */
@Processor(TURNS, { autorun: false, ...RECOVERY })
export class TurnProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #inHand = new Set<Promise<void>>();

  constructor(
    @InjectQueue(TURNS) private readonly queue: Queue,
    private readonly runner: TurnRunner,
    private readonly gate: DatabaseGate,
    @Inject(BELL) private readonly bell: Bell,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.queue.on('error', (err) => this.log.error({ event: 'queue.error', queue: TURNS, err }, err.message));
    this.worker.concurrency = this.settings.TURN_CONCURRENCY;
    this.worker.on('error', (err) => this.log.error({ event: 'queue.error', queue: TURNS, err }, err.message));
    this.worker.on('failed', (job, err) =>
      this.log.error(
        { event: 'turn.failed', conversationId: conversationOf(job), attempts: job?.attemptsMade, err },
        err.message,
      ),
    );
    void this.worker
      .run()
      .catch((err: unknown) => this.log.fatal({ event: 'queue.stopped', queue: TURNS, err }, 'worker stopped'));
  }

  /** What is in hand comes to its next resting point, and to another process if there is more to do. */
  async beforeApplicationShutdown(): Promise<void> {
    this.runner.stop();
    this.gate.stop();
    const answers = await within(QUEUE_ANSWERS_WITHIN_MS, () => this.queue.getJobCounts('waiting')).then(
      () => true,
      () => false,
    );
    // BullMQ would wait for a server that is away for as long as it takes; what we have in hand needs it for nothing.
    if (!answers) await Promise.allSettled(this.#inHand);
    await this.worker.close(!answers);
  }

  async process(job: Job): Promise<void> {
    const work = this.#process(job);
    this.#inHand.add(work);
    try {
      await work;
    } finally {
      this.#inHand.delete(work);
    }
  }

  async #process(job: Job): Promise<void> {
    const { workspaceId, conversationId, traceparent } = TurnJob.parse(job.data);
    const scope = workspaceScope(workspaceId);
    const delayedBellRang = job.name === WAKE;
    const result = await this.gate.through(() =>
      this.runner.run(scope, conversationId, { delayedBellRang, traceparent }),
    );
    if (result === 'busy') {
      await this.bell.ringAt({ scope, conversationId }, this.clock.now() + BUSY_RETRY);
    }
  }
}

function conversationOf(job: Job | undefined): string | undefined {
  const read = TurnJob.safeParse(job?.data);
  return read.success ? read.data.conversationId : undefined;
}
