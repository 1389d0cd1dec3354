import { questionOf } from '../../../../test/fixtures/question.js';
import type { ReadInput } from '../answer-type.js';
import { language } from './language.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const sticker: ReadInput = { kind: 'other', content: { kind: 'media', media: 'sticker', id: 'm' } };
const languages = ['en', 'ar', 'es', 'pt-BR'];
const question = questionOf(language, {}, { languages });

it('offers each language in its own name', () => {
  expect(language.present(question, []).options).toEqual([
    { id: 'en', label: 'English' },
    { id: 'ar', label: 'العربية' },
    { id: 'es', label: 'Español' },
    { id: 'pt-BR', label: 'Português (Brasil)' },
  ]);
});

it('goes on in the language that was tapped', () => {
  expect(language.read(question, { kind: 'option', optionId: 'ar', title: 'x' }, [])).toEqual({
    kind: 'answer',
    value: 'ar',
    raw: 'x',
    label: 'العربية',
    via: 'tap',
    language: 'ar',
  });
});

it.each([
  ['Arabic', 'ar'],
  ['عربي', 'ar'],
  ['العربية', 'ar'],
  ['árabe', 'ar'],
  ['arabe', 'ar'],
  ['ar', 'ar'],
  ['inglés', 'en'],
  ['انجليزي', 'en'],
  ['الإنجليزية', 'en'],
  ['castellano', 'es'],
  ['إسباني', 'es'],
  ['portugués', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['2', 'ar'],
  ['٢', 'ar'],
  ['२', 'ar'],
])('reads %j as %s', (text, tag) => {
  expect(language.read(question, typed(text), [])).toMatchObject({ kind: 'answer', value: tag, language: tag });
});

it.each<[ReadInput, string]>([
  [typed('Klingon'), 'unknown-option'],
  [typed('5'), 'unknown-option'],
  [typed('German'), 'unknown-option'],
  [typed(''), 'empty'],
  [{ kind: 'option', optionId: 'de', title: 'x' }, 'unknown-option'],
  [sticker, 'wrong-kind'],
])('rejects %j', (input, reason) => {
  expect(language.read(question, input, [])).toMatchObject({ kind: 'rejected', reason });
});

it('is skipped without another language', () => {
  const optional = questionOf(language, {}, { languages, optional: true });
  const reading = language.read(optional, typed('skip'), []);
  expect(reading).toMatchObject({ value: null });
  expect(reading).not.toHaveProperty('language');
});

it('needs a choice', () => {
  const lint = (given: string[]) => language.lint({}, { optionIds: [], optional: false, languages: given });
  expect(lint(['en'])).toMatchObject([{ severity: 'error', rule: 'language-single' }]);
  expect(lint(['en', 'ar'])).toEqual([]);
});
