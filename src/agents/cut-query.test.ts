import fc from 'fast-check';
import { cutQuery, QUERY_LIMIT } from './cut-query.js';

test('leaves what fits as it is, but for the blanks around it', () => {
  const full = 'x'.repeat(QUERY_LIMIT);
  expect(cutQuery(`  ${full}\n`)).toBe(full);
});

test('cuts behind the last sentence that fits', () => {
  expect(cutQuery('When do you open? And is the shop in Graz open too?', 30)).toBe('When do you open?');
  expect(cutQuery('متى تفتحون اليوم؟ وهل فرع غراتس مفتوح أيضا في المساء؟', 30)).toBe('متى تفتحون اليوم؟');
});

test('cuts behind a word where no sentence ends in the second half', () => {
  expect(cutQuery('Hi. I would like to know when the shop opens', 30)).toBe('Hi. I would like to know when');
});

test('cuts between graphemes where there are no words', () => {
  const family = '👨‍👩‍👧';
  expect(cutQuery(family.repeat(10), 30)).toBe(family.repeat(3));
  expect(cutQuery('x'.repeat(300))).toHaveLength(QUERY_LIMIT);
});

test('one grapheme that is longer than all is cut between code points', () => {
  const zalgo = `a${'\u0301'.repeat(400)}`;
  expect(cutQuery(zalgo)).toBe(zalgo.slice(0, QUERY_LIMIT));
});

test('always fits, always begins as the text does, and keeps at least half of what may be said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 8, max: 60 }), (text, limit) => {
      const cut = cutQuery(text, limit);
      const trimmed = text.trim();
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(trimmed.startsWith(cut)).toBe(true);
      expect(/[\uD800-\uDBFF]$/.test(cut)).toBe(false);
      if (trimmed.length <= limit) expect(cut).toBe(trimmed);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z .?]{30,90}$/), (text) => {
      const trimmed = text.trim().replaceAll(/\s+/g, ' ');
      fc.pre(trimmed.length > 20);
      expect(cutQuery(trimmed, 20).length).toBeGreaterThanOrEqual(9);
    }),
  );
});
