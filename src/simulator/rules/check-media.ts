import { refusal, type Refusal } from '../meta-errors.js';

/** Does the business own an uploaded, unexpired media of this id? */
export type KnowsMedia = (id: string) => boolean;

/** Exactly one of `id` and `link`. Whether a link can be fetched is found out later, by a `failed` status. */
export function* checkMediaSource(
  param: string,
  source: { id?: string | undefined; link?: string | undefined },
  known: KnowsMedia,
): Generator<Refusal> {
  if (source.id === undefined && source.link === undefined) {
    yield refusal(131008, `The parameter ${param}['id'] or ${param}['link'] is required.`);
  }
  if (source.id !== undefined && source.link !== undefined) {
    yield refusal(100, `Param ${param} must have either id or link, not both.`);
  }
  if (source.link !== undefined && !(URL.canParse(source.link) && /^https?:/.test(source.link))) {
    yield refusal(100, `Param ${param}['link'] is not a valid URL.`);
  }
  if (source.id !== undefined && !known(source.id)) {
    yield refusal(100, `Param ${param}['id'] is not a valid whatsapp business account media attachment ID`);
  }
}

/** MIME types and sizes in bytes that may be uploaded to be sent (Meta's media page, 2026). */
const MB = 1024 * 1024;
const ACCEPTED: Record<string, number> = {
  'image/jpeg': 5 * MB,
  'image/png': 5 * MB,
  'image/webp': MB / 2,
  'video/mp4': 16 * MB,
  'video/3gpp': 16 * MB,
  'audio/aac': 16 * MB,
  'audio/amr': 16 * MB,
  'audio/mpeg': 16 * MB,
  'audio/mp4': 16 * MB,
  'audio/ogg': 16 * MB,
  'audio/opus': 16 * MB,
  'text/plain': 100 * MB,
  'application/pdf': 100 * MB,
  'application/msword': 100 * MB,
  'application/vnd.ms-excel': 100 * MB,
  'application/vnd.ms-powerpoint': 100 * MB,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 100 * MB,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 100 * MB,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 100 * MB,
};

export function checkUpload(mime: string, bytes: number): Refusal | undefined {
  const base = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  const max = ACCEPTED[base];
  if (max === undefined) {
    return refusal(
      100,
      `Param file must be a file with one of the following types: ${Object.keys(ACCEPTED).join(', ')}. Received file of type '${mime}'.`,
    );
  }
  if (bytes === 0) return refusal(100, 'Param file must not be empty.');
  if (bytes > max) return refusal(131053, `File size is too big: ${bytes} bytes, at most ${max} for ${base}.`);
  return undefined;
}

/** Which kinds of message may carry a file of this MIME type; anything may go as a document. */
export function fitsKind(mime: string, kind: string): boolean {
  if (kind === 'document') return true;
  if (kind === 'sticker') return mime.startsWith('image/webp');
  if (kind === 'image') return /^image\/(jpeg|png)/.test(mime);
  return mime.startsWith(`${kind}/`);
}
