import fc from 'fast-check';
import type { AnswerType, InboundMedia, ReadInput } from '../../src/flow/answers/answer-type.js';
import type { AnswerKind } from '../../src/flow/answers/registry.js';
import { answerTypeOf, answerTypes } from '../../src/flow/answers/registry.js';
import { TYPE_IT, rejectKind } from '../../src/flow/answers/wrong-kind.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { Prompt } from '../../src/flow/prompt.js';
import { toAsciiDigits } from '../../src/flow/words/fold.js';
import { inOurs, wordsByLanguage, wordsFor } from '../../src/flow/words/words.js';
import { checkMessage } from '../../src/rendering/check-message.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
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
  'multiple-choice': [{}, { min: 1, max: 20 }, { selectAll: true }],
  'yes-no': [{}, { labels: { yes: 'I agree', no: 'Never' } }],
  text: [{}, { minLength: 1, maxLength: 500 }, { pattern: '[A-Z]{2}\\d+' }],
  number: [{}, { min: -5, max: 5, integer: true }, { unit: 'kg' }],
  integer: [{}, { min: 0, max: 5, unit: 'kg' }],
  date: [{}, { min: 'today', max: 'today + 30d', suggest: true }],
  time: [{}, { min: '08:00', max: '18:00' }],
  'date-time': [{}, { min: 'now', max: 'today + 1y' }],
  rating: [
    {},
    { points: 10 },
    { points: 3, scale: 'stars', low: 'Bad', high: 'Great' },
    { points: 3, scale: 'numbers' },
    { points: 4, scale: 'smileys' },
  ],
  nps: [{}, { low: 'No', high: 'Yes' }],
  csat: [{}, { points: 3 }, { points: 7 }, { points: 4, scale: 'stars', low: 'Bad' }],
  ces: [{}, { points: 5, scale: 'smileys', high: 'Yes' }],
  ranking: [{}, { top: 3 }],
  matrix: [
    ['x', 'y'],
    ['x', 'y', 'z'],
  ].map((rows) => ({ rows: rows.map((id) => ({ id, label: id })) })),
  consent: [{ version: '1' }, { version: '2', labels: { agree: 'I am in', decline: 'Count me out' } }],
  language: [{}],
  email: [{}],
  phone: [{}, { country: 'EG', mobile: true }],
  url: [{}],
  contact: [{}, { country: 'IN' }],
  location: [{}],
  image: [{}],
  video: [{}],
  audio: [{}],
  document: [{}, { types: ['pdf', 'jpg'] }],
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
        '@',
        'ann',
        'x.org',
        'https://',
        ' at ',
        ' dot ',
        '+20',
        '0100 123 4567',
        '30.04',
        '°',
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join('')),
);

const maybe = fc.option(said, { nil: undefined });
const media: fc.Arbitrary<InboundMedia> = fc
  .record({
    media: fc.constantFrom('image', 'video', 'audio', 'document', 'sticker'),
    id: said,
    mime: fc.option(fc.constantFrom('image/png', 'application/pdf', 'audio/ogg; codecs=opus', ';', ''), {
      nil: undefined,
    }),
    filename: fc.option(fc.oneof(fc.constantFrom('cv.pdf', 'a.JPG', '.', 'x.__proto__'), said), { nil: undefined }),
    caption: maybe,
    voice: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ media, id, mime, filename, caption, voice }) => ({
    kind: 'media',
    media,
    id,
    ...(mime !== undefined && { mime }),
    ...(filename !== undefined && { filename }),
    ...(caption !== undefined && { caption }),
    ...(voice !== undefined && { voice }),
  }));
const things: fc.Arbitrary<InboundContent> = fc.oneof(
  media,
  fc
    .record({ latitude: fc.double(), longitude: fc.double({ min: -200, max: 200 }), name: maybe })
    .map(({ name, ...place }): InboundContent => ({ kind: 'location', ...place, ...(name !== undefined && { name }) })),
  fc
    .array(
      fc.record({ name: said, phones: fc.array(fc.oneof(said, fc.constant('+201001234567')), { maxLength: 3 }) }),
      {
        maxLength: 2,
      },
    )
    .map((contacts): InboundContent => ({ kind: 'contacts', contacts, requested: false })),
  fc.constantFrom<InboundContent>(
    { kind: 'order', items: [] },
    { kind: 'form', name: 'flow', data: {} },
    { kind: 'unsupported', type: 'poll' },
    { kind: 'reaction', emoji: '👍', messageId: 'm' },
  ),
);

const input: fc.Arbitrary<ReadInput> = fc.oneof(
  { weight: 5, arbitrary: said.map((text): ReadInput => ({ kind: 'text', text })) },
  fc.record({
    kind: fc.constantFrom('option' as const, 'toggle' as const),
    optionId: fc.oneof(fc.constantFrom('a', 'b', '1', '10', 'yes', '__proto__'), said),
    title: said,
  }),
  said.map((title): ReadInput => ({ kind: 'done', title })),
  fc.record({ text: said, media }).map((captioned): ReadInput => ({ kind: 'text', ...captioned })),
  { weight: 3, arbitrary: things.map((content): ReadInput => ({ kind: 'other', content })) },
);

