/** Marks that people leave out when they type: Latin, Greek and Cyrillic accents, Arabic vowel signs and hamza seats, the Hindi nukta. */
const OPTIONAL_MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c]/gu;
const TATWEEL = /\u0640/gu;

/** Letters that different keyboards or habits write for the same one. */
const SAME_LETTER: Record<string, string> = { ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' };

/**
 * A text reduced to what counts when typed words are compared: case, width, accents, Arabic vowel signs, punctuation,
 * symbols, emoji and extra spaces are gone, digits of any script are ASCII. Only for comparing, never for showing.
 * May be empty (a lone emoji); `foldSymbols` compares those.
 */
export function foldText(text: string): string {
  return (
    toAsciiDigits(text.normalize('NFKD'))
      // Parts of emoji that count as letters' marks (variation selectors, the keycap), joiners, zero-width spaces.
      .replace(/[\p{Default_Ignorable_Code_Point}\u20e3]/gu, '')
      .replace(OPTIONAL_MARKS, '')
      .replace(TATWEEL, '')
      // Upper case first: it unites what lower case alone keeps apart (ß and ss, ſ and s, final sigma).
      .toUpperCase()
      .toLowerCase()
      .replace(OPTIONAL_MARKS, '')
      .replace(/[ىیکة]/gu, (letter) => SAME_LETTER[letter] ?? letter)
      // An apostrophe is inside a word ("that's"), every other mark is between words.
      .replace(/['’‘ʼ`]/gu, '')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .normalize('NFC')
      .trim()
  );
}

/** For texts without a letter or digit: the symbols themselves, without skin tones, variation selectors and spaces. */
export function foldSymbols(text: string): string {
  return text.normalize('NFKC').replace(/[\s\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, '');
}

/** Nothing that a person could see: spaces, zero-width and other ignorable characters, the blank Braille cell. */
export function isBlank(text: string): boolean {
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u.test(text);
}

/** Digits of any script (Unicode Nd) as 0–9; everything else stays. */
export function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/**
 * Unicode lays every script's decimal digits out as ten code points in a row, 0 first (the Unicode Standard, 4.6), and
 * such rows may touch (mathematical digits), so the value is the place in the whole run, modulo ten.
 */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return (code - start) % 10;
}
