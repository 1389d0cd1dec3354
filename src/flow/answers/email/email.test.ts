import { questionOf } from '../../../../test/fixtures/question.js';
import { wordsByLanguage } from '../../words/words.js';
import { email } from './email.js';

const read = (text: string, language = 'en', optional = false) =>
  email.read(questionOf(email, {}, { language, optional }), { kind: 'text', text }, []);

it.each<[string, string]>([
  ['ann@x.org', 'ann@x.org'],
  ['  Ann.Lee+shop@Mail.Example.ORG \n', 'Ann.Lee+shop@mail.example.org'],
  ['my mail is ann@x.org', 'ann@x.org'],
  ['my mail is ann@x.org.', 'ann@x.org'],
  ['It’s ann@x.org, thanks!', 'ann@x.org'],
  ['<ann@x.org>', 'ann@x.org'],
  ['"Ann Lee" <ann@x.org>', 'ann@x.org'],
  ['(ann@x.org)', 'ann@x.org'],
  ['mailto:ann@x.org', 'ann@x.org'],
  ['Email:ann@x.org', 'ann@x.org'],
  ['*ann@x.org*', 'ann@x.org'],
  ['ann@x.org\nann@X.org', 'ann@x.org'],
  ['ann @ x.org', 'ann@x.org'],
  ['ann at x dot org', 'ann@x.org'],
  ['ann (at) x.org', 'ann@x.org'],
  ['ann[at]x[dot]org', 'ann@x.org'],
  ['ana arroba correo punto es', 'ana@correo.es'],
  ['ann ät post punkt de', 'ann@post.de'],
  ['ann@münchen.de', 'ann@xn--mnchen-3ya.de'],
  ['ａｎｎ＠ｘ．ｏｒｇ', 'ann@x.org'],
  ['بريدي هو ann@x.org، شكرًا', 'ann@x.org'],
  ['ann٧@x.org', 'ann7@x.org'],
  ['मेरा ईमेल ann@x.org है।', 'ann@x.org'],
  ['ann@x.org।', 'ann@x.org'],
  ['ann\u200b@x.org', 'ann@x.org'],
])('reads %j', (said, value) => {
  expect(read(said)).toEqual({ kind: 'answer', value, raw: said, label: value, via: 'typed' });
});

it.each<[string, string]>([
  ['', 'empty'],
  ['ann', 'not-an-email'],
  ['12', 'not-an-email'],
  ['@ann', 'not-an-email'],
  ['ann@x', 'not-an-email'],
  ['ann@localhost', 'not-an-email'],
  ['ann@1.2.3.4', 'not-an-email'],
  ['ann..lee@x.org', 'not-an-email'],
  ['josé@x.org', 'not-an-email'],
  ['ann@x..org', 'not-an-email'],
  ['a@b@c', 'not-an-email'],
  ['meet me at home', 'not-an-email'],
  ['lunch at cafe.com', 'not-an-email'],
  ['I live at x dot org', 'not-an-email'],
  ['see you @ home', 'not-an-email'],
  [`${'a'.repeat(65)}@x.org`, 'not-an-email'],
  [`a@${'b'.repeat(64)}.org`, 'not-an-email'],
  ['ann@x.org or bob@x.org', 'ambiguous'],
  ['x'.repeat(5_000) + ' ann@x.org', 'not-an-email'],
])('refuses %j: %s', (said, reason) => {
  expect(read(said)).toMatchObject({ kind: 'rejected', reason });
});

it('names the addresses it cannot decide between', () => {
  expect(read('ann@x.org, bob@x.org')).toMatchObject({ hint: expect.stringContaining('ann@x.org / bob@x.org') });
});

it('says how an address looks, in each language', () => {
  const hints = Object.keys(wordsByLanguage).map((language) => {
    const reading = read('ann', language);
    return reading.kind === 'rejected' ? reading.hint : '';
  });
  expect(hints.filter((hint) => hint.includes('ann@example.com'))).toHaveLength(7);
  expect(new Set(hints).size).toBe(7);
});

it('is skipped where it may be', () => {
  expect(read('skip', 'en', true)).toMatchObject({ value: null, via: 'skip' });
  expect(read('skip')).toMatchObject({ reason: 'not-an-email' });
});

it('takes the caption of a picture and the title of a tap', () => {
  const asked = questionOf(email, {});
  const media = { kind: 'media', media: 'image', id: 'm' } as const;
  expect(email.read(asked, { kind: 'text', text: 'ann@x.org', media }, [])).toMatchObject({ value: 'ann@x.org' });
  expect(email.read(asked, { kind: 'option', optionId: 'o', title: 'ann@x.org' }, [])).toMatchObject({
    value: 'ann@x.org',
  });
});
