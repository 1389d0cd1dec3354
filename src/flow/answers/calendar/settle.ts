import { isWithin } from './bounds.js';
import type { Bounds } from './bounds.js';
import type { Mentions } from './read-dates.js';

/** What several mentions come to. `several` holds what each would be. */
export type Settled = { kind: 'one'; value: string } | { kind: 'several'; values: string[] } | { kind: 'none' };

/**
 * The one value that a message means: of what each mention can be, what lies within the limits, else the likeliest.
 * Mentions that can be the same are the same ("Tuesday, tomorrow").
 */
export function settle(mentions: Mentions, bounds: Bounds): Settled {
  const [first = [], ...others] = mentions.filter((candidates) => candidates.length > 0);
  if (first.length === 0) return { kind: 'none' };
  const common = first.filter((candidate) => others.every((other) => other.includes(candidate)));
  const value = likeliest(common, bounds);
  if (value !== undefined) return { kind: 'one', value };
  return { kind: 'several', values: [first, ...others].flatMap((candidates) => likeliest(candidates, bounds) ?? []) };
}

function likeliest(candidates: readonly string[], bounds: Bounds): string | undefined {
  return candidates.find((candidate) => isWithin(candidate, bounds)) ?? candidates[0];
}
