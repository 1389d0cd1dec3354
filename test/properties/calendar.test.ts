import fc from 'fast-check';
import type { AnswerType, ReadInput } from '../../src/flow/answers/answer-type.js';
import { answerTypeOf } from '../../src/flow/answers/registry.js';
import { wordsByLanguage } from '../../src/flow/words/words.js';
import { questionOf } from '../fixtures/question.js';

const LANGUAGES = Object.keys(wordsByLanguage);
const FIELDS: [string, object][] = [
  ['date', {}],
  ['date', { min: 'today - 18y', max: 'today' }],
  ['time', {}],
  ['time', { min: '08:00' }],
  ['date-time', {}],
  ['date-time', { min: 'now' }],
];
const ISO: Record<string, RegExp> = {
  date: /^(1[89]|2[01])\d\d-[01]\d-[0-3]\d$/,
  time: /^[0-2]\d:[0-5]\d$/,
  'date-time': /^(1[89]|2[01])\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d$/,
};

/** Pieces of dates and times in all languages, so that the grammar is walked through and not only missed. */
const said = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 150 }),
  fc
    .array(
      fc.oneof(
        fc.integer({ min: -1, max: 2300 }).map(String),
        fc.constantFrom(
          ...['/', '.', '-', ':', ',', ' ', ' ', ' ', 'T', 'h', '\n', '|', ';', '(', '\u200f'],
          ...['tomorrow', 'next ', 'last ', 'Friday', 'sat', 'May', 'in ', ' days', ' ago', ' later', ' hours', 'the '],
          ...['am', 'pm', 'noon', 'half past ', 'quarter to ', 'at ', 'Uhr', 'halb ', 'morgen', 'vor ', ' Tagen'],
          ...[
            'midi',
            'demain',
            'mañana',
            ' y media',
            'de la tarde',
            'amanhã',
            'dia ',
            'الساعة ',
            'غدا',
            ' مساء',
            'آذار',
          ],
          ...[
            'कल',
            'परसों',
            'साढ़े ',
            ' बजे',
            'मार्च',
            '١٠',
            '३१',
            '2026',
            '31',
            '29',
            '1e9',
            '00',
            '24:00',
            'end of the month',
          ],
        ),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });
const timezone = fc.constantFrom(
  'UTC',
  'Africa/Cairo',
  'Asia/Kolkata',
  'America/New_York',
  'Pacific/Apia',
  'No/Where',
  '',
);
const contact = fc.record(
  {
    language: fc.oneof(fc.constantFrom('en-US', 'en_GB', 'ja', 'sv-SE', 'en-a', ''), fc.string()),
    phone: fc.oneof(fc.constantFrom('+12025550123', '+201001234567', '+80012345678'), fc.string()),
  },
  { requiredKeys: [] },
);
const cases = FIELDS.flatMap(([kind, fields]) => LANGUAGES.map((language) => ({ kind, fields, language })));

describe.each(cases)('$kind $fields in $language', ({ kind, fields, language }) => {
  const type: AnswerType = answerTypeOf(kind as 'date');
  const asked = (now: number, zone: string, of: object = {}) =>
    questionOf(type, fields, {
      language,
      languages: [language, 'fr'],
      now,
      timezone: zone,
      contact: { attributes: {}, ...of },
    });
  const typed = (text: string): ReadInput => ({ kind: 'text', text });

  it('never throws, gives real values, and the same for the same', () => {
    fc.assert(
      fc.property(said, instant, timezone, contact, (text, now, zone, of) => {
        const question = asked(now, zone, of);
        const reading = type.read(question, typed(text), []);
        expect(type.read(question, typed(text), [])).toEqual(reading);
        if (reading.kind === 'rejected') expect(reading.hint).not.toMatch(/undefined|Invalid|NaN|^$/);
        if (reading.kind !== 'answer') return;
        expect(reading.value).toMatch(ISO[kind] ?? /^$/);
        expect(reading.label).not.toMatch(/Invalid|NaN|^$/);
        // What is stored reads as itself, in every language and at any time.
        expect(type.read({ ...question, fields: {} }, typed(String(reading.value)), [])).toMatchObject({
          value: reading.value,
        });
      }),
      { numRuns: 40 },
    );
  });
});

it.each(['date', 'time', 'date-time'] as const)('%s takes no time over long texts', (kind) => {
  const type: AnswerType = answerTypeOf(kind);
  const question = questionOf(type, {}, { language: 'hi', languages: LANGUAGES });
  for (const piece of [
    '1/',
    '1 ',
    '10:',
    'next ',
    'in 1 day ',
    'كانون ',
    'ﷺ',
    '１',
    'half past ',
    'march ',
    '5 and ',
  ]) {
    const started = performance.now();
    type.read(question, { kind: 'text', text: piece.repeat(20_000).slice(0, 99) }, []);
    expect(type.read(question, { kind: 'text', text: piece.repeat(10_000) }, [])).toMatchObject({
      reason: `not-a-${kind}`,
    });
    // Wide: a pattern that grows takes minutes, a busy machine may hold us up for a second.
    expect(performance.now() - started).toBeLessThan(2_500);
  }
});
