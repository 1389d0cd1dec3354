import type { Token, Tokenizer } from './tokenizer.js';

/** What a text is compared by, with how much each counts. */
export type Features = Map<string, number>;

const TRIGRAM = 0.35;
/** A word that is in every sentence says little. */
const STOP_WORD = 0.3;

/**
 * Adds words, by their stems, and the groups of three letters in them, which carry slips of the finger and the languages
 * that have no stemmer here.
 * @param weight how much these words count
 */
export function addWords(features: Features, tokens: readonly Token[], tokenizer: Tokenizer, weight = 1): void {
  for (const { word, stem } of tokens) {
    const counts = tokenizer.isStopWord(word) ? weight * STOP_WORD : weight;
    add(features, `w:${stem}`, counts);
    for (const trigram of trigrams(word)) add(features, `t:${trigram}`, counts * TRIGRAM);
  }
}

/** Adds that a value of an entity is named. */
export function addEntity(features: Features, entity: string): void {
  features.set(`e:${entity}`, 1);
}

function add(features: Features, feature: string, weight: number): void {
  features.set(feature, (features.get(feature) ?? 0) + weight);
}

function trigrams(word: string): string[] {
  const letters = [...` ${word} `];
  return letters.slice(2).map((_, at) => letters.slice(at, at + 3).join(''));
}
