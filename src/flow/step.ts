import { decodeTap } from '../rendering/binding.js';
import type { Instant } from '../time/instant.js';
import type { CompiledAsk, CompiledFlow } from './compiled-flow.js';
import type { Effect, FlowEvent, StepContext, StepResult } from './engine.js';
import type { HiddenValues } from './hidden.js';
import { chooseLanguage, matchLanguage } from './language.js';
import { passedIn } from './scope.js';
import type { ContactView, Session, Waiting } from './session.js';
import { asksForPerson, handOver } from './turn/agent/hand-over.js';
import { takeAtTalk } from './turn/agent/take-at-talk.js';
import { inputOf, takeInput, takeSkip } from './turn/answer.js';
import { copySession } from './turn/copy-session.js';
import { takeCourseWord } from './turn/course-words.js';
import { finish, finishEarly } from './turn/finish.js';
import { remindersDue, takeReminder, takeTimeout } from './turn/in-time.js';
import { offerLanguages, speak, takeLanguageName } from './turn/languages.js';
import { takeForeignTap, takeOldTap, takeQuotedReply } from './turn/old-question.js';
import { QuotaUndecided } from './turn/quota.js';
import { BudgetExceeded, Turn } from './turn/turn.js';
import { askAgain, walk } from './turn/walk.js';
import { wordsFor } from './words/words.js';

export interface NewSession {
  /** Without `|`, which separates the parts of a tap's id. */
  id: string;
  flowVersion: string;
  contact: ContactView;
  /** Wins over the contact's language; the nearest of the flow's languages is taken. */
  language?: string;
  /** Those that the flow does not list are left out. */
  hidden?: HiddenValues;
  now: Instant;
}

/** A session that has not been started: give it the `start` event. */
export function beginSession(
  flow: CompiledFlow,
  { id, flowVersion, contact, language, hidden = {}, now }: NewSession,
): Session {
  return {
    v: 1,
    id,
    flowId: flow.id,
    flowVersion,
    language: chooseLanguage(flow.languages, matchLanguage(flow.languages, language) ?? contact.language),
    status: 'active',
    startedAt: now,
    updatedAt: now,
    turn: 0,
    renders: 0,
    answers: {},
    vars: Object.fromEntries(Object.entries(hidden).filter(([name]) => flow.hidden.includes(name))),
    path: [],
    waiting: null,
  };
}

/**
 * Takes one event through the flow: the session after it, and what is to be done, in order. Deterministic; leaves its
 * arguments as they are. Nothing a contact sends makes it throw; an event that changes nothing gives back the session
 * it got, with the same turn number, so that timers set before it stay good.
 *
 * @throws Error when the session belongs to another flow or version (a defect of the caller, not an event)
 */
export function step(flow: CompiledFlow, session: Session, event: FlowEvent, context: StepContext): StepResult {
  if (session.flowId !== flow.id)
    throw new Error(`session ${session.id} belongs to flow "${session.flowId}", not to "${flow.id}"`);
  if (session.status === 'ended') return { session, effects: lateTap(session, event) };
  if (changesNothing(flow, session, event, context)) return { session, effects: lateAnswer(event) };

  const draft = copySession(session);
  draft.turn += 1;
  draft.updatedAt = context.now;
  const turn = new Turn(flow, draft, context, passedIn(session));
  try {
    take(turn, event);
  } catch (cause) {
    if (cause instanceof QuotaUndecided) return { session, effects: [cause.effect] };
    if (!(cause instanceof BudgetExceeded)) throw cause;
    return { session: draft, effects: endOverBudget(turn, cause) };
  }
  return { session: draft, effects: turn.effects };
}

function take(turn: Turn, event: FlowEvent): void {
  const { session, flow, context } = turn;
  if (event.kind === 'end') return finish(turn, event.disposition, event.reason);
  const { waiting } = session;
  if (!waiting) {
    const wanted = context.contact.language;
    if (wanted && !matchLanguage(flow.languages, wanted))
      turn.note('language.fallback', { wanted, used: session.language });
    if (event.kind === 'start') turn.opening = event.opening;
    return walk(turn, 0);
  }
  if (event.kind === 'message') delete session.openings;
  const talk = flow.talks.get(waiting.stepId);
  if (talk) return takeAtTalk(turn, talk, waiting, event);
  const question = flow.questions.get(waiting.stepId);
  if (!question)
    throw new Error(
      `session ${session.id} waits at "${waiting.stepId}", which version ${session.flowVersion} of "${flow.id}" does not have`,
    );
  switch (event.kind) {
    case 'start':
    case 'ask-again':
      return askAgain(turn, question, waiting);
    case 'nudge':
      return askAgain(turn, question, waiting, nudgeText(turn));
    case 'template-shown':
      session.waiting = { ...waiting, shown: event.buttons === 'options' ? 'template-options' : 'template-invite' };
      return;
    case 'template-withdrawn':
      session.waiting = { ...waiting, shown: 'question' };
      return;
    case 'timeout':
      return takeTimeout(turn, question, waiting);
    case 'reminder':
      return takeReminder(turn, question, waiting);
    case 'expire':
      return finishEarly(turn, 'expired');
    case 'message':
      return takeMessage(turn, question, waiting, event);
    case 'released':
      // The person has just been talking to somebody: what they have to answer begins anew.
      return askAgain(turn, question, { ...waiting, since: context.now });
    case 'agent-answered':
    case 'agent-event':
      return;
  }
}

