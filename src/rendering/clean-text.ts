import { isBlank } from '../flow/words/fold.js';

/** A text as it may leave the house: composed (NFC), without half characters, control characters and outer spaces. May become empty. */
export function cleanText(text: string): string {
  const clean = text
    .replace(/\r\n?/gu, '\n')
    // A lone half of a surrogate pair is no character at all; a \uFFFD says that something was there.
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .normalize('NFC')
    .trim();
  return isBlank(clean) ? '' : clean;
}

/** The same on one line, as titles, labels and descriptions have to be. */
export function cleanLine(text: string): string {
  return cleanText(text.replace(/\s+/gu, ' '));
}

/** Joins those parts that are not empty. */
export function joinParts(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}
