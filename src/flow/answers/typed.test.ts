import { questionOf } from '../../../test/fixtures/question.js';
import type { ReadInput } from './answer-type.js';
import { nps } from './nps.js';
import { number } from './number.js';
import { rating } from './rating.js';
import { text } from './text.js';

const typed = (said: string): ReadInput => ({ kind: 'text', text: said });
const sticker: ReadInput = { kind: 'other', content: { kind: 'media', media: 'sticker', id: 'm1' } };

describe('text', () => {
  const read = (said: string, fields: object = {}, optional = false) =>
    text.read(questionOf(text, fields, { optional }), typed(said), []);

  it('keeps what was typed, trimmed and composed', () => {
    expect(read('  Cafe\u0301 👨‍👩‍👧 \n')).toEqual({
      kind: 'answer',
      value: 'Café 👨‍👩‍👧',
      raw: '  Cafe\u0301 👨‍👩‍👧 \n',
      label: 'Café 👨‍👩‍👧',
      via: 'typed',
    });
  });

  it.each<[string, object, string]>([
    ['', {}, 'empty'],
    ['\u200b \ufeff', {}, 'empty'],
    ['ab', { minLength: 3 }, 'too-short'],
    ['  ab  ', { minLength: 3 }, 'too-short'],
    ['👍👍', { minLength: 3 }, 'too-short'],
    ['abcd', { maxLength: 3 }, 'too-long'],
    ['x'.repeat(10_001), {}, 'too-long'],
    ['x'.repeat(1_001), { pattern: 'x*' }, 'too-long'],
    ['AB12', { pattern: '[A-Z]{2}\\d{3}' }, 'pattern'],
    ['my code is AB123', { pattern: '[A-Z]{2}\\d{3}' }, 'pattern'],
  ])('rejects %j with %j: %s', (said, fields, reason) => {
    expect(read(said, fields)).toMatchObject({ kind: 'rejected', reason });
  });

  it('counts characters, not UTF-16 units', () => {
    expect(read('👍👍👍', { maxLength: 3 })).toMatchObject({ kind: 'answer' });
  });

  it('takes digits of any script for a pattern', () => {
    expect(read('١٢٣٤٥', { pattern: '[0-9]{5}' })).toMatchObject({ value: '12345', raw: '١٢٣٤٥' });
    expect(read('١٢٣', { pattern: '[٠-٩]{3}' })).toMatchObject({ value: '١٢٣' });
  });

  it('skips only where it may', () => {
    expect(read('skip', {}, true)).toMatchObject({ value: null, via: 'skip' });
    expect(read('skip')).toMatchObject({ value: 'skip' });
    expect(read('skip the queue next time', {}, true)).toMatchObject({ value: 'skip the queue next time' });
  });

  it('takes the caption of a picture', () => {
    const media = { kind: 'media', media: 'image', id: 'm1', caption: 'It broke' } as const;
    expect(text.read(questionOf(text, {}), { kind: 'text', text: 'It broke', media }, [])).toMatchObject({
      value: 'It broke',
      via: 'typed',
    });
  });

  it('takes the title of a tap, and nothing without words', () => {
    expect(text.read(questionOf(text, {}), { kind: 'option', optionId: 'x', title: 'Hello' }, [])).toMatchObject({
      value: 'Hello',
    });
    expect(text.read(questionOf(text, {}), sticker, [])).toMatchObject({ reason: 'wrong-kind' });
  });

  it('finds what cannot be', () => {
    const lint = (fields: object) => text.lint(fields, { optionIds: [], optional: false, languages: ['en'] });
    expect(lint({ minLength: 5, maxLength: 4 })).toMatchObject([{ rule: 'text-length-impossible' }]);
    expect(lint({ minLength: 2000, pattern: '.*' })).toMatchObject([{ rule: 'text-length-impossible' }]);
    expect(lint({ pattern: '(a)\\1' })).toMatchObject([
      { rule: 'text-pattern', message: expect.stringContaining('back-references') },
    ]);
    expect(lint({ minLength: 4, maxLength: 4, pattern: '\\d{4}' })).toEqual([]);
  });
});

describe('number', () => {
  const read = (said: string, fields: object = {}, language = 'en') =>
    number.read(questionOf(number, fields, { language }), typed(said), []);

  it.each<[string, object, number]>([
    ['0', { min: 0 }, 0],
    ['10.0', { integer: true }, 10],
    ['2.5', {}, 2.5],
    ['-3', { min: -5 }, -3],
    ['about 72 kg', { min: 20, max: 300 }, 72],
  ])('%j within %j is %d', (said, fields, value) => {
    expect(read(said, fields)).toMatchObject({ kind: 'answer', value, raw: said, via: 'typed' });
  });

  it.each<[string, object, string]>([
    ['', {}, 'empty'],
    ['lots', {}, 'not-a-number'],
    ['2.5', { integer: true }, 'not-an-integer'],
    ['-1', { min: 0 }, 'out-of-range'],
    ['301', { min: 20, max: 300 }, 'out-of-range'],
    ['3 or 4', {}, 'ambiguous'],
  ])('rejects %j within %j: %s', (said, fields, reason) => {
    expect(read(said, fields)).toMatchObject({ kind: 'rejected', reason });
  });

  it('shows the unit with the answer', () => {
    expect(read('72', { unit: { en: 'kg', ar: 'كغ' } }, 'ar')).toMatchObject({ value: 72, label: '72 كغ' });
  });

  it('rejects media', () => {
    expect(number.read(questionOf(number, {}), sticker, [])).toMatchObject({ reason: 'wrong-kind' });
  });

  it('finds ranges without a number', () => {
    const lint = (fields: object) => number.lint(fields, { optionIds: [], optional: false, languages: ['en'] });
    expect(lint({ min: 2, max: 1 })).toMatchObject([{ rule: 'number-range-impossible' }]);
    expect(lint({ min: 0.2, max: 0.8, integer: true })).toMatchObject([{ rule: 'number-range-impossible' }]);
    expect(lint({ min: 1, max: 1, integer: true })).toEqual([]);
  });
});

