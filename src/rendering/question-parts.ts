import type { Prompt } from '../flow/prompt.js';
import { isBlank } from '../flow/words/fold.js';
import { encodeTap } from './binding.js';
import type { TapAction } from './binding.js';
import { cleanLine, cleanText, joinParts } from './clean-text.js';
import type { OutboundMedia, OutboundMessage } from './outbound.js';
import { splitTail, splitText } from './split-text.js';
import { visibleLabel } from './titles.js';

export type Question = NonNullable<Prompt['question']>;
export type QuestionPrompt = Prompt & { question: Question };
export type PromptMedia = NonNullable<Prompt['media']>;

/** One thing that can be chosen, cleaned for showing. */
export interface Choice {
  optionId: string;
  label: string;
  /** Empty where there is none. */
  description: string;
  selected: boolean;
}

export function choicesOf(question: Question): Choice[] {
  const selected = question.multiple?.selected ?? [];
  return question.options.map(({ id, label, description }, index) => ({
    optionId: id,
    label: visibleLabel(label, index + 1),
    description: cleanLine(description ?? ''),
    selected: selected.includes(id),
  }));
}

/** What a tap on an option means: an answer, a tick, or a language. */
export function optionTap(prompt: QuestionPrompt, optionId: string): string {
  const { offers, multiple } = prompt.question;
  if (offers === 'languages') return tapId(prompt, { kind: 'language', language: optionId });
  return tapId(prompt, { kind: multiple ? 'toggle' : 'option', optionId });
}

/** The question with its hint. */
export function askedText(prompt: QuestionPrompt): string {
  return joinParts([cleanText(prompt.body), cleanText(prompt.question.hint ?? '')], '\n');
}

export function tapId({ question }: QuestionPrompt, action: TapAction): string {
  const { sessionId, stepId, render } = question;
  return encodeTap({ sessionId, stepId, render, action });
}

/** A text of any length as the body of one message: what does not fit goes ahead as messages of its own. */
export function bodyAndAhead(
  text: string,
  max: number,
  textMax: number,
  language: string,
): { ahead: OutboundMessage[]; body: string } {
  const { front, tail } = splitTail(text, max, language);
  // Thousands of invisible characters at the end of a text can leave nothing visible for its tail.
  return { ahead: textMessages(front, textMax, language), body: isBlank(tail) ? '…' : tail };
}

/** @param language BCP-47 of the text */
export function textMessages(text: string, max: number, language: string): OutboundMessage[] {
  return splitText(text, max, language)
    .filter((body) => !isBlank(body))
    .map((body) => ({ kind: 'text', body }));
}

export function outboundMedia({ kind, link, filename }: PromptMedia): OutboundMedia {
  return { media: kind, link, ...(filename === undefined ? {} : { filename }) };
}
