import type { AgentReply } from '../../src/flow/agent/agent-reply.js';

/** An agent's answer that says nothing but that it understood, with whatever is given. */
export function agentReply(of: Partial<AgentReply> = {}): AgentReply {
  return {
    messages: [],
    match: 'intent',
    parameters: {},
    contexts: [],
    slotFilling: false,
    ended: false,
    skipped: [],
    ...of,
  };
}
