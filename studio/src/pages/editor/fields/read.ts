/** A field of what may be anything; undefined where there is none. */
export function fieldOf(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    value,
  );
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A text as written for this language; a text for all is everybody's. */
export function textIn(value: unknown, language: string): string {
  return typeof value === 'string' ? value : textOf(fieldOf(value, language));
}

/** The same, or the first there is where this language has none. */
export function anyText(value: unknown, language: string): string {
  const own = textIn(value, language);
  if (own !== '' || typeof value !== 'object' || value === null) return own;
  return (
    Object.values(value)
      .map(textOf)
      .find((text) => text !== '') ?? ''
  );
}
