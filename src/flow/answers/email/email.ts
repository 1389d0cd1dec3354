import { z } from 'zod';
import { isBlank } from '../../words/fold.js';
import type { AnswerType } from '../answer-type.js';
import { reject, rejectOwn, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { readAddresses } from './read-addresses.js';
import { NOT_AN_ADDRESS } from './words.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

/** An e-mail address. The value is the address with its domain in lower case. */
export const email: AnswerType<Fields> = {
  kind: 'email',
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
    const [address, ...others] = readAddresses(raw);
    if (address === undefined) return rejectOwn(language, 'not-an-email', NOT_AN_ADDRESS);
    if (others.length > 0) return reject(language, 'ambiguous', { labels: [address, ...others] });
    return { kind: 'answer', value: address, raw, label: address, via: 'typed' };
  },

  fits(_fields, value) {
    return typeof value === 'string';
  },
};
