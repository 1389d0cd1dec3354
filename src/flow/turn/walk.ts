import { answersBy } from '../answers-by.js';
import type { CompiledAgent, CompiledAsk, CompiledSay } from '../compiled-flow.js';
import type { Prompt } from '../prompt.js';
import type { Disposition, Waiting } from '../session.js';
import { enterAgent, enterHandoff } from './agent/enter-talk.js';
import { leftBy, wayOn } from './agent/talk-ways.js';
import type { Left } from './agent/talk-ways.js';
import { finish } from './finish.js';
import { blockAfter, drawArm, firstBlock, roundsWanted } from './groups.js';
import { isOffered, offeredOptions } from './options.js';
import { media, questionPrompt, statement } from './question.js';
import { hasPlace } from './quota.js';
import { enterSubflow } from './subflow.js';
import { wordsFor } from '../words/words.js';
import type { Turn } from './turn.js';

export interface WalkOptions {
  /** Asked about each statement on the way: is it to be sent? Default: all are. */
  say?: (index: number) => boolean;
  /** The state of a question that was waiting before; taken up again when the walk comes to it. */
  resume?: Waiting;
}

/** Goes on from a step to the next question, which it asks, or to the end. @throws BudgetExceeded */
export function walk(turn: Turn, from: number, options: WalkOptions = {}): void {
  let index = from;
  for (;;) {
    const step = turn.flow.steps[index];
    if (!step) return finishWalk(turn, 'completed');
    turn.countStep();
    if (step.when && !turn.holds(step.when, step)) {
      if (step.kind === 'group' || step.kind === 'subflow') index = passBy(turn, step.questions, step.after);
      else index = passBy(turn, answersBy(step), index + 1);
      continue;
    }
    switch (step.kind) {
      case 'say':
        if (options.say?.(index) ?? true) turn.send(sayPrompt(turn, step));
        index += 1;
        break;
      case 'set':
        for (const { name, expression } of step.values) turn.session.vars[name] = turn.evaluate(expression, step);
        index += 1;
        break;
      case 'branch':
        index = step.arms.find((arm) => !arm.when || turn.holds(arm.when, step))?.target ?? index + 1;
        break;
      case 'split':
        index = drawArm(turn, step).target ?? index + 1;
        break;
      case 'quota':
        if (hasPlace(turn, step)) index += 1;
        else if (step.full !== 'end') index = step.full.goto;
        else {
          turn.send(statement(turn, wordsFor(turn.session.language).engine.ended));
          return finishWalk(turn, 'over-quota');
        }
        break;
      case 'goto':
        index = step.target;
        break;
      case 'subflow':
        enterSubflow(turn, step);
        index += 1;
        break;
      case 'return':
        if (step.text && (options.say?.(index) ?? true)) turn.send(statement(turn, turn.text(step.text, step)));
        turn.session.vars[step.call] = step.value ? turn.evaluate(step.value, step) : step.disposition;
        index = step.target;
        break;
      case 'group':
        index = firstBlock(turn, step.order) ?? index + 1;
        break;
      case 'next':
        index = blockAfter(turn, step);
        break;
      case 'round':
        if (step.n > roundsWanted(turn, step)) index = passBy(turn, step.questions, step.after);
        else index = firstBlock(turn, step.order) ?? index + 1;
        break;
      case 'end':
        if (step.text) turn.send(statement(turn, turn.text(step.text, step)));
        return finishWalk(turn, step.disposition);
      case 'agent': {
        const left = takeKeptTalk(turn, step);
        if (!left) return enterAgent(turn, step, options.resume);
        index = wayOn(step, left);
        break;
      }
      case 'handoff':
        if (!takeKept(turn, step.id)) return enterHandoff(turn, step, options.resume);
        index += 1;
        break;
      case 'ask':
        if (step.optionsVary && offeredOptions(turn, step).length === 0) {
          turn.note('question.no-options', { stepId: step.id });
          index = passBy(turn, [step.id], index + 1);
          break;
        }
        if (!isKept(turn, step)) return askNew(turn, step, options.resume);
        takeKept(turn, step.id);
        index += 1;
        break;
    }
  }
}

/** A talk that was had before is not had again: what came of it stands. */
function takeKeptTalk(turn: Turn, step: CompiledAgent): Left | undefined {
  const answer = turn.session.answers[step.id];
  if (!answer || !takeKept(turn, step.id)) return undefined;
  for (const { name } of step.keeps) takeKept(turn, name);
  return leftBy(answer);
}

function takeKept(turn: Turn, id: string): boolean {
  if (!turn.session.answers[id] || !turn.kept.includes(id)) return false;
  turn.kept = turn.kept.filter((kept) => kept !== id);
  turn.passed.push(id);
  return true;
}

/** Their turn came and they are not on the path: what was answered there before no longer counts. */
function passBy(turn: Turn, questions: readonly string[], next: number): number {
  for (const id of questions) if (turn.kept.includes(id)) turn.forget(id);
  return next;
}

/** Was it answered before, and is that still an answer to it? What is not offered any more no longer counts. */
function isKept(turn: Turn, step: CompiledAsk): boolean {
  const answer = turn.session.answers[step.id];
  if (!answer || !turn.kept.includes(step.id)) return false;
  if (step.optionsVary && !isOffered(turn, step, answer.value)) {
    turn.forget(step.id);
    return false;
  }
  return true;
}

/** Answers that the way to the end did not come by are no part of the result. */
function finishWalk(turn: Turn, disposition: Disposition): void {
  for (const id of turn.kept) turn.forget(id);
  finish(turn, disposition);
}

export function sayPrompt(turn: Turn, step: CompiledSay): Prompt {
  const prompt = { ...statement(turn, turn.text(step.text, step)), ...media(turn, step, step.media) };
  if (!step.link) return prompt;
  const url = turn.fill(step.link.url, step).trim();
  const label = turn.fill(step.link.label, step).trim();
  if (/^https?:\/\/\S+$/.test(url) && label !== '') return { ...prompt, link: { label, url } };
  turn.note('text.failed', {
    ...(step.id !== undefined && { stepId: step.id }),
    error: `"${url}" is not a web address`,
  });
  return prompt;
}

function askNew(turn: Turn, step: CompiledAsk, resume: Waiting | undefined): void {
  // Asked a second time in a loop, it moves to the end of the way.
  turn.passed = [...turn.passed.filter((id) => id !== step.id), step.id];
  turn.kept = turn.kept.filter((id) => id !== step.id);
  if (resume?.stepId === step.id) return askAgain(turn, step, resume);
  turn.session.path = [...turn.passed, ...turn.kept];
  const { now } = turn.context;
  show(turn, step, { stepId: step.id, render: 0, since: now, attempts: 0, page: 0, selected: [], shown: 'question' });
}

/** Asks the waiting question again, after `front`; it keeps its attempts, page and ticks. */
export function askAgain(turn: Turn, step: CompiledAsk, waiting: Waiting, front?: string): void {
  if (front) turn.send(statement(turn, front));
  turn.session.path = [...turn.passed, ...turn.kept];
  const { offered: _, ...state } = waiting;
  show(turn, step, { ...state, shown: 'question' });
}

function show(turn: Turn, step: CompiledAsk, state: Waiting): void {
  const { session } = turn;
  session.renders += 1;
  session.waiting = { ...state, render: session.renders };
  turn.send(questionPrompt(turn, step, session.waiting));
}
