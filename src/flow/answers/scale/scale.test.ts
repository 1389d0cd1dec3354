import { questionOf } from '../../../../test/fixtures/question.js';
import { wordsByLanguage } from '../../words/words.js';
import type { AnswerType, ReadInput } from '../answer-type.js';
import { ces } from '../ces.js';
import { csat } from '../csat.js';
import { rating } from '../rating.js';
import { AGREEMENT, SATISFACTION } from './words.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const tap = (optionId: string): ReadInput => ({ kind: 'option', optionId, title: 'seen' });
const voice: ReadInput = { kind: 'other', content: { kind: 'media', media: 'audio', id: 'm', voice: true } };

function read(type: AnswerType<never>, fields: object, input: ReadInput, language = 'en') {
  return type.read(questionOf(type, fields, { language }), input, []);
}

const smileys = { scale: 'smileys' };

describe.each<[string, AnswerType<never>, object, ReadInput, string, number, string]>([
  ['rating', rating, {}, tap('4'), 'en', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('4 stars'), 'en', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('four stars!'), 'en', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('4/5 stars'), 'en', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('★★★★'), 'en', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('★★★★☆'), 'en', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('⭐️⭐️'), 'en', 2, '⭐⭐'],
  ['rating', rating, {}, typed('cinco estrellas'), 'es', 5, '⭐⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('٤ نجوم'), 'ar', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('चार स्टार'), 'hi', 4, '⭐⭐⭐⭐'],
  ['rating', rating, {}, typed('३'), 'hi', 3, '⭐⭐⭐'],
  ['rating', rating, { low: 'Awful', high: 'Great' }, typed('great'), 'en', 5, '⭐⭐⭐⭐⭐'],
  ['rating in smileys', rating, smileys, typed('😡'), 'en', 1, '😡'],
  ['rating in smileys', rating, smileys, typed('☹️'), 'en', 2, '🙁'],
  ['rating in smileys', rating, smileys, typed('😐'), 'en', 3, '😐'],
  ['rating in smileys', rating, smileys, typed('🙂🙂'), 'en', 4, '🙂'],
  ['rating in smileys', rating, smileys, typed('🤩 🤩'), 'en', 5, '😍'],
  ['rating in smileys', rating, smileys, typed('4'), 'en', 4, '🙂'],
  ['rating in three smileys', rating, { ...smileys, points: 3 }, typed('😡'), 'en', 1, '🙁'],
  ['rating in three smileys', rating, { ...smileys, points: 3 }, typed('😍'), 'en', 3, '🙂'],
  ['rating in four smileys', rating, { ...smileys, points: 4 }, typed('🙂'), 'en', 3, '🙂'],
  ['csat', csat, {}, tap('5'), 'en', 5, '😍'],
  ['csat', csat, {}, typed("I'd say 4"), 'en', 4, '🙂'],
  ['csat', csat, {}, typed('Very satisfied'), 'en', 5, '😍'],
  ['csat', csat, {}, typed('muy satisfecha'), 'es', 5, '😍'],
  ['csat', csat, {}, typed('Muy insatisfecho'), 'es', 1, '😡'],
  ['csat', csat, {}, typed('Muy satisfecho/a'), 'es', 5, '😍'],
  ['csat', csat, {}, typed('très satisfaite'), 'fr', 5, '😍'],
  ['csat', csat, {}, typed('muito satisfeita'), 'pt', 5, '😍'],
  ['csat', csat, {}, typed('غير راض إطلاقا'), 'ar', 1, '😡'],
  ['csat', csat, {}, typed('٥'), 'ar', 5, '😍'],
  ['csat of seven', csat, { points: 7 }, typed('7'), 'en', 7, '7'],
  ['csat in stars', csat, { scale: 'stars' }, typed('★★★'), 'en', 3, '⭐⭐⭐'],
  ['ces', ces, {}, tap('7'), 'en', 7, '7'],
  ['ces', ces, {}, typed('6 out of 7'), 'en', 6, '6'],
  ['ces', ces, {}, typed('stimme voll und ganz zu'), 'de', 7, '7'],
  ['ces', ces, {}, typed('७'), 'hi', 7, '7'],
])('%s %#', (_name, type, fields, input, language, value, label) => {
  it(`reads ${JSON.stringify(input)} as ${value}`, () => {
    const raw = input.kind === 'text' ? input.text : 'seen';
    expect(read(type, fields, input, language)).toMatchObject({ kind: 'answer', value, label, raw });
  });
});

it.each<[AnswerType<never>, object, ReadInput, string]>([
  [rating, {}, typed('6'), 'out-of-range'],
  [rating, {}, typed('★★★★★★'), 'not-a-number'],
  [rating, {}, typed('★★★☆'), 'not-a-number'],
  [rating, {}, typed('😍'), 'not-a-number'],
  [rating, {}, typed('stars'), 'not-a-number'],
  [rating, {}, typed('3 or 4'), 'ambiguous'],
  [rating, smileys, typed('😍😡'), 'not-a-number'],
  [rating, smileys, typed('🍕'), 'not-a-number'],
  [rating, { ...smileys, points: 4 }, typed('😐'), 'not-a-number'],
  [csat, {}, typed('satisfied'), 'not-a-number'],
  [csat, {}, tap('6'), 'unknown-option'],
  [csat, {}, typed(' '), 'empty'],
  [csat, {}, voice, 'wrong-kind'],
  [ces, {}, typed('8'), 'out-of-range'],
  [ces, {}, tap('0'), 'unknown-option'],
  [ces, {}, tap('constructor'), 'unknown-option'],
  [ces, {}, typed('2.5'), 'not-an-integer'],
  [ces, {}, voice, 'wrong-kind'],
])('rejects %#', (type, fields, input, reason) => {
  expect(read(type, fields, input)).toMatchObject({ kind: 'rejected', reason });
});

it('skips only where it may', () => {
  const optional = questionOf(csat, {}, { optional: true });
  expect(csat.read(optional, typed('skip'), [])).toMatchObject({ value: null, via: 'skip', raw: 'skip' });
  expect(read(csat, {}, typed('skip'))).toMatchObject({ kind: 'rejected' });
});

it('shows faces with what the ends mean', () => {
  expect(csat.present(questionOf(csat, {}), []).options).toEqual([
    { id: '1', label: '😡', description: 'Very dissatisfied' },
    { id: '2', label: '🙁' },
    { id: '3', label: '😐' },
    { id: '4', label: '🙂' },
    { id: '5', label: '😍', description: 'Very satisfied' },
  ]);
  const own = ces.present(questionOf(ces, { points: 3, low: 'Hard', scale: 'numbers' }, { language: 'ar' }), []);
  expect(own.options).toEqual([
    { id: '1', label: '1', description: 'Hard' },
    { id: '2', label: '2' },
    { id: '3', label: '3', description: 'أوافق بشدة' },
  ]);
});

it('finds scales without faces', () => {
  const lint = (fields: object) =>
    rating.lint(questionOf(rating, fields).fields, { optionIds: [], optional: false, languages: ['en'] });
  expect(lint({ ...smileys, points: 6 })).toMatchObject([
    { severity: 'error', rule: 'scale-smileys', path: ['scale'] },
  ]);
  expect([3, 4, 5].flatMap((points) => lint({ ...smileys, points }))).toEqual([]);
  expect(lint({ points: 10 })).toEqual([]);
});

it('names the ends differently in each language, within a row’s description', () => {
  for (const words of [SATISFACTION, AGREEMENT]) {
    expect(Object.keys(words).sort()).toEqual(Object.keys(wordsByLanguage).sort());
    const ends = Object.values(words).flatMap(({ low, high }) => [low, high]);
    expect(new Set(ends).size).toBe(ends.length);
    expect(ends.filter((end) => end.length > 72 || end !== end.normalize('NFC'))).toEqual([]);
  }
});
