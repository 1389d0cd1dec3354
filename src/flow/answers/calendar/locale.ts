/** A tag as flows, providers and importers write it (`pt_BR`); undefined for what is none. */
export function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    // RangeError, the only way to learn that it is not BCP-47.
    return undefined;
  }
}
