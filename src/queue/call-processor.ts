import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import type { Settings } from '../config/settings.js';
import { AgentCalls } from '../conversations/agent-calls.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER, SETTINGS } from '../runtime/tokens.js';
import { workspaceScope } from '../storage/documents.js';
import { SECOND } from '../time/instant.js';
import { within } from '../clock/within.js';
import { AGENT_CALLS, CallJob, RECOVERY } from './jobs.js';

/** At a stop: what an agent has not answered by then another process asks again. */
const ANSWERS_WITHIN_MS = 8 * SECOND;

/** Asks agents. Calls wait for others most of their time, so that one process may make hundreds at once. */
@Processor(AGENT_CALLS, { autorun: false, ...RECOVERY })
export class CallProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #inHand = new Set<Promise<void>>();

  constructor(
    @InjectQueue(AGENT_CALLS) private readonly queue: Queue,
    private readonly calls: AgentCalls,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const tell = (err: Error): void => this.log.error({ event: 'queue.error', queue: AGENT_CALLS, err }, err.message);
    this.queue.on('error', tell);
    this.worker.on('error', tell);
    this.worker.on('failed', (_, err) => this.log.error({ event: 'agent.call-failed', err }, err.message));
    this.worker.concurrency = this.settings.AGENT_CONCURRENCY;
    void this.worker
      .run()
      .catch((err: unknown) => this.log.fatal({ event: 'queue.stopped', queue: AGENT_CALLS, err }, 'worker stopped'));
  }

  async beforeApplicationShutdown(): Promise<void> {
    const isDone = await within(ANSWERS_WITHIN_MS, async () => {
      await this.worker.pause(true);
      await Promise.allSettled(this.#inHand);
      await this.queue.getJobCounts('waiting');
    }).then(
      () => true,
      () => false,
    );
    await this.worker.close(!isDone);
  }

  async process(job: Job): Promise<void> {
    const { workspaceId, conversationId, callId } = CallJob.parse(job.data);
    const work = this.calls.make(workspaceScope(workspaceId), conversationId, callId);
    this.#inHand.add(work);
    try {
      await work;
    } finally {
      this.#inHand.delete(work);
    }
  }
}
