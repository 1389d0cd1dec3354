import { z } from 'zod';
import { isBlank } from '../words/fold.js';
import type { InOurLanguages } from '../words/words.js';
import type { AnswerType } from './answer-type.js';
import { reject, rejectOwn, saidText } from './reading.js';
import { readSkip } from './typed-words.js';
import { rejectKind } from './wrong-kind.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

interface Address {
  kind: string;
  /** The different addresses that a text holds, as they are kept. */
  find(text: string): readonly string[];
  /** Why a text without any is refused, and the sentence for it. */
  reason: string;
  sentences: InOurLanguages<string>;
}

/** A question whose answer is one address, found in whatever is typed around it. */
export function typedAddress({ kind, find, reason, sentences }: Address): AnswerType<Fields> {
  return {
    kind,
    fields: Fields,
    options: 'none',
    valueType: 'string',

    lint() {
      return [];
    },

    present() {
      return { options: [] };
    },

    read(question, input) {
      const { language } = question;
      const raw = saidText(input);
      if (raw === undefined) return rejectKind(language, input);
      if (isBlank(raw)) return reject(language, 'empty', {});
      const skip = readSkip(question, raw);
      if (skip) return skip;
      const [address, ...others] = find(raw);
      if (address === undefined) return rejectOwn(language, reason, sentences);
      if (others.length > 0) return reject(language, 'ambiguous', { labels: [address, ...others] });
      return { kind: 'answer', value: address, raw, label: address, via: 'typed' };
    },

    fits(_fields, value) {
      return typeof value === 'string';
    },
  };
}
