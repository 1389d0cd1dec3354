const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** Below 16 digits every integer is exact as a JS number; Meta's template ids have 16 and more. */
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Parses JSON without losing digits: an integer of 16 digits or more arrives as a string of exactly those digits.
 * Linear in the length, also for hostile bodies (no backtracking).
 * @throws SyntaxError where the text is not JSON
 */
export function parseLosslessJson(json: string): unknown {
  return JSON.parse(/\d{16}/.test(json) ? quoteLongIntegers(json) : json);
}

function quoteLongIntegers(json: string): string {
  const parts: string[] = [];
  let copiedTo = 0;
  let at = 0;
  while (at < json.length) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) {
      at = afterString(json, at);
    } else if (unit === MINUS || isDigit(unit)) {
      const end = afterNumber(json, at);
      const number = json.slice(at, end);
      if (LONG_INTEGER.test(number)) {
        parts.push(json.slice(copiedTo, at), '"', number, '"');
        copiedTo = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  parts.push(json.slice(copiedTo));
  return parts.join('');
}

function afterString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) return at + 1;
    at += unit === BACKSLASH ? 2 : 1;
  }
  return json.length;
}

function afterNumber(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && isPartOfNumber(json.charAt(at))) at += 1;
  return at;
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

function isPartOfNumber(char: string): boolean {
  return isDigit(char.charCodeAt(0)) || char === '.' || char === 'e' || char === 'E' || char === '+' || char === '-';
}
