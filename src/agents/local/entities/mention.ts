import type { Json } from '../../../flow/conditions.js';

/** A value that is named in a text. */
export interface Mention {
  /** UTF-16 units into the text. */
  start: number;
  end: number;
  value: Json;
}

/** Those that do not lie over an earlier one. */
export function apart(mentions: readonly Mention[], taken: readonly Pick<Mention, 'start' | 'end'>[] = []): Mention[] {
  const kept: Mention[] = [];
  for (const mention of mentions)
    if (![...taken, ...kept].some(({ start, end }) => mention.start < end && start < mention.end)) kept.push(mention);
  return kept;
}

export interface Words {
  start: number;
  end: number;
  text: string;
}

/** What stands between blanks, without the marks of the sentence around it. */
export function wordsIn(text: string): Words[] {
  return [...text.matchAll(/\S+/gu)].flatMap(({ 0: word, index }) => {
    const bare = word.replace(/^[^\p{L}\p{N}+-]+/u, '');
    const start = index + word.length - bare.length;
    const trimmed = bare.replace(/[^\p{L}\p{M}\p{N}%]+$/u, '');
    return trimmed === '' ? [] : [{ start, end: start + trimmed.length, text: trimmed }];
  });
}
