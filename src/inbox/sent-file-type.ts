import { isUtf8 } from 'node:buffer';
import { SENDABLE_TYPES, typeByName } from '../rendering/sendable-files.js';
import { sniffMedia } from './sniff-media.js';

/** Files of older and of newer office programs: containers that hold documents of several types. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP = Buffer.from('504b0304', 'hex');
/** Control characters that no text has. */
// oxlint-disable-next-line no-control-regex
const NOT_IN_TEXTS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;
const OPUS = Buffer.from('OpusHead');
/** An Ogg page with one segment, where the codec begins to name itself. */
const OPUS_AT = 28;

/**
 * What a file that is to be sent really is: by its content, and only where the content leaves it open (office documents
 * look alike, a text has no mark) by its name. Undefined for what WhatsApp does not take.
 */
export function typeOfSent(bytes: Buffer, filename: string): string | undefined {
  const seen = sniffMedia(bytes);
  // Of sound in Ogg, Opus alone is played.
  if (seen === 'audio/ogg') return bytes.subarray(OPUS_AT, OPUS_AT + OPUS.length).equals(OPUS) ? seen : undefined;
  if (seen !== undefined) return SENDABLE_TYPES[seen] && seen;
  const promised = typeByName(filename);
  return promised !== undefined && isLike(promised, bytes) ? promised : undefined;
}

/** Whether a file without a mark of its own can be of this type. */
function isLike(mime: string, bytes: Buffer): boolean {
  if (mime === 'text/plain') return bytes.length > 0 && isUtf8(bytes) && !NOT_IN_TEXTS.test(bytes.toString('utf8'));
  if (mime.startsWith('application/vnd.openxmlformats')) return beginsWith(bytes, ZIP);
  return /^application\/(msword|vnd\.ms-)/.test(mime) && beginsWith(bytes, COMPOUND);
}

const beginsWith = (bytes: Buffer, mark: Buffer): boolean => bytes.subarray(0, mark.length).equals(mark);
