import { questionOf } from '../../../../test/fixtures/question.js';
import { foldText } from '../../words/fold.js';
import { wordsByLanguage, wordsFor } from '../../words/words.js';
import type { ReadInput } from '../answer-type.js';
import { consent } from './consent.js';
import { CONSENT_WORDS } from './words.js';

const typed = (text: string): ReadInput => ({ kind: 'text', text });
const tap = (optionId: string): ReadInput => ({ kind: 'option', optionId, title: 'x' });
const body = 'May we keep your answers, Ann?';
const asked = (language = 'en', fields: object = {}) =>
  questionOf(consent, { version: '2026-03', ...fields }, { language, body });

it('keeps the version and the very text that was agreed to', () => {
  expect(consent.read(asked(), tap('agree'), [])).toEqual({
    kind: 'answer',
    value: true,
    raw: 'x',
    label: 'I agree',
    via: 'tap',
    detail: { version: '2026-03', text: body },
  });
  expect(consent.read(asked(), tap('decline'), [])).toMatchObject({
    value: false,
    label: 'I do not agree',
    detail: { version: '2026-03', text: body },
  });
});

it.each([
  ['yes', 'en', true],
  ['I agree', 'en', true],
  ['agreed!', 'en', true],
  ['👍', 'en', true],
  ['1', 'en', true],
  ['no', 'en', false],
  ["I don't agree", 'en', false],
  ['disagree', 'en', false],
  ['👎', 'en', false],
  ['2', 'en', false],
  ['أوافق', 'ar', true],
  ['موافق', 'ar', true],
  ['لا أوافق', 'ar', false],
  ['غير موافق', 'ar', false],
  ['١', 'ar', true],
  ['einverstanden', 'de', true],
  ['stimme nicht zu', 'de', false],
  ['acepto', 'es', true],
  ['no acepto', 'es', false],
  ['j’accepte', 'fr', true],
  ['pas d’accord', 'fr', false],
  ['सहमत हूँ', 'hi', true],
  ['सहमत नहीं', 'hi', false],
  ['२', 'hi', false],
  ['concordo', 'pt', true],
  ['nao concordo', 'pt', false],
])('%j in %s is %s', (text, language, value) => {
  expect(consent.read(asked(language), typed(text), [])).toMatchObject({ kind: 'answer', value, raw: text });
});

it.each<[string, ReadInput, string]>([
  ['half an answer', typed('maybe'), 'unknown-option'],
  ['both', typed('yes and no'), 'unknown-option'],
  ['a third option', typed('3'), 'unknown-option'],
  ['an unknown tap', tap('yes'), 'unknown-option'],
  ['nothing', typed(' '), 'empty'],
  [
    'a voice message',
    { kind: 'other', content: { kind: 'media', media: 'audio', id: 'm', voice: true } },
    'wrong-kind',
  ],
])('rejects %s', (_what, input, reason) => {
  expect(consent.read(asked(), input, [])).toMatchObject({ kind: 'rejected', reason });
});

it('shows the author’s labels, and still understands the words', () => {
  const own = asked('en', { labels: { agree: 'Count me in', decline: { en: 'Rather not' } } });
  expect(consent.present(own, []).options).toEqual([
    { id: 'agree', label: 'Count me in' },
    { id: 'decline', label: 'Rather not' },
  ]);
  expect(consent.read(own, typed('rather not'), [])).toMatchObject({ value: false, label: 'Rather not' });
  expect(consent.read(own, typed('I agree'), [])).toMatchObject({ value: true, label: 'Count me in' });
});

it('proves nothing where it is skipped', () => {
  const optional = questionOf(consent, { version: '1' }, { optional: true });
  const reading = consent.read(optional, typed('skip'), []);
  expect(reading).toMatchObject({ value: null, via: 'skip' });
  expect(reading).not.toHaveProperty('detail');
});

it('wants a version', () => {
  expect(consent.fields.safeParse({}).success).toBe(false);
  expect(consent.fields.safeParse({ version: ' ' }).success).toBe(false);
});

describe.each(Object.entries(CONSENT_WORDS))('%s', (language, { agreeLabel, declineLabel, agree, decline }) => {
  it('fits reply buttons', () => {
    for (const label of [agreeLabel, declineLabel]) expect(label.length).toBeLessThanOrEqual(20);
  });

  it('never takes a no for a yes', () => {
    const { yes, yesLabel, no, noLabel } = wordsFor(language);
    const agreeing = new Set([agreeLabel, ...agree, ...yes, yesLabel].map(foldText));
    expect([declineLabel, ...decline, ...no, noLabel].filter((form) => agreeing.has(foldText(form)))).toEqual([]);
  });
});

it('has words in every language', () => {
  expect(Object.keys(CONSENT_WORDS).sort()).toEqual(Object.keys(wordsByLanguage).sort());
});
