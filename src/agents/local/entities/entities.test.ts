import { NOW, CAIRO } from '../../../../test/fixtures/local-agent.js';
import { tokenizerOf } from '../matching/tokenizer.js';
import { patternReader } from './pattern-reader.js';
import { systemReader } from './system-entities.js';
import { Utterance } from './utterance.js';
import { WordLexicon } from './word-lexicon.js';

const english = tokenizerOf('en');
const found = (entity: string, text: string, { locale = 'en', isAnswer = false } = {}) => {
  const tokenizer = tokenizerOf(locale);
  const said = new Utterance(text, tokenizer, { now: NOW, timezone: CAIRO, locale }, isAnswer);
  return systemReader(entity, tokenizer)?.(said).map(({ start, end, value }) => [text.slice(start, end), value]);
};

test.each([
  [
    'sys.number',
    'I want 3 or 4.5, no, two',
    [
      ['3', 3],
      ['4.5', 4.5],
      ['two', 2],
    ],
  ],
  ['sys.number-integer', '4.5 or 5', [['5', 5]]],
  [
    'sys.percentage',
    'about 30% or 5 percent',
    [
      ['30%', '30%'],
      ['5 percent', '5%'],
    ],
  ],
  ['sys.email', 'mail ann@x.org, please', [['ann@x.org,', 'ann@x.org']]],
  ['sys.url', 'see https://x.example/a. And e.g. this', [['https://x.example/a.', 'https://x.example/a']]],
  ['sys.phone-number', 'call +44 20 7946 0958 now', [['+44 20 7946 0958', '+442079460958']]],
  ['sys.phone-number', 'it is 0100 123 4567', [['0100 123 4567', '01001234567']]],
  [
    'sys.date',
    'from 12 March to 15 March',
    [
      ['12 March', '2026-03-12T12:00:00+02:00'],
      ['15 March', '2026-03-15T12:00:00+02:00'],
    ],
  ],
  ['sys.date', 'a table for tomorrow, please', [['tomorrow', '2026-03-11T12:00:00+02:00']]],
  ['sys.date', 'for 4', []],
  ['sys.time', 'at 5:30 pm please', [['5:30 pm', '2026-03-10T17:30:00+02:00']]],
  ['sys.time', 'in two hours', [['in two hours', '2026-03-10T13:00:00+02:00']]],
  ['sys.date-time', 'tomorrow at 5 pm, ok', [['tomorrow at 5 pm', '2026-03-11T17:00:00+02:00']]],
  // Nine has passed at eleven.
  ['sys.date-time', 'at 9 am', [['9 am', '2026-03-11T09:00:00+02:00']]],
  [
    'sys.geo-country',
    'from South Africa to Peru',
    [
      ['South Africa', 'South Africa'],
      ['Peru', 'Peru'],
    ],
  ],
])('@%s in "%s"', (entity, text, expected) => {
  expect(found(entity, text)).toEqual(expected);
});

test('other languages and digits', () => {
  expect(found('sys.number', 'أريد ٣ قطع', { locale: 'ar' })).toEqual([['٣', 3]]);
  expect(found('sys.date', 'غدا من فضلك', { locale: 'ar' })).toEqual([['غدا', '2026-03-11T12:00:00+02:00']]);
  expect(found('sys.date', 'mañana por favor', { locale: 'es-MX' })).toEqual([['mañana', '2026-03-11T12:00:00+02:00']]);
  expect(found('sys.phone-number', '020 7946 0958', { locale: 'en-GB' })).toEqual([['020 7946 0958', '+442079460958']]);
});

test('a bare number is a time only where one was asked for', () => {
  expect(found('sys.time', '17')).toEqual([]);
  expect(found('sys.time', '17', { isAnswer: true })).toEqual([['17', '2026-03-10T17:00:00+02:00']]);
  expect(found('sys.date-time', '17')).toEqual([]);
  expect(found('sys.date-time', '17', { isAnswer: true })).toEqual([['17', '2026-03-10T17:00:00+02:00']]);
});

test('words: the longest name wins, plurals and marks do not matter', () => {
  const entries = [
    { value: 'york', synonyms: ['York'] },
    { value: 'new-york', synonyms: ['New York', 'NYC'] },
    { value: 'shoe', synonyms: ['shoe'] },
    { value: 'thumb', synonyms: ['👍'] },
  ];
  const lexicon = new WordLexicon(entries, english, false);
  const values = (text: string) => lexicon.mentions(text, english.tokens(text)).map(({ value }) => value);
  expect(values('from York to new-york in SHOES')).toEqual(['york', 'new-york', 'shoe']);
  expect(values('👍🏾')).toEqual(['thumb']);
  expect(values('')).toEqual([]);
});

test('words: a slip that could be two values is none', () => {
  const fuzzy = (...values: string[]) =>
    new WordLexicon(
      values.map((value) => ({ value, synonyms: [value] })),
      english,
      true,
    ).mentions('stone', english.tokens('stone'));
  expect(fuzzy('stove').map(({ value }) => value)).toEqual(['stove']);
  expect(fuzzy('stove', 'store')).toEqual([]);
});

test('patterns: runs of whole words, small letters or capital ones, each pattern in bounded time', () => {
  const read = patternReader([
    { value: '\\bNW-?\\d{5}\\b', synonyms: [] },
    { value: 'A B', synonyms: ['(a+)+!'] },
  ]);
  const text = 'orders nw12345, (NW-55120) and a b';
  expect(read(text).map(({ value }) => value)).toEqual(['nw12345', 'NW-55120', 'a b']);
  const started = performance.now();
  expect(read('a'.repeat(256))).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5_000);
});
