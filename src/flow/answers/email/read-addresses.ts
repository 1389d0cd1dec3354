import { z } from 'zod';
import { toAsciiDigits } from '../../words/fold.js';
import { hostName } from '../host-name.js';
import { AT_WORDS, DOT_WORDS } from './words.js';

/** Longer texts are no answer to a question for an address; bounds the work that one message can cause. */
const LONGEST_TEXT = 1_000;
/** RFC 5321, 4.5.3.1: the part before the @, and (as its erratum 1690 works out) the whole. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

const Address = z.email({ pattern: z.regexes.html5Email }).max(LONGEST_ADDRESS);

/** The marks of an address in words: in brackets, or between spaces; only in texts without runs of spaces. */
const inWords = (mark: string, words: readonly string[]): string =>
  ` ?[([{] ?(?:${mark}|${words.join('|')}) ?[)\\]}] ?| (?:${words.join('|')}) `;
const AT = new RegExp(`${inWords('@', AT_WORDS)}| ?@ ?`, 'giu');
const DOT = new RegExp(`${inWords('\\.', DOT_WORDS)}| ?\\. ?`, 'giu');
/** What only an address has: without it "lunch at cafe.com" would be one. */
const CERTAIN = new RegExp(`@|[([{] ?(?:${AT_WORDS.join('|')}) ?[)\\]}]| (?:${DOT_WORDS.join('|')}) `, 'iu');

/**
 * The e-mail addresses in what a person writes, each once: "my mail is ann@x.org.", "<Ann@X.org>", and where the whole
 * message is one, "ann at x dot org" and "ann @ x.org". Domains come out in lower case and ASCII.
 */
export function readAddresses(text: string): string[] {
  if (text.length > LONGEST_TEXT) return [];
  const plain = toAsciiDigits(text.normalize('NFKC'))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim();
  const found = plain
    .split(/[\s<>()[\]{}",;:،؛“”„«»|\\/]+/u)
    .filter((token) => token.includes('@'))
    .flatMap((token) => address(token) ?? []);
  if (found.length > 0) return [...new Set(found)];
  const whole = plain.replace(/\s+/gu, ' ').replace(/[.!?。।]+$/u, '');
  const written = CERTAIN.test(whole) ? whole.replace(AT, '@').replace(DOT, '.') : '';
  return /\s/u.test(written) ? [] : (address(written) ?? []);
}

/** A list of one, so that it can be empty. */
function address(token: string): [string] | undefined {
  const at = token.lastIndexOf('@');
  const local = token.slice(0, at).replace(/^[.'’‘`*_~-]+/u, '');
  const domain = hostName(token.slice(at + 1).replace(/[.!?'’‘`*_~…。।-]+$/u, ''));
  if (domain === undefined || local.length > LONGEST_LOCAL_PART || /\.\.|\.$/.test(local)) return undefined;
  const checked = Address.safeParse(`${local}@${domain}`);
  return checked.success ? [checked.data] : undefined;
}
