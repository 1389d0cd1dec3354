import { distance } from 'fastest-levenshtein';
import { foldSymbols, foldText, toAsciiDigits } from '../words/fold.js';
import type { AnswerVia } from '../session.js';

/** An option as it can be named in words. */
export interface Candidate {
  id: string;
  label: string;
  synonyms: readonly string[];
}

export type OptionMatch =
  | { kind: 'one'; id: string; via: AnswerVia }
  /** It could be any of these. */
  | { kind: 'several'; ids: string[] }
  | { kind: 'none' };

/** Longer texts name no option; a message may have 65,536 characters, and this bounds the work that one can cause. */
export const LONGEST_CHOICE = 4096;

/** Longer texts are not a mistyped label, and comparing them costs time. */
const LONGEST_NEAR_MISS = 200;

/**
 * Finds the option that a typed text means: by its number in the author's order, then by label, by synonym, and last
 * by an unambiguous near miss. The first way that finds anything decides.
 *
 * Where labels themselves are numbers ("0", "1", "3+" children), a number means the label only: "1" must not record
 * "0" because that stands first.
 */
export function matchOption(text: string, candidates: readonly Candidate[]): OptionMatch {
  return matchExactly(text, candidates) ?? nearMiss(text, candidates) ?? { kind: 'none' };
}

/** The same without near misses. */
export function matchExactly(text: string, candidates: readonly Candidate[]): OptionMatch | undefined {
  if (text.length > LONGEST_CHOICE) return undefined;
  const position = positionIn(text);
  const numbered = position !== undefined && isNumbered(candidates) ? candidates[position - 1] : undefined;
  if (numbered) return { kind: 'one', id: numbered.id, via: 'number' };
  const exact = plain(text);
  const essence = essenceOf(text);
  return (
    decide(candidates, 'label', ({ label }) => plain(label) === exact) ??
    decide(candidates, 'label', ({ label }) => essenceOf(label) === essence) ??
    decide(candidates, 'synonym', ({ synonyms }) => synonyms.some((synonym) => plain(synonym) === exact)) ??
    decide(candidates, 'synonym', ({ synonyms }) => synonyms.some((synonym) => essenceOf(synonym) === essence))
  );
}

/** Whether a number means the option of that place: not where labels themselves are numbers. */
export function isNumbered(candidates: readonly { label: string }[]): boolean {
  return !candidates.some(({ label }) => /^\d+$/.test(foldText(label)));
}

/** The number that a text consists of: "2", "2.", "(2)", "#2", "٢", "2️⃣"; undefined for anything else. */
export function positionIn(text: string): number | undefined {
  const found = /^[\s#(]*(\d{1,3})[\s.):!،,]*$/u.exec(
    toAsciiDigits(text.normalize('NFKC').replace(/[\ufe0f\u20e3]/gu, '')),
  );
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

function decide(
  candidates: readonly Candidate[],
  via: AnswerVia,
  matches: (candidate: Candidate) => boolean,
): OptionMatch | undefined {
  const ids = candidates.filter(matches).map(({ id }) => id);
  const [first] = ids;
  if (first === undefined) return undefined;
  return ids.length === 1 ? { kind: 'one', id: first, via } : { kind: 'several', ids };
}

/** Keeps the marks that tell "C" from "C++" and "<18" from ">18". */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Its words, or its symbols where it has no words. */
function essenceOf(text: string): string {
  return foldText(text) || foldSymbols(text);
}

function nearMiss(text: string, candidates: readonly Candidate[]): OptionMatch | undefined {
  if (text.length > LONGEST_CHOICE) return undefined;
  const said = foldText(text);
  if (said.length < 2 || said.length > LONGEST_NEAR_MISS) return undefined;
  const cut = text.trimEnd().endsWith('…');
  const forms = ({ label, synonyms }: Candidate) => [label, ...synonyms].map(foldText);
  return (
    // The label's first words, or a title that a list had to shorten.
    decide(candidates, 'near-miss', ({ label }) => foldText(label).startsWith(cut ? said : `${said} `)) ??
    decide(candidates, 'near-miss', (option) =>
      forms(option).some((form) => unstretched(form) === unstretched(said)),
    ) ??
    decide(candidates, 'near-miss', (option) => forms(option).some((form) => bare(form) === bare(said))) ??
    closest(said, candidates, forms)
  );
}

/** "yesss" and "nooo" are yes and no. */
function unstretched(text: string): string {
  return text.replace(/(\p{L})\1+/gu, '$1');
}

const ARTICLE =
  /^(?:the|an?|el|l[aeo]s?|un[ae]?|unos|unas|des|der|die|das|den|dem|eine?[nrm]?|[ao]s?|uma?)(?= )|^ال(?=[\p{L}\p{M}]{2})/u;

/** A folded text without the article in front: "the taste" is "taste", and الشاي is شاي. */
function bare(text: string): string {
  return text.replace(ARTICLE, '').trimStart();
}

function closest(
  said: string,
  candidates: readonly Candidate[],
  forms: (candidate: Candidate) => string[],
): OptionMatch | undefined {
  const near = candidates
    .map((candidate) => ({
      id: candidate.id,
      off: Math.min(...forms(candidate).map((form) => (comparable(form, said) ? distance(form, said) : Infinity))),
      allowed: Math.max(...forms(candidate).map((form) => allowedTypos(Math.min(form.length, said.length)))),
    }))
    .filter(({ off, allowed }) => off <= allowed)
    .sort((a, b) => a.off - b.off);
  const [best, next] = near;
  if (!best) return undefined;
  // A runner-up that is nearly as close makes it a guess.
  if (next && next.off < best.off + 2) return { kind: 'several', ids: near.map(({ id }) => id) };
  return { kind: 'one', id: best.id, via: 'near-miss' };
}

function allowedTypos(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * Typos spare the first letter, prefixes that turn the meaning round do not ("unlikely", "dissatisfied"), and another
 * number is another answer, never a typo ("10–20", "10–30").
 */
function comparable(form: string, said: string): boolean {
  return form[0] === said[0] && form.replace(/[^\d ]/g, '').trim() === said.replace(/[^\d ]/g, '').trim();
}
