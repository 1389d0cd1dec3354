/** What something comes to at the least, as a rule, and at the most. */
export interface Range {
  low: number;
  likely: number;
  high: number;
}

export const NOTHING: Range = { low: 0, likely: 0, high: 0 };

export function addRanges(...ranges: readonly Range[]): Range {
  return rangeOf((part) => ranges.reduce((sum, range) => sum + range[part], 0));
}

/** Each of the three by itself. */
export function rangeOf(value: (part: keyof Range) => number): Range {
  return { low: value('low'), likely: value('likely'), high: value('high') };
}
