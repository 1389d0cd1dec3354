import { stemmer } from 'stemmer';
import { localeOf } from '../../../flow/answers/calendar/locale.js';
import { foldText } from '../../../flow/words/fold.js';
import { localWordsFor } from '../language-words.js';

/** One word of a text. */
export interface Token {
  /** Folded: case, accents and the script of digits are gone. */
  word: string;
  /** Without its ending where the language has a stemmer here; what words are compared by. */
  stem: string;
  /** UTF-16 units into the text. */
  start: number;
  end: number;
}

/** Splits texts of one language into words. */
export interface Tokenizer {
  readonly language: string;
  tokens(text: string): Token[];
  isStopWord(word: string): boolean;
}

/** The article and what is written together with it; two letters at least are left. */
const ARABIC_PREFIX = /^(?:و?ال|بال|كال|فال|لل)(?=.{2})/u;

const STEMS: Readonly<Record<string, (word: string) => string>> = {
  en: stemmer,
  ar: (word) => word.replace(ARABIC_PREFIX, ''),
};

export function tokenizerOf(tag: string): Tokenizer {
  const locale = localeOf(tag);
  const language = locale?.language ?? '';
  const segmenter = new Intl.Segmenter(locale?.baseName, { granularity: 'word' });
  const stem = (Object.hasOwn(STEMS, language) ? STEMS[language] : undefined) ?? ((word: string) => word);
  const stopWords = new Set(localWordsFor(tag).stop.split(' ').map(foldText));
  return {
    language: tag,
    tokens: (text) =>
      [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }) => {
        const word = isWordLike === true ? foldText(segment) : '';
        return word === '' ? [] : [{ word, stem: stem(word), start: index, end: index + segment.length }];
      }),
    // The words above are of the seven languages that have some; in others every word counts.
    isStopWord: (word) => stopWords.has(word),
  };
}

/** The words of a text in one line: equal for texts that differ in case, marks and spaces only. */
export function lineOf(tokens: readonly Token[]): string {
  return tokens.map(({ word }) => word).join(' ');
}
