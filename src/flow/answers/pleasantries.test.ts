import { optionsOf, questionOf } from '../../../test/fixtures/question.js';
import type { ReadInput } from './answer-type.js';
import { multipleChoice } from './multiple-choice.js';
import { number } from './number.js';
import { withoutPleasantries } from './pleasantries.js';
import { rating } from './rating.js';
import { singleChoice } from './single-choice.js';
import { yesNo } from './yes-no.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const options = optionsOf(['Tea', 'Black coffee', 'Juice']);

describe('single-choice', () => {
  const read = (text: string, language = 'en', labels = options) =>
    singleChoice.read(questionOf(singleChoice, {}, { options: labels, language }), typed(text), []);

  it.each([
    ['Tea please', 'a'],
    ['tea, thanks!', 'a'],
    ["I'd say tea", 'a'],
    ['Id say black coffee, please', 'b'],
    ['well, option 2', 'b'],
    ['number 3', 'c'],
    ['option3', 'c'],
    ['the juice', 'c'],
  ])('reads %j', (text, value) => {
    expect(read(text)).toMatchObject({ kind: 'answer', value, raw: text });
  });

  it.each([
    ['الشاي', 'ar', ['شاي', 'قهوة'], 'a'],
    ['القهوة من فضلك', 'ar', ['شاي', 'قهوة'], 'b'],
    ['سعر', 'ar', ['السعر', 'المذاق'], 'a'],
    ['einen Kaffee bitte', 'de', ['Tee', 'Kaffee'], 'b'],
    ['un café, por favor', 'es', ['Té', 'Café'], 'b'],
    ['je dirais le thé', 'fr', ['Thé', 'Café'], 'a'],
    ['s’il vous plaît', 'fr', ['Thé', 'Café'], undefined],
    ['चाय चाहिए', 'hi', ['चाय', 'कॉफ़ी'], 'a'],
    ['चाय नहीं चाहिए', 'hi', ['चाय', 'कॉफ़ी'], undefined],
    ['opção 2, obrigada', 'pt', ['Chá', 'Café'], 'b'],
  ])('reads %j in %s', (text, language, labels, value) => {
    const reading = read(text, language, optionsOf(labels));
    expect(reading.kind === 'answer' ? reading.value : undefined).toBe(value);
  });

  it.each(['not tea', "I don't want tea", 'tea or juice', 'anything but tea', 'please', 'the', 'option'])(
    'makes no answer of %j',
    (text) => {
      expect(read(text)).toMatchObject({ kind: 'rejected' });
    },
  );

  it('lets a label that is a courtesy itself be one', () => {
    expect(read('thank you', 'en', optionsOf(['Thank you', 'Number 7', '7']))).toMatchObject({ value: 'a' });
    expect(read('number 7', 'en', optionsOf(['Thank you', 'Number 7', '7']))).toMatchObject({ value: 'b' });
  });

  it('asks back where an article is all that sets two options apart', () => {
    expect(read('the lot', 'en', optionsOf(['A lot', 'Lot']))).toMatchObject({ reason: 'ambiguous' });
    expect(read('a lot', 'en', optionsOf(['A lot', 'Lot']))).toMatchObject({ value: 'a' });
  });
});

it('reads several options with courtesies around them', () => {
  const question = questionOf(multipleChoice, {}, { options });
  expect(multipleChoice.read(question, typed('1 and 3, please'), [])).toMatchObject({ value: ['a', 'c'] });
  expect(multipleChoice.read(question, typed("I'd like tea and the juice"), [])).toMatchObject({ value: ['a', 'c'] });
  expect(multipleChoice.read(question, typed('tea and milk please'), [])).toMatchObject({ kind: 'rejected' });
});

it('reads numbers in words with courtesies around them', () => {
  expect(number.read(questionOf(number, {}), typed("I'd say eight"), [])).toMatchObject({ value: 8 });
  expect(rating.read(questionOf(rating, {}), typed('four stars, please'), [])).toMatchObject({ value: 4 });
  expect(number.read(questionOf(number, {}), typed("I'd say hate"), [])).toMatchObject({ kind: 'rejected' });
});

describe('yes-no', () => {
  const read = (text: string, language = 'en') => yesNo.read(questionOf(yesNo, {}, { language }), typed(text), []);

  it.each<[string, string, boolean]>([
    ['yeah sure', 'en', true],
    ['yes, of course!', 'en', true],
    ['no, not really', 'en', false],
    ['no no no', 'en', false],
    ['absolutely not', 'en', false],
    ['sí, claro', 'es', true],
    ['oui, bien sûr', 'fr', true],
    ['نعم، بالطبع', 'ar', true],
    ['जी हाँ, ज़रूर', 'hi', true],
  ])('reads %j in %s', (text, language, value) => {
    expect(read(text, language)).toMatchObject({ kind: 'answer', value, raw: text });
  });

  it.each(['yes and no', 'ok no', 'yes but only on Mondays', `${'yes '.repeat(20)}`])(
    'does not guess at %j',
    (text) => {
      expect(read(text)).toMatchObject({ kind: 'rejected' });
    },
  );
});

it('leaves long texts alone, and is quick about hostile ones', () => {
  const question = questionOf(singleChoice, {}, { options });
  expect(withoutPleasantries(question, `please ${'x'.repeat(300)}`)).toBeUndefined();
  const begun = performance.now();
  for (let round = 0; round < 50; round += 1) withoutPleasantries(question, `please${' ,'.repeat(90)}x`);
  // Wide: a pattern that grows takes minutes, a busy machine may hold us up for a second.
  expect(performance.now() - begun).toBeLessThan(3_000);
});
