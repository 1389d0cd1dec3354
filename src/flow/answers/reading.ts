import type { RejectDetails } from '../words/words.js';
import { wordsFor } from '../words/words.js';
import type { ReadInput, Reading, RejectReason } from './answer-type.js';

/** A rejected answer with the sentence for it in the given language. */
export function reject<Reason extends RejectReason>(
  language: string,
  reason: Reason,
  details: RejectDetails[Reason],
): Reading {
  return { kind: 'rejected', reason, hint: wordsFor(language).rejected[reason](details) };
}

/** What was said in words, whichever way it came; undefined for what has no words (media, a location). */
export function saidText(input: ReadInput): string | undefined {
  switch (input.kind) {
    case 'text':
      return input.text;
    case 'option':
    case 'toggle':
    case 'done':
      return input.title;
    case 'other':
      return undefined;
  }
}
