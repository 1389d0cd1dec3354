import { plainText, readFormatting } from './format-text.js';

test.each<[string, unknown]>([
  ['plain', [{ kind: 'text', text: 'plain' }]],
  ['*b*', [{ kind: 'bold', pieces: [{ kind: 'text', text: 'b' }] }]],
  [
    'a *b _c_* d',
    [
      { kind: 'text', text: 'a ' },
      {
        kind: 'bold',
        pieces: [
          { kind: 'text', text: 'b ' },
          { kind: 'italic', pieces: [{ kind: 'text', text: 'c' }] },
        ],
      },
      { kind: 'text', text: ' d' },
    ],
  ],
  ['~no~', [{ kind: 'strike', pieces: [{ kind: 'text', text: 'no' }] }]],
  ['2*3*4', [{ kind: 'text', text: '2*3*4' }]],
  ['snake_case_name', [{ kind: 'text', text: 'snake_case_name' }]],
  ['* b *', [{ kind: 'text', text: '• b *' }]],
  ['*a\nb*', [{ kind: 'text', text: '*a\nb*' }]],
  ['`*x*`', [{ kind: 'code', text: '*x*' }]],
  ['```a\nb```', [{ kind: 'code', text: 'a\nb' }]],
  [
    '*مرحبا*!',
    [
      { kind: 'bold', pieces: [{ kind: 'text', text: 'مرحبا' }] },
      { kind: 'text', text: '!' },
    ],
  ],
  ['> said', [{ kind: 'quote', pieces: [{ kind: 'text', text: 'said' }] }]],
  [
    'see https://e.org/a_b_c.',
    [
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'https://e.org/a_b_c', url: 'https://e.org/a_b_c' },
      { kind: 'text', text: '.' },
    ],
  ],
  ['javascript:alert(1)', [{ kind: 'text', text: 'javascript:alert(1)' }]],
  ['<b>x</b>', [{ kind: 'text', text: '<b>x</b>' }]],
  ['', []],
])('%j', (text, pieces) => {
  expect(readFormatting(text)).toEqual(pieces);
});

test('the marks go, the words stay', () => {
  expect(plainText('*Hi* _there_, `you`')).toBe('Hi there, you');
});
