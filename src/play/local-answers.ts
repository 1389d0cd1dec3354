import { toQuery } from '../agents/links/to-query.js';
import { askLocalAgent } from '../agents/local/ask-local-agent.js';
import type { CompiledLocalAgent } from '../agents/local/compile-local-agent.js';
import type { AgentCall } from '../flow/agent/agent-call.js';
import type { AgentFailure, AgentOutcome } from '../flow/agent/agent-reply.js';
import { workspaceScope } from '../storage/documents.js';
import type { Instant } from '../time/instant.js';

/** Answers a call to an agent at once. */
export type AnswerCall = (call: AgentCall, now: Instant) => AgentOutcome;

const SCOPE = workspaceScope('played');

/** Local agents by the ids that flows name; a call to any other comes to nothing. */
export function localAnswers(agents: ReadonlyMap<string, CompiledLocalAgent>): AnswerCall {
  return (call, now) => {
    const agent = agents.get(call.agent);
    if (!agent) return failed('broken', 'link-unknown', `there is no local agent "${call.agent}" beside the flow`);
    const { input } = call;
    if (input.kind === 'voice') return failed('unsupported', 'voice', 'a local agent hears no voice notes');
    // A local agent remembers nothing by itself, so that nothing has to be given back to it.
    const query = toQuery(call, input, { scope: SCOPE, now, remembersMs: Number.POSITIVE_INFINITY });
    return { kind: 'answered', reply: askLocalAgent(agent, { ...query, input }, now) };
  };
}

function failed(of: AgentFailure['class'], code: string, text: string): AgentOutcome {
  return { kind: 'failed', failure: { class: of, code, text } };
}
