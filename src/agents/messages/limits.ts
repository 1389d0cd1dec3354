/** Messages of one answer; each of them is billed, and nobody reads more. */
export const MAX_MESSAGES = 30;

/** UTF-16 units of everything that one answer shows, with what its choices say; they are stored with the session. */
export const MAX_SHOWN = 65_536;

/** Notes of one answer about what was left out, and the length of one, in UTF-16 units. */
export const MAX_NOTES = 50;
export const MAX_NOTE = 200;
