import { isBlank } from '../words/fold.js';
import type { ReadInput, Reading, ResolvedQuestion } from './answer-type.js';
import { isNumbered, matchOption, positionIn } from './match-option.js';
import type { Candidate, OptionMatch } from './match-option.js';
import { withoutPleasantries } from './pleasantries.js';
import { reject, saidText } from './reading.js';
import { readSkip, skipped } from './typed-words.js';
import { CHOOSE_IT, rejectKind } from './wrong-kind.js';

/** Reads one option of a few: what single-choice and yes-no have in common. The value is the option's id. */
export function readOption(
  question: ResolvedQuestion<unknown>,
  input: ReadInput,
  candidates: readonly Candidate[],
): Reading {
  const { language } = question;
  if (input.kind === 'option' || input.kind === 'toggle') {
    const tapped = candidates.find(({ id }) => id === input.optionId);
    if (!tapped) return reject(language, 'unknown-option', {});
    return { kind: 'answer', value: tapped.id, raw: input.title, label: tapped.label, via: 'tap' };
  }
  const raw = saidText(input);
  if (raw === undefined) return rejectKind(language, input, CHOOSE_IT);
  if (isBlank(raw)) return reject(language, 'empty', {});

  const match = matchSaid(question, raw, candidates);
  const skip = readOptionSkip(question, raw, candidates);
  // Labels come before skip words, since an option may be called "Pass"; a guess comes after them.
  if (skip && (match.kind !== 'one' || match.via === 'near-miss')) return skip;
  const chosen = match.kind === 'one' ? candidates.find(({ id }) => id === match.id) : undefined;
  if (match.kind === 'one' && chosen) {
    return { kind: 'answer', value: chosen.id, raw, label: chosen.label, via: match.via };
  }
  if (match.kind === 'several') return reject(language, 'ambiguous', { labels: labelsOf(candidates, match.ids) });
  return reject(language, 'unknown-option', {});
}

/** The option that is meant, with courtesies around it or without. */
function matchSaid(question: ResolvedQuestion<unknown>, raw: string, candidates: readonly Candidate[]): OptionMatch {
  const match = matchOption(raw, candidates);
  const bare = match.kind === 'none' ? withoutPleasantries(question, raw) : undefined;
  return bare === undefined ? match : matchOption(bare, candidates);
}

/** A typed skip: one of its words, or the number after the last option's, which a numbered text gives it. */
export function readOptionSkip(
  question: ResolvedQuestion<unknown>,
  raw: string,
  candidates: readonly Candidate[],
): Reading | undefined {
  const numbered = question.optional && isNumbered(candidates) && positionIn(raw) === candidates.length + 1;
  return numbered ? skipped(question.language, raw) : readSkip(question, raw);
}

/** Labels by id, in the author's order. */
export function labelsOf(candidates: readonly Candidate[], ids: readonly string[]): string[] {
  return candidates.filter(({ id }) => ids.includes(id)).map(({ label }) => label);
}
