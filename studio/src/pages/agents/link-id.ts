/** A name for flows out of a title or a file's name: a–z, 0–9 and -, as the service takes it. */
export function linkIdFrom(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\.zip$/, '')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
}
