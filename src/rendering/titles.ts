import { cleanLine } from './clean-text.js';
import { startOf } from './split-text.js';

/** What a title is compared by: WhatsApp refuses titles that differ in case only, and a person cannot see other differences either. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase();
}

/** An option's label on one line; where nothing of it can be seen, its number. */
export function visibleLabel(label: string, position: number): string {
  return cleanLine(label) || String(position);
}

/** Cuts a title to its limit between graphemes and marks the cut. */
export function shortTitle(title: string, max: number): string {
  return title.length <= max ? title : `${startOf(title, max - 1)}…`;
}

/**
 * Gives every label a title within `max` that no other one has, nor any of `taken`: shortened ones end in "…", equal
 * ones are counted ("Other", "Other (2)").
 */
export function uniqueTitles(labels: readonly string[], max: number, taken: readonly string[] = []): string[] {
  const used = new Set(taken.map(titleKey));
  return labels.map((label) => {
    let title = shortTitle(label, max);
    for (let n = 2; used.has(titleKey(title)); n += 1) {
      const count = ` (${n})`;
      title = shortTitle(label, max - count.length) + count;
    }
    used.add(titleKey(title));
    return title;
  });
}
