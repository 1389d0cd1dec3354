import { LRUCache } from 'lru-cache';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Store } from '../../store/store.js';
import { SECOND, type Instant } from '../../time/instant.js';
import { FlowQuestions, differenceIn, unionOf, type VersionQuestions } from '../flow-questions.js';
import { unknownQuestion, type KnownQuestion } from '../known-question.js';
import { OUTCOMES, isPartial, type ResponseFilter } from '../response-filter.js';
import type { Stop, ResponseTable } from '../table/response-table.js';
import { dayReader } from './days.js';
import { quantile } from './statistics.js';
import { summariseAnswers } from './summarise-answers.js';
import type { QuestionResults, ResultsView } from './summary-views.js';

/** Of each table, the ways of looking at it whose counts are kept until it changes. */
const WAYS_KEPT = 30;
const NOTHING = { shown: 0, skipped: 0, answered: 0, values: [] };

/** What is counted; the rest is looked up. */
type Counted = Omit<ResultsView, 'flowId' | 'title' | 'choices'>;

/** Counts what a table holds; once for all who look at it in the same way, as counting keeps the process busy. */
export class FlowResults {
  readonly #kept = new WeakMap<ResponseTable, { changes: number; counts: LRUCache<string, Counted> }>();

  constructor(
    private readonly store: Pick<Store, 'channels'>,
    private readonly questions: Pick<FlowQuestions, 'ofVersions'>,
  ) {}

  /** @param timezone IANA name, in which days are meant */
  async of(
    scope: WorkspaceId,
    { id, title }: { id: string; title: string },
    table: ResponseTable,
    filter: ResponseFilter,
    timezone: string,
  ): Promise<ResultsView> {
    const versions = await this.questions.ofVersions(scope, id, table.versions);
    const channels = await this.store.channels.getMany(scope, table.channels);
    return {
      flowId: id,
      title,
      ...this.#countsOf(table, filter, timezone, versions),
      choices: {
        versions: versions.map(({ version, publishedAt }) => ({ version, publishedAt: iso(publishedAt) })),
        languages: table.languages.toSorted(),
        channels: table.channels.map((channel) => ({
          id: channel,
          name: channels.find((one) => one.id === channel)?.name ?? channel,
        })),
      },
    };
  }

  #countsOf(
    table: ResponseTable,
    filter: ResponseFilter,
    timezone: string,
    versions: readonly VersionQuestions[],
  ): Counted {
    let kept = this.#kept.get(table);
    if (kept?.changes !== table.changes) {
      kept = { changes: table.changes, counts: new LRUCache({ max: WAYS_KEPT }) };
      this.#kept.set(table, kept);
    }
    const way = JSON.stringify([timezone, filter]);
    const known = kept.counts.get(way);
    if (known) return known;
    const counted = count(table, filter, timezone, versions);
    kept.counts.set(way, counted);
    return counted;
  }
}

function count(
  table: ResponseTable,
  filter: ResponseFilter,
  timezone: string,
  versions: readonly VersionQuestions[],
): Counted {
  const rows = table.select(filter);
  const spread = table.spread(rows);
  const stops = table.stops(rows);
  const counted = versions.filter(({ version }) => spread.versions.has(version));
  return {
    ...totals(table, rows),
    days: daysOf(table, rows, timezone),
    versions: counted.map(({ version, publishedAt }) => ({
      version,
      n: spread.versions.get(version) ?? 0,
      publishedAt: iso(publishedAt),
    })),
    languages: [...spread.languages]
      .map(([language, n]) => ({ language, n }))
      .toSorted((a, b) => b.n - a.n || (a.language < b.language ? -1 : 1)),
    questions: asked(table, rows, counted).map((question) =>
      questionResults(question, table, rows, stops.get(question.id), differenceIn(question.id, counted)),
    ),
  };
}

/** The questions of the versions counted, and what was asked besides. */
function asked(table: ResponseTable, rows: Uint32Array, counted: readonly VersionQuestions[]): KnownQuestion[] {
  const known = unionOf(counted);
  const ids = new Set(known.map(({ id }) => id));
  const others = table.questions.filter((id) => !ids.has(id) && (table.column(id)?.tally(rows).shown ?? 0) > 0);
  return [...known, ...others.map(unknownQuestion)];
}

function totals(table: ResponseTable, rows: Uint32Array) {
  const byOutcome = new Map<string, number>();
  const took = new Float64Array(rows.length);
  let completed = 0;
  let partial = 0;
  for (const row of rows) {
    const outcome = table.outcomeOf(row);
    byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
    if (isPartial(outcome, table.hasAnswers(row))) partial += 1;
    if (outcome !== 'completed') continue;
    took[completed] = (table.durationOf(row) ?? 0) / SECOND;
    completed += 1;
  }
  const durations = took.subarray(0, completed);
  const ended = rows.length - (byOutcome.get('active') ?? 0);
  return {
    started: rows.length,
    completed,
    partial,
    byDisposition: OUTCOMES.flatMap((disposition) => {
      const n = byOutcome.get(disposition) ?? 0;
      return n === 0 ? [] : [{ disposition, n }];
    }),
    completionRate: ended === 0 ? null : completed / ended,
    medianSeconds: quantile(durations, 0.5),
    p90Seconds: quantile(durations, 0.9),
  };
}

function daysOf(table: ResponseTable, rows: Uint32Array, timezone: string): ResultsView['days'] {
  const dayOf = dayReader(timezone);
  const days = new Map<string, { day: string; started: number; completed: number }>();
  // Rows come by their start, and so do the days.
  for (const row of rows) {
    const name = dayOf(table.startedAt(row));
    const day = days.get(name) ?? { day: name, started: 0, completed: 0 };
    days.set(name, day);
    day.started += 1;
    if (table.outcomeOf(row) === 'completed') day.completed += 1;
  }
  return [...days.values()];
}

function questionResults(
  question: KnownQuestion,
  table: ResponseTable,
  rows: Uint32Array,
  stop: Stop | undefined,
  differs: QuestionResults['differs'],
): QuestionResults {
  const column = table.column(question.id);
  const tally = column?.tally(rows) ?? NOTHING;
  const seconds = column?.secondsOf(rows);
  return {
    id: question.id,
    kind: question.kind,
    texts: { ...question.texts },
    shown: tally.shown,
    answered: tally.answered,
    skipped: tally.skipped,
    waiting: stop?.waiting ?? 0,
    left: stop?.left ?? 0,
    medianSeconds: seconds ? quantile(seconds, 0.5) : null,
    differs,
    answers: summariseAnswers(question, tally, differs === null || differs === 'options'),
  };
}

const iso = (at: Instant | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
