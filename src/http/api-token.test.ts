import { needsToken, sameSecret, tokenOf } from './api-token.js';

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

test.each([
  ['/webhooks/360dialog/key', false],
  ['/health/live', false],
  ['/health/ready', false],
  ['/health/ready/', true],
  ['/healthy', true],
  ['/webhooks', true],
  ['/webhooksx/a', true],
  ['//webhooks/a', true],
  ['/api/v1/channels', true],
  ['/api/docs', true],
  ['/api/openapi.json', true],
  ['/', true],
  ['http://host/webhooks/a', true],
])('%s needs the token: %s', (path, needed) => expect(needsToken(path)).toBe(needed));

test('secrets of any length are compared', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abcd')).toBe(false);
  expect(sameSecret('', 'abc')).toBe(false);
});
