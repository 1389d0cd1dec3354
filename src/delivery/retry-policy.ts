import type { SendFailure } from '../channels/failure.js';
import { MINUTE, SECOND } from '../time/instant.js';

const FIRST_PAUSE = SECOND;
const LONGEST_PAUSE = 5 * MINUTE;
/** Of a whole channel: it holds up everybody, so it does not grow as far as one message's own pause. */
const LONGEST_REST = 10 * SECOND;
/** Up to a quarter more, by chance: conversations that failed together do not come back together. */
const JITTER = 0.25;
/** Of waits that the provider itself names, such as for media it could not fetch: mostly they do not mend themselves. */
const MAX_WAITS = 6;

/**
 * Each pause so many times as long as the one before. For one person Meta asks for 4^n seconds (source: its page "Error
 * codes", 131056, May 2026); the channel's growth holds for everything else, too.
 */
const GROWTH = { channel: 2, pair: 4 } as const;

/**
 * How long a message that was certainly not sent waits before its next attempt; undefined when it is to be given up.
 * Refusals for the moment (`retry`: too fast, provider away) are tried again until the message is stale, ever more
 * slowly up to five minutes; stated waits (`wait`) six times.
 *
 * @param attempts made so far, 1 or more; for "too fast for this person" only those that were refused for it
 * @param random in [0, 1)
 */
export function pauseBefore(
  { class: failureClass, retryAfterMs, tooFast = 'channel' }: SendFailure,
  attempts: number,
  random: number,
): number | undefined {
  const jitter = 1 + JITTER * random;
  switch (failureClass) {
    case 'wait':
      return attempts >= MAX_WAITS ? undefined : (retryAfterMs ?? MINUTE) * jitter;
    case 'retry':
      return grown(retryAfterMs, GROWTH[tooFast], attempts, LONGEST_PAUSE) * jitter;
    default:
      return undefined;
  }
}

/**
 * How long a whole channel rests after "too fast", in milliseconds: what the provider states, twice as long with every
 * attempt of the message that was refused, up to ten seconds.
 */
export function restOfChannel({ retryAfterMs }: SendFailure, attempts: number): number {
  return grown(retryAfterMs, GROWTH.channel, attempts, LONGEST_REST);
}

function grown(first = FIRST_PAUSE, growth: number, attempts: number, longest: number): number {
  return Math.max(first, Math.min(first * growth ** Math.min(attempts - 1, 10), longest));
}

/**
 * How long the echo of a message is awaited, in milliseconds: twice as long with every send of it that got neither
 * answer nor echo. What never answers is mostly an outage, and each further send may be one that the contact sees.
 *
 * @param unanswered sends of it before this one that got neither
 */
export function echoWait(firstMs: number, unanswered = 0): number {
  return firstMs * 2 ** unanswered;
}
