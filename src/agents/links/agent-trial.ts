import { z } from 'zod';
import { AgentMemory, type AgentCall } from '../../flow/agent/agent-call.js';
import type { AgentFailure, AgentReply } from '../../flow/agent/agent-reply.js';
import { JsonValue } from '../../flow/json-value.js';
import { Problem } from '../../http/problem.js';
import type { Clock } from '../../clock/clock.js';
import type { Ids } from '../../ids/ids.js';
import type { WorkspaceId } from '../../storage/documents.js';
import { SECOND } from '../../time/instant.js';
import type { AgentCaller } from './agent-caller.js';
import type { AgentLinks } from './agent-links.js';

/** What a designer says to an agent to try it. */
export const TrialQuestion = z
  .strictObject({
    text: z.string().min(1).max(4_096).optional(),
    event: z.string().min(1).max(150).optional(),
    /** Of the event. */
    parameters: z.record(z.string(), JsonValue).optional(),
    language: z.string().min(2).max(35).default('en'),
    dialogue: z.string().min(1).max(100).optional().describe('Of an earlier answer, to go on with it'),
    memory: AgentMemory.optional().describe('Of an earlier answer'),
  })
  .refine(({ text, event }) => (text === undefined) !== (event === undefined), {
    path: ['text'],
    message: 'give either text or event',
  });
export type TrialQuestion = z.infer<typeof TrialQuestion>;

export interface TrialAnswer {
  dialogue: string;
  memory: AgentMemory;
  reply: AgentReply;
  tookMs: number;
}

const STATUS: Readonly<Record<AgentFailure['class'], number>> = {
  busy: 503,
  down: 502,
  broken: 502,
  refused: 422,
  unsupported: 422,
};

/** Lets a designer talk to a linked agent, past any flow; with all that guards it from customers' queries. */
export class AgentTrial {
  constructor(
    private readonly caller: Pick<AgentCaller, 'ask'>,
    private readonly links: Pick<AgentLinks, 'get'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws Problem 404; 422, 502 or 503 where the agent gives no answer */
  async ask(scope: WorkspaceId, id: string, question: TrialQuestion): Promise<TrialAnswer> {
    await this.links.get(scope, id);
    const dialogue = question.dialogue ?? this.ids.next();
    const memory = question.memory ?? { epoch: 0, contexts: [], parameters: {} };
    const began = this.clock.now();
    const outcome = await this.caller.ask(scope, toCall(this.ids.next(), id, dialogue, memory, question), noVoice);
    const tookMs = this.clock.now() - began;
    if (outcome.kind === 'failed') throw noAnswer(outcome.failure, tookMs);
    const { reply } = outcome;
    return { dialogue, memory: memoryAfter(memory, reply, this.clock.now()), reply, tookMs };
  }
}

/** What is to be kept of a dialogue after an answer; nothing of it where it is over. */
export function memoryAfter({ epoch }: AgentMemory, reply: AgentReply, now: number): AgentMemory {
  const { contexts, parameters, page, ended, person } = reply;
  if (ended || person) return { epoch: epoch + 1, contexts: [], parameters: {} };
  return { epoch, contexts, parameters, ...(page !== undefined && { page }), answeredAt: now };
}

function toCall(
  id: string,
  agent: string,
  dialogue: string,
  memory: AgentMemory,
  { text, event, parameters, language }: TrialQuestion,
): AgentCall {
  return {
    id,
    // Never that of a customer's session.
    sessionId: `trial|${dialogue}`,
    stepId: 'trial',
    agent,
    input:
      event === undefined
        ? { kind: 'text', text: text ?? '' }
        : { kind: 'event', name: event, ...(parameters && { parameters }) },
    language,
    parameters: {},
    memory,
    timezone: 'UTC',
  };
}

async function noVoice(): Promise<undefined> {
  return undefined;
}

function noAnswer({ class: kind, code, text }: AgentFailure, tookMs: number): Problem {
  const took = (tookMs / SECOND).toFixed(1);
  return new Problem(
    STATUS[kind],
    'agent-gave-no-answer',
    'The agent gave no answer',
    `${text} (${code}, after ${took} s)`,
    [{ field: '', rule: code, message: text }],
  );
}
