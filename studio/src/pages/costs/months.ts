/** The months up to the one in which `now` lies, newest first, as `2026-11`; UTC, as the service counts. */
export function lastMonths(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7),
  );
}

/** "November 2026". */
export function monthName(month: string, language: string, style: 'long' | 'short' = 'long'): string {
  const written = new Intl.DateTimeFormat(language, { month: style, year: 'numeric', timeZone: 'UTC' });
  return written.format(new Date(`${month}-01T00:00:00Z`));
}
