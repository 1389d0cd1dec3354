import { encodeUrlSuffix, sanitiseParameter } from './sanitise.js';

describe('sanitiseParameter', () => {
  it.each([
    ['plain', 'plain'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    ['a    b', 'a    b'],
    ['a     b', 'a    b'],
    ['a  \n\n  \n  b', 'a    b'],
    ['a\u00a0\u00a0\u00a0\u00a0\u00a0b', 'a    b'],
    ['a\u2028b\u0085c', 'a b c'],
    ['  edges \n', 'edges'],
    [' \t\n', ''],
    ['half \ud83d pair', 'half \ufffd pair'],
    ['whole 👍 pair', 'whole 👍 pair'],
  ])('%j', (value, clean) => {
    expect(sanitiseParameter(value)).toBe(clean);
  });
});

describe('encodeUrlSuffix', () => {
  it.each([
    ['s/abc?x=1&y=2#z', 's/abc?x=1&y=2#z'],
    ['a b', 'a%20b'],
    ['Zürich/الرياض', 'Z%C3%BCrich/%D8%A7%D9%84%D8%B1%D9%8A%D8%A7%D8%B6'],
    ['already%20done', 'already%20done'],
    ['100%', '100%25'],
    ['"<>\\^`{|}', '%22%3C%3E%5C%5E%60%7B%7C%7D'],
    ['x\ny', 'x%20y'],
    ['\ud83d', '%EF%BF%BD'],
  ])('%j', (suffix, encoded) => {
    expect(encodeUrlSuffix(suffix)).toBe(encoded);
  });
});
