import { z } from 'zod';
import type { CompiledAsk, CompiledFlow } from '../flow/compiled-flow.js';
import type { ResolvedOption } from '../flow/answers/answer-type.js';
import { Localised } from '../flow/definition/localised.js';
import { pickLocalised } from '../flow/localised-text.js';

/** A text by BCP-47 tag, as its author wrote it: Liquid is not filled in. */
export type Texts = Readonly<Record<string, string>>;

export interface NamedOption {
  readonly id: string;
  readonly labels: Texts;
}

/** How answers of a question are counted and shown. */
export type Form =
  'choices' | 'numbers' | 'scores' | 'nps' | 'ranking' | 'matrix' | 'days' | 'hours' | 'texts' | 'files' | 'places';

/** A question of a flow's versions, as results need it. */
export interface KnownQuestion {
  readonly id: string;
  /** As in `ask:`; null for what an agent gave. */
  readonly kind: string | null;
  readonly form: Form;
  readonly texts: Texts;
  /** What was to choose from, whatever its kind; points of a scale among them. */
  readonly options: readonly NamedOption[];
  /** Of a matrix. */
  readonly rows: readonly NamedOption[];
  /** Several options may be picked. */
  readonly isMultiple: boolean;
  /** An option asks for the person's own words. */
  readonly hasOwnWords: boolean;
}

/** Kinds whose answers are counted in a way of their own; the others' follow from what their values are. */
const FORMS: Readonly<Record<string, Form>> = {
  nps: 'nps',
  csat: 'scores',
  ces: 'scores',
  rating: 'scores',
  ranking: 'ranking',
  matrix: 'matrix',
  date: 'days',
  'date-time': 'days',
  time: 'hours',
  location: 'places',
  image: 'files',
  video: 'files',
  audio: 'files',
  document: 'files',
};

const Rows = z.object({ rows: z.array(z.object({ id: z.string(), label: Localised })) });

/** The questions of one version in its own order. */
export function questionsOf(flow: CompiledFlow): KnownQuestion[] {
  return [...flow.questions.values()].map((ask) => questionOf(flow, ask));
}

function questionOf({ languages }: CompiledFlow, ask: CompiledAsk): KnownQuestion {
  const texts = (localised: Localised): Texts =>
    Object.fromEntries(languages.map((language) => [language, pickLocalised(localised, language, languages)]));
  const options = optionsOf(ask, languages, texts);
  const rows = Rows.safeParse(ask.fields);
  return {
    id: ask.id,
    kind: ask.type.kind,
    form: formOf(ask, options.length > 0),
    texts: texts(ask.text.source),
    options,
    rows: rows.success ? rows.data.rows.map(({ id, label }) => ({ id, labels: texts(label) })) : [],
    isMultiple: ask.type.valueType === 'list',
    hasOwnWords: ask.options.some(({ specify }) => specify),
  };
}

function formOf({ type }: CompiledAsk, hasOptions: boolean): Form {
  const own = FORMS[type.kind];
  if (own) return own;
  if (type.valueType === 'number') return 'numbers';
  return hasOptions ? 'choices' : 'texts';
}

function optionsOf(
  ask: CompiledAsk,
  languages: readonly string[],
  texts: (localised: Localised) => Texts,
): NamedOption[] {
  if (ask.options.length > 0) return ask.options.map(({ id, label }) => ({ id, labels: texts(label.source) }));
  // Types that make options of their own say them in each language.
  const shown = languages.map((language) => ({ language, options: presented(ask, language, languages) }));
  return (shown[0]?.options ?? []).map(({ id }) => ({
    id,
    labels: Object.fromEntries(
      shown.map(({ language, options }) => [language, options.find((option) => option.id === id)?.label ?? id]),
    ),
  }));
}

function presented(ask: CompiledAsk, language: string, languages: readonly string[]): { id: string; label: string }[] {
  const text = (localised: Localised) => pickLocalised(localised, language, languages);
  const none: ResolvedOption[] = [];
  return ask.type.present(
    {
      fields: ask.fields,
      language,
      languages,
      options: none,
      optional: ask.optional,
      now: 0,
      timezone: 'UTC',
      contact: { attributes: {} },
      body: () => text(ask.text.source),
      text,
    },
    [],
  ).options;
}

/** What an agent gave: nobody wrote down what it may be. */
export function unknownQuestion(id: string): KnownQuestion {
  return { id, kind: null, form: 'texts', texts: {}, options: [], rows: [], isMultiple: false, hasOwnWords: false };
}

/**
 * All questions of several versions, the newest first: its order and words count, then come those that only older ones
 * have. Options and rows are those of all of them, by id.
 */
export function unionOfVersions(newestFirst: readonly (readonly KnownQuestion[])[]): KnownQuestion[] {
  const united = new Map<string, KnownQuestion>();
  for (const question of newestFirst.flat()) {
    const known = united.get(question.id);
    united.set(question.id, known ? withOlder(known, question) : question);
  }
  return [...united.values()];
}

function withOlder(newer: KnownQuestion, older: KnownQuestion): KnownQuestion {
  // Of another form they are other answers: a scale's points are no options of a choice.
  if (newer.form !== older.form) return newer;
  return {
    ...newer,
    options: byId([...newer.options, ...older.options]),
    rows: byId([...newer.rows, ...older.rows]),
    isMultiple: newer.isMultiple || older.isMultiple,
    hasOwnWords: newer.hasOwnWords || older.hasOwnWords,
  };
}

function byId(options: readonly NamedOption[]): NamedOption[] {
  // Of two with one id the first stands, in its place.
  return options.filter(({ id }, at) => options.findIndex((other) => other.id === id) === at);
}
