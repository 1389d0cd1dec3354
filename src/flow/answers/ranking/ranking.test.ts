import { optionsOf, questionOf } from '../../../../test/fixtures/question.js';
import { wordsByLanguage } from '../../words/words.js';
import type { ReadInput } from '../answer-type.js';
import { ranking } from './ranking.js';
import { ORDER_WORDS, RANKED_TWICE, RANKING_WORDS } from './words.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const tap = (optionId: string): ReadInput => ({ kind: 'option', optionId, title: 'x' });
const photo: ReadInput = { kind: 'other', content: { kind: 'media', media: 'image', id: 'm' } };

const options = optionsOf(['Price', 'Taste', 'Looks']);
const question = questionOf(ranking, {}, { options });
const top2 = questionOf(ranking, { top: 2 }, { options: optionsOf(['Price', 'Taste', 'Looks', 'Smell']) });

describe('taps', () => {
  it('fill one place after the other; the last one is left for the last', () => {
    expect(ranking.read(question, tap('b'), [])).toEqual({ kind: 'selection', selected: ['b'] });
    expect(ranking.read(question, tap('a'), ['b'])).toEqual({
      kind: 'answer',
      value: ['b', 'a', 'c'],
      raw: '1. Taste, 2. Price, 3. Looks',
      label: '1. Taste, 2. Price, 3. Looks',
      via: 'tap',
    });
  });

  it('twice on the same option count once', () => {
    expect(ranking.read(question, tap('b'), ['b'])).toEqual({ kind: 'selection', selected: ['b'] });
  });

  it('stop with the places there are', () => {
    expect(ranking.read(top2, tap('d'), [])).toEqual({ kind: 'selection', selected: ['d'] });
    expect(ranking.read(top2, tap('a'), ['d'])).toMatchObject({ value: ['d', 'a'], label: '1. Smell, 2. Price' });
  });

  it('on what is no option are rejected', () => {
    expect(ranking.read(question, tap('z'), [])).toMatchObject({ reason: 'unknown-option' });
  });
});

it('shows what is left, what is placed and which place comes next', () => {
  expect(ranking.present(question, [])).toEqual({
    options: [
      { id: 'a', label: 'Price' },
      { id: 'b', label: 'Taste' },
      { id: 'c', label: 'Looks' },
    ],
    hint: 'Choose what comes first. You can also send the whole order, for example 2, 1, 3.',
  });
  expect(ranking.present(question, ['b', 'gone'])).toEqual({
    options: [
      { id: 'a', label: 'Price' },
      { id: 'c', label: 'Looks' },
    ],
    detail: '1. Taste',
    hint: 'Now choose what comes at number 2.',
  });
});

describe.each([
  ['2, 1, 3', 'number'],
  ['2 1 3', 'number'],
  ['213', 'number'],
  ['2>1>3', 'number'],
  ['2 - 1 - 3', 'number'],
  ['٢، ١، ٣', 'number'],
  ['२ १ ३', 'number'],
  ['taste > price > looks', 'label'],
  ['taste → price → looks', 'label'],
  ['Taste, price, looks', 'label'],
  ['taste\nprice\nlooks', 'label'],
  ['taste first then price', 'label'],
  ['First taste, then price and finally looks', 'label'],
  ['taste, then price, then looks last', 'label'],
  ['1. Taste 2. Price 3. Looks', 'label'],
  ['1) taste\n2) price\n3) looks', 'label'],
  ['١. taste ٢. price', 'label'],
  // The third is what is left.
  ['taste, 1', 'label'],
  ['taste, prise, looks', 'near-miss'],
])('%j', (text, via) => {
  it('is taste, price, looks', () => {
    expect(ranking.read(question, typed(text), [])).toMatchObject({
      kind: 'answer',
      value: ['b', 'a', 'c'],
      raw: text,
      via,
    });
  });
});

it.each([
  ['bananas', 'unknown-option'],
  ['2, 1, 4', 'unknown-option'],
  ['2, 2, 1', 'ranked-twice'],
  ['taste, taste', 'ranked-twice'],
  // Places, not an order: read as they stand, they would turn it round.
  ['2. Price 1. Taste', 'unknown-option'],
  ['looks last, price', 'unknown-option'],
  ['', 'empty'],
  ['skip', 'unknown-option'],
])('%j is rejected: %s', (text, reason) => {
  expect(ranking.read(question, typed(text), [])).toMatchObject({ kind: 'rejected', reason });
});