function takeMessage(
  turn: Turn,
  question: CompiledAsk,
  waiting: Waiting,
  { content, quoted }: Extract<FlowEvent, { kind: 'message' }>,
): void {
  const tap = content.kind === 'tap' ? decodeTap(content.id) : undefined;
  if (tap && content.kind === 'tap') {
    if (tap.sessionId !== turn.session.id) return takeForeignTap(turn, question, waiting, tap.sessionId);
    // Which language to speak is no answer to any question, so it does not matter under which it was offered.
    if (tap.action.kind === 'language') return speak(turn, question, waiting, tap.action.language);
    if (tap.stepId !== question.id) return takeOldTap(turn, question, waiting, tap.stepId, tap.action, content.title);
    const { action } = tap;
    const { title } = content;
    switch (action.kind) {
      case 'option':
      case 'toggle':
        return takeInput(turn, question, waiting, { kind: action.kind, optionId: action.optionId, title });
      case 'done':
        return takeInput(turn, question, waiting, { kind: 'done', title });
      case 'skip':
        return question.optional ? takeSkip(turn, question, waiting, title) : askAgain(turn, question, waiting);
      case 'page':
        if (waiting.offered !== undefined && tap.render === waiting.render)
          return offerLanguages(turn, question, waiting, action.page);
        return askAgain(turn, question, { ...waiting, page: action.page });
      case 'resume':
        return askAgain(turn, question, waiting);
    }
  }
  const input = inputOf(content);
  const typed = input.kind === 'text' && !input.media ? input.text : undefined;
  const quotes = quoted?.sessionId === turn.session.id && input.kind === 'text' ? quoted.stepId : undefined;
  const old = quotes === undefined ? undefined : turn.flow.questions.get(quotes);
  if (typed !== undefined && asksForPerson(turn, typed)) return askForPerson(turn);
  if (typed !== undefined && takeCourseWord(turn, question, waiting, typed, old)) return;
  if (quotes !== undefined && takeQuotedReply(turn, question, waiting, quotes, input)) return;
  // The contact saw an invitation, not the question: whatever they say only means that they are back.
  if (waiting.shown === 'template-invite') {
    if (typed === undefined || !takeLanguageName(turn, question, waiting, typed)) askAgain(turn, question, waiting);
    return;
  }
  takeInput(turn, question, waiting, input);
}

function askForPerson(turn: Turn): void {
  const topic = turn.flow.person?.topic;
  handOver(turn, { by: 'keyword', data: {}, ...(topic !== undefined && { topic }) });
}

function nudgeText(turn: Turn): string {
  const own = turn.flow.window.nudge && turn.fill(turn.flow.window.nudge, undefined).trim();
  return own || wordsFor(turn.session.language).engine.nudge;
}

/** A session that has not begun is only begun or ended; a reaction is no message to a flow; nothing happens before its time. */
function changesNothing(flow: CompiledFlow, session: Session, event: FlowEvent, { now }: StepContext): boolean {
  const { waiting } = session;
  const question = waiting ? flow.questions.get(waiting.stepId) : undefined;
  const talk = waiting ? flow.talks.get(waiting.stepId) : undefined;
  switch (event.kind) {
    case 'message':
      return event.content.kind === 'reaction' || talk?.kind === 'handoff';
    case 'start':
    case 'end':
      return false;
    case 'nudge':
    case 'ask-again':
      return waiting === null || talk !== undefined;
    case 'template-shown':
    case 'template-withdrawn':
    case 'expire':
    case 'released':
      return waiting === null;
    case 'agent-answered':
      return waiting?.agent?.pending !== event.callId;
    case 'agent-event':
      return talk?.kind !== 'agent';
    case 'timeout':
      return (
        waiting === null || (question?.timeout ?? (talk?.kind === 'agent' ? talk.timeout : undefined)) === undefined
      );
    case 'reminder':
      return !waiting || !question || remindersDue(question, waiting, now) <= (waiting.reminded ?? 0);
  }
}

/** An agent's answer that nobody waits for any more. */
function lateAnswer(event: FlowEvent): Effect[] {
  if (event.kind !== 'agent-answered') return [];
  return [{ kind: 'note', name: 'agent.late-answer', data: { callId: event.callId } }];
}

/** Taps on what an ended session once sent; what to say about them is the shell's business. */
function lateTap(session: Session, event: FlowEvent): Effect[] {
  if (event.kind === 'agent-answered') return lateAnswer(event);
  if (event.kind !== 'message' || event.content.kind !== 'tap') return [];
  const tap = decodeTap(event.content.id);
  if (!tap) return [];
  return tap.sessionId === session.id
    ? [{ kind: 'note', name: 'tap.stale', data: { stepId: tap.stepId } }]
    : [{ kind: 'note', name: 'tap.foreign', data: { sessionId: tap.sessionId } }];
}

/** A flow that runs wild is stopped: what it wanted to send is dropped, what was answered stays. */
function endOverBudget(turn: Turn, cause: BudgetExceeded): Effect[] {
  turn.note('turn.budget-exceeded', { budget: cause.budget });
  finish(turn, 'failed', 'turn-budget-exceeded');
  return turn.effects.filter(({ kind }) => kind !== 'send' && kind !== 'ask-agent' && kind !== 'send-template');
}
