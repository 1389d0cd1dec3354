import { z } from 'zod';
import { isBlank } from '../words/fold.js';
import { inOurs, wordsFor } from '../words/words.js';
import type { AnswerVia } from '../session.js';
import type {
  AnswerReading,
  AnswerType,
  ReadInput,
  Reading,
  ResolvedOption,
  ResolvedQuestion,
  TypeFinding,
} from './answer-type.js';
import { lintOptionCount, presentOptions } from './author-options.js';
import { SELECT_ALL } from './choice-words.js';
import { labelsOf, readOptionSkip } from './read-option.js';
import { readPicks } from './read-picks.js';
import { reject, saidText } from './reading.js';
import { presentSpecify, readOwnWords, specifiedLabel, specifyOption } from './specify.js';
import { isOneOf, skipped, wordsIn } from './typed-words.js';
import { CHOOSE_IT, rejectKind } from './wrong-kind.js';

const Fields = z.object({
  /** Fewest and most options that make an answer. An exclusive option alone is always one. */
  min: z.int().min(1).optional(),
  max: z.int().min(1).optional(),
  /** One more row that ticks all of them, but for an exclusive one and one that asks for words. */
  selectAll: z.boolean().optional(),
});
type Fields = z.infer<typeof Fields>;

/** Rows and states of ours among `selected`; no id of an author's looks like them. */
const ALL = '*';
const ASKED_FOR_WORDS = '?';

/**
 * Several of the author's options. The value is the list of their ids in the author's order. Taps tick and untick until
 * "Done"; one typed message that names the picks is an answer at once. Where an option that asks for the person's own
 * words is among them, those are asked for last and stand in `detail.other`.
 */
export const multipleChoice: AnswerType<Fields> = {
  kind: 'multiple-choice',
  fields: Fields,
  options: 'required',
  specify: true,
  valueType: 'list',

  lint({ min, max, selectAll }, { optionIds }) {
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
    if (selectAll && max !== undefined && max < count) {
      findings.push({
        severity: 'warning',
        rule: 'select-all-limited',
        message: `max is ${max}, so that selecting all ${count} options may be too many`,
        path: ['selectAll'],
      });
    }
    return findings;
  },

  present(question, selected) {
    const asked = askedFor(question, selected);
    return asked
      ? presentSpecify(question, asked)
      : { options: presentOptions(offered(question).options), multiple: true };
  },

  reopen(value) {
    return Array.isArray(value) ? value : [];
  },

  undo(question, selected) {
    return askedFor(question, selected) && known(question, selected);
  },

  keepOnSkip(question, selected) {
    return askedFor(question, selected) && withoutWords(question, known(question, selected));
  },

  read(question, input, selected) {
    const { language } = question;
    const ticked = known(question, selected);
    const asked = askedFor(question, selected);
    if (asked && (input.kind === 'text' || input.kind === 'other')) return readWords(question, asked, input, ticked);
    // A plain option tap is a template's button: it shows one option only, so it cannot be the whole answer.
    if (input.kind === 'toggle' || input.kind === 'option') return toggle(question, input.optionId, ticked);
    // What the person sent are the ticks; that the last tap was called "Done" tells nobody anything.
    if (input.kind === 'done')
      return finish(question, ticked, ticked.length === 0 ? input.title : labelsText(question, ticked), 'tap');
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input, CHOOSE_IT);
    if (isBlank(raw)) return reject(language, 'empty', {});
    return readTyped(question, raw, ticked);
  },

  fits({ min = 1, max }, value) {
    return Array.isArray(value) && value.length >= min && value.length <= (max ?? value.length);
  },
};

function impossible(field: 'min' | 'max', message: string): TypeFinding {
  return { severity: 'error', rule: 'picks-impossible', message, path: [field] };
}

/** The question with our own row behind the author's options. */
function offered(question: ResolvedQuestion<Fields>): ResolvedQuestion<Fields> {
  if (!question.fields.selectAll) return question;
  const label = inOurs(SELECT_ALL, question.language);
  const all: ResolvedOption = { id: ALL, label, synonyms: [], exclusive: false, specify: false };
  return { ...question, options: [...question.options, all] };
}

/** What "all" means; not for one that excludes the others, and nobody means "something else" by it. */
function everything({ options }: ResolvedQuestion<Fields>): string[] {
  return options.filter(({ exclusive, specify }) => !exclusive && !specify).map(({ id }) => id);
}

/** The option whose words are awaited. */
function askedFor({ options }: ResolvedQuestion<Fields>, selected: readonly string[]): ResolvedOption | undefined {
  const option = selected.includes(ASKED_FOR_WORDS) ? specifyOption(options) : undefined;
  return option && selected.includes(option.id) ? option : undefined;
}

