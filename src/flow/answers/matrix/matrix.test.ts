import { optionsOf, questionOf } from '../../../../test/fixtures/question.js';
import type { ReadInput } from '../answer-type.js';
import { matrix } from './matrix.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const tap = (optionId: string): ReadInput => ({ kind: 'option', optionId, title: 'x' });
const place: ReadInput = { kind: 'other', content: { kind: 'location', latitude: 1, longitude: 2 } };

const rows = [
  { id: 'speed', label: { en: 'Speed', ar: 'السرعة' } },
  { id: 'staff', label: { en: 'Staff', ar: 'الموظفون' } },
  { id: 'price', label: { en: 'Price', ar: 'السعر' } },
];
const options = optionsOf(['Good', 'Fair', 'Poor']);
const question = questionOf(matrix, { rows }, { options });
const optional = questionOf(matrix, { rows }, { options, optional: true });

it('asks row by row, with the row in the taps', () => {
  expect(matrix.present(question, [])).toEqual({
    detail: '1/3 · Speed',
    options: [
      { id: 'speed.a', label: 'Good' },
      { id: 'speed.b', label: 'Fair' },
      { id: 'speed.c', label: 'Poor' },
    ],
  });
  expect(matrix.present(question, ['speed.b'])).toMatchObject({
    detail: '2/3 · Staff',
    options: [{ id: 'staff.a' }, {}, {}],
  });
  const arabic = questionOf(matrix, { rows }, { options, language: 'ar' });
  expect(matrix.present(arabic, ['speed.b', 'staff.a'])).toMatchObject({ detail: '3/3 · السعر' });
});

it('takes taps to the end', () => {
  expect(matrix.read(question, tap('speed.a'), [])).toEqual({ kind: 'selection', selected: ['speed.a'] });
  expect(matrix.read(question, tap('price.c'), ['speed.a', 'staff.b'])).toEqual({
    kind: 'answer',
    value: { speed: 'a', staff: 'b', price: 'c' },
    raw: 'Speed: Good, Staff: Fair, Price: Poor',
    label: 'Speed: Good, Staff: Fair, Price: Poor',
    via: 'tap',
  });
});

it('changes the row whose message is tapped, never the one that is asked', () => {
  expect(matrix.read(question, tap('speed.c'), ['speed.a'])).toEqual({ kind: 'selection', selected: ['speed.c'] });
  expect(matrix.read(question, tap('price.a'), ['speed.a'])).toEqual({
    kind: 'selection',
    selected: ['speed.a', 'price.a'],
  });
});

it.each(['a', 'speed', 'speed.', 'speed.z', 'gone.a', '.a', 'speed.a.b', '__proto__.a'])(
  'rejects a tap on %j',
  (id) => {
    expect(matrix.read(question, tap(id), [])).toMatchObject({ kind: 'rejected', reason: 'unknown-option' });
  },
);

it.each([
  ['good', ['speed.a']],
  ['2', ['speed.b']],
  ['٣', ['speed.c']],
  ['gooood', ['speed.a']],
])('reads %j for the row that is asked', (text, selected) => {
  expect(matrix.read(question, typed(text), [])).toEqual({ kind: 'selection', selected });
});

it.each([
  ['1 2 2', 'number'],
  ['1,2,2', 'number'],
  ['1, 2 and 2', 'number'],
  ['١ ٢ ٢', 'number'],
  ['good, fair, fair', 'label'],
  ['Good\nFair\nFair', 'label'],
])('reads %j for all rows at once', (text, via) => {
  expect(matrix.read(question, typed(text), [])).toMatchObject({
    kind: 'answer',
    value: { speed: 'a', staff: 'b', price: 'b' },
    raw: text,
    via,
  });
});

it('reads one message for the rows that are left', () => {
  expect(matrix.read(question, typed('2 3'), ['speed.a'])).toMatchObject({
    value: { speed: 'a', staff: 'b', price: 'c' },
    raw: 'Speed: Good, Staff: Fair, Price: Poor',
  });
});

it.each([
  ['1 2', 'unknown-option'],
  ['1 2 2 3', 'unknown-option'],
  ['great', 'unknown-option'],
  ['4', 'unknown-option'],
  ['', 'empty'],
])('%j is rejected: %s', (text, reason) => {
  expect(matrix.read(question, typed(text), [])).toMatchObject({ kind: 'rejected', reason });
});

it('rejects what has no words', () => {
  expect(matrix.read(question, place, [])).toMatchObject({ kind: 'rejected', reason: 'wrong-kind' });
});

it('reads columns that are numbers by their labels', () => {
  const numbers = questionOf(matrix, { rows }, { options: optionsOf(['0', '1', '2']) });
  expect(matrix.read(numbers, typed('0 2 1'), [])).toMatchObject({ value: { speed: 'a', staff: 'c', price: 'b' } });
});

it('keeps what was answered where the rest is skipped', () => {
  expect(matrix.read(optional, typed('skip'), [])).toMatchObject({ value: null, via: 'skip' });
  const part = { value: { speed: 'a', staff: null, price: null }, label: 'Speed: Good' };
  expect(matrix.read(optional, typed('skip'), ['speed.a'])).toMatchObject(part);
  expect(matrix.keepOnSkip?.(optional, ['speed.a'])).toMatchObject(part);
  expect(matrix.keepOnSkip?.(optional, ['gone.a'])).toBeUndefined();
});

it('changes one row of an answer given before', () => {
  const before = { speed: 'a', staff: 'b', price: 'c' };
  expect(matrix.amend?.(question, before, tap('staff.a'))).toMatchObject({
    value: { speed: 'a', staff: 'a', price: 'c' },
  });
  expect(matrix.amend?.(question, before, tap('staff.z'))).toMatchObject({ kind: 'rejected' });
  expect(matrix.amend?.(question, null, tap('staff.a'))).toEqual({ kind: 'selection', selected: ['staff.a'] });
});

it('finds rows that cannot be told apart, and ids too long for a tap', () => {
  const lint = (given: object[], optionIds = ['a', 'b']) =>
    matrix.lint({ rows: given } as Parameters<typeof matrix.lint>[0], {
      optionIds,
      optional: false,
      languages: ['en', 'ar'],
    });
  expect(lint(rows)).toEqual([]);
  expect(lint([...rows, { id: 'speed', label: 'Other' }])).toMatchObject([
    { rule: 'row-id-duplicate', path: ['rows', 3, 'id'] },
  ]);
  expect(lint([...rows, { id: 'x', label: { en: 'New', ar: 'السرعة' } }])).toMatchObject([
    { rule: 'row-label-duplicate', path: ['rows', 3, 'label'] },
  ]);
  expect(lint([{ id: 'x'.repeat(40), label: 'X' }], ['a', 'y'.repeat(23)])).toEqual([]);
  expect(lint([{ id: 'x'.repeat(40), label: 'X' }], ['a', 'y'.repeat(24)])).toMatchObject([
    { severity: 'error', rule: 'row-id-long', path: ['rows', 0, 'id'] },
  ]);
  expect(lint(rows, [])).toMatchObject([{ rule: 'options-missing' }]);
});
