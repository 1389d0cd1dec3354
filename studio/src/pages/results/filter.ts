const NAMES = ['version', 'language', 'from', 'to', 'channelId', 'disposition', 'partials'] as const;

/** Which responses the page shows, as it stands in the address. */
export type ResultsFilter = Partial<Record<(typeof NAMES)[number], string>>;

export function filterOf(search: Readonly<Record<string, unknown>>): ResultsFilter {
  const filter: ResultsFilter = {};
  for (const name of NAMES) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') filter[name] = value;
  }
  return filter;
}

/** The address with one filter changed; `undefined` takes it away. */
export function withFilter(
  search: Readonly<Record<string, string>>,
  name: keyof ResultsFilter,
  value: string | undefined,
): Record<string, string> {
  const { [name]: _, ...rest } = search;
  return value === undefined || value === '' ? rest : { ...rest, [name]: value };
}
