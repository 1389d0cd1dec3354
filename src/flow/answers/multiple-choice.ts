import { z } from 'zod';
import { isBlank } from '../words/fold.js';
import { wordsFor } from '../words/words.js';
import type { AnswerVia } from '../session.js';
import type { AnswerType, Reading, ResolvedQuestion, TypeFinding } from './answer-type.js';
import { lintOptionCount, presentOptions } from './author-options.js';
import { labelsOf, readOptionSkip } from './read-option.js';
import { readPicks } from './read-picks.js';
import { reject, saidText } from './reading.js';
import { isOneOf, skipped, wordsIn } from './typed-words.js';

const Fields = z.object({
  /** Fewest and most options that make an answer. An exclusive option alone is always one. */
  min: z.int().min(1).optional(),
  max: z.int().min(1).optional(),
});
type Fields = z.infer<typeof Fields>;

/**
 * Several of the author's options. The value is the list of their ids in the author's order. Taps tick and untick until
 * "Done"; one typed message that names the picks is an answer at once.
 */
export const multipleChoice: AnswerType<Fields> = {
  kind: 'multiple-choice',
  fields: Fields,
  options: 'required',
  valueType: 'list',

  lint({ min, max }, { optionIds }) {
    const findings = lintOptionCount(optionIds.length);
    const count = optionIds.length;
    if (min !== undefined && max !== undefined && min > max)
      findings.push(impossible('min', `min ${min} is greater than max ${max}`));
    if (min !== undefined && count > 0 && min > count)
      findings.push(impossible('min', `min is ${min}, but there are ${count} options`));
    if (max !== undefined && count > 0 && max > count) {
      findings.push({
        severity: 'warning',
        rule: 'picks-unlimited',
        message: `max is ${max}, but there are only ${count} options`,
        path: ['max'],
      });
    }
    return findings;
  },

  present(question) {
    return { options: presentOptions(question.options), multiple: true };
  },

  read(question, input, selected) {
    const { language } = question;
    const ticked = known(question, selected);
    // A plain option tap is a template's button: it shows one option only, so it cannot be the whole answer.
    if (input.kind === 'toggle' || input.kind === 'option') return toggle(question, input.optionId, ticked);
    // What the person sent are the ticks; that the last tap was called "Done" tells nobody anything.
    if (input.kind === 'done')
      return finish(question, ticked, ticked.length === 0 ? input.title : labelsText(question, ticked), 'tap');
    const raw = saidText(input);
    if (raw === undefined) return reject(language, 'wrong-kind', {});
    if (isBlank(raw)) return reject(language, 'empty', {});
    return readTyped(question, raw, ticked);
  },
};

function impossible(field: 'min' | 'max', message: string): TypeFinding {
  return { severity: 'error', rule: 'picks-impossible', message, path: [field] };
}

function readTyped(question: ResolvedQuestion<Fields>, raw: string, ticked: readonly string[]): Reading {
  const { language, options } = question;
  const found = readPicks(question, raw);
  const certain = found.kind === 'picks' && found.via !== 'near-miss';
  // Labels come before our own words, since an option may be called "Pass"; a guess comes after them.
  if (!certain) {
    if (
      isOneOf(
        raw,
        wordsIn(question, (words) => [words.prompt.done, ...words.done]),
      )
    ) {
      return finish(question, ticked, raw, 'typed');
    }
    const skip = readOptionSkip(question, raw, options);
    if (skip) return skip;
  }
  if (found.kind === 'several') return reject(language, 'ambiguous', { labels: labelsOf(options, found.ids) });
  if (found.kind === 'none') return reject(language, 'unknown-option', {});
  const [only] = found.ids;
  // Amid ticking, one typed option is one more tick: as the whole answer it would throw the other ticks away.
  if (ticked.length > 0 && found.ids.length === 1 && only !== undefined) {
    return ticked.includes(only) ? { kind: 'selection', selected: [...ticked] } : toggle(question, only, ticked);
  }
  return finish(question, found.ids, raw, found.via);
}

function toggle(question: ResolvedQuestion<Fields>, optionId: string, ticked: readonly string[]): Reading {
  const { language, options, fields } = question;
  const option = options.find(({ id }) => id === optionId);
  if (!option) return reject(language, 'unknown-option', {});
  if (ticked.includes(optionId)) return { kind: 'selection', selected: ticked.filter((id) => id !== optionId) };
  if (option.exclusive) return { kind: 'selection', selected: [optionId] };
  const exclusive = options.filter((other) => other.exclusive).map(({ id }) => id);
  const selected = known(question, [...ticked.filter((id) => !exclusive.includes(id)), optionId]);
  if (fields.max !== undefined && selected.length > fields.max)
    return reject(language, 'too-many', { max: fields.max });
  return { kind: 'selection', selected };
}

/** Holds finished picks against the rules; `ids` are known and in the author's order. */
function finish(question: ResolvedQuestion<Fields>, ids: readonly string[], raw: string, via: AnswerVia): Reading {
  const { language, options, fields, optional } = question;
  if (ids.length === 0)
    return optional ? skipped(language, raw) : reject(language, 'too-few', { min: fields.min ?? 1 });
  const picked = options.filter(({ id }) => ids.includes(id));
  const exclusive = picked.find((option) => option.exclusive);
  if (exclusive && picked.length > 1) return reject(language, 'exclusive', { label: exclusive.label });
  if (!exclusive && picked.length < (fields.min ?? 1)) return reject(language, 'too-few', { min: fields.min ?? 1 });
  if (fields.max !== undefined && picked.length > fields.max) return reject(language, 'too-many', { max: fields.max });
  return { kind: 'answer', value: picked.map(({ id }) => id), raw, label: labelsText(question, ids), via };
}

function labelsText({ language, options }: ResolvedQuestion<Fields>, ids: readonly string[]): string {
  const labels = options.filter(({ id }) => ids.includes(id)).map(({ label }) => label);
  return labels.join(wordsFor(language).listSeparator);
}

/** Those of the ids that are options, in the author's order. */
function known({ options }: ResolvedQuestion<Fields>, ids: readonly string[]): string[] {
  return options.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
}
