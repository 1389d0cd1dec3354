/** What is known of a file besides its content. */
interface File {
  mime?: string | undefined;
  filename?: string | undefined;
}

/** Content types of the files that people send, by the ending of their names (IANA's media types registry). */
const MIMES: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  doc: ['application/msword'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  xls: ['application/vnd.ms-excel'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ppt: ['application/vnd.ms-powerpoint'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  odt: ['application/vnd.oasis.opendocument.text'],
  ods: ['application/vnd.oasis.opendocument.spreadsheet'],
  rtf: ['application/rtf', 'text/rtf'],
  txt: ['text/plain'],
  csv: ['text/csv'],
  zip: ['application/zip', 'application/x-zip-compressed'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  webp: ['image/webp'],
  heic: ['image/heic', 'image/heif'],
  gif: ['image/gif'],
  mp4: ['video/mp4'],
  mov: ['video/quicktime'],
  '3gp': ['video/3gpp', 'audio/3gpp'],
  mp3: ['audio/mpeg', 'audio/mp3'],
  m4a: ['audio/mp4', 'audio/x-m4a'],
  ogg: ['audio/ogg'],
  wav: ['audio/wav', 'audio/x-wav'],
};

/** Is it a file with one of these endings, by its name or by its content type? */
export function isOneOfTypes(file: File, endings: readonly string[]): boolean {
  const own = endingOf(file.filename);
  const mime = mimeOf(file);
  return endings.some((ending) => ending === own || (mime !== undefined && mimesOf(ending).includes(mime)));
}

/** Is it a file of this family (`image` for image/png), whichever way it was sent? */
export function isOfFamily(file: File, family: 'image' | 'video' | 'audio'): boolean {
  const mime = mimeOf(file);
  if (mime !== undefined && mime !== 'application/octet-stream') return mime.startsWith(`${family}/`);
  return mimesOf(endingOf(file.filename) ?? '').some((known) => known.startsWith(`${family}/`));
}

function mimesOf(ending: string): readonly string[] {
  return Object.hasOwn(MIMES, ending) ? (MIMES[ending] ?? []) : [];
}

/** Without parameters: "audio/ogg; codecs=opus" is audio/ogg. */
function mimeOf({ mime }: File): string | undefined {
  return mime?.split(';', 1)[0]?.trim().toLowerCase();
}

function endingOf(filename: string | undefined): string | undefined {
  return /\.([^.\s/\\]{1,8})\s*$/.exec(filename ?? '')?.[1]?.toLowerCase();
}
