import type { ReadInput, Reading } from '../answers/answer-type.js';
import type { CompiledAsk } from '../compiled-flow.js';
import type { InboundContent } from '../inbound.js';
import type { Answer, Waiting } from '../session.js';
import { isBlank } from '../words/fold.js';
import { wordsFor } from '../words/words.js';
import { finishEarly } from './finish.js';
import { keepAnswer, replaceAnswer } from './go-back.js';
import { takeLanguageName } from './languages.js';
import { resolveQuestion, statement } from './question.js';
import type { Turn } from './turn.js';
import { askAgain, walk } from './walk.js';

/** Takes what was sent as an answer to the waiting question, and goes on accordingly. */
export function takeInput(turn: Turn, step: CompiledAsk, waiting: Waiting, input: ReadInput): void {
  const reading = readFor(turn, step, input, waiting.selected);
  switch (reading.kind) {
    case 'answer':
      if (reading.language !== undefined) turn.session.language = reading.language;
      return takeAnswer(turn, step, waiting, answerOf(reading, turn));
    case 'selection':
      return askAgain(turn, step, { ...waiting, attempts: 0, selected: reading.selected });
    case 'rejected':
      if (input.kind === 'text' && takeLanguageName(turn, step, waiting, input.text)) return;
      return reject(turn, step, waiting, reading.reason, reading.hint, rawOf(input));
  }
}

export function takeSkip(turn: Turn, step: CompiledAsk, waiting: Waiting, raw: string): void {
  const kept = step.type.keepOnSkip?.(resolveQuestion(turn, step), waiting.selected);
  takeAnswer(turn, step, waiting, kept ? answerOf(kept, turn) : skipped(turn, raw));
}

export function readFor(turn: Turn, step: CompiledAsk, input: ReadInput, selected: readonly string[]): Reading {
  return step.type.read(resolveQuestion(turn, step), input, selected);
}

export function answerOf(reading: Extract<Reading, { kind: 'answer' }>, turn: Turn): Answer {
  const { value, raw, label, via, detail } = reading;
  return { value, raw, label, via, at: turn.context.now, ...(detail && { detail }) };
}

export function skipped(turn: Turn, raw: string): Answer {
  return { value: null, raw, label: wordsFor(turn.session.language).prompt.skip, via: 'skip', at: turn.context.now };
}

/** What a message says, where it is not a tap of ours: its text or caption, or the thing itself. */
export function inputOf(content: InboundContent): ReadInput {
  if (content.kind === 'text') return { kind: 'text', text: content.text };
  if (content.kind === 'tap') return { kind: 'text', text: content.title };
  if (content.kind === 'media' && !isBlank(content.caption ?? ''))
    return { kind: 'text', text: content.caption ?? '', media: content };
  return { kind: 'other', content };
}

export function takeAnswer(turn: Turn, step: CompiledAsk, waiting: Waiting, answer: Answer): void {
  if (waiting.returning) return replaceAnswer(turn, step, answer);
  turn.record(step.id, answer);
  walk(turn, step.index + 1);
}

function reject(turn: Turn, step: CompiledAsk, waiting: Waiting, reason: string, hint: string, raw: string): void {
  // The contact saw a template, perhaps days after the question: they may not know what the answers are.
  if (waiting.shown === 'template-options') return askAgain(turn, step, waiting);
  const attempts = waiting.attempts + 1;
  turn.note('answer.rejected', { stepId: step.id, reason, attempts });
  if (attempts >= step.retries.limit) return exhausted(turn, step, waiting, attempts, raw);
  const ownHint = step.retries.hint && turn.fill(step.retries.hint, step).trim();
  askAgain(turn, step, { ...waiting, attempts }, ownHint || hint);
}

function exhausted(turn: Turn, step: CompiledAsk, waiting: Waiting, attempts: number, raw: string): void {
  const { then } = step.retries;
  turn.note('retries.exhausted', { stepId: step.id, attempts, then: typeof then === 'object' ? 'goto' : then });
  if (keepAnswer(turn, step, waiting)) return;
  if (then === 'skip') return takeSkip(turn, step, waiting, raw);
  if (typeof then === 'object') return walk(turn, then.goto);
  turn.send(statement(turn, wordsFor(turn.session.language).engine.giveUp));
  finishEarly(turn, 'retries-exhausted');
}

function rawOf(input: ReadInput): string {
  if (input.kind === 'text') return input.text;
  return input.kind === 'other' ? '' : input.title;
}