/** What somebody has ticked who then is silent about the words. */
function withoutWords(question: ResolvedQuestion<Fields>, ticked: readonly string[]): AnswerReading {
  const label = labelsText(question, ticked);
  return { kind: 'answer', value: [...ticked], raw: label, label, via: 'tap' };
}

function readWords(
  question: ResolvedQuestion<Fields>,
  option: ResolvedOption,
  input: ReadInput,
  ticked: readonly string[],
): Reading {
  const own = readOwnWords(question, option, input);
  if (own.kind === 'not') return own.reading;
  if (own.kind === 'skipped') return { ...withoutWords(question, ticked), raw: own.raw, via: 'typed' };
  if (own.kind === 'again') return { kind: 'selection', selected: [...ticked, ASKED_FOR_WORDS] };
  const label = labelsText(question, ticked, (shown) =>
    shown.id === option.id ? specifiedLabel(option, own.words) : shown.label,
  );
  return { kind: 'answer', value: [...ticked], raw: own.raw, label, via: 'typed', detail: { other: own.words } };
}

function readTyped(question: ResolvedQuestion<Fields>, raw: string, ticked: readonly string[]): Reading {
  const { language } = question;
  const { options } = offered(question);
  const found = readPicks(offered(question), raw);
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
    return ticked.includes(only) ? selection(question, ticked) : toggle(question, only, ticked);
  }
  const named = found.ids.includes(ALL) ? [...found.ids, ...everything(question)] : found.ids;
  return finish(question, known(question, named), raw, found.via);
}

function toggle(question: ResolvedQuestion<Fields>, optionId: string, ticked: readonly string[]): Reading {
  const { language, options, fields } = question;
  if (optionId === ALL && fields.selectAll) return toggleAll(question, ticked);
  const option = options.find(({ id }) => id === optionId);
  if (!option) return reject(language, 'unknown-option', {});
  if (ticked.includes(optionId))
    return selection(
      question,
      ticked.filter((id) => id !== optionId),
    );
  return option.exclusive ? selection(question, [optionId]) : tick(question, [optionId], ticked);
}

/** Ticks all there are, or takes all ticks off where they are all there. */
function toggleAll(question: ResolvedQuestion<Fields>, ticked: readonly string[]): Reading {
  const all = everything(question);
  const done = all.every((id) => ticked.includes(id));
  return done
    ? selection(
        question,
        ticked.filter((id) => !all.includes(id)),
      )
    : tick(question, all, ticked);
}

function tick(question: ResolvedQuestion<Fields>, ids: readonly string[], ticked: readonly string[]): Reading {
  const { language, options, fields } = question;
  const exclusive = options.filter((other) => other.exclusive).map(({ id }) => id);
  const selected = known(question, [...ticked.filter((id) => !exclusive.includes(id)), ...ids]);
  if (fields.max !== undefined && selected.length > fields.max)
    return reject(language, 'too-many', { max: fields.max });
  return selection(question, selected);
}

/** The ticks as they are kept: our own row has one too while it has nothing left to do. */
function selection(question: ResolvedQuestion<Fields>, ticked: readonly string[]): Reading {
  const all = everything(question);
  const full = question.fields.selectAll && all.length > 0 && all.every((id) => ticked.includes(id));
  return { kind: 'selection', selected: full ? [...ticked, ALL] : [...ticked] };
}

/** Holds finished picks against the rules; `ids` are known and in the author's order. */
function finish(question: ResolvedQuestion<Fields>, ids: readonly string[], raw: string, via: AnswerVia): Reading {
  const { language, options, fields, optional } = question;
  // Fewer may be offered than its author thought of: nobody is asked for what is not there.
  const min = Math.min(fields.min ?? 1, options.length);
  if (ids.length === 0) return optional ? skipped(language, raw) : reject(language, 'too-few', { min });
  const picked = options.filter(({ id }) => ids.includes(id));
  const exclusive = picked.find((option) => option.exclusive);
  if (exclusive && picked.length > 1) return reject(language, 'exclusive', { label: exclusive.label });
  if (!exclusive && picked.length < min) return reject(language, 'too-few', { min });
  if (fields.max !== undefined && picked.length > fields.max) return reject(language, 'too-many', { max: fields.max });
  const value = picked.map(({ id }) => id);
  if (picked.some(({ specify }) => specify)) return { kind: 'selection', selected: [...value, ASKED_FOR_WORDS] };
  return { kind: 'answer', value, raw, label: labelsText(question, ids), via };
}

function labelsText(
  { language, options }: ResolvedQuestion<Fields>,
  ids: readonly string[],
  labelOf: (option: ResolvedOption) => string = ({ label }) => label,
): string {
  const labels = options.filter(({ id }) => ids.includes(id)).map(labelOf);
  return labels.join(wordsFor(language).listSeparator);
}

/** Those of the ids that are options, in the author's order. */
function known({ options }: ResolvedQuestion<Fields>, ids: readonly string[]): string[] {
  return options.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
}
