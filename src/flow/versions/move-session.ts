import { answersOfTalks } from '../answers-by.js';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.js';
import type { Effect, StepContext, StepResult } from '../engine.js';
import { chooseLanguage } from '../language.js';
import { passedIn } from '../scope.js';
import type { Answer, Session, Waiting } from '../session.js';
import { copySession } from '../turn/copy-session.js';
import { finish } from '../turn/finish.js';
import { statementsOnTheWay } from '../turn/replace-answer.js';
import { questionPrompt } from '../turn/question.js';
import { QuotaUndecided } from '../turn/quota.js';
import { BudgetExceeded, Turn } from '../turn/turn.js';
import { walk } from '../turn/walk.js';
import { answerFits } from './answer-fits.js';
import { keptOrders } from './kept-orders.js';
import { matchQuestions } from './match-questions.js';
import type { QuestionMap } from './match-questions.js';

/** A flow and the name under which it was published. */
export interface NamedVersion {
  version: string;
  flow: CompiledFlow;
}

/**
 * Takes a running session to another version of its flow. Answers are carried over where their question is there (by
 * the map, or by its id) and their value fits; then the new version is walked from its start, as after a changed answer:
 * what has been read is not sent again, and the first question without an answer is asked. The question that was
 * waiting is not asked again if the contact would see the same and their tap means the same. Where the new version has
 * nothing left to ask, its end holds; a session of which no answer was left is not called completed there but `breakoff`.
 * Where the way depends on a quota that nobody has asked for, the result is as that of `step`: the session as it was.
 *
 * Deterministic and total; the session given is left as it is. One that has ended or is of that version already is
 * given back.
 *
 * @throws Error when the session belongs to another flow (a defect of the caller)
 */
export function moveSession(
  old: CompiledFlow,
  next: NamedVersion,
  session: Session,
  map: QuestionMap,
  context: StepContext,
): StepResult {
  const { flow, version } = next;
  if (session.flowId !== flow.id || session.flowId !== old.id)
    throw new Error(`session ${session.id} of flow "${session.flowId}" cannot move to a version of "${flow.id}"`);
  if (session.status === 'ended' || session.flowVersion === version) return { session, effects: [] };

  const matched = new Map([...matchQuestions(old, flow, map), ...sharedTalks(old, flow)]);
  const carried = carriedAnswers(old, flow, session, matched);
  const draft: Session = {
    ...copySession(session),
    flowVersion: version,
    language: chooseLanguage(flow.languages, session.language),
    updatedAt: context.now,
    turn: session.turn + 1,
    answers: Object.fromEntries(carried),
    // The walk works out the rest.
    vars: Object.fromEntries(Object.entries(session.vars).filter(([name]) => flow.hidden.includes(name))),
    ...(session.orders && { orders: keptOrders(flow, session.orders, matched) }),
    path: session.path.flatMap((id) => {
      const becomes = matched.get(id);
      return becomes !== undefined && carried.has(becomes) ? [becomes] : [];
    }),
    waiting: null,
  };
  const turn = new Turn(flow, draft, context, []);
  const rename = renamed(session, carried, matched);
  // One that has not begun has nothing to carry and nothing to ask: its start will come.
  let effects: Effect[] = [];
  try {
    if (session.waiting) effects = [...goOn(turn, old, session, session.waiting, matched)];
  } catch (cause) {
    // As for an event: nothing happens until it is known, then the same is asked again.
    if (cause instanceof QuotaUndecided) return { session, effects: [cause.effect] };
    throw cause;
  }
  turn.effects.length = 0;
  turn.note('session.moved', movedFacts(session, draft, matched));
  return { session: draft, effects: [...turn.effects, ...rename, ...effects] };
}

/** Answers of talks that both versions have by the same id. */
function sharedTalks(old: CompiledFlow, next: CompiledFlow): [string, string][] {
  const before = answersOfTalks(old);
  return [...answersOfTalks(next)].filter((id) => before.has(id)).map((id) => [id, id]);
}

/** Answers by their question's id in the next version, in the order given. */
function carriedAnswers(
  old: CompiledFlow,
  next: CompiledFlow,
  session: Session,
  matched: ReadonlyMap<string, string>,
): Map<string, Answer> {
  const carried = new Map<string, Answer>();
  for (const [id, answer] of Object.entries(session.answers)) {
    const before = old.questions.get(id);
    const after = next.questions.get(matched.get(id) ?? '');
    if (before && after && answerFits(before, after, answer.value)) carried.set(after.id, structuredClone(answer));
    // What came of a talk is no question's answer: any value fits.
    else if (!before && matched.get(id) === id) carried.set(id, structuredClone(answer));
  }
  return carried;
}

/** What happened to answers before the new way is walked, for those who follow them. */
function renamed(
  { answers }: Session,
  carried: ReadonlyMap<string, Answer>,
  matched: ReadonlyMap<string, string>,
): Effect[] {
  return Object.keys(answers).flatMap((id): Effect[] => {
    const becomes = matched.get(id);
    const answer = becomes === undefined ? undefined : carried.get(becomes);
    if (becomes === id && answer) return [];
    const removed: Effect = { kind: 'answer-removed', stepId: id };
    return answer && becomes !== undefined
      ? [removed, { kind: 'answer-recorded', stepId: becomes, answer }]
      : [removed];
  });
}

