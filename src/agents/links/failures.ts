import type { AgentFailure, AgentOutcome } from '../../flow/agent/agent-reply.js';

/** The failures that are ours and not the agent's: what stood in the way before it was asked. */
export type OwnFailure =
  | 'link-unknown'
  | 'link-broken'
  | 'voice-off'
  | 'voice-unavailable'
  | 'voice-unsupported'
  | 'breaker-open'
  | 'line-full'
  | 'line-late'
  | 'per-minute'
  | 'DEADLINE_EXCEEDED'
  | 'UNEXPECTED';

const CLASSES: Readonly<Record<OwnFailure, AgentFailure['class']>> = {
  'link-unknown': 'broken',
  'link-broken': 'broken',
  'voice-off': 'unsupported',
  'voice-unavailable': 'refused',
  'voice-unsupported': 'unsupported',
  'breaker-open': 'down',
  'line-full': 'busy',
  'line-late': 'busy',
  'per-minute': 'busy',
  DEADLINE_EXCEEDED: 'down',
  UNEXPECTED: 'down',
};

export type Failed = Extract<AgentOutcome, { kind: 'failed' }>;

export function ownFailure(code: OwnFailure, text: string): Failed {
  return failed({ class: CLASSES[code], code, text });
}

export function failed(failure: AgentFailure): Failed {
  return { kind: 'failed', failure };
}

export function tooLate(deadlineMs: number): Failed {
  return ownFailure('DEADLINE_EXCEEDED', `The agent did not answer within ${deadlineMs} ms.`);
}
