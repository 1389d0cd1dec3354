import { splitTail, splitText, startOf } from './split-text.js';

it.each([
  ['short', 10, ['short']],
  ['', 10, []],
  ['one two\n\nthree', 10, ['one two', 'three']],
  ['one\ntwo three', 6, ['one', 'two', 'three']],
  ['One. Two. Three.', 10, ['One. Two.', 'Three.']],
  ['ठीक है। हाँ। और', 11, ['ठीक है।', 'हाँ। और']],
  ['我很好。你好吗', 5, ['我很好。', '你好吗']],
  // Exactly the limit, and one more.
  ['12345 67890', 5, ['12345', '67890']],
  ['1234567890', 5, ['12345', '67890']],
  ['12345678901', 5, ['12345', '67890', '1']],
  // A break too early is no break: it would make one more message.
  ['a\n\nbbb ccc ddd', 8, ['a\n\nbbb', 'ccc ddd']],
])('cuts %j to %d', (text, max, pieces) => {
  expect(splitText(text, max)).toEqual(pieces);
});

it('cuts between graphemes', () => {
  const family = '👨‍👩‍👧‍👦';
  expect(splitText(family.repeat(3), 25)).toEqual([family + family, family]);
  expect(splitText('क्षि'.repeat(3), 5)).toEqual(['क्षि', 'क्षि', 'क्षि']);
  expect(startOf(`a${family}`, 5)).toBe('a');
  expect(startOf(family, 5)).toBe('');
});

it('cuts a grapheme that is longer than a message between its code points', () => {
  const stacked = `e${'\u{1d165}'.repeat(50)}`;
  const pieces = splitText(stacked, 10);
  expect(pieces.join('')).toBe(stacked);
  expect(pieces.every((piece) => piece.length <= 10 && !/\p{Surrogate}/u.test(piece))).toBe(true);
});

it.each([
  ['all of it', 20, '', 'all of it'],
  ['front\n\ntail', 5, 'front', 'tail'],
  ['One.\n\nTwo.\n\nThree.', 13, 'One.', 'Two.\n\nThree.'],
  ['One. Two. Three.', 12, 'One.', 'Two. Three.'],
  ['one two three', 9, 'one', 'two three'],
  ['abcdefgh', 3, 'abcde', 'fgh'],
  ['ab👍👍', 3, 'ab👍', '👍'],
])('of %j keeps what fits %d', (text, max, front, tail) => {
  expect(splitTail(text, max)).toEqual({ front, tail });
});