const VALUES: Record<AnswerType['valueType'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0),
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value) && value.length > 0 && new Set(value).size === value.length,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** States of all types, some of them of another one: what is kept may be older than the flow. */
const SELECTED = ['a', 'c', 'k', 'gone', '*', '?', 'x.a', 'y.a', 'z.a'];

/** Ids of options in the value of a question that has options. */
function namedIn(value: unknown): unknown[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).filter((id) => id !== null) : [];
}

describe.each(cases)('$kind $name in $language', ({ kind, fields, language }) => {
  const type = answerTypeOf(kind);
  const options = type.options === 'required' ? optionsOf(CHOICES) : [];
  const asked = (optional: boolean) =>
    questionOf(type, fields, { language, languages: ['en', language], options, optional });

  it('carries its own name', () => {
    expect(type.kind).toBe(kind);
    expect(
      type
        .lint(asked(false).fields, { optionIds: options.map(({ id }) => id), optional: false, languages: ['en', 'ar'] })
        .filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });

  it('reads whatever comes without throwing, and gives values of its own sort', () => {
    fc.assert(
      fc.property(input, fc.boolean(), fc.subarray(SELECTED), (anything, optional, selected) => {
        const reading = type.read(asked(optional), anything, selected);
        if (reading.kind === 'rejected') expect(reading.hint).not.toBe('');
        if (reading.kind === 'selection')
          expect(
            reading.selected.filter((id) => id === 'gone' || !SELECTED.includes(id.replace(/[b-k]$/, 'a'))),
          ).toEqual([]);
        if (reading.kind === 'answer') {
          expect(
            namedIn(reading.value).filter((id) => options.length > 0 && !options.some((o) => o.id === id)),
          ).toEqual([]);
          expect(reading.value === null ? optional : VALUES[type.valueType](reading.value)).toBe(true);
          expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says of what it cannot use what it was', () => {
    fc.assert(
      fc.property(things, (content) => {
        const sent: ReadInput = { kind: 'other', content };
        const reading = type.read(asked(false), sent, []);
        if (reading.kind !== 'rejected' || reading.reason !== 'wrong-kind') return;
        const named = rejectKind(language, sent).hint.replace(inOurs(TYPE_IT, language), '');
        expect(reading).toMatchObject({ hint: expect.stringContaining(named) });
      }),
      { numRuns: 30 },
    );
  });

  it("is shown within WhatsApp's limits, whatever was given so far", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.subarray(SELECTED), fc.nat(3), (skippable, selected, page) => {
        const { multiple, detail, ...shown } = type.present(asked(skippable), selected);
        const prompt: Prompt = {
          language,
          body: ['What do you say?', detail].filter(Boolean).join('\n'),
          words: wordsFor(language).prompt,
          question: {
            ...shown,
            ...{
              sessionId: '0192f1a0-7d2b-7c3e-8f00-0123456789ab',
              stepId: 's'.repeat(64),
              render: 3,
              page,
              skippable,
            },
            ...(multiple && { multiple: { selected: [...selected] } }),
          },
        };
        const messages = renderPrompts([prompt], whatsappCapabilities);
        expect(messages.length).toBeGreaterThan(0);
        expect(messages.flatMap((message) => checkMessage(message, whatsappCapabilities))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  const { options: offered, multiple } = type.present(asked(false), []);

  it('accepts what it offers: tapped, by number, by label, in another script', () => {
    offered.forEach(({ id, label }, index) => {
      const tap = type.read(asked(false), { kind: multiple ? 'toggle' : 'option', optionId: id, title: label }, []);
      // A row of ours ("select all") is no option; its own test knows what it does.
      if (multiple && !options.some((option) => option.id === id)) return;
      if (multiple) expect(tap).toMatchObject({ kind: 'selection', selected: [id] });
      // A day that is offered as "Today" is kept as the day it is: it is read on other days.
      else if (tap.kind === 'answer')
        expect(kind === 'date' ? tap.value : tap.label).toBe(kind === 'date' ? id : label);
      else expect(tap).toMatchObject({ kind: 'selection', selected: [id] });
      // Typed, one option is an answer at once, or the same part of one as a tap.
      const reached = multiple
        ? { kind: 'answer', value: [id] }
        : tap.kind === 'answer'
          ? { kind: 'answer', value: tap.value }
          : tap;
      const number = String(index + 1);
      const arabic = number.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
      expect(toAsciiDigits(arabic)).toBe(number);
      for (const text of [number, arabic, `${number}.`, label, ` ${label.toUpperCase()} `]) {
        expect({ text, reading: type.read(asked(false), { kind: 'text', text }, []) }).toMatchObject({
          text,
          reading: reached,
        });
      }
    });
  });
});
