import { toAsciiDigits } from '../../words/fold.js';

export interface Coordinates {
  /** Decimal degrees, WGS 84, north and east positive; not yet held against their range. */
  latitude: number;
  longitude: number;
}

/** Longer texts are no position; bounds the work that one message can cause. */
const LONGEST_TEXT = 2_000;

const NUMBER = '([+-]?\\d{1,3}(?:[.,٫]\\d{1,15})?)';
/** The hemisphere in letters; O is west in French, Spanish and Portuguese and east in German, so it is not taken. */
const PART = `${NUMBER} ?°? ?([NSEW])?`;
/** "30.04, 31.23", "30,04; 31,23", "30.04° N 31.23° E", as the whole message; no runs of spaces. */
const PLAIN = new RegExp(`^[ (]*${PART}(?: ?[,;،؛/] ?| )${PART}[ ).]*$`, 'iu');
/** The position in an address of Google Maps, OpenStreetMap, Apple Maps or a geo: link (RFC 5870). */
const LINKS = [
  /[/?#]@(-?\d{1,2}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)/u,
  /[?&](?:q|ll|query|center|destination)=(?:loc:)?(-?\d{1,2}(?:\.\d{1,15})?)(?:,|%2C)\s*(-?\d{1,3}(?:\.\d{1,15})?)/iu,
  /[?&]mlat=(-?\d{1,2}(?:\.\d{1,15})?)&mlon=(-?\d{1,3}(?:\.\d{1,15})?)/u,
  /(?:^|\s)geo:(-?\d{1,2}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)/iu,
];

/** A position in words and numbers, or in a link to a map; undefined where there is none. */
export function readCoordinates(text: string): Coordinates | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const plain = toAsciiDigits(text.normalize('NFKC'))
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
  const typed = PLAIN.exec(plain);
  if (typed) return fromParts(typed);
  for (const link of LINKS) {
    const [, latitude, longitude] = link.exec(plain) ?? [];
    if (latitude !== undefined && longitude !== undefined) return pair(Number(latitude), Number(longitude));
  }
  return undefined;
}

function fromParts([, first = '', firstSide, second = '', secondSide]: RegExpExecArray): Coordinates | undefined {
  const a = degrees(first, firstSide);
  const b = degrees(second, secondSide);
  const east = /[EW]/i;
  const north = /[NS]/i;
  if (firstSide === undefined && secondSide === undefined) {
    // "7 8" is hardly a place; whole numbers are taken with their marks only.
    return /[.,٫]\d/.test(first) && /[.,٫]\d/.test(second) ? pair(a, b) : undefined;
  }
  if (north.test(firstSide ?? '') && east.test(secondSide ?? '')) return pair(a, b);
  return east.test(firstSide ?? '') && north.test(secondSide ?? '') ? pair(b, a) : undefined;
}

function degrees(number: string, side: string | undefined): number {
  const value = Number(number.replace(/[,٫]/, '.'));
  return /[SW]/i.test(side ?? '') ? 0 - value : value;
}

/** Without a negative zero, which JSON does not keep. */
function pair(latitude: number, longitude: number): Coordinates {
  return { latitude: latitude + 0, longitude: longitude + 0 };
}
