import type { Queue } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import type { WorkspaceId } from '../storage/documents.js';
import { CALL, RETENTION, type CallJob } from './jobs.js';

/** A call to an agent that stands in a conversation and waits to be made. */
export interface CallRef {
  scope: WorkspaceId;
  conversationId: string;
  callId: string;
  /** Id of the agent link. */
  agent: string;
}

/** Tells the workers that an agent is to be asked. A bell that is lost delays: the conversation has it rung again. */
export interface CallBell {
  ring(call: CallRef): void;
}

/** The bell as BullMQ jobs of a queue of their own: slow agents keep no turn waiting. Rings for one call are one job. */
export class BullCallBell implements CallBell {
  constructor(
    private readonly queue: Queue,
    private readonly log: Logger,
  ) {}

  ring({ scope, conversationId, callId, agent }: CallRef): void {
    const data: CallJob = { workspaceId: scope, conversationId, callId, agent };
    const options = { ...RETENTION, attempts: 1, deduplication: { id: `call-${callId}` } };
    this.queue.add(CALL, data, options).catch((err: unknown) => {
      this.log.error({ event: 'queue.unreachable', queue: this.queue.name, err }, 'the queue did not take a bell');
    });
  }
}
