import { foldText } from '../../flow/words/fold.js';
import { wordsFor } from '../../flow/words/words.js';

/**
 * Is the whole message one of the words that always hold? Returns the language it is a word of. Only whole messages
 * count: "please stop calling it a clinic" is an answer.
 */
export function isKeyword(text: string, kind: 'stop' | 'restart', languages: readonly string[]): string | undefined {
  const said = foldText(text);
  return languages.find((language) => wordsFor(language).keywords[kind].some((word) => foldText(word) === said));
}