describe('rating', () => {
  const read = (input: ReadInput, fields: object = {}) => rating.read(questionOf(rating, fields), input, []);

  it('shows stars with what the ends mean', () => {
    expect(rating.present(questionOf(rating, { points: 3, low: 'Bad', high: 'Great' }), []).options).toEqual([
      { id: '1', label: '⭐', description: 'Bad' },
      { id: '2', label: '⭐⭐' },
      { id: '3', label: '⭐⭐⭐', description: 'Great' },
    ]);
  });

  it('shows long scales as numbers', () => {
    expect(rating.present(questionOf(rating, { points: 6 }), []).options.map(({ label }) => label)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
  });

  it.each<[ReadInput, number]>([
    [{ kind: 'option', optionId: '4', title: '⭐⭐⭐⭐' }, 4],
    [typed('4'), 4],
    [typed('٤'), 4],
    [typed('4/5'), 4],
    [typed('four'), 4],
    [typed('⭐️⭐️⭐️⭐️'), 4],
    [typed('★ ★ ★ ★'), 4],
    [typed('4 stars!'), 4],
    [typed('4 ⭐'), 4],
  ])('%j is %d', (input, value) => {
    expect(read(input)).toMatchObject({ kind: 'answer', value, label: '⭐⭐⭐⭐' });
  });

  it.each<[ReadInput, string]>([
    [{ kind: 'option', optionId: '6', title: 'x' }, 'unknown-option'],
    [{ kind: 'option', optionId: '04', title: '4' }, 'unknown-option'],
    [{ kind: 'option', optionId: '', title: '4' }, 'unknown-option'],
    [typed('6'), 'out-of-range'],
    [typed('0'), 'out-of-range'],
    [typed('⭐⭐⭐⭐⭐⭐'), 'not-a-number'],
    [typed('4.5'), 'not-an-integer'],
    [typed('3 or 4'), 'ambiguous'],
    [typed('great'), 'not-a-number'],
    [sticker, 'wrong-kind'],
  ])('rejects %j: %s', (input, reason) => {
    expect(read(input)).toMatchObject({ kind: 'rejected', reason });
  });

  it.each([2, 11, 3.5])('has no scale of %d points', (points) => {
    expect(rating.fields.safeParse({ points }).success).toBe(false);
  });
});

it.each<[object, string]>([
  [{}, 'Please reply with a number, for example 7.'],
  [{ min: 0 }, 'Please reply with a number, for example 7.'],
  [{ min: 18 }, 'Please send a number that is at least 18.'],
  [{ max: 5 }, 'Please send a number that is at most 5.'],
  [{ min: 0, max: 10 }, 'Please send a number from 0 to 10.'],
])('says within %j what to send instead of a word, suggesting nothing that would not do', (fields, hint) => {
  expect(number.read(questionOf(number, fields), typed('lots'), [])).toEqual({
    kind: 'rejected',
    reason: 'not-a-number',
    hint,
  });
});

it('asks for another number, not which one, where none of several would do', () => {
  expect(rating.read(questionOf(rating, {}), typed('8/10'), [])).toMatchObject({ reason: 'out-of-range' });
  expect(rating.read(questionOf(rating, {}), typed('3 or 8'), [])).toMatchObject({ reason: 'ambiguous' });
});

describe('nps', () => {
  const read = (said: string, language = 'en') => nps.read(questionOf(nps, {}, { language }), typed(said), []);

  it.each([
    ['0', 'en', 0],
    ['10', 'en', 10],
    ['a 9 I guess', 'en', 9],
    ['9/10', 'en', 9],
    ['١٠', 'ar', 10],
    ['zero', 'en', 0],
    ['दस', 'hi', 10],
  ])('%j in %s is %d', (said, language, value) => {
    expect(read(said, language)).toMatchObject({ kind: 'answer', value, label: String(value) });
  });

  it.each([
    ['11', 'out-of-range'],
    ['-1', 'out-of-range'],
    ['7.5', 'not-an-integer'],
    ['7 or 8', 'ambiguous'],
    ['100%', 'out-of-range'],
    ['very likely', 'not-a-number'],
    ['👍', 'not-a-number'],
  ])('rejects %j: %s', (said, reason) => {
    expect(read(said)).toMatchObject({ kind: 'rejected', reason });
  });

  it('says what the ends mean, or which numbers it takes', () => {
    const hint = (fields: object, language = 'en') => nps.present(questionOf(nps, fields, { language }), []).hint;
    expect(hint({ low: 'not at all', high: 'certainly' })).toBe('0 = not at all, 10 = certainly');
    expect(hint({ high: 'certainly' })).toBe('10 = certainly');
    expect(hint({}, 'de')).toBe('Antworten Sie mit einer Zahl von 0 bis 10.');
  });
});
