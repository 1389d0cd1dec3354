import { z } from 'zod';
import { inOurs, wordsFor } from '../../words/words.js';
import { isOfFamily, isOneOfTypes } from './file-kinds.js';
import { mediaType } from './media-type.js';
import { HOW_TO, NAMES, OTHER_TYPES } from './words.js';

/** A photo, also one sent as a file. A sticker is none. */
export const image = mediaType({
  kind: 'image',
  fields: z.object({}),
  name: () => NAMES.image,
  howTo: HOW_TO.image,
  is: (media) => media.media === 'image' || (media.media === 'document' && isOfFamily(media, 'image')),
});

/** A video, also one sent as a file. */
export const video = mediaType({
  kind: 'video',
  fields: z.object({}),
  name: () => NAMES.video,
  howTo: HOW_TO.video,
  is: (media) => media.media === 'video' || (media.media === 'document' && isOfFamily(media, 'video')),
});

/** A voice message or another recording. */
export const audio = mediaType({
  kind: 'audio',
  fields: z.object({}),
  name: ({ voice }) => (voice === true ? NAMES.voice : NAMES.audio),
  howTo: HOW_TO.audio,
  is: (media) => media.media === 'audio' || (media.media === 'document' && isOfFamily(media, 'audio')),
});

const DocumentFields = z.object({
  /** Endings of the file names that are taken: `[pdf, docx]`. Without it any file is. */
  types: z
    .array(z.string().regex(/^[a-z0-9]{1,8}$/, 'the ending of a file name without the dot, such as pdf'))
    .min(1)
    .max(20)
    .optional(),
});
type DocumentFields = z.infer<typeof DocumentFields>;

/** A file. Where `types` lists pictures, a photo that was sent as a photo is one too. */
export const documentFile = mediaType<DocumentFields>({
  kind: 'document',
  fields: DocumentFields,
  name: ({ media }) => (media === 'sticker' ? NAMES.document : NAMES[media]),
  howTo: HOW_TO.document,
  is: (media, { types }) =>
    media.media === 'document' || (types !== undefined && media.media !== 'sticker' && isOneOfTypes(media, types)),
  only: {
    takes: (file, { types }) => types === undefined || isOneOfTypes(file, types),
    refuse: ({ types = [] }, language) => {
      const listed = types.join(wordsFor(language).listSeparator);
      return { kind: 'rejected', reason: 'file-type', hint: inOurs(OTHER_TYPES, language)(listed) };
    },
  },
});
