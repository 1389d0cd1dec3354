import type { AgentFailure, AgentOutcome, AgentReply } from '../../agent/agent-reply.js';
import type { AgentWay, CompiledAgent } from '../../compiled-flow.js';
import type { Json } from '../../conditions.js';
import type { AgentTalk, Waiting } from '../../session.js';
import { foldText } from '../../words/fold.js';
import { talkWordsFor } from '../../words/talk.js';
import { finishEarly } from '../finish.js';
import { statement } from '../question.js';
import type { Turn } from '../turn.js';
import { handOver } from './hand-over.js';
import { leaveAgent } from './leave-talk.js';
import { factsOf, remember, talkAfter } from './memory.js';
import { showMessages } from './show-messages.js';
import type { Left } from './talk-ways.js';
import { withinBudget } from './within-budget.js';

/** What follows an answer. */
type Next =
  | { kind: 'stay' }
  | { kind: 'leave'; left: Left; given?: { value: Json } }
  | { kind: 'person'; topic?: string; data: Record<string, Json> }
  | { kind: 'flow'; flowId: string; values: NonNullable<AgentReply['startFlow']>['values'] };

/** The agent has answered, or has not. @throws BudgetExceeded */
export function takeAgentAnswer(turn: Turn, step: CompiledAgent, waiting: Waiting, outcome: AgentOutcome): void {
  const { agent: talk } = waiting;
  if (!talk) throw new Error(`session ${turn.session.id} waits at "${step.id}" without a talk`);
  if (outcome.kind === 'failed') return takeFailure(turn, step, waiting, talk, outcome.failure);
  const { reply } = outcome;
  remember(turn, step.agent, reply);
  tell(turn, step, reply);
  const after = talkAfter(talk, reply);
  const next = nextAfter(turn, step, after, reply);
  turn.session.waiting = { ...waiting, since: turn.context.now, shown: 'question', agent: after };
  // "I did not get that" in front of a way out that was found would only confuse.
  const { messages, cut } = withinBudget(next.kind !== 'stay' && reply.match === 'fallback' ? [] : reply.messages);
  if (cut) turn.note('agent.skipped', { agent: step.agent, stepId: step.id, kinds: 'too much for one answer' });
  const shown = showMessages(turn, step, messages, { tappable: next.kind === 'stay', numbers: !reply.slotFilling });
  switch (next.kind) {
    case 'stay':
      if (!shown) turn.send(statement(turn, talkWordsFor(turn.session.language).notUnderstood));
      return;
    case 'leave':
      return leaveAgent(turn, step, after, next.left, next.given);
    case 'person':
      return handOver(
        turn,
        { by: 'agent', data: next.data, ...(next.topic !== undefined && { topic: next.topic }) },
        shown,
      );
    case 'flow':
      turn.effects.push({ kind: 'start-flow', flowId: next.flowId, values: next.values });
      return;
  }
}

/** A way out of a talk, by its intent or by an event that was tapped. @throws BudgetExceeded */
export function takeWay(turn: Turn, step: CompiledAgent, talk: AgentTalk, way: AgentWay, left: Left): void {
  if ('goto' in way) return leaveAgent(turn, step, talk, left);
  if ('handoff' in way) return handOver(turn, { by: 'agent', topic: way.handoff, data: {} });
  turn.effects.push({ kind: 'start-flow', flowId: way.start, values: {} });
}

/** In this order: what the agent says outright, the flow's ways out, its `until`, the end of the dialogue. */
function nextAfter(turn: Turn, step: CompiledAgent, talk: AgentTalk, reply: AgentReply): Next {
  if (reply.person) return { kind: 'person', ...topicOf(reply.person.data), data: reply.person.data };
  if (reply.startFlow) return { kind: 'flow', ...reply.startFlow };
  if (reply.giveBack) return { kind: 'leave', left: { how: 'done' }, given: reply.giveBack };
  const { intent } = reply;
  const found =
    intent === undefined ? undefined : step.ways.find((way) => 'intent' in way && isSame(way.intent, intent));
  if (found && 'intent' in found) {
    const { way } = found;
    if ('handoff' in way) return { kind: 'person', topic: way.handoff, data: {} };
    if ('start' in way) return { kind: 'flow', flowId: way.start, values: {} };
    return { kind: 'leave', left: { how: 'intent', by: found.intent } };
  }
  if (step.until && turn.holds(step.until, step, factsOf(talk))) return { kind: 'leave', left: { how: 'done' } };
  return reply.ended ? { kind: 'leave', left: { how: 'ended' } } : { kind: 'stay' };
}

function takeFailure(turn: Turn, step: CompiledAgent, waiting: Waiting, talk: AgentTalk, failure: AgentFailure): void {
  const { pending: _, ...rest } = talk;
  const { session, context } = turn;
  turn.note('agent.failed', { agent: step.agent, stepId: step.id, class: failure.class, code: failure.code });
  const words = talkWordsFor(session.language);
  const stay = (after: AgentTalk, text: string): void => {
    session.waiting = { ...waiting, since: context.now, shown: 'question', agent: after };
    turn.send(statement(turn, text));
  };
  // Nothing is wrong with the agent: it was told what it cannot take.
  if (failure.class === 'unsupported') return stay(rest, words.wordsOnly);
  if (failure.class === 'refused') return stay(rest, words.notUnderstood);
  const { limit, then, say } = step.trouble;
  const own = say && turn.fill(say, step).trim();
  const after = { ...rest, failures: talk.failures + 1 };
  // A link that is wrong does not become right by trying again.
  const isOver = after.failures >= limit || failure.class === 'broken';
  if (!isOver || then === 'ask-again') return stay(after, own || words.trouble);
  if (then === 'handoff') {
    session.waiting = { ...waiting, since: context.now, shown: 'question', agent: after };
    if (own) turn.send(statement(turn, own));
    return handOver(turn, { by: 'flow', data: {} }, own !== undefined && own !== '');
  }
  if (then === 'end') {
    turn.send(statement(turn, own || words.trouble));
    return finishEarly(turn, 'agent-unavailable');
  }
  turn.send(statement(turn, own || words.goesOn));
  leaveAgent(turn, step, after, { how: 'unavailable' });
}

/** What the log and the conversation's history say of an answer. */
function tell(turn: Turn, step: CompiledAgent, reply: AgentReply): void {
  const { match, intent, confidence, skipped, webhookFailed } = reply;
  const facts = { agent: step.agent, stepId: step.id };
  turn.note('agent.answered', {
    ...facts,
    match,
    ...(intent !== undefined && { intent }),
    ...(confidence !== undefined && { confidence: Math.round(confidence * 100) / 100 }),
  });
  if (skipped.length > 0) turn.note('agent.skipped', { ...facts, kinds: skipped.slice(0, 10).join(', ') });
  if (webhookFailed !== undefined) turn.note('agent.webhook-failed', { ...facts, error: webhookFailed });
}

function topicOf({ topic, queue, reason }: Readonly<Record<string, Json>>): { topic?: string } {
  const named = [topic, queue, reason].find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof named === 'string' ? { topic: named.slice(0, 100) } : {};
}

function isSame(one: string, other: string): boolean {
  return foldText(one) === foldText(other);
}
