/** How a file is shown on the phone. */
export type FileKind = 'image' | 'video' | 'audio' | 'document';

const MB = 1_048_576;

/**
 * Bytes of the largest file of each kind that WhatsApp takes by every provider: Meta, "Media" (pictures 5 MB, sound and
 * film 16 MB, documents 100 MB); Twilio, "WhatsApp media" (16 MB for anything).
 */
export const LARGEST_FILE: Readonly<Record<FileKind, number>> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 16 * MB,
};

/** Of any kind. */
export const LARGEST_OF_ALL = Math.max(...Object.values(LARGEST_FILE));

interface FileType {
  kind: FileKind;
  /** As names of such files end. */
  endings: readonly string[];
}

const office = (format: string): string => `application/vnd.openxmlformats-officedocument.${format}`;

/** What WhatsApp takes from a business (Meta, "Supported media types"), by MIME type. Stickers are for packs, not for people. */
export const SENDABLE_TYPES: Readonly<Record<string, FileType>> = {
  'image/jpeg': { kind: 'image', endings: ['jpg', 'jpeg'] },
  'image/png': { kind: 'image', endings: ['png'] },
  'video/mp4': { kind: 'video', endings: ['mp4'] },
  'video/3gpp': { kind: 'video', endings: ['3gp'] },
  'audio/aac': { kind: 'audio', endings: ['aac'] },
  'audio/amr': { kind: 'audio', endings: ['amr'] },
  'audio/mpeg': { kind: 'audio', endings: ['mp3'] },
  'audio/mp4': { kind: 'audio', endings: ['m4a'] },
  'audio/ogg': { kind: 'audio', endings: ['ogg', 'opus'] },
  'application/pdf': { kind: 'document', endings: ['pdf'] },
  'application/msword': { kind: 'document', endings: ['doc'] },
  'application/vnd.ms-excel': { kind: 'document', endings: ['xls'] },
  'application/vnd.ms-powerpoint': { kind: 'document', endings: ['ppt'] },
  [office('wordprocessingml.document')]: { kind: 'document', endings: ['docx'] },
  [office('spreadsheetml.sheet')]: { kind: 'document', endings: ['xlsx'] },
  [office('presentationml.presentation')]: { kind: 'document', endings: ['pptx'] },
  'text/plain': { kind: 'document', endings: ['txt'] },
};

/** The type that a name promises, in lower case, by its ending; undefined for what cannot be sent. */
export function typeByName(filename: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(filename.trim())?.[1]?.toLowerCase() ?? '';
  return Object.keys(SENDABLE_TYPES).find((mime) => SENDABLE_TYPES[mime]?.endings.includes(ending));
}
