import fc from 'fast-check';
import type { AnswerType, ReadInput } from '../../src/flow/answers/answer-type.js';
import type { AnswerKind } from '../../src/flow/answers/registry.js';
import { answerTypeOf, answerTypes } from '../../src/flow/answers/registry.js';
import { toAsciiDigits } from '../../src/flow/words/fold.js';
import { wordsByLanguage } from '../../src/flow/words/words.js';
import { optionsOf, questionOf } from '../fixtures/question.js';

const LANGUAGES = Object.keys(wordsByLanguage);
const CHOICES = [
  'Good',
  'Very good',
  'جيدة',
  'अच्छा',
  'Food and drink',
  '👍',
  '18–25',
  'Don’t know',
  'C++',
  'C#',
  'وردي',
];

/** A few ways to write each type, so that every field is used. A new type has to name its own here. */
const FIELDS: Record<AnswerKind, object[]> = {
  'single-choice': [{}],
  'multiple-choice': [{}, { min: 1, max: 20 }],
  'yes-no': [{}, { labels: { yes: 'I agree', no: 'Never' } }],
  text: [{}, { minLength: 1, maxLength: 500 }, { pattern: '[A-Z]{2}\\d+' }],
  number: [{}, { min: -5, max: 5, integer: true }, { unit: 'kg' }],
  rating: [
    {},
    { points: 10 },
    { points: 3, scale: 'stars', low: 'Bad', high: 'Great' },
    { points: 3, scale: 'numbers' },
  ],
  nps: [{}, { low: 'No', high: 'Yes' }],
};

const cases = (Object.keys(answerTypes) as AnswerKind[]).flatMap((kind) =>
  FIELDS[kind].flatMap((fields) =>
    LANGUAGES.map((language) => ({ kind, fields, language, name: JSON.stringify(fields) })),
  ),
);

const said = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '1',
        '٣',
        '12',
        '-',
        '–',
        ',',
        '،',
        ' ',
        ' و',
        ' and ',
        ' to ',
        '/',
        '.',
        'out of',
        'Good',
        'good',
        'جيدة',
        'yes',
        'skip',
        'done',
        '👍',
        '⭐',
        '\n',
        '\ud83d',
        '(',
        '[',
        '*',
        '\\',
        '\u0000',
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join('')),
);

const input: fc.Arbitrary<ReadInput> = fc.oneof(
  { weight: 5, arbitrary: said.map((text): ReadInput => ({ kind: 'text', text })) },
  fc.record({
    kind: fc.constantFrom('option' as const, 'toggle' as const),
    optionId: fc.oneof(fc.constantFrom('a', 'b', '1', '10', 'yes', '__proto__'), said),
    title: said,
  }),
  said.map((title): ReadInput => ({ kind: 'done', title })),
  fc.constant<ReadInput>({ kind: 'other', content: { kind: 'unsupported', type: 'poll' } }),
);

const VALUES: Record<AnswerType['valueType'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0),
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value) && value.length > 0 && new Set(value).size === value.length,
};

describe.each(cases)('$kind $name in $language', ({ kind, fields, language }) => {
  const type = answerTypeOf(kind);
  const options = type.options === 'required' ? optionsOf(CHOICES) : [];
  const asked = (optional: boolean) =>
    questionOf(type, fields, { language, languages: ['en', language], options, optional });

  it('carries its own name', () => {
    expect(type.kind).toBe(kind);
    expect(
      type
        .lint(asked(false).fields, { optionIds: options.map(({ id }) => id), optional: false })
        .filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });

  it('reads whatever comes without throwing, and gives values of its own sort', () => {
    fc.assert(
      fc.property(input, fc.boolean(), fc.subarray(['a', 'c', 'k', 'gone']), (anything, optional, selected) => {
        const reading = type.read(asked(optional), anything, selected);
        if (reading.kind === 'rejected') expect(reading.hint).not.toBe('');
        if (reading.kind === 'selection')
          expect(reading.selected.every((id) => options.some((option) => option.id === id))).toBe(true);
        if (reading.kind === 'answer') {
          expect(reading.value === null ? optional : VALUES[type.valueType](reading.value)).toBe(true);
          expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
        }
      }),
      { numRuns: 60 },
    );
  });

  const { options: offered, multiple } = type.present(asked(false));

  it('accepts what it offers: tapped, by number, by label, in another script', () => {
    offered.forEach(({ id, label }, index) => {
      const tap = type.read(asked(false), { kind: multiple ? 'toggle' : 'option', optionId: id, title: label }, []);
      expect(tap).toMatchObject(multiple ? { kind: 'selection', selected: [id] } : { kind: 'answer', label });
      const value = multiple ? [id] : tap.kind === 'answer' ? tap.value : undefined;
      const number = String(index + 1);
      const arabic = number.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
      expect(toAsciiDigits(arabic)).toBe(number);
      for (const text of [number, arabic, `${number}.`, label, ` ${label.toUpperCase()} `]) {
        expect({ text, reading: type.read(asked(false), { kind: 'text', text }, []) }).toMatchObject({
          text,
          reading: { kind: 'answer', value },
        });
      }
    });
  });
});
