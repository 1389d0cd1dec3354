import { LARGEST_FILE, LARGEST_OF_ALL, SENDABLE_TYPES, typeByName } from './sendable-files.js';

it.each([
  ['holiday.JPG', 'image/jpeg'],
  ['price list.final.pdf', 'application/pdf'],
  ['نموذج.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['voice.opus', 'audio/ogg'],
  ['page.html', undefined],
  ['pdf', undefined],
  ['', undefined],
])('knows the type that a name promises: %s', (filename, mime) => {
  expect(typeByName(filename)).toBe(mime);
});

it('has each ending once, and a size for each kind', () => {
  const endings = Object.values(SENDABLE_TYPES).flatMap((type) => type.endings);
  expect(new Set(endings).size).toBe(endings.length);
  for (const { kind } of Object.values(SENDABLE_TYPES)) expect(LARGEST_FILE[kind]).toBeLessThanOrEqual(LARGEST_OF_ALL);
});
