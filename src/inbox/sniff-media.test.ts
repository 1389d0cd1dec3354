import { sniffMedia } from './sniff-media.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

it.each([
  ['image/png', '\x89PNG\r\n\x1a\n…'],
  ['image/jpeg', '\xff\xd8\xff\xe0'],
  ['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['audio/wav', 'RIFF\x10\0\0\0WAVEfmt '],
  ['audio/ogg', 'OggS\0\x02'],
  ['audio/mpeg', 'ID3\x04'],
  ['audio/mpeg', '\xff\xfb\x90\x64'],
  ['audio/aac', '\xff\xf1\x50\x80'],
  ['audio/mp4', '\0\0\0\x1cftypM4A '],
  ['video/3gpp', '\0\0\0\x14ftyp3gp5'],
  ['video/mp4', '\0\0\0\x18ftypmp42'],
  ['application/pdf', '%PDF-1.7'],
])('%s is known by its first bytes', (mime, start) => {
  expect(sniffMedia(bytes(start))).toBe(mime);
});

it.each(['', '<!doctype html>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml ?>', 'GIF', 'MZ', 'PK\x03\x04'])(
  'what could be a page, and what nobody knows, is nothing to show: %j',
  (start) => {
    expect(sniffMedia(bytes(start))).toBeUndefined();
  },
);
