import { z } from 'zod';
import type { AnswerVia } from '../../session.js';
import { isBlank } from '../../words/fold.js';
import { inOurs, wordsFor } from '../../words/words.js';
import type { AnswerType, Reading, ResolvedOption, ResolvedQuestion } from '../answer-type.js';
import { lintOptionCount, presentOptions } from '../author-options.js';
import { labelsOf, readOptionSkip } from '../read-option.js';
import { reject, rejectOwn, saidText } from '../reading.js';
import { CHOOSE_IT, rejectKind } from '../wrong-kind.js';
import { readOrder } from './read-order.js';
import type { Order } from './read-order.js';
import { RANKED_TWICE, RANKING_WORDS } from './words.js';

const Fields = z.object({
  /** How many places there are; all options have one if not given. */
  top: z.int().min(1).optional(),
});
type Fields = z.infer<typeof Fields>;

/**
 * The author's options in the order a person gives them. The value is the list of their ids, the first place first.
 * Each tap fills the next place (`selected` are the places filled), the last option left takes the last by itself; a
 * typed message may fill several or all.
 */
export const ranking: AnswerType<Fields> = {
  kind: 'ranking',
  fields: Fields,
  options: 'required',
  valueType: 'list',

  lint({ top }, { optionIds }) {
    const findings = lintOptionCount(optionIds.length);
    if (top !== undefined && optionIds.length > 0 && top > optionIds.length) {
      findings.push({
        severity: 'warning',
        rule: 'ranking-places',
        message: `there are ${top} places, but only ${optionIds.length} options`,
        path: ['top'],
      });
    }
    return findings;
  },

  present(question, selected) {
    const { language } = question;
    const placed = placesOf(question, selected);
    const words = inOurs(RANKING_WORDS, language);
    return {
      options: presentOptions(unplaced(question, placed)),
      hint: placed.length === 0 ? words.start : words.next(placed.length + 1),
      ...(placed.length > 0 && { detail: orderText(question, placed) }),
    };
  },

  undo(question, selected) {
    const placed = placesOf(question, selected);
    return placed.length === 0 ? undefined : placed.slice(0, -1);
  },

  fits({ top }, value) {
    return Array.isArray(value) && value.length === top;
  },

  read(question, input, selected) {
    const { language, options } = question;
    const placed = placesOf(question, selected);
    if (input.kind === 'option' || input.kind === 'toggle') {
      const { optionId } = input;
      if (!options.some(({ id }) => id === optionId)) return reject(language, 'unknown-option', {});
      // A second tap on the same row is an accident, or the message came late.
      if (placed.includes(optionId)) return { kind: 'selection', selected: placed };
      return place(question, [...placed, optionId], undefined, 'tap');
    }
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input, CHOOSE_IT);
    if (isBlank(raw)) return reject(language, 'empty', {});
    return readTyped(question, raw, placed);
  },
};

function readTyped(question: ResolvedQuestion<Fields>, raw: string, placed: readonly string[]): Reading {
  const { language, options } = question;
  const left = unplaced(question, placed);
  const order = readOrder({ ...question, options: left }, raw);
  // Labels come before skip words, since an option may be called "Pass"; a guess comes after them.
  if (order.kind !== 'order' || order.via === 'near-miss') {
    const skip = readOptionSkip(question, raw, left);
    if (skip) return skip;
  }
  if (order.kind === 'order')
    return place(question, [...placed, ...order.ids], placed.length === 0 ? raw : undefined, order.via);
  const anew = placed.length === 0 ? undefined : wholeOrder(question, raw);
  if (anew) return place(question, anew.ids, raw, anew.via);
  if (order.kind === 'twice') return rejectOwn(language, 'ranked-twice', RANKED_TWICE);
  if (order.kind === 'several') return reject(language, 'ambiguous', { labels: labelsOf(options, order.ids) });
  return reject(language, 'unknown-option', {});
}

/** Amid tapping, somebody types the whole order after all. */
function wholeOrder(question: ResolvedQuestion<Fields>, raw: string): Extract<Order, { kind: 'order' }> | undefined {
  const order = readOrder(question, raw);
  return order.kind === 'order' && isComplete(question, withLast(question, order.ids)) ? order : undefined;
}

/** `raw` only where one message says it all; else the places are what the person sent. */
function place(
  question: ResolvedQuestion<Fields>,
  ids: readonly string[],
  raw: string | undefined,
  via: AnswerVia,
): Reading {
  const places = placeCount(question);
  if (ids.length > places) return reject(question.language, 'too-many', { max: places });
  const value = withLast(question, ids);
  if (!isComplete(question, value)) return { kind: 'selection', selected: [...value] };
  const label = orderText(question, value);
  return { kind: 'answer', value, raw: raw ?? label, label, via };
}

/** The one that is left, where every option has a place. */
function withLast(question: ResolvedQuestion<Fields>, ids: readonly string[]): string[] {
  const [last, ...more] = unplaced(question, ids);
  const every = placeCount(question) === question.options.length;
  return every && last && more.length === 0 ? [...ids, last.id] : [...ids];
}

function isComplete(question: ResolvedQuestion<Fields>, ids: readonly string[]): boolean {
  return ids.length === placeCount(question);
}

function placeCount({ fields, options }: ResolvedQuestion<Fields>): number {
  return Math.min(fields.top ?? options.length, options.length);
}

/** Those of the places that are options, each once; one place at least is still to be filled. */
function placesOf(question: ResolvedQuestion<Fields>, selected: readonly string[]): string[] {
  const placed = [...new Set(selected)].filter((place) => question.options.some(({ id }) => id === place));
  return placed.slice(0, Math.max(placeCount(question) - 1, 0));
}

function unplaced({ options }: ResolvedQuestion<Fields>, placed: readonly string[]): ResolvedOption[] {
  return options.filter(({ id }) => !placed.includes(id));
}

/** "1. Price, 2. Taste". */
function orderText({ language, options }: ResolvedQuestion<Fields>, ids: readonly string[]): string {
  const labels = ids.map(
    (placed, index) => `${index + 1}. ${options.find(({ id }) => id === placed)?.label ?? placed}`,
  );
  return labels.join(wordsFor(language).listSeparator);
}
