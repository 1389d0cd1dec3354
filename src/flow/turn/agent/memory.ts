import type { AgentMemory } from '../../agent/agent-call.js';
import type { AgentReply } from '../../agent/agent-reply.js';
import type { AgentFacts } from '../../conditions.js';
import type { AgentTalk, Session } from '../../session.js';
import type { Turn } from '../turn.js';

const NOTHING_YET: AgentMemory = { epoch: 0, contexts: [], parameters: {} };

export const NEW_TALK: AgentTalk = { turns: 0, misses: 0, failures: 0, parameters: {}, shown: [] };

export function memoryOf({ agents }: Session, agent: string): AgentMemory {
  return (agents && Object.hasOwn(agents, agent) ? agents[agent] : undefined) ?? NOTHING_YET;
}

/** Keeps what the agent knows after its answer; nothing of it where the dialogue is over. */
export function remember(turn: Turn, agent: string, reply: AgentReply): void {
  const { session, context } = turn;
  const { epoch } = memoryOf(session, agent);
  const { contexts, parameters, page, ended, person } = reply;
  session.agents = {
    ...session.agents,
    [agent]:
      ended || person
        ? { ...NOTHING_YET, epoch: epoch + 1 }
        : { epoch, contexts, parameters, ...(page !== undefined && { page }), answeredAt: context.now },
  };
}

/** What is said to the agent next begins a new dialogue. */
export function forgetDialogue({ session }: Turn, agent: string): void {
  const memory = memoryOf(session, agent);
  if (memory.answeredAt === undefined) return;
  session.agents = { ...session.agents, [agent]: { ...NOTHING_YET, epoch: memory.epoch + 1 } };
}

/** The talk after one more answer. */
export function talkAfter(talk: AgentTalk, reply: AgentReply): AgentTalk {
  const { pending: _p, intent: _i, action: _a, ...rest } = talk;
  // An unfilled parameter is an empty text; what was found out before stands.
  const found = Object.entries(reply.parameters).filter(([, value]) => value !== '' && value !== null);
  return {
    ...rest,
    turns: talk.turns + 1,
    misses: reply.match === 'fallback' ? talk.misses + 1 : 0,
    failures: 0,
    parameters: { ...talk.parameters, ...Object.fromEntries(found) },
    ...(reply.intent !== undefined && { intent: reply.intent }),
    ...(reply.action !== undefined && { action: reply.action }),
  };
}

export function factsOf({ turns, misses, action, intent, parameters }: AgentTalk): AgentFacts {
  return { turns, misses, action: action ?? null, intent: intent ?? null, parameters };
}
