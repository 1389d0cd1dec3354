import type { InOurLanguages, RejectDetails } from '../words/words.js';
import { inOurs, wordsFor } from '../words/words.js';
import type { ReadInput, Reading, RejectReason } from './answer-type.js';

/** A rejected answer with the sentence for it in the given language. */
export function reject<Reason extends RejectReason>(
  language: string,
  reason: Reason,
  details: RejectDetails[Reason],
): Reading {
  return { kind: 'rejected', reason, hint: wordsFor(language).rejected[reason](details) };
}

/** The same for a reason that only one type knows; it brings the sentence in every language of ours. */
export function rejectOwn(language: string, reason: string, sentences: InOurLanguages<string>): Reading {
  return { kind: 'rejected', reason, hint: inOurs(sentences, language) };
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
