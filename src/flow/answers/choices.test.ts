import { optionsOf, questionOf } from '../../../test/fixtures/question.js';
import type { ReadInput } from './answer-type.js';
import { multipleChoice } from './multiple-choice.js';
import { number } from './number.js';
import { singleChoice } from './single-choice.js';
import { yesNo } from './yes-no.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const location: ReadInput = { kind: 'other', content: { kind: 'location', latitude: 1, longitude: 2 } };

describe('single-choice', () => {
  const options = optionsOf(['Good', 'Fair', 'Poor']);
  const question = questionOf(singleChoice, {}, { options });
  const optional = questionOf(singleChoice, {}, { options, optional: true });

  it('takes a tap by its id, whatever its title says', () => {
    expect(singleChoice.read(question, { kind: 'option', optionId: 'c', title: 'Good' }, [])).toEqual({
      kind: 'answer',
      value: 'c',
      raw: 'Good',
      label: 'Poor',
      via: 'tap',
    });
  });

  it('keeps what was typed as it was typed', () => {
    expect(singleChoice.read(question, typed(' ٢. '), [])).toMatchObject({
      value: 'b',
      raw: ' ٢. ',
      label: 'Fair',
      via: 'number',
    });
  });

  it.each<[string, ReadInput, string]>([
    ['an option that is gone', { kind: 'option', optionId: 'z', title: 'Good' }, 'unknown-option'],
    ['another text', typed('bananas'), 'unknown-option'],
    ['nothing', typed(' \u200b'), 'empty'],
    ['a number after the last', typed('4'), 'unknown-option'],
    ['a skip where there is none', typed('skip'), 'unknown-option'],
    ['a location', location, 'wrong-kind'],
  ])('rejects %s', (_what, input, reason) => {
    expect(singleChoice.read(question, input, [])).toMatchObject({ kind: 'rejected', reason });
  });

  it.each(['skip', 'Skip.', 'pass', '4'])('skips an optional question on %j', (text) => {
    expect(singleChoice.read(optional, typed(text), [])).toEqual({
      kind: 'answer',
      value: null,
      raw: text,
      label: 'Skip',
      via: 'skip',
    });
  });

  it('prefers an option that is called like a skip word', () => {
    const named = questionOf(singleChoice, {}, { options: optionsOf(['Pass', 'Fail']), optional: true });
    expect(singleChoice.read(named, typed('pass'), [])).toMatchObject({ value: 'a', via: 'label' });
  });

  it('asks which one is meant', () => {
    const close = questionOf(singleChoice, {}, { options: optionsOf(['Very good', 'Very bad']) });
    const reading = singleChoice.read(close, typed('very'), []);
    expect(reading).toMatchObject({ reason: 'ambiguous', hint: expect.stringContaining('Very good / Very bad') });
  });

  it('finds a choice without options', () => {
    expect(singleChoice.lint({}, { optionIds: [], optional: false, languages: ['en'] })).toMatchObject([
      { severity: 'error', rule: 'options-missing' },
    ]);
    expect(singleChoice.lint({}, { optionIds: ['a'], optional: false, languages: ['en'] })).toMatchObject([
      { severity: 'warning', rule: 'options-single' },
    ]);
    expect(singleChoice.lint({}, { optionIds: ['a', 'b'], optional: false, languages: ['en'] })).toEqual([]);
  });
});

describe('yes-no', () => {
  it.each([
    ['yes', 'en', true],
    ['Yess!', 'en', true],
    ['ok 👍', 'en', true],
    ['👍🏿', 'en', true],
    ['1', 'en', true],
    ['y', 'en', true],
    ['nope', 'en', false],
    ['No, thanks', 'en', false],
    ['nooooo', 'en', false],
    ['2', 'en', false],
    ['❌', 'en', false],
    ['نَعَم', 'ar', true],
    ['لا', 'ar', false],
    ['أيوه', 'ar', true],
    ['हां', 'hi', true],
    ['नही', 'hi', false],
    ['Si', 'es', true],
    ['nao', 'pt', false],
    ['Nö', 'de', false],
    ['d’accord', 'fr', true],
  ])('%j in %s is %s', (text, language, value) => {
    const question = questionOf(yesNo, {}, { language });
    expect(yesNo.read(question, typed(text), [])).toMatchObject({ kind: 'answer', value, raw: text });
  });

  it.each(['maybe', 'yes and no', 'not yes', '3', 'yesterday', 'know', 'true or false', '🤷'])(
    '%j is neither',
    (text) => {
      expect(yesNo.read(questionOf(yesNo, {}), typed(text), [])).toMatchObject({ kind: 'rejected' });
    },
  );

  it("understands the flow's other languages", () => {
    const question = questionOf(yesNo, {}, { language: 'en', languages: ['en', 'de'] });
    expect(yesNo.read(question, typed('ja'), [])).toMatchObject({ value: true, label: 'Yes' });
  });

  it("shows and takes the author's labels", () => {
    const question = questionOf(yesNo, { labels: { yes: 'I agree', no: { en: 'I do not' } } });
    expect(yesNo.present(question, []).options).toEqual([
      { id: 'yes', label: 'I agree' },
      { id: 'no', label: 'I do not' },
    ]);
    expect(yesNo.read(question, typed('i agree'), [])).toMatchObject({ value: true, label: 'I agree' });
    expect(yesNo.read(question, typed('yes'), [])).toMatchObject({ value: true, label: 'I agree' });
  });
});

