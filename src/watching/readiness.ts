import { SECOND } from '../time/instant.js';
import { within } from '../clock/within.js';

/** A balancer asks every few seconds; what takes longer than this is as good as away. */
const ANSWER_WITHIN_MS = 2 * SECOND;

export type PartName = 'database' | 'queue' | 'worker';

/** A part that the process cannot do its work without. */
export interface Part {
  name: PartName;
  /** @throws when it does not answer */
  check(): Promise<void>;
}

/**
 * Asks all parts at once; never throws, and never waits longer than two seconds for any.
 *
 * @returns the names of those that did not answer; why not stands in the log already, under the part's own events
 */
export async function askParts(parts: readonly Part[]): Promise<PartName[]> {
  const answers = await Promise.allSettled(parts.map((part) => within(ANSWER_WITHIN_MS, async () => part.check())));
  return parts.filter((_, index) => answers[index]?.status !== 'fulfilled').map(({ name }) => name);
}
