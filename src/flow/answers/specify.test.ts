import { optionsOf, questionOf } from '../../../test/fixtures/question.js';
import { wordsByLanguage } from '../words/words.js';
import type { ReadInput } from './answer-type.js';
import { SELECT_ALL } from './choice-words.js';
import { multipleChoice } from './multiple-choice.js';
import { singleChoice } from './single-choice.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const tap = (optionId: string): ReadInput => ({ kind: 'option', optionId, title: 'x' });
const toggle = (optionId: string): ReadInput => ({ kind: 'toggle', optionId, title: 'x' });
const done: ReadInput = { kind: 'done', title: 'Done' };
const photo: ReadInput = { kind: 'other', content: { kind: 'media', media: 'image', id: 'm' } };

describe('single-choice with an option that asks for words', () => {
  const options = optionsOf(['Friend', 'Newspaper', 'TV', { label: 'Other', specify: true }]);
  const question = questionOf(singleChoice, {}, { options });
  const asked = ['d'];

  it.each<[string, ReadInput]>([
    ['tapped', tap('d')],
    ['typed', typed('other')],
    ['by number', typed('4')],
    ['in another script', typed('٤')],
    ['with a slip', typed('othr')],
  ])('asks for them when it is picked, %s', (_way, input) => {
    expect(singleChoice.read(question, input, [])).toEqual({ kind: 'selection', selected: asked });
  });

  it('shows the question again, for words', () => {
    expect(singleChoice.present(question, asked)).toEqual({
      options: [],
      detail: 'Other – Please type your answer.',
      ownWords: true,
    });
    expect(singleChoice.present(question, []).options).toHaveLength(4);
    expect(singleChoice.present(question, ['a', 'gone']).options).toHaveLength(4);
  });

  it.each(['my neighbour', 'a friend of my aunt', '7', 'skip', '٣', 'जीजाजी', 'لافتة في الشارع', '👀', 'constructor'])(
    'takes %j as the words',
    (text) => {
      expect(singleChoice.read(question, typed(text), asked)).toEqual({
        kind: 'answer',
        value: 'd',
        raw: text,
        label: `Other: ${text}`,
        via: 'typed',
        detail: { other: text },
      });
    },
  );

  it('takes another option instead, tapped or named, and asks again for its own name', () => {
    expect(singleChoice.read(question, tap('a'), asked)).toMatchObject({ kind: 'answer', value: 'a' });
    expect(singleChoice.read(question, typed('newspaper'), asked)).toMatchObject({ value: 'b', via: 'label' });
    expect(singleChoice.read(question, typed('Other'), asked)).toEqual({ kind: 'selection', selected: asked });
  });

  it.each<[string, ReadInput, string]>([
    ['nothing', typed(' '), 'empty'],
    ['a photo', photo, 'wrong-kind'],
    ['a novel', typed('x'.repeat(1_001)), 'too-long'],
  ])('rejects %s', (_what, input, reason) => {
    expect(singleChoice.read(question, input, asked)).toMatchObject({ kind: 'rejected', reason });
  });

  it('skips where it may', () => {
    const optional = questionOf(singleChoice, {}, { options, optional: true });
    expect(singleChoice.read(optional, typed('skip'), [])).toMatchObject({ value: null, via: 'skip' });
    // The words are skipped, not the choice.
    expect(singleChoice.read(optional, typed('skip'), asked)).toMatchObject({
      value: 'd',
      label: 'Other',
      raw: 'skip',
    });
    expect(singleChoice.keepOnSkip?.(optional, asked)).toMatchObject({ value: 'd', label: 'Other' });
    expect(singleChoice.keepOnSkip?.(optional, [])).toBeUndefined();
  });

  it.each([
    ['my neighbour told me', 'my neighbour told me'],
    ['Other: a poster', 'a poster'],
    ['other – my newspaper boy', 'my newspaper boy'],
    ['ملصق في الشارع', 'ملصق في الشارع'],
    ['पोस्टर', 'पोस्टर'],
  ])('takes %j as words without asking', (text, words) => {
    expect(singleChoice.read(question, typed(text), [])).toMatchObject({
      kind: 'answer',
      value: 'd',
      raw: text,
      label: `Other: ${words}`,
      detail: { other: words },
    });
  });

  // It could be one of the options, or is no answer at all: better asked again than filed away as something else.
  it.each(['on the TV', 'freinds', 'frnds', '7', '?', '👍', 'x', ''])('does not guess at %j', (text) => {
    expect(singleChoice.read(question, typed(text), [])).toMatchObject({ kind: 'rejected' });
  });

  it('knows an option by its name with an article, and by its number in a sentence', () => {
    expect(singleChoice.read(question, typed('a friend'), [])).toMatchObject({ kind: 'answer', value: 'a' });
    expect(singleChoice.read(question, typed("I'd say 1"), [])).toMatchObject({ kind: 'answer', value: 'a' });
  });

  it('guesses nothing where no option asks for words', () => {
    const closed = questionOf(singleChoice, {}, { options: options.slice(0, 3) });
    expect(singleChoice.read(closed, typed('my neighbour told me'), [])).toMatchObject({ reason: 'unknown-option' });
  });
});

