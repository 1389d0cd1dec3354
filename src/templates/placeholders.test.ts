import { fillPlaceholders, placeholdersOf } from './placeholders.js';

describe('placeholdersOf', () => {
  it.each([
    ['Hi {{1}}, {{2}} and {{1}} again', ['1', '2']],
    ['Hi {{ first_name }}', ['first_name']],
    ['Hi {1} {{}} {{a b}} {{ü}}', []],
    ['{{{1}}}', ['1']],
    ['', []],
  ])('%s', (text, names) => {
    expect(placeholdersOf(text)).toEqual(names);
  });
});

test('fillPlaceholders fills once and leaves what it does not know', () => {
  const values = new Map([
    ['1', '{{2}} $& $1'],
    ['2', 'two'],
  ]);
  expect(fillPlaceholders('{{1}}-{{2}}-{{3}}', values)).toBe('{{2}} $& $1-two-{{3}}');
});
