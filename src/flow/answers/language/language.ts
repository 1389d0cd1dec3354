import { z } from 'zod';
import { languageNames, ownLanguageName } from '../../words/language-names.js';
import type { AnswerType, ResolvedQuestion } from '../answer-type.js';
import type { Candidate } from '../match-option.js';
import { readOption } from '../read-option.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

/**
 * Which of the flow's languages to go on in, each offered in its own name. The value is the tag as the flow writes it;
 * the session speaks that language from the answer on.
 */
export const language: AnswerType<Fields> = {
  kind: 'language',
  fields: Fields,
  options: 'none',
  valueType: 'string',

  lint(_fields, { languages }) {
    if (languages.length > 1) return [];
    return [
      {
        severity: 'error',
        rule: 'language-single',
        message: `there is no language to choose: the flow speaks only "${languages[0] ?? ''}"`,
        path: ['ask'],
      },
    ];
  },

  present(question) {
    return { options: candidates(question).map(({ id, label }) => ({ id, label })) };
  },

  read(question, input) {
    const reading = readOption(question, input, candidates(question));
    if (reading.kind !== 'answer' || typeof reading.value !== 'string') return reading;
    return { ...reading, language: reading.value };
  },
};

/** Naming languages is slow, and a flow's list of languages is always the same array. */
const byLanguages = new WeakMap<readonly string[], readonly Candidate[]>();

function candidates({ languages }: ResolvedQuestion<Fields>): readonly Candidate[] {
  const known = byLanguages.get(languages);
  if (known) return known;
  const named = [...new Set(languages)].map((tag) => ({
    id: tag,
    label: ownLanguageName(tag),
    synonyms: languageNames(tag, languages),
  }));
  byLanguages.set(languages, named);
  return named;
}