describe('multiple-choice with an option that asks for words', () => {
  const options = optionsOf(['Tea', 'Milk', { label: 'Other', specify: true }, { label: 'Nothing', exclusive: true }]);
  const question = questionOf(multipleChoice, { max: 2 }, { options });

  it('ticks it as any other, and asks when all is ticked', () => {
    expect(multipleChoice.read(question, toggle('c'), ['a'])).toEqual({ kind: 'selection', selected: ['a', 'c'] });
    expect(multipleChoice.read(question, done, ['a', 'c'])).toEqual({ kind: 'selection', selected: ['a', 'c', '?'] });
    expect(multipleChoice.read(question, typed('1, 3'), [])).toEqual({ kind: 'selection', selected: ['a', 'c', '?'] });
    expect(multipleChoice.read(question, typed('other'), [])).toEqual({ kind: 'selection', selected: ['c', '?'] });
    expect(multipleChoice.present(question, ['a', 'c', '?'])).toEqual({
      options: [],
      detail: 'Other – Please type your answer.',
      ownWords: true,
    });
    expect(multipleChoice.present(question, ['a', 'c']).multiple).toBe(true);
  });

  it.each(['cocoa', '2', 'milk', 'done'])('takes %j as the words', (text) => {
    expect(multipleChoice.read(question, typed(text), ['a', 'c', '?'])).toEqual({
      kind: 'answer',
      value: ['a', 'c'],
      raw: text,
      label: `Tea, Other: ${text}`,
      via: 'typed',
      detail: { other: text },
    });
  });

  it('asks again for its own name, and goes back to ticking on a tap', () => {
    expect(multipleChoice.read(question, typed('other'), ['c', '?'])).toEqual({
      kind: 'selection',
      selected: ['c', '?'],
    });
    expect(multipleChoice.read(question, done, ['c', '?'])).toEqual({ kind: 'selection', selected: ['c', '?'] });
    expect(multipleChoice.read(question, toggle('c'), ['a', 'c', '?'])).toEqual({ kind: 'selection', selected: ['a'] });
    expect(multipleChoice.read(question, photo, ['c', '?'])).toMatchObject({ reason: 'wrong-kind' });
  });

  it('keeps the ticks where the words are skipped', () => {
    const optional = questionOf(multipleChoice, {}, { options, optional: true });
    expect(multipleChoice.read(optional, typed('skip'), ['a', 'c', '?'])).toMatchObject({
      value: ['a', 'c'],
      label: 'Tea, Other',
    });
    expect(multipleChoice.keepOnSkip?.(optional, ['a', 'c', '?'])).toMatchObject({ value: ['a', 'c'] });
    expect(multipleChoice.keepOnSkip?.(optional, ['a', 'c'])).toBeUndefined();
  });

  it('looks at the limits before it asks', () => {
    expect(multipleChoice.read(question, typed('1, 2, 3'), [])).toMatchObject({ reason: 'too-many' });
    expect(multipleChoice.read(question, typed('3, 4'), [])).toMatchObject({ reason: 'exclusive' });
  });

  it('does not mean it by "all"', () => {
    expect(multipleChoice.read(question, typed('all'), [])).toMatchObject({ value: ['a', 'b'] });
  });
});

