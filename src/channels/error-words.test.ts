import { errorWords } from './error-words.js';

test.each([
  ['Message undeliverable', 'Message Undeliverable.', 'Message Undeliverable.'],
  ['Re-engagement message', 'More than 24 hours have passed', 'Re-engagement message: More than 24 hours have passed'],
  ['Rate limit hit', undefined, 'Rate limit hit'],
  ['', 'Something is wrong', 'Something is wrong'],
  [undefined, undefined, ''],
])('%p and %p', (title, details, said) => {
  expect(errorWords({ title, details })).toBe(said);
});
