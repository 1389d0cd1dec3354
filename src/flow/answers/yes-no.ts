import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import { foldText } from '../words/fold.js';
import { wordsFor } from '../words/words.js';
import type { AnswerType, ResolvedQuestion } from './answer-type.js';
import type { Candidate } from './match-option.js';
import { readOption } from './read-option.js';
import { wordsIn } from './typed-words.js';

const Fields = z.object({
  /** In place of the language's "Yes" and "No". */
  labels: z.strictObject({ yes: Localised, no: Localised }).optional(),
});
type Fields = z.infer<typeof Fields>;

/** What says yes and no in every language. */
export const YES_SIGNS = ['👍', '✅', '✔', '👌', '🆗'];
export const NO_SIGNS = ['👎', '❌', '✖', '🚫'];

/** Longer texts say more than yes or no. */
const LONGEST_SAID = 60;

/** Yes or no. The value is true or false. */
export const yesNo: AnswerType<Fields> = {
  kind: 'yes-no',
  fields: Fields,
  options: 'none',
  valueType: 'boolean',

  lint() {
    return [];
  },

  present(question) {
    const { yes, no } = labelsOf(question);
    return {
      options: [
        { id: 'yes', label: yes },
        { id: 'no', label: no },
      ],
    };
  },

  read(question, input) {
    const options = candidates(question);
    const reading = readOption(question, input, options);
    if (reading.kind === 'rejected' && reading.reason === 'unknown-option' && input.kind === 'text') {
      const meant = saidAgain(input.text, options);
      if (meant)
        return { kind: 'answer', value: meant.id === 'yes', raw: input.text, label: meant.label, via: 'synonym' };
    }
    if (reading.kind !== 'answer' || reading.value === null) return reading;
    return { ...reading, value: reading.value === 'yes' };
  },
};

function labelsOf({ fields: { labels }, language, text }: ResolvedQuestion<Fields>): { yes: string; no: string } {
  if (labels) return { yes: text(labels.yes), no: text(labels.no) };
  const { yesLabel: yes, noLabel: no } = wordsFor(language);
  return { yes, no };
}

function candidates(question: ResolvedQuestion<Fields>): Candidate[] {
  const { yes, no } = labelsOf(question);
  // Gathered where they are looked at: a tap needs none of them.
  return [
    {
      id: 'yes',
      label: yes,
      get synonyms() {
        return [...wordsIn(question, (words) => [words.yesLabel, ...words.yes]), ...YES_SIGNS];
      },
    },
    {
      id: 'no',
      label: no,
      get synonyms() {
        return [...wordsIn(question, (words) => [words.noLabel, ...words.no]), ...NO_SIGNS];
      },
    },
  ];
}

/** "yeah, sure", "no, not really": several words for one and the same answer, and nothing else. */
function saidAgain(text: string, options: readonly Candidate[]): Candidate | undefined {
  if (text.length > LONGEST_SAID) return undefined;
  const words = foldText(text).split(' ');
  const meant = options.filter((option) => {
    const forms = new Set([option.label, ...option.synonyms].map(foldText));
    return consistsOf(words, forms);
  });
  return meant.length === 1 ? meant[0] : undefined;
}

/** Whether the words are some of these forms, one after another. */
function consistsOf(words: readonly string[], forms: ReadonlySet<string>): boolean {
  // Which beginnings of the text can be read so.
  const readable = [true];
  for (let end = 1; end <= words.length; end += 1) {
    readable[end] = readable.some((is, start) => is && forms.has(words.slice(start, end).join(' ')));
  }
  return readable[words.length] === true;
}
