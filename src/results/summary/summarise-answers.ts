import type { KnownQuestion, NamedOption } from '../known-question.js';
import type { CellValue, Tally } from '../table/answer-column.js';
import { histogram, mean, median, netPromoterScore, total, type Counted } from './statistics.js';
import type { AnswersView, OptionCount } from './summary-views.js';

type Values = Tally['values'];

/** Most bars of one chart of days; more are gathered into months, then years. */
const MOST_DAYS = 31;
/** Points that count as satisfied, or as easy: the best so many. */
const TOP: Readonly<Record<string, number>> = { csat: 2, ces: 3 };

/** @param comparable false where scores of different scales are together: they have counts, and no mean */
export function summariseAnswers(
  question: KnownQuestion,
  { values, answered }: Tally,
  comparable: boolean,
): AnswersView {
  switch (question.form) {
    case 'choices':
      return choices(question, values, answered);
    case 'numbers':
      return numbers(values);
    case 'scores':
      return scores(question, values, comparable);
    case 'nps': {
      const counted = numbersOf(values);
      return { form: 'nps', ...netPromoterScore(counted), points: pointsOf(counted, range(0, 10)) };
    }
    case 'ranking':
      return ranking(question, values);
    case 'matrix':
      return matrix(question, values);
    case 'days':
      return days(values);
    case 'hours': {
      const byHour = countBy(values, (value) => [Number(value)]);
      return { form: 'hours', counts: range(0, 23).map((hour) => ({ hour, n: byHour.get(hour) ?? 0 })) };
    }
    case 'texts':
    case 'files':
    case 'places':
      return { form: question.form };
  }
}

function choices(question: KnownQuestion, values: Values, answered: number): AnswersView {
  const picks = countBy(values, (value) => picked(question, value));
  return {
    form: 'choices',
    isMultiple: question.isMultiple,
    options: optionCounts(question.options, picks, answered),
    picks: [...picks.values()].reduce((sum, n) => sum + n, 0),
    hasOwnWords: question.hasOwnWords,
  };
}

function picked({ options }: KnownQuestion, value: CellValue): string[] {
  if (Array.isArray(value)) return value;
  // Of yes or no, of agreeing or declining: the first option is the one that is true.
  if (typeof value === 'boolean') return [options[value ? 0 : 1]?.id ?? String(value)];
  return [String(value)];
}

/** In the author's order; then what was picked and is in no version that is known. */
function optionCounts(options: readonly NamedOption[], counts: ReadonlyMap<string, number>, of: number): OptionCount[] {
  const known = new Set(options.map(({ id }) => id));
  const unknown = [...counts.keys()].filter((id) => !known.has(id)).toSorted();
  return [...options, ...unknown.map((id) => ({ id, labels: {} }))].map(({ id, labels }) => {
    const n = counts.get(id) ?? 0;
    return { id, labels: { ...labels }, n, share: of === 0 ? 0 : n / of };
  });
}

function numbers(values: Values): AnswersView {
  const counted = numbersOf(values);
  const given = counted.map(({ value }) => value);
  return {
    form: 'numbers',
    mean: mean(counted),
    median: median(counted),
    least: given.length === 0 ? null : given.reduce((a, b) => Math.min(a, b)),
    most: given.length === 0 ? null : given.reduce((a, b) => Math.max(a, b)),
    bins: histogram(counted),
  };
}

function scores({ kind, options }: KnownQuestion, values: Values, comparable: boolean): AnswersView {
  const counted = numbersOf(values);
  const n = total(counted);
  const best = TOP[kind ?? ''];
  const to = options.length;
  const from = best === undefined ? to : to - best + 1;
  const atTop = total(counted.filter(({ value }) => value >= from));
  return {
    form: 'scores',
    mean: comparable ? mean(counted) : null,
    median: comparable ? median(counted) : null,
    top: comparable && best !== undefined && n > 0 ? { from, to, n: atTop, share: atTop / n } : null,
    points: pointsOf(
      counted,
      options.map(({ id }) => Number(id)),
    ),
  };
}

function ranking({ options }: KnownQuestion, values: Values): AnswersView {
  const places = new Map<string, Counted[]>();
  for (const { value, n } of values) {
    if (!Array.isArray(value)) continue;
    value.forEach((id, at) => places.set(id, [...(places.get(id) ?? []), { value: at + 1, n }]));
  }
  const ranked = options.map(({ id, labels }) => {
    const given = places.get(id) ?? [];
    const first = total(given.filter(({ value }) => value === 1));
    return { id, labels: { ...labels }, n: total(given), first, meanPlace: mean(given) };
  });
  ranked.sort((a, b) => (a.meanPlace ?? Infinity) - (b.meanPlace ?? Infinity));
  return { form: 'ranking', options: ranked };
}

function matrix({ rows, options }: KnownQuestion, values: Values): AnswersView {
  return {
    form: 'matrix',
    rows: rows.map(({ id, labels }) => {
      const counts = countBy(values, (value) => {
        if (typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, id)) return [];
        return [String(value[id])];
      });
      const n = [...counts.values()].reduce((sum, times) => sum + times, 0);
      return { id, labels: { ...labels }, n, options: optionCounts(options, counts, n) };
    }),
  };
}

function days(values: Values): AnswersView {
  const given = values.map(({ value }) => String(value)).toSorted();
  const units = [
    { unit: 'day', length: '2026-11-22'.length },
    { unit: 'month', length: '2026-11'.length },
    { unit: 'year', length: '2026'.length },
  ] as const;
  const byUnit = ({ length }: { length: number }) => countBy(values, (value) => [String(value).slice(0, length)]);
  const fitting = units.find((unit) => byUnit(unit).size <= MOST_DAYS) ?? units[2];
  return {
    form: 'days',
    first: given[0] ?? null,
    last: given.at(-1) ?? null,
    unit: fitting.unit,
    counts: [...byUnit(fitting)].map(([at, n]) => ({ at, n })).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

function countBy<K>(values: Values, keysOf: (value: CellValue) => K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const { value, n } of values) for (const key of keysOf(value)) counts.set(key, (counts.get(key) ?? 0) + n);
  return counts;
}

const numbersOf = (values: Values): Counted[] =>
  values.flatMap(({ value, n }) => (typeof value === 'number' ? [{ value, n }] : []));

/** The scale's own points, and whatever was given besides. */
function pointsOf(counted: readonly Counted[], scale: readonly number[]): { point: number; n: number }[] {
  const points = [...new Set([...scale, ...counted.map(({ value }) => value)])].toSorted((a, b) => a - b);
  return points.map((point) => ({ point, n: total(counted.filter(({ value }) => value === point)) }));
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
