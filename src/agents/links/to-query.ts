import type { AgentCall, AgentMemory } from '../../flow/agent/agent-call.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Instant } from '../../time/instant.js';
import type { AgentQuery, QueryInput } from '../agent-engine.js';
import { dialogueId } from './dialogue-id.js';

export interface QueryWorld {
  scope: WorkspaceId;
  /** By the conversation's clock. */
  now: Instant;
  /** How long agents of this kind surely know a dialogue. */
  remembersMs: number;
}

/** The query that a call stands for. @param input the call's, with a voice note's bytes at hand */
export function toQuery(call: AgentCall, input: QueryInput, { scope, now, remembersMs }: QueryWorld): AgentQuery {
  const { sessionId, agent, language, parameters, memory, timezone, location } = call;
  return {
    dialogue: dialogueId(scope, sessionId, agent, memory.epoch),
    input,
    language,
    parameters,
    ...(isForgotten(memory, now, remembersMs) && {
      restore: { contexts: memory.contexts, parameters: memory.parameters, page: memory.page },
    }),
    contexts: memory.contexts,
    timezone,
    ...(location && { location }),
  };
}

/** Whether there is something to give back, and the agent may not have it any more. */
function isForgotten(
  { contexts, parameters, page, answeredAt }: AgentMemory,
  now: Instant,
  remembersMs: number,
): boolean {
  if (contexts.length === 0 && Object.keys(parameters).length === 0 && page === undefined) return false;
  return answeredAt === undefined || now - answeredAt > remembersMs;
}
