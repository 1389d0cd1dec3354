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

it.each([
  ['ar', 'مرحبا بك. كيف حالك؟ أنا بخير! نعم', 22, ['مرحبا بك. كيف حالك؟', 'أنا بخير! نعم']],
  ['ur', 'یہ اچھا ہے۔ کیا حال ہے؟ ٹھیک', 15, ['یہ اچھا ہے۔', 'کیا حال ہے؟', 'ٹھیک']],
  ['hi', 'मैं ठीक हूँ। आप कैसे हैं? धन्यवाद॥ फिर', 26, ['मैं ठीक हूँ। आप कैसे हैं?', 'धन्यवाद॥ फिर']],
  ['el', 'Τι κάνεις; Καλά είμαι', 17, ['Τι κάνεις;', 'Καλά είμαι']],
  // In English a semicolon ends no sentence.
  ['en', 'Come in; sit down', 14, ['Come in; sit', 'down']],
  ['en', 'It is 3.5 km away. Go', 19, ['It is 3.5 km away.', 'Go']],
  ['zh-Hant-TW', '今天天氣很好！明天呢', 8, ['今天天氣很好！', '明天呢']],
  // Tags that no system knows, or that are none, are no reason to fail.
  ['xx-a', 'One. Two. Three.', 10, ['One. Two.', 'Three.']],
  ['', 'One. Two. Three.', 10, ['One. Two.', 'Three.']],
])('ends sentences as %s does: %j', (language, text, max, pieces) => {
  expect(splitText(text, max, language)).toEqual(pieces);
});

it.each([
  ['th', 'สวัสดีครับคุณสบายดีไหม', 12, ['สวัสดีครับ', 'คุณสบายดีไหม']],
  ['ja', '今日は天気がいいです', 6, ['今日は天気が', 'いいです']],
])('cuts %s between words although there are no spaces', (language, text, max, pieces) => {
  expect(splitText(text, max, language)).toEqual(pieces);
});

it('leaves a web address whole where there is a space to cut at', () => {
  const address = 'https://example.org/a.Bc?D=e.F';
  expect(splitText(`Look here for it: ${address}`, 40)).toEqual(['Look here for it:', address]);
  expect(splitTail(`Look at ${address} now`, 35)).toEqual({ front: 'Look at', tail: `${address} now` });
});

it.each([
  ['ar', 'مرحبا بك. كيف حالك؟', 12, 'مرحبا بك.', 'كيف حالك؟'],
  ['hi', 'मैं ठीक हूँ। आप कैसे हैं?', 15, 'मैं ठीक हूँ।', 'आप कैसे हैं?'],
])('keeps the last sentence in %s', (language, text, max, front, tail) => {
  expect(splitTail(text, max, language)).toEqual({ front, tail });
});

it('takes its time about long texts, but not for ever', () => {
  const text = 'สวัสดีครับคุณสบายดีไหม'.repeat(3000);
  expect(splitText(text, 4096, 'th').join('')).toBe(text);
  expect(splitTail(text, 1024, 'th').tail.length).toBeLessThanOrEqual(1024);
}, 5000);

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
