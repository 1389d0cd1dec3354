import { readFormatting } from './formatting.js';

describe('readFormatting', () => {
  it('reads marks, also inside each other', () => {
    expect(readFormatting('a *b _c_* ~d~')).toEqual([
      { kind: 'plain', text: 'a ' },
      {
        kind: 'bold',
        inside: [
          { kind: 'plain', text: 'b ' },
          { kind: 'italic', inside: [{ kind: 'plain', text: 'c' }] },
        ],
      },
      { kind: 'plain', text: ' ' },
      { kind: 'strike', inside: [{ kind: 'plain', text: 'd' }] },
    ]);
  });

  it.each(['2*3*4', 'snake_case_name', '* a *', '*a\nb*', '<b>bold</b>', '~', '**'])('leaves %j as it is', (text) => {
    expect(readFormatting(text)).toEqual([{ kind: 'plain', text }]);
  });

  it('reads code as it stands, over lines between three marks', () => {
    expect(readFormatting('`*x*` ```a\nb```')).toEqual([
      { kind: 'code', text: '*x*' },
      { kind: 'plain', text: ' ' },
      { kind: 'code', text: 'a\nb' },
    ]);
  });

  it('finds links of the web only, without the mark at the end of a sentence', () => {
    expect(readFormatting('See https://example.com/a_b_c. javascript:alert(1)')).toEqual([
      { kind: 'plain', text: 'See ' },
      { kind: 'link', text: 'https://example.com/a_b_c', url: 'https://example.com/a_b_c' },
      { kind: 'plain', text: '. javascript:alert(1)' },
    ]);
  });

  it('is quick with what is made to be slow', () => {
    const started = performance.now();
    readFormatting('*a '.repeat(4_000));
    readFormatting('`'.repeat(4_096));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
