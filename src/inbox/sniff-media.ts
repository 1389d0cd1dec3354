/** A file's beginning by which its kind is known (RFC 6716, 7845, ISO 14496-12, and each format's own specification). */
interface Signature {
  mime: string;
  /** Bytes, `undefined` for any, from `at` on. */
  bytes: readonly (number | undefined)[];
  at?: number;
}

const text = (characters: string): number[] => [...characters].map((character) => character.charCodeAt(0));
const ANY_FOUR = [undefined, undefined, undefined, undefined];

const SIGNATURES: readonly Signature[] = [
  { mime: 'image/png', bytes: [0x89, ...text('PNG\r\n'), 0x1a, 0x0a] },
  { mime: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mime: 'image/gif', bytes: text('GIF87a') },
  { mime: 'image/gif', bytes: text('GIF89a') },
  { mime: 'image/webp', bytes: [...text('RIFF'), ...ANY_FOUR, ...text('WEBP')] },
  { mime: 'audio/ogg', bytes: text('OggS') },
  { mime: 'audio/amr', bytes: text('#!AMR') },
  { mime: 'audio/mpeg', bytes: text('ID3') },
  { mime: 'audio/wav', bytes: [...text('RIFF'), ...ANY_FOUR, ...text('WAVE')] },
  { mime: 'audio/mp4', bytes: text('ftypM4A'), at: 4 },
  { mime: 'video/3gpp', bytes: text('ftyp3g'), at: 4 },
  { mime: 'video/quicktime', bytes: text('ftypqt'), at: 4 },
  { mime: 'image/heic', bytes: text('ftyphei'), at: 4 },
  { mime: 'image/heif', bytes: text('ftypmif'), at: 4 },
  { mime: 'image/avif', bytes: text('ftypavif'), at: 4 },
  { mime: 'video/mp4', bytes: text('ftyp'), at: 4 },
  { mime: 'video/webm', bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { mime: 'application/pdf', bytes: text('%PDF-') },
];

/**
 * What a file really is, by its first bytes and never by what its sender says; undefined for everything that a browser
 * need not show. Nothing here can hold a script that runs where it is shown: no SVG, no HTML, no XML.
 */
export function sniffMedia(bytes: Uint8Array): string | undefined {
  const found = SIGNATURES.find(({ bytes: wanted, at = 0 }) =>
    wanted.every((byte, index) => byte === undefined || bytes[at + index] === byte),
  );
  return found?.mime ?? (isMpegAudio(bytes) ? 'audio/mpeg' : isAac(bytes) ? 'audio/aac' : undefined);
}

/** A frame of MPEG audio, layer III, without a tag before it: eleven set bits, then version and layer. */
function isMpegAudio([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe6) === 0xe2;
}

/** An ADTS frame of AAC. */
function isAac([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xf6) === 0xf0;
}
