import { sameSecret, tokenOf } from './api-token.js';

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['Bearer  abc', ''],
  ['Bearer', undefined],
  ['abc', undefined],
  ['', undefined],
  [undefined, undefined],
  ['Digest abc', undefined],
  [`Basic ${Buffer.from('anyone:a:b').toString('base64')}`, 'a:b'],
  [`Basic ${Buffer.from(':abc').toString('base64')}`, 'abc'],
  ['Basic %%%', ''],
])('%s', (header, token) => expect(tokenOf(header)).toBe(token));

test('secrets of any length are compared', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abcd')).toBe(false);
  expect(sameSecret('', 'abc')).toBe(false);
});
