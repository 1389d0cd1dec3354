import type { Query } from '../../../api/client.js';

export const STATES = ['waiting', 'with-person', 'with-bot', 'all'] as const;
export const WINDOWS = ['open', 'closing', 'closed'] as const;

/** What the list shows, as it stands in the page's address: a link to it shows the same. */
export type ListFilter = Readonly<Record<string, string>>;

const NAMES = ['state', 'assignee', 'team', 'label', 'channelId', 'window', 'q'] as const;
export type FilterName = (typeof NAMES)[number];

/** Only what the service knows; without a state, all. */
export function queryOf(filter: ListFilter): Query {
  return Object.fromEntries(NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));
}

/** How many of the filters behind the button are set: neither the state nor the search, which are in sight. */
export const hiddenFilters = (filter: ListFilter): number =>
  NAMES.filter((name) => name !== 'state' && name !== 'q' && filter[name]).length;

/** With one of them set anew; an empty value takes it away. */
export function withFilter(filter: ListFilter, name: FilterName, value: string | null): ListFilter {
  const { [name]: _, ...rest } = filter;
  return value === null || value === '' ? rest : { ...rest, [name]: value };
}

/** Without those behind the button. */
export const withoutHidden = (filter: ListFilter): ListFilter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => name === 'state' || name === 'q'));