it('rejects more than there are places, and what has no words', () => {
  expect(ranking.read(top2, typed('1, 2, 3'), [])).toMatchObject({
    reason: 'too-many',
    hint: expect.stringMatching(/2/),
  });
  expect(ranking.read(question, photo, [])).toMatchObject({ reason: 'wrong-kind' });
});

it('keeps a part that was typed, and reads numbers from what is left', () => {
  expect(ranking.read(question, typed('looks'), [])).toEqual({ kind: 'selection', selected: ['c'] });
  expect(ranking.read(question, typed('2'), ['c'])).toMatchObject({
    value: ['c', 'b', 'a'],
    raw: '1. Looks, 2. Taste, 3. Price',
  });
});

it('takes a whole order typed amid tapping', () => {
  expect(ranking.read(question, typed('taste > price > looks'), ['c'])).toMatchObject({
    value: ['b', 'a', 'c'],
    raw: 'taste > price > looks',
  });
});

it.each([
  ['ar', ['السعر', 'الطعم', 'الشكل'], 'الطعم ثم السعر ثم الشكل'],
  ['ar', ['السعر', 'الطعم', 'الشكل'], 'أولا الطعم، وبعدها السعر، وأخيرا الشكل'],
  ['de', ['Preis', 'Geschmack', 'Optik'], 'zuerst Geschmack, dann Preis, zuletzt Optik'],
  ['es', ['Precio', 'Sabor', 'Aspecto'], 'sabor, luego precio y por último aspecto'],
  ['fr', ['Prix', 'Goût', 'Aspect'], 'd’abord gout, puis prix'],
  ['hi', ['दाम', 'स्वाद', 'रूप'], 'स्वाद फिर दाम फिर रूप'],
  ['pt', ['Preço', 'Sabor', 'Aparência'], 'sabor, depois preço, por fim aparencia'],
])('reads the words of an order in %s', (language, labels, text) => {
  const asked = questionOf(ranking, {}, { language, options: optionsOf(labels) });
  expect(ranking.read(asked, typed(text), [])).toMatchObject({ kind: 'answer', value: ['b', 'a', 'c'] });
});

it('finds the label in which a separator stands', () => {
  const asked = questionOf(ranking, {}, { options: optionsOf(['Wi-Fi', 'Food and drink', 'First class']) });
  expect(ranking.read(asked, typed('first class > food and drink > wi-fi'), [])).toMatchObject({
    value: ['c', 'b', 'a'],
  });
});

it('skips where it may', () => {
  const optional = questionOf(ranking, {}, { options, optional: true });
  expect(ranking.read(optional, typed('skip'), ['a'])).toMatchObject({ value: null, via: 'skip' });
  expect(ranking.read(optional, typed('4'), [])).toMatchObject({ value: null, via: 'skip' });
});

it('is not kept busy by a long message', () => {
  const before = performance.now();
  for (const text of [
    '1 > '.repeat(20_000),
    'taste then '.repeat(1_000),
    ' - '.repeat(20_000),
    '1. a '.repeat(800),
    `x${' '.repeat(4_000)}y`,
    `1${' '.repeat(4_000)}x`,
  ])
    expect(ranking.read(question, typed(text), [])).toMatchObject({ kind: 'rejected' });
  expect(performance.now() - before).toBeLessThan(5_000);
});

it('warns of places nobody can fill', () => {
  const lint = (fields: object) =>
    ranking.lint(fields, { optionIds: ['a', 'b', 'c'], optional: false, languages: ['en'] });
  expect(lint({ top: 4 })).toMatchObject([{ severity: 'warning', rule: 'ranking-places', path: ['top'] }]);
  expect(lint({ top: 3 })).toEqual([]);
});

it('has words in every language', () => {
  const languages = Object.keys(wordsByLanguage).sort();
  for (const words of [RANKING_WORDS, RANKED_TWICE, ORDER_WORDS]) expect(Object.keys(words).sort()).toEqual(languages);
  for (const { next } of Object.values(RANKING_WORDS)) expect(next(7)).toContain('7');
});
