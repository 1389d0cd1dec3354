import { z } from 'zod';
import { isBlank } from '../../words/fold.js';
import type { AnswerType } from '../answer-type.js';
import { reject, rejectOwn, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { readLinks } from './read-links.js';
import { NOT_A_LINK } from './words.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

/** The address of a web page. The value is the whole address; one typed without `https://` gets it. */
export const url: AnswerType<Fields> = {
  kind: 'url',
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
    const [link, ...others] = readLinks(raw);
    if (link === undefined) return rejectOwn(language, 'not-a-link', NOT_A_LINK);
    if (others.length > 0) return reject(language, 'ambiguous', { labels: [link, ...others] });
    return { kind: 'answer', value: link, raw, label: link, via: 'typed' };
  },

  fits(_fields, value) {
    return typeof value === 'string';
  },
};