/** Walks the new version to where the session waits now, or to its end. */
function goOn(
  turn: Turn,
  old: CompiledFlow,
  session: Session,
  waiting: Waiting,
  matched: ReadonlyMap<string, string>,
): Effect[] {
  const { context, session: draft } = turn;
  // A question that the contact has gone back to waits although it has an answer.
  const reopened = waiting.returning ? matched.get(waiting.stepId) : undefined;
  turn.kept = turn.kept.filter((id) => id !== reopened);
  try {
    const before = new Turn(old, copySession(session), context, passedIn(session));
    const fresh = statementsToSend(turn, before);
    walk(turn, 0, { say: (index) => fresh.has(index) });
    if (reopened !== undefined) settleReopened(turn, reopened);
    if (draft.disposition === 'completed' && !Object.values(draft.answers).some(({ value }) => value !== null)) {
      // Nothing of it fits the new version, and that asks nothing: thanks would be for nothing.
      const effects = turn.effects.filter((effect) => effect.kind !== 'completed');
      turn.effects.length = 0;
      finish(turn, 'breakoff', 'version-moved');
      return withoutSends([...effects, ...turn.effects]);
    }
    if (matched.get(waiting.stepId) !== waiting.stepId || !looksTheSame(turn, before, waiting)) return turn.effects;
    draft.waiting = structuredClone(waiting);
    draft.renders = session.renders;
    return withoutSends(turn.effects);
  } catch (cause) {
    if (!(cause instanceof BudgetExceeded)) throw cause;
    turn.note('turn.budget-exceeded', { budget: cause.budget });
    finish(turn, 'failed', 'turn-budget-exceeded');
    return withoutSends(turn.effects);
  }
}

/** The answer of a question gone back to stands until there is another, if the way still comes by the question. */
function settleReopened(turn: Turn, stepId: string): void {
  const { session } = turn;
  if (session.waiting?.stepId !== stepId) turn.forget(stepId);
  else if (session.answers[stepId]) session.waiting.returning = true;
}

/** Statements between the last answer that stays and the question that is asked, save those read before. @throws BudgetExceeded */
function statementsToSend(turn: Turn, before: Turn): Set<number> {
  const read = new Set<string>();
  for (const index of statementsOnTheWay(before)) {
    const step = before.flow.steps[index];
    if (isStatement(step)) namesOf(step).forEach((name) => read.add(name));
  }
  const rehearsal = new Turn(turn.flow, copySession(turn.session), turn.context, []);
  rehearsal.kept = [...turn.kept];
  const passedAt = new Map<number, number>();
  walk(rehearsal, 0, {
    say: (index) => {
      passedAt.set(index, rehearsal.passed.length);
      return false;
    },
  });
  const answered = rehearsal.passed.length - (rehearsal.session.waiting ? 1 : 0);
  const isFresh = (index: number) => {
    const step = turn.flow.steps[index];
    return isStatement(step) && !namesOf(step).some((name) => read.has(name));
  };
  return new Set([...passedAt].flatMap(([index, passed]) => (passed === answered && isFresh(index) ? [index] : [])));
}

/** By which a statement is known again in another version: its id, and its text. */
function namesOf({ id, text }: Statement): string[] {
  return [...(id === undefined ? [] : [`id ${id}`]), `text ${JSON.stringify(text?.source)}`];
}

type Statement = Extract<CompiledStep, { kind: 'say' | 'return' }>;

/** The last words of a called flow are one, too. */
function isStatement(step: CompiledStep | undefined): step is Statement {
  return step?.kind === 'say' || (step?.kind === 'return' && step.text !== undefined);
}

/** Would the contact see the same question, and would what they answer be read by the same type? */
function looksTheSame(turn: Turn, before: Turn, waiting: Waiting): boolean {
  const { stepId } = waiting;
  if (isSameTalk(before.flow, turn.flow, stepId)) return turn.session.waiting?.stepId === stepId;
  const one = before.flow.questions.get(stepId);
  const other = turn.flow.questions.get(stepId);
  if (!one || !other || turn.session.waiting?.stepId !== stepId || one.type.kind !== other.type.kind) return false;
  const now = new Turn(turn.flow, copySession(turn.session), turn.context, [...turn.passed]);
  return JSON.stringify(questionPrompt(before, one, waiting)) === JSON.stringify(questionPrompt(now, other, waiting));
}

/** A talk with the same agent, or a hand-over: it goes on. */
function isSameTalk(old: CompiledFlow, next: CompiledFlow, stepId: string): boolean {
  const one = old.talks.get(stepId);
  const other = next.talks.get(stepId);
  if (one?.kind === 'handoff') return other?.kind === 'handoff';
  return one !== undefined && other?.kind === 'agent' && one.agent === other.agent;
}

const OUTWARD = new Set<Effect['kind']>(['send', 'send-template', 'ask-agent', 'handoff']);

function withoutSends(effects: readonly Effect[]): Effect[] {
  return effects.filter(({ kind }) => !OUTWARD.has(kind));
}

function movedFacts(
  session: Session,
  draft: Session,
  matched: ReadonlyMap<string, string>,
): Record<string, string | number> {
  const dropped = Object.keys(session.answers).filter((id) => !draft.answers[matched.get(id) ?? '']);
  return {
    sessionId: session.id,
    from: session.flowVersion,
    to: draft.flowVersion,
    kept: Object.keys(draft.answers).length,
    ...(dropped.length > 0 && { dropped: dropped.join(', ') }),
  };
}
