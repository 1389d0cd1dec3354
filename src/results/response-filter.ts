import { Disposition } from '../flow/session.js';
import type { Response } from '../store/response.js';
import type { Instant } from '../time/instant.js';

/** How a response stands: as its session ended, or `active`. */
export type Outcome = NonNullable<Response['disposition']> | 'active';

export const OUTCOMES = ['active', ...Disposition.options] as const satisfies readonly Outcome[];

/** Which responses of a flow are meant; what is not given is not asked for. */
export interface ResponseFilter {
  version?: string | undefined;
  language?: string | undefined;
  channelId?: string | undefined;
  disposition?: Outcome | undefined;
  /** Started at or after it. */
  from?: Instant | undefined;
  /** Started before it. */
  before?: Instant | undefined;
  /** Responses with answers that did not come to an end of the flow: with them, them alone, or without them. */
  partials: 'include' | 'only' | 'none';
}

/** Ends that a flow itself comes to. */
const REGULAR: ReadonlySet<Outcome> = new Set(['completed', 'screened-out', 'over-quota']);

export const outcomeOf = ({ status, disposition }: Pick<Response, 'status' | 'disposition'>): Outcome =>
  status === 'active' ? 'active' : (disposition ?? 'failed');

export const isPartial = (outcome: Outcome, hasAnswers: boolean): boolean => hasAnswers && !REGULAR.has(outcome);

/** What the filter looks at. */
export interface FilteredFields {
  version: string;
  language: string;
  channelId: string;
  outcome: Outcome;
  startedAt: Instant;
  hasAnswers: boolean;
}

export function fitsFilter(filter: ResponseFilter, fields: FilteredFields): boolean {
  const { version, language, channelId, disposition, from, before, partials } = filter;
  if (version !== undefined && version !== fields.version) return false;
  if (language !== undefined && language !== fields.language) return false;
  if (channelId !== undefined && channelId !== fields.channelId) return false;
  if (disposition !== undefined && disposition !== fields.outcome) return false;
  if (from !== undefined && fields.startedAt < from) return false;
  if (before !== undefined && fields.startedAt >= before) return false;
  if (partials === 'include') return true;
  return isPartial(fields.outcome, fields.hasAnswers) === (partials === 'only');
}

export const filteredFields = (response: Response): FilteredFields => ({
  version: response.flowVersion,
  language: response.language,
  channelId: response.channelId,
  outcome: outcomeOf(response),
  startedAt: response.startedAt,
  hasAnswers: hasAnswers(response),
});

/** A skipped question is none. */
export const hasAnswers = ({ answers }: Pick<Response, 'answers'>): boolean =>
  Object.values(answers).some(({ value }) => value !== null);
