import { z } from 'zod';
import { isBlank } from '../../words/fold.js';
import { inOurs } from '../../words/words.js';
import type { InOurLanguages } from '../../words/words.js';
import type { AnswerType, InboundMedia, ReadInput, Reading } from '../answer-type.js';
import { reject, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';

const MediaValue = z.object({
  /** The provider's; what it can be fetched by. */
  id: z.string(),
  mime: z.string().optional(),
  filename: z.string().optional(),
  sha256: z.string().optional(),
  url: z.string().optional(),
});
type MediaValue = z.infer<typeof MediaValue>;

interface MediaKind<Fields> {
  kind: 'image' | 'video' | 'audio' | 'document';
  fields: z.ZodObject;
  /** What such a thing is called where it has no file name. */
  name(media: InboundMedia): InOurLanguages<string>;
  /** What to send, and how WhatsApp does that. */
  howTo: InOurLanguages<string>;
  /** Is it of this kind, however it was sent? */
  is(media: InboundMedia, fields: Fields): boolean;
  /** Which files of this kind are taken, and what is said of others; without it all are. */
  only?: {
    takes(file: MediaValue, fields: Fields): boolean;
    refuse(fields: Fields, language: string): Reading;
  };
}

/**
 * A question that is answered with a file. The value names the file at the provider: `{ id, mime?, filename?, sha256?,
 * url? }`; a caption is kept beside it (`detail.caption`).
 */
export function mediaType<Fields>({ kind, fields, name, howTo, is, only }: MediaKind<Fields>): AnswerType<Fields> {
  return {
    kind,
    fields,
    options: 'none',
    valueType: 'object',

    lint() {
      return [];
    },

    present() {
      return { options: [] };
    },

    read(question, input) {
      const { language } = question;
      const media = mediaIn(input);
      if (!media) {
        const said = saidText(input);
        if (said !== undefined && isBlank(said)) return reject(language, 'empty', {});
        return (said !== undefined && readSkip(question, said)) || rejectKind(language, input, howTo);
      }
      if (!is(media, question.fields)) return rejectKind(language, input, howTo);
      const value = valueOf(media);
      if (only && !only.takes(value, question.fields)) return only.refuse(question.fields, language);
      const caption = textIn(media.caption);
      return {
        kind: 'answer',
        value,
        raw: caption ?? value.filename ?? '',
        label: value.filename ?? inOurs(name(media), language),
        via: 'sent',
        ...(caption !== undefined && { detail: { caption } }),
      };
    },

    fits(present, value) {
      const file = MediaValue.safeParse(value);
      return file.success && (only?.takes(file.data, present) ?? true);
    },
  };
}

function mediaIn(input: ReadInput): InboundMedia | undefined {
  if (input.kind === 'text') return input.media;
  return input.kind === 'other' && input.content.kind === 'media' ? input.content : undefined;
}

function valueOf({ id, mime, filename, sha256, url }: InboundMedia) {
  const file = textIn(filename);
  return {
    id,
    ...(mime !== undefined && { mime }),
    ...(file !== undefined && { filename: file }),
    ...(sha256 !== undefined && { sha256 }),
    ...(url !== undefined && { url }),
  };
}

function textIn(text: string | undefined): string | undefined {
  return text === undefined || isBlank(text) ? undefined : text;
}
