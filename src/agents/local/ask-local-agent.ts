import type { AgentReply } from '../../flow/agent/agent-reply.js';
import type { Instant } from '../../time/instant.js';
import type { AgentQuery, QueryInput } from '../agent-engine.js';
import type { CompiledLocalAgent } from './compile-local-agent.js';
import { Talk } from './talk/talk.js';

/** A query in words or by event: a local agent hears no voice. */
export type LocalQuery = Omit<AgentQuery, 'input'> & { input: Exclude<QueryInput, { kind: 'voice' }> };

/**
 * What a local agent answers. Never throws, and pure: the same query at the same time gets the same answer, and all that
 * the agent remembers goes out with the reply's contexts and comes back with the next query's.
 */
export function askLocalAgent(agent: CompiledLocalAgent, query: LocalQuery, now: Instant): AgentReply {
  return new Talk(agent, query, now).answer();
}
