import { questionOf } from '../../../test/fixtures/question.js';
import type { ReadInput } from './answer-type.js';
import { integer } from './integer.js';

const read = (said: string, language = 'en', fields: object = {}) =>
  integer.read(questionOf(integer, fields, { language }), { kind: 'text', text: said }, []);

it.each([
  ['8', 'en', 8],
  ["I'd say 8", 'en', 8],
  ['eight', 'en', 8],
  ['8.0', 'en', 8],
  ['-3', 'en', -3],
  ['1,234', 'en', 1234],
  ['1.234', 'de', 1234],
  ['acht', 'de', 8],
  ['huit', 'fr', 8],
  ['ocho', 'es', 8],
  ['oito', 'pt', 8],
  ['٨', 'ar', 8],
  ['ثمانية', 'ar', 8],
  ['८', 'hi', 8],
  ['आठ', 'hi', 8],
])('%j in %s is %d', (said, language, value) => {
  expect(read(said, language)).toMatchObject({ kind: 'answer', value, raw: said, via: 'typed' });
});

it.each<[string, object, string]>([
  ['', {}, 'empty'],
  ['2.5', {}, 'not-an-integer'],
  ['a few', {}, 'not-a-number'],
  ['3 or 4', {}, 'ambiguous'],
  ['11', { min: 0, max: 10 }, 'out-of-range'],
])('rejects %j within %j: %s', (said, fields, reason) => {
  expect(read(said, 'en', fields)).toMatchObject({ kind: 'rejected', reason });
});

it('shows its unit, takes a caption, and no voice message', () => {
  expect(read('3', 'ar', { unit: { en: 'children', ar: 'أطفال' } })).toMatchObject({ value: 3, label: '3 أطفال' });
  const media = { kind: 'media', media: 'image', id: 'm1' } as const;
  expect(integer.read(questionOf(integer, {}), { kind: 'text', text: '3', media }, [])).toMatchObject({ value: 3 });
  const voice: ReadInput = { kind: 'other', content: { kind: 'media', media: 'audio', id: 'm2', voice: true } };
  expect(integer.read(questionOf(integer, {}), voice, [])).toMatchObject({ reason: 'wrong-kind' });
});

it('has whole limits with a number between them', () => {
  expect(integer.fields.safeParse({ min: 0.5 }).success).toBe(false);
  const lint = (fields: object) => integer.lint(fields, { optionIds: [], optional: false, languages: ['en'] });
  expect(lint({ min: 2, max: 1 })).toMatchObject([{ rule: 'number-range-impossible' }]);
  expect(lint({ min: 1, max: 1 })).toEqual([]);
});
