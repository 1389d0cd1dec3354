import type { Identifiers } from '../events.js';

/** Business-scoped user id; the two letters are the country. Meta, business-scoped user ids, May 2026. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;
/** WhatsApp's own form of a number: country code and digits. Seen with a plus sign too. */
const WA_ID = /^\+?(\d{4,20})$/;

/**
 * Sorts values by what they look like, not by the field they came in: user ids have been seen in `from` and `wa_id`.
 * The first of each kind counts; what looks like neither is left out.
 */
export function identifiersOf(...values: readonly (string | undefined)[]): Identifiers {
  const found: Identifiers = {};
  for (const value of values) {
    if (value === undefined) continue;
    const text = value.trim();
    const digits = WA_ID.exec(text)?.[1];
    if (digits !== undefined) found.waId ??= digits;
    else if (USER_ID.test(text)) found.userId ??= text;
  }
  return found;
}

export function isNobody(identifiers: Identifiers): boolean {
  return identifiers.userId === undefined && identifiers.waId === undefined && identifiers.phone === undefined;
}

/** True where both name the same person by one identifier at least. */
export function overlap(one: Identifiers, other: Identifiers): boolean {
  return (
    (one.userId !== undefined && one.userId === other.userId) || (one.waId !== undefined && one.waId === other.waId)
  );
}
