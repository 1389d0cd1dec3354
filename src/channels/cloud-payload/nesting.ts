/** Forms and orders have a handful of levels; beyond some thousand, JSON.stringify overflows the stack. */
const MAX_LEVELS = 64;

/** False for a value that is nested so deeply that storing it could fail. */
export function isStorablyNested(value: unknown, levels = MAX_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isStorablyNested(inner, levels - 1));
}
