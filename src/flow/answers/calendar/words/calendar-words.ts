/**
 * How people of one language say days and times: what they type, by what it means in the plain English that
 * to-english.ts writes. Forms of one meaning are separated by commas; marks, case and accents do not matter (foldText).
 */
export interface CalendarWords {
  /** January to December, long and short forms. */
  months: readonly string[];
  /** Sunday to Saturday. */
  weekdays: readonly string[];
  phrases: Readonly<Record<string, string>>;
}

/** Passed over wherever it stands. */
export const NOTHING = '';
