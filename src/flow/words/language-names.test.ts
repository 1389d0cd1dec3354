import { languageNamed, languageNames, ownLanguageName } from './language-names.js';

test.each([
  ['en', 'English'],
  ['es', 'Español'],
  ['ar', 'العربية'],
  ['hi', 'हिन्दी'],
  ['pt-BR', 'Português (Brasil)'],
  ['fr', 'Français'],
])('%s is called %s by its speakers', (tag, name) => {
  expect(ownLanguageName(tag)).toBe(name);
});

const languages = ['en', 'ar', 'hi', 'pt-BR'];

test.each([
  ['English', 'en'],
  ['EN', 'en'],
  ['الإنجليزية', 'en'],
  ['अंग्रेज़ी', 'en'],
  ['العربيه', 'ar'],
  ['عربي', 'ar'],
  ['Arabic', 'ar'],
  ['árabe', 'ar'],
  ['हिंदी', 'hi'],
  ['hindi', 'hi'],
  ['Portuguese', 'pt-BR'],
  ['português!', 'pt-BR'],
  ['pt', 'pt-BR'],
])('"%s" names %s', (text, tag) => {
  expect(languageNamed(text, languages)).toBe(tag);
});

test.each(['French', 'I speak English', '', '👍', 'constructor', 'x'.repeat(5_000)])('"%s" names none', (text) => {
  expect(languageNamed(text, languages)).toBeUndefined();
});

test('a name that two of them have names neither', () => {
  const portuguese = ['pt-BR', 'pt-PT', 'es'];
  expect(languageNamed('Portuguese', portuguese)).toBeUndefined();
  expect(languageNamed('Português (Portugal)', portuguese)).toBe('pt-PT');
  expect(languageNames('pt-BR', portuguese)).not.toContain('português');
});

test('a tag that Intl does not know is its own name', () => {
  expect(ownLanguageName('en-a')).toBe('en-a');
});
