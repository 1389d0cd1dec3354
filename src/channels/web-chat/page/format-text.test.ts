import fc from 'fast-check';
import { readFormatting } from './format-text.js';

it.each([
  ['plain', [{ kind: 'text', text: 'plain' }]],
  [
    '*bold* and _it_',
    [
      { kind: 'bold', text: 'bold' },
      { kind: 'text', text: ' and ' },
      { kind: 'italic', text: 'it' },
    ],
  ],
  ['2*3*4 snake_case_name', [{ kind: 'text', text: '2*3*4 snake_case_name' }]],
  [
    'see https://x.example/a?b=1.',
    [
      { kind: 'text', text: 'see ' },
      { kind: 'link', url: 'https://x.example/a?b=1' },
      { kind: 'text', text: '.' },
    ],
  ],
  ['http://x.example javascript:alert(1)', [{ kind: 'text', text: 'http://x.example javascript:alert(1)' }]],
  [
    '*مهم* ~alt~ `x`',
    [
      { kind: 'bold', text: 'مهم' },
      { kind: 'text', text: ' ' },
      { kind: 'strike', text: 'alt' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'x' },
    ],
  ],
])('%s', (text, pieces) => {
  expect(readFormatting(text)).toEqual(pieces);
});

it('loses no character but the marks, and links only to https', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('*', '_', '~', '`', 'a', ' ', '\n', 'https://', '<', 'é') }),
      (text) => {
        const pieces = readFormatting(text);
        const marked = pieces.map((piece) => ('url' in piece ? piece.url : piece.text)).join('');
        expect(marked.replace(/[*_~`]/g, '')).toBe(text.replace(/[*_~`]/g, ''));
        for (const piece of pieces) if (piece.kind === 'link') expect(piece.url).toMatch(/^https:\/\//);
      },
    ),
  );
});

it('reads a long hostile text in no time', () => {
  const began = performance.now();
  readFormatting('*a'.repeat(20_000));
  readFormatting(`*${'a '.repeat(20_000)}`);
  readFormatting('https://'.repeat(5_000));
  expect(performance.now() - began).toBeLessThan(2_000);
});