describe('multiple-choice with select-all', () => {
  const options = optionsOf(['Tea', 'Milk', { label: 'Other', specify: true }, { label: 'Nothing', exclusive: true }]);
  const question = questionOf(multipleChoice, { selectAll: true }, { options });

  it('has one more row, ticked when there is nothing left to tick', () => {
    expect(multipleChoice.present(question, []).options.at(-1)).toEqual({ id: '*', label: 'Select all' });
    expect(multipleChoice.read(question, toggle('*'), [])).toEqual({ kind: 'selection', selected: ['a', 'b', '*'] });
    expect(multipleChoice.read(question, toggle('b'), ['a'])).toEqual({ kind: 'selection', selected: ['a', 'b', '*'] });
    expect(multipleChoice.read(question, toggle('*'), ['d'])).toEqual({ kind: 'selection', selected: ['a', 'b', '*'] });
  });

  it('takes the ticks off again', () => {
    expect(multipleChoice.read(question, toggle('*'), ['a', 'b', '*'])).toEqual({ kind: 'selection', selected: [] });
    expect(multipleChoice.read(question, toggle('*'), ['a', 'b', 'c', '*'])).toEqual({
      kind: 'selection',
      selected: ['c'],
    });
    expect(multipleChoice.read(question, toggle('a'), ['a', 'b', '*'])).toEqual({ kind: 'selection', selected: ['b'] });
  });

  it.each(['select all', '5', '٥', 'all', '1, 5'])('understands %j', (text) => {
    expect(multipleChoice.read(question, typed(text), [])).toMatchObject({
      kind: 'answer',
      value: ['a', 'b'],
      label: 'Tea, Milk',
    });
  });

  it('never is a part of the answer', () => {
    expect(multipleChoice.read(question, done, ['a', 'b', '*'])).toMatchObject({ kind: 'answer', value: ['a', 'b'] });
    expect(multipleChoice.read(question, done, ['*'])).toMatchObject({ reason: 'too-few' });
  });

  it('keeps the number after the last for skipping', () => {
    const optional = questionOf(multipleChoice, { selectAll: true }, { options, optional: true });
    expect(multipleChoice.read(optional, typed('6'), [])).toMatchObject({ value: null, via: 'skip' });
  });

  it('is no tap where the author did not ask for it', () => {
    const without = questionOf(multipleChoice, {}, { options });
    expect(multipleChoice.read(without, toggle('*'), [])).toMatchObject({ reason: 'unknown-option' });
  });

  it('holds to the maximum, of which lint warns', () => {
    const two = questionOf(multipleChoice, { selectAll: true, max: 1 }, { options });
    expect(multipleChoice.read(two, toggle('*'), [])).toMatchObject({ reason: 'too-many' });
    const facts = { optionIds: ['a', 'b', 'c'], optional: false, languages: ['en'] };
    expect(multipleChoice.lint({ selectAll: true, max: 2 }, facts)).toMatchObject([{ rule: 'select-all-limited' }]);
    expect(multipleChoice.lint({ selectAll: true }, facts)).toEqual([]);
  });

  it('has a word in every language that fits a row with its tick', () => {
    expect(Object.keys(SELECT_ALL).sort()).toEqual(Object.keys(wordsByLanguage).sort());
    expect(Object.values(SELECT_ALL).filter((word) => word.length > 22)).toEqual([]);
  });
});
