import { distance } from 'fastest-levenshtein';
import { foldSymbols } from '../../../flow/words/fold.js';
import { lineOf } from '../matching/tokenizer.js';
import type { Token, Tokenizer } from '../matching/tokenizer.js';
import type { Mention } from './mention.js';

export interface LexiconEntry {
  value: string;
  synonyms: readonly string[];
}

/** Shorter words are too much like others for a slip of the finger to be told. */
const SHORTEST_FUZZY = 5;

/** The values of an entity by the words that name them. */
export class WordLexicon {
  private readonly byWords = new Map<string, string>();
  private readonly byStems = new Map<string, string>();
  private longest = 0;

  constructor(
    entries: readonly LexiconEntry[],
    tokenizer: Tokenizer,
    private readonly fuzzy: boolean,
  ) {
    for (const { value, synonyms } of entries) {
      for (const synonym of synonyms.length > 0 ? synonyms : [value]) {
        const tokens = tokenizer.tokens(synonym);
        const words = lineOf(tokens) || foldSymbols(synonym);
        if (words === '') continue;
        if (!this.byWords.has(words)) this.byWords.set(words, value);
        const stems = stemsOf(tokens);
        if (stems !== '' && !this.byStems.has(stems)) this.byStems.set(stems, value);
        this.longest = Math.max(this.longest, tokens.length);
      }
    }
  }

  /** Every value that the text names, from left to right; of several at one place the one with the most words. */
  mentions(text: string, tokens: readonly Token[]): Mention[] {
    if (tokens.length === 0) {
      const value = this.byWords.get(foldSymbols(text));
      return value === undefined ? [] : [{ start: 0, end: text.length, value }];
    }
    const found: Mention[] = [];
    for (let at = 0; at < tokens.length;) {
      const mention = this.longestAt(tokens, at);
      if (mention) found.push(mention.found);
      at += mention?.length ?? 1;
    }
    return found;
  }

  private longestAt(tokens: readonly Token[], at: number): { found: Mention; length: number } | undefined {
    for (let length = Math.min(this.longest, tokens.length - at); length > 0; length -= 1) {
      const run = tokens.slice(at, at + length);
      const value = this.valueOf(run);
      const [first, last] = [run[0], run.at(-1)];
      if (value !== undefined && first && last) return { found: { start: first.start, end: last.end, value }, length };
    }
    return undefined;
  }

  private valueOf(run: readonly Token[]): string | undefined {
    const words = lineOf(run);
    return this.byWords.get(words) ?? this.byStems.get(stemsOf(run)) ?? (this.fuzzy ? this.nearMiss(words) : undefined);
  }

  /** One slip of the finger; none where two values are as near. */
  private nearMiss(words: string): string | undefined {
    if (words.length < SHORTEST_FUZZY) return undefined;
    const near = [...this.byWords].filter(
      ([known]) =>
        Math.abs(known.length - words.length) <= 1 && known.length >= SHORTEST_FUZZY && distance(known, words) <= 1,
    );
    const values = new Set(near.map(([, value]) => value));
    return values.size === 1 ? near[0]?.[1] : undefined;
  }
}

function stemsOf(tokens: readonly Token[]): string {
  return tokens.map(({ stem }) => stem).join(' ');
}
