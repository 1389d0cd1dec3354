import type { SendFailure } from '../channels/failure.js';
import { MINUTE, SECOND } from '../time/instant.js';

const FIRST_PAUSE = SECOND;
const LONGEST_PAUSE = 5 * MINUTE;
/** Up to a quarter more, by chance: conversations that failed together do not come back together. */
const JITTER = 0.25;
/** Of waits that the provider itself names, such as for media it could not fetch: mostly they do not mend themselves. */
const MAX_WAITS = 6;

/**
 * How long a message that was certainly not sent waits before its next attempt; undefined when it is to be given up.
 * Refusals for the moment (`retry`: too fast, provider away) are tried again until the message is stale, ever more
 * slowly up to five minutes; stated waits (`wait`) six times.
 *
 * @param attempts made so far, 1 or more
 * @param random in [0, 1)
 */
export function pauseBefore(
  { class: failureClass, retryAfterMs }: SendFailure,
  attempts: number,
  random: number,
): number | undefined {
  const jitter = 1 + JITTER * random;
  switch (failureClass) {
    case 'wait':
      return attempts >= MAX_WAITS ? undefined : (retryAfterMs ?? MINUTE) * jitter;
    case 'retry': {
      const first = retryAfterMs ?? FIRST_PAUSE;
      return Math.max(first, Math.min(first * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE)) * jitter;
    }
    default:
      return undefined;
  }
}
