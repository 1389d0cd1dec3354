import { toAsciiDigits } from '../../words/fold.js';
import { hostName } from '../host-name.js';

/** UTF-16 units; the longest address that every browser and link preview takes. */
const LONGEST_LINK = 2_000;
/** A longer text is no answer to a question for a link; bounds the work that one message can cause. */
const LONGEST_TEXT = 4_096;

/**
 * The web addresses in what a person writes, each once. Where one has its `https://` or `www.`, bare names beside it
 * ("… as on example.com") do not count.
 */
export function readLinks(text: string): string[] {
  if (text.length > LONGEST_TEXT) return [];
  const tokens = text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]/gu, '')
    .split(/[\s<>"“”„«»،؛|\\^`{}]+/u)
    .map(withoutPunctuation)
    .filter((token) => token !== '' && token.length <= LONGEST_LINK);
  const certain = tokens.filter((token) => /^(?:https?:\/\/|www\.)/iu.test(token));
  const links = (certain.length > 0 ? certain : tokens).flatMap((token) => link(token) ?? []);
  return [...new Set(links)];
}

/** Marks of the sentence around a link; a bracket that the link itself opened is its own. */
function withoutPunctuation(token: string): string {
  const bare = token.replace(/^[('‘’*_~[]+/u, '').replace(/[.,;:!?'‘’*_~…。।]+$/u, '');
  const unopened = (open: string, close: string): boolean => bare.endsWith(close) && !bare.includes(open);
  return unopened('(', ')') || unopened('[', ']') ? withoutPunctuation(bare.slice(0, -1)) : bare;
}

/** A list of one, so that it can be empty. */
function link(token: string): [string] | undefined {
  const scheme = /^[a-z][a-z0-9+.-]*:(?=\/\/)/iu.exec(token)?.[0];
  const address = scheme === undefined ? `https://${token}` : token;
  if (!URL.canParse(address)) return undefined;
  const parsed = new URL(address);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  // A name and a password in front are how a link is made to look like another one, and ann@x.org is no link.
  if (parsed.username !== '' || parsed.password !== '') return undefined;
  if (hostName(toAsciiDigits(parsed.hostname)) === undefined) return undefined;
  const whole = parsed.href;
  const root = parsed.pathname === '/' && parsed.search === '' && parsed.hash === '';
  return [root ? whole.replace(/\/$/, '') : whole];
}
