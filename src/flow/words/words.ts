import { lookup } from 'bcp-47-match';
import type { RejectReason } from '../answers/answer-type.js';
import type { PromptWords } from '../prompt.js';
import { ar } from './ar.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { hi } from './hi.js';
import { pt } from './pt.js';

/** What the sentence about a rejected answer needs to know. Numbers are the author's limits. */
export interface RejectDetails extends Record<RejectReason, object> {
  empty: object;
  'unknown-option': object;
  /** What it could have meant, two or more. */
  ambiguous: { labels: readonly string[] };
  'not-a-number': object;
  'not-an-integer': object;
  'out-of-range': { min: number | undefined; max: number | undefined };
  'too-short': { min: number };
  'too-long': { max: number };
  pattern: object;
  'too-few': { min: number };
  'too-many': { max: number };
  /** The option that cannot be combined with others. */
  exclusive: { label: string };
}

/**
 * The engine's own words in one language. Everything that a contact reads and no author wrote comes from here, and so
 * do the words that are understood besides an author's labels.
 */
export interface Words {
  prompt: PromptWords;
  /** Whole messages of the engine and the shell. */
  engine: {
    /** A button of an earlier question was tapped; the waiting question follows. */
    staleTap: string;
    /** The earlier answer was changed by a tap on an old question. */
    answerChanged: string;
    /** Too many answers that could not be read. */
    giveUp: string;
    /** In front of a question that has waited for long. */
    nudge: string;
    /** Confirms that we will not write again, and how to come back. */
    stopped: string;
    /** The survey begins anew. */
    restarted: string;
    /** A button of a survey that is over was tapped. */
    ended: string;
  };
  /** Why an answer was not taken, and what would be: one sentence by reason. */
  rejected: { [Reason in RejectReason]: (details: RejectDetails[Reason]) => string };
  /** Hint under a question that is answered with a number of a scale. */
  numberFromTo: (min: number, max: number) => string;
  yesLabel: string;
  noLabel: string;
  /** Typed forms of yes and no, besides the labels. */
  yes: string[];
  no: string[];
  /** Typed forms that skip an optional question. */
  skip: string[];
  /** Typed forms that finish a multiple choice. */
  done: string[];
  /** Typed forms that pick every option of a multiple choice which is not exclusive. */
  all: string[];
  /** Words between two picks ("1 and 3"). */
  and: string[];
  /** Words between the ends of a range ("1 to 3"). */
  to: string[];
  /** Words between a score and its scale ("8 out of 10"). */
  outOf: string[];
  /** Words that make a number negative. */
  minus: string[];
  /** The numbers from 0 on in words, each in its typed forms; at least up to 10. */
  numbers: string[][];
  /** The mark between whole numbers and decimals. */
  decimalMark: '.' | ',';
  /** Between the items of a list. */
  listSeparator: string;
  /** Whole messages that are always obeyed, in any flow. */
  keywords: { stop: string[]; restart: string[] };
}

/** Every language that has words of its own. */
export const wordsByLanguage = { en, ar, de, es, fr, hi, pt } as const satisfies Record<string, Words>;

type WordsLanguage = keyof typeof wordsByLanguage;

const tags = Object.keys(wordsByLanguage) as WordsLanguage[];

/** Words that one question type has for itself, in every language that the engine speaks. */
export type InOurLanguages<T> = Readonly<Record<WordsLanguage, T>>;

/**
 * The words for a BCP-47 tag by RFC 4647 lookup (`pt-BR` → pt; underscores are taken as hyphens). A language without
 * words gets English, so that a flow in any language runs.
 */
export function wordsFor(language: string): Words {
  return wordsByLanguage[oursFor(language)];
}

/** The same choice among the words of one question type. */
export function inOurs<T>(words: InOurLanguages<T>, language: string): T {
  return words[oursFor(language)];
}

/** Tags seen before; there are few, but a contact's language comes from outside. */
const known = new Map<string, WordsLanguage>();
const MAX_KNOWN = 500;

function oursFor(language: string): WordsLanguage {
  const before = known.get(language);
  if (before) return before;
  const ours = lookUp(language);
  if (known.size < MAX_KNOWN) known.set(language, ours);
  return ours;
}

function lookUp(language: string): WordsLanguage {
  const found = language === '' ? undefined : lookup(tags, language.replaceAll('_', '-'));
  return tags.find((tag) => tag === found) ?? 'en';
}
