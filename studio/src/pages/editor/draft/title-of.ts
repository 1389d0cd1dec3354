/** The title of a flow that may be half written, in its first language or else any; undefined where there is none. */
export function titleOf(definition: { title?: unknown; languages?: unknown } | undefined): string | undefined {
  const title = definition?.title;
  if (typeof title === 'string') return title === '' ? undefined : title;
  if (typeof title !== 'object' || title === null) return undefined;
  const byLanguage = new Map(Object.entries(title));
  const languages: unknown[] = Array.isArray(definition?.languages) ? definition.languages : [];
  const found: unknown = [...languages.map((tag) => byLanguage.get(String(tag))), ...byLanguage.values()].find(
    (text) => typeof text === 'string' && text !== '',
  );
  return typeof found === 'string' ? found : undefined;
}