it('is not kept busy by a message of the longest size', () => {
  const options = optionsOf(Array.from({ length: 40 }, (_, index) => `Some option number ${index}`));
  const nuisances = [
    'x, '.repeat(21_000),
    ' '.repeat(65_000) + 'x',
    ' و'.repeat(32_000),
    '1' + ' -'.repeat(32_000),
    '1 '.repeat(32_000),
  ];
  const before = performance.now();
  for (const text of nuisances) {
    expect(singleChoice.read(questionOf(singleChoice, {}, { options }), typed(text), [])).toMatchObject({
      kind: 'rejected',
    });
    expect(multipleChoice.read(questionOf(multipleChoice, {}, { options }), typed(text), [])).toMatchObject({
      kind: 'rejected',
    });
    expect(number.read(questionOf(number, {}), typed(text), [])).toMatchObject({ kind: 'rejected' });
  }
  // Takes milliseconds; took minutes before texts were limited.
  expect(performance.now() - before).toBeLessThan(5_000);
});

describe('multiple-choice', () => {
  const options = optionsOf([
    'Tea',
    'Black coffee',
    'Food and drink',
    'Milk',
    { label: 'None of these', exclusive: true },
  ]);
  const question = questionOf(multipleChoice, {}, { options });
  const read = (text: string, asked = question, selected: string[] = []) =>
    multipleChoice.read(asked, typed(text), selected);

  it.each([
    ['1, 3', ['a', 'c'], 'number'],
    ['3,1', ['a', 'c'], 'number'],
    ['1 3', ['a', 'c'], 'number'],
    ['1. 3.', ['a', 'c'], 'number'],
    ['1 and 3', ['a', 'c'], 'number'],
    ['1 & 3', ['a', 'c'], 'number'],
    ['1-3', ['a', 'b', 'c'], 'number'],
    ['3–1', ['a', 'b', 'c'], 'number'],
    ['1 to 2, 4', ['a', 'b', 'd'], 'number'],
    ['1-2 and 4', ['a', 'b', 'd'], 'number'],
    ['١، ٣', ['a', 'c'], 'number'],
    ['١ و ٣', ['a', 'c'], 'number'],
    ['١ و٣', ['a', 'c'], 'number'],
    ['१, ३', ['a', 'c'], 'number'],
    ['1, 1, 1', ['a'], 'number'],
    ['2', ['b'], 'number'],
    ['tea', ['a'], 'label'],
    ['Tea, black coffee', ['a', 'b'], 'label'],
    ['tea and food and drink', ['a', 'c'], 'label'],
    ['food and drink, and milk', ['c', 'd'], 'label'],
    ['tea\nmilk', ['a', 'd'], 'label'],
    ['1, milk', ['a', 'd'], 'label'],
    ['tea, blak coffee', ['a', 'b'], 'near-miss'],
    ['all', ['a', 'b', 'c', 'd'], 'synonym'],
    ['none of these', ['e'], 'label'],
    ['5', ['e'], 'number'],
  ])('%j is %j', (text, value, via) => {
    expect(read(text)).toMatchObject({ kind: 'answer', value, raw: text, via });
  });

  it.each([
    ['1, 9', 'unknown-option'],
    ['1-9', 'unknown-option'],
    ['0-2', 'unknown-option'],
    ['13', 'unknown-option'],
    ['tea, wine', 'unknown-option'],
    ['not tea', 'unknown-option'],
    ['and', 'unknown-option'],
    [', ,', 'unknown-option'],
    ['1, 5', 'exclusive'],
    ['tea, none of these', 'exclusive'],
    ['1-5', 'exclusive'],
    ['', 'empty'],
    ['done', 'too-few'],
  ])('%j is rejected: %s', (text, reason) => {
    expect(read(text)).toMatchObject({ kind: 'rejected', reason });
  });

  it.each([
    ['أحمر وأزرق', ['a', 'b']],
    ['أحمر و أزرق', ['a', 'b']],
    ['أحمر، وردي', ['a', 'c']],
    ['وردي وأحمر', ['a', 'c']],
    ['وردي', ['c']],
  ])('reads %j, where "and" is written together with its word', (text, value) => {
    const arabic = questionOf(multipleChoice, {}, { language: 'ar', options: optionsOf(['أحمر', 'أزرق', 'وردي']) });
    expect(read(text, arabic)).toMatchObject({ kind: 'answer', value });
  });

  it("joins labels with the language's own comma", () => {
    const arabic = questionOf(multipleChoice, {}, { language: 'ar', options: optionsOf(['أحمر', 'أزرق']) });
    expect(read('1 2', arabic)).toMatchObject({ label: 'أحمر، أزرق' });
  });

  it('reads numbers as labels where labels are numbers', () => {
    const numbers = questionOf(multipleChoice, {}, { options: optionsOf(['0', '1', '2', '3+']) });
    expect(read('1, 2', numbers)).toMatchObject({ value: ['b', 'c'] });
    expect(read('4', numbers)).toMatchObject({ reason: 'unknown-option' });
  });

  it('holds typed answers against min and max', () => {
    const limited = questionOf(multipleChoice, { min: 2, max: 3 }, { options });
    expect(read('1', limited)).toMatchObject({ reason: 'too-few' });
    expect(read('1, 2', limited)).toMatchObject({ value: ['a', 'b'] });
    expect(read('1-4', limited)).toMatchObject({ reason: 'too-many' });
    // Nothing goes together with an exclusive option, so it is enough by itself.
    expect(read('5', limited)).toMatchObject({ value: ['e'] });
  });

  const toggle = (optionId: string, selected: string[], asked = question) =>
    multipleChoice.read(asked, { kind: 'toggle', optionId, title: 'x' }, selected);

  it.each([
    ['a', [], ['a']],
    ['a', ['a', 'b'], ['b']],
    ['a', ['d', 'b'], ['a', 'b', 'd']],
    ['e', ['a', 'b'], ['e']],
    ['a', ['e'], ['a']],
    ['e', ['e'], []],
    ['a', ['gone', 'b'], ['a', 'b']],
  ])('a tap on %s with %j ticked leaves %j', (id, before, after) => {
    expect(toggle(id, before)).toEqual({ kind: 'selection', selected: after });
  });

  it('refuses the tick that is one too many, and lets others be taken off', () => {
    const two = questionOf(multipleChoice, { max: 2 }, { options });
    expect(toggle('c', ['a', 'b'], two)).toMatchObject({ reason: 'too-many' });
    expect(toggle('a', ['a', 'b'], two)).toEqual({ kind: 'selection', selected: ['b'] });
    expect(toggle('e', ['a', 'b'], two)).toEqual({ kind: 'selection', selected: ['e'] });
    expect(toggle('zzz', [], two)).toMatchObject({ reason: 'unknown-option' });
  });

  it('finishes on Done, tapped or typed', () => {
    const done: ReadInput = { kind: 'done', title: 'Done' };
    expect(multipleChoice.read(question, done, ['b', 'a'])).toMatchObject({
      value: ['a', 'b'],
      label: 'Tea, Black coffee',
      via: 'tap',
    });
    expect(read('done!', question, ['b'])).toMatchObject({ value: ['b'], via: 'typed' });
    expect(multipleChoice.read(question, done, [])).toMatchObject({ reason: 'too-few' });
    const optional = questionOf(multipleChoice, { min: 2 }, { options, optional: true });
    expect(multipleChoice.read(optional, done, [])).toMatchObject({ value: null, via: 'skip' });
    expect(multipleChoice.read(optional, done, ['a'])).toMatchObject({ reason: 'too-few' });
    expect(read('6', optional)).toMatchObject({ value: null, via: 'skip' });
  });

  it('adds one typed option to what is ticked, instead of dropping the ticks', () => {
    expect(read('milk', question, ['a'])).toEqual({ kind: 'selection', selected: ['a', 'd'] });
    expect(read('tea', question, ['a'])).toEqual({ kind: 'selection', selected: ['a'] });
    expect(read('2, 4', question, ['a'])).toMatchObject({ kind: 'answer', value: ['b', 'd'] });
  });

  it('finds limits that no answer can meet', () => {
    const lint = (fields: object) =>
      multipleChoice.lint(fields, { optionIds: ['a', 'b', 'c'], optional: false, languages: ['en'] });
    expect(lint({ min: 3, max: 2 })).toMatchObject([{ severity: 'error', rule: 'picks-impossible', path: ['min'] }]);
    expect(lint({ min: 4 })).toMatchObject([{ severity: 'error', rule: 'picks-impossible' }]);
    expect(lint({ max: 4 })).toMatchObject([{ severity: 'warning', path: ['max'] }]);
    expect(lint({ min: 1, max: 3 })).toEqual([]);
  });
});
