import type { CompiledAgent, CompiledHandoff } from '../../compiled-flow.js';
import type { Waiting } from '../../session.js';
import { talkWordsFor } from '../../words/talk.js';
import { statement } from '../question.js';
import { BudgetExceeded } from '../turn.js';
import type { Turn } from '../turn.js';
import { agentQuestionOf } from './agent-question.js';
import { askAgent } from './ask-agent.js';
import type { AgentQuestion } from './ask-agent.js';
import { NEW_TALK } from './memory.js';

/** Talks opened in a row without a word of the person; more is a loop that only asks the agent. */
const MAX_OPENINGS = 10;

/** Comes to a talk with an agent: opens it, or waits for what the person says. @throws BudgetExceeded */
export function enterAgent(turn: Turn, step: CompiledAgent, resume: Waiting | undefined): void {
  comeTo(turn, step.id);
  if (resume?.stepId === step.id) {
    turn.session.waiting = resume;
    return;
  }
  const waiting = waitAt(turn, step.id, { agent: NEW_TALK });
  const said = turn.opening && agentQuestionOf(turn.opening);
  turn.opening = undefined;
  if (said) return askAgent(turn, step, waiting, said);
  const opening = openingOf(turn, step);
  if (!opening) return;
  countOpening(turn);
  askAgent(turn, step, waiting, opening);
}

/** Comes to a hand-over to a person, and waits until it is given back. */
export function enterHandoff(turn: Turn, step: CompiledHandoff, resume: Waiting | undefined): void {
  comeTo(turn, step.id);
  if (resume?.stepId === step.id) {
    turn.session.waiting = resume;
    return;
  }
  waitAt(turn, step.id, {});
  const own = step.text && turn.fill(step.text, step).trim();
  turn.send(statement(turn, own || talkWordsFor(turn.session.language).personComes));
  turn.effects.push({ kind: 'handoff', by: 'flow', topic: step.topic, data: {} });
}

function comeTo(turn: Turn, id: string): void {
  turn.passed = [...turn.passed.filter((passed) => passed !== id), id];
  turn.kept = turn.kept.filter((kept) => kept !== id);
  turn.session.path = [...turn.passed, ...turn.kept];
}

function waitAt({ session, context }: Turn, stepId: string, talk: Pick<Waiting, 'agent'>): Waiting {
  const { renders: render } = session;
  const state = { attempts: 0, page: 0, selected: [], shown: 'question' as const };
  session.waiting = { stepId, render, since: context.now, ...state, ...talk };
  return session.waiting;
}

function openingOf(turn: Turn, step: CompiledAgent): AgentQuestion | undefined {
  const { opens } = step;
  if (!opens) return undefined;
  if ('event' in opens) return { input: { kind: 'event', name: opens.event } };
  const text = turn.fill(opens.text, step).trim();
  return text === '' ? undefined : { input: { kind: 'text', text } };
}

function countOpening({ session }: Turn): void {
  session.openings = (session.openings ?? 0) + 1;
  if (session.openings > MAX_OPENINGS) throw new BudgetExceeded('agents');
}
