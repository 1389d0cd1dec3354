import { z } from 'zod';
import type { AnswerReading, AnswerType, ReadInput, Reading, ResolvedOption, ResolvedQuestion } from './answer-type.js';
import { lintOptionCount, presentOptions } from './author-options.js';
import { matchExactly } from './match-option.js';
import { readOption } from './read-option.js';
import { presentSpecify, readOwnWords, readUnasked, specifiedLabel, specifyOption } from './specify.js';
import type { OwnWords } from './specify.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

/**
 * One of the author's options. The value is its id. Where it asks for the person's own words, they stand in
 * `detail.other`; until they have come, `selected` holds the option.
 */
export const singleChoice: AnswerType<Fields> = {
  kind: 'single-choice',
  fields: Fields,
  options: 'required',
  specify: true,
  valueType: 'string',

  lint(_fields, { optionIds }) {
    return lintOptionCount(optionIds.length);
  },

  present(question, selected) {
    const asked = askedFor(question, selected);
    return asked ? presentSpecify(question, asked) : { options: presentOptions(question.options) };
  },

  undo(question, selected) {
    return askedFor(question, selected) && [];
  },

  keepOnSkip(question, selected) {
    const asked = askedFor(question, selected);
    return asked && withoutWords(asked);
  },

  read(question, input, selected) {
    const asked = askedFor(question, selected);
    if (asked && !isTap(input) && !namesAnother(question, asked, input))
      return specified(asked, readOwnWords(question, asked, input));
    const reading = readOption(question, input, question.options);
    const specify = specifyOption(question.options);
    if (!specify) return reading;
    if (reading.kind === 'answer' && reading.value === specify.id) return { kind: 'selection', selected: [specify.id] };
    if (reading.kind !== 'rejected' || reading.reason !== 'unknown-option' || input.kind !== 'text') return reading;
    const unasked = readUnasked(question, specify, input.text);
    return unasked ? specified(specify, unasked) : reading;
  },
};

/** The option whose words are awaited. */
function askedFor({ options }: ResolvedQuestion<Fields>, selected: readonly string[]): ResolvedOption | undefined {
  return options.find(({ id, specify }) => specify && selected.includes(id));
}

function isTap(input: ReadInput): boolean {
  return input.kind === 'option' || input.kind === 'toggle';
}

/** Asked for words, somebody names one of the other options after all. A number is words here: none are shown. */
function namesAnother({ options }: ResolvedQuestion<Fields>, asked: ResolvedOption, input: ReadInput): boolean {
  const match = input.kind === 'text' ? matchExactly(input.text, options) : undefined;
  return match?.kind === 'one' && match.via !== 'number' && match.id !== asked.id;
}

/** Picked, and then silent about what: the choice counts all the same. */
function withoutWords({ id, label }: ResolvedOption): AnswerReading {
  return { kind: 'answer', value: id, raw: label, label, via: 'tap' };
}

function specified(option: ResolvedOption, own: OwnWords): Reading {
  switch (own.kind) {
    case 'not':
      return own.reading;
    case 'again':
      return { kind: 'selection', selected: [option.id] };
    case 'skipped':
      return { ...withoutWords(option), raw: own.raw, via: 'typed' };
    case 'words':
      return {
        kind: 'answer',
        value: option.id,
        raw: own.raw,
        label: specifiedLabel(option, own.words),
        via: 'typed',
        detail: { other: own.words },
      };
  }
}
