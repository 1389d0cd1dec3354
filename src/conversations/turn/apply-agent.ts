import { talkWordsFor } from '../../flow/words/talk.js';
import { wordsFor } from '../../flow/words/words.js';
import type { Command } from '../conversation.js';
import type { Draft } from './draft.js';
import { endDisposition } from './end-disposition.js';
import { endActiveSession, endSession, flowOf, startFlow } from './sessions.js';
import type { TurnInput } from './turn-input.js';

/** An agent has answered a call, or has not. */
export function applyAgentAnswer(
  draft: Draft,
  { callId, outcome }: Extract<TurnInput, { kind: 'agent-answered' }>,
): void {
  const { conversation } = draft;
  if (conversation.call?.call.id === callId) conversation.call = null;
  const { session } = conversation;
  const flow = session?.status === 'active' && !conversation.handoff ? flowOf(draft, session) : undefined;
  if (!session || !flow) return draft.note('agent.late-answer', { callId });
  draft.step(flow, session, { kind: 'agent-answered', callId, outcome });
}

/** An event from outside for the agent that is being talked to. */
export function applyAgentEvent(draft: Draft, { name, parameters }: Extract<Command, { kind: 'agent-event' }>): void {
  const { session, handoff } = draft.conversation;
  const flow = session?.status === 'active' && !handoff ? flowOf(draft, session) : undefined;
  if (!session?.waiting?.agent || !flow) return draft.note('agent.event-unheard', { event: name });
  draft.step(flow, session, { kind: 'agent-event', name, parameters });
}

/** A person gives the conversation back. */
export function release(draft: Draft, then: 'resume' | 'end'): void {
  const { conversation } = draft;
  if (!conversation.handoff) return draft.note('handoff.not-there');
  draft.takeBack();
  draft.note('handoff.released', { then });
  if (then === 'end') return endActiveSession(draft, 'breakoff', 'ended-by-person');
  const { session } = conversation;
  const flow = session?.status === 'active' ? flowOf(draft, session) : undefined;
  if (session && flow) draft.step(flow, session, { kind: 'released' });
}

/** The flow that an agent wants started takes the session's place. One that is not there is said so, and the talk goes on. */
export function startWantedFlow(draft: Draft): void {
  const { flowToStart: wanted, world } = draft;
  draft.flowToStart = undefined;
  const { session } = draft.conversation;
  if (!wanted || !session) return;
  const { language } = session;
  if (!world.flows.published(wanted.flowId)) {
    draft.note('flow.unknown', { flowId: wanted.flowId });
    return draft.say({ language, body: talkWordsFor(language).trouble, words: wordsFor(language).prompt });
  }
  const flow = session.status === 'active' ? flowOf(draft, session) : undefined;
  if (flow) {
    const disposition = flow.kind === 'conversation' ? 'completed' : endDisposition(session, 'breakoff');
    endSession(draft, flow, session, disposition, 'another-flow-started');
  }
  startFlow(draft, wanted.flowId, { language, hidden: wanted.values });
}

/** What a call was made for is over: its answer would be about nothing. */
export function dropCallNobodyAwaits({ conversation }: Draft): void {
  const { call, session } = conversation;
  if (call && session?.waiting?.agent?.pending !== call.call.id) conversation.call = null;
}
