import { wordsFor } from '../words/words.js';
import { readNumber } from './read-number.js';

const read = (text: string, language: string, scaleMax?: number) => {
  const reading = readNumber(text, [wordsFor(language), wordsFor('en')], scaleMax);
  return reading.kind === 'number' ? reading.value : reading.kind;
};

it.each([
  ['8', 'en', 8],
  ["I'd say 8", 'en', 8],
  ['8!', 'en', 8],
  ['8.', 'en', 8],
  ['~8', 'en', 8],
  ['8, yes 8', 'en', 8],
  ['٨', 'ar', 8],
  ['۸', 'ar', 8],
  ['८', 'hi', 8],
  ['８', 'en', 8],
  ['8️⃣', 'en', 8],
  ['⑧', 'en', 8],
  ['𝟠', 'en', 8],
  ['eight', 'en', 8],
  ['Ten!', 'en', 10],
  ['acht', 'de', 8],
  ['huit', 'fr', 8],
  ['ثمانية', 'ar', 8],
  ['ثَمانِية', 'ar', 8],
  ['आठ', 'hi', 8],
  ['eight', 'hi', 8],
  ['5½', 'en', 5.5],
  ['½', 'de', 0.5],
  ['2 ¾', 'en', 'several'],
  ['-3', 'en', -3],
  ['−3', 'en', -3],
  ['minus 3', 'en', -3],
  ['it was minus 3 degrees', 'en', -3],
  ['ناقص ٣', 'ar', -3],
  ['-0', 'en', 0],
  ['+5', 'en', 5],
  ['5kg', 'en', 5],
  ['$5', 'en', 5],
  ['50%', 'en', 50],
  ['1,234.5', 'en', 1234.5],
  ['1.234,5', 'en', 1234.5],
  ['1.234,5', 'de', 1234.5],
  ['1,234', 'en', 1234],
  ['1.234', 'en', 1.234],
  ['1.234', 'de', 1234],
  ['1,234', 'de', 1.234],
  ['1,5', 'en', 1.5],
  ['0,500', 'de', 0.5],
  ['0.500', 'de', 0.5],
  ['1,00,000', 'hi', 100000],
  ['1,234,567', 'en', 1234567],
  ['1.234.567', 'de', 1234567],
  ['12 500', 'fr', 12500],
  ['12\u202f500,5', 'fr', 12500.5],
  ["1'234", 'de', 1234],
  ['1’234', 'de', 1234],
  ['١٬٢٣٤٫٥', 'ar', 1234.5],
  ['.5', 'en', 0.5],
  ['-.5', 'en', -0.5],
  ['123456789012345', 'en', 123456789012345],
])('%j in %s is %d', (text, language, value) => {
  expect(read(text, language)).toBe(value);
});

it.each([
  ['', 'en', 'none'],
  ['many', 'en', 'none'],
  ['no one', 'en', 'none'],
  ['B12', 'en', 'none'],
  ['1e5', 'en', 'none'],
  ['2h30', 'en', 'none'],
  ['5k', 'en', 'none'],
  ['5 thousand', 'en', 'none'],
  ['2 mil', 'es', 'none'],
  ['2 लाख', 'hi', 'none'],
  ['3.14.15', 'en', 'none'],
  ['192.168.1.1', 'en', 'none'],
  ['1,23,4', 'en', 'none'],
  ['1234567890123456', 'en', 'none'],
  ['9'.repeat(400), 'en', 'none'],
  ['3 or 4', 'en', 'several'],
  ['8-10', 'en', 'several'],
  ['10:30', 'en', 'several'],
  ['12/05/2020', 'en', 'several'],
  ['8/10', 'en', 'several'],
  ['12 500', 'en', 'several'],
])('%j in %s is %s', (text, language, kind) => {
  expect(read(text, language)).toBe(kind);
});

it.each([
  ['8/10', 'en', 8],
  ['8 / 10', 'en', 8],
  ['٨/١٠', 'ar', 8],
  ['8 out of 10', 'en', 8],
  ['I give it 8 of 10.', 'en', 8],
  ['10/10', 'en', 10],
  ['8 von 10', 'de', 8],
  ['8 sur 10', 'fr', 8],
  ['٨ من ١٠', 'ar', 8],
  ['10 में से 8', 'hi', 8],
  ['8/5', 'en', 'several'],
  ['8 or 10', 'en', 'several'],
  ['8-10', 'en', 'several'],
])('on a scale to ten %j in %s is %s', (text, language, value) => {
  expect(read(text, language, 10)).toBe(value);
});
