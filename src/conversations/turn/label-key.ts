/** Between two labels; no label holds it. */
const BETWEEN = '\u001f';

/** All labels in one text, the same for the same labels in whatever order; null for none. */
export function labelKeyOf(labels: readonly string[]): string | null {
  return labels.length === 0 ? null : [...new Set(labels)].sort().join(BETWEEN);
}
