import fc from 'fast-check';
import type { Prompt } from '../../src/flow/prompt.js';
import { wordsByLanguage, wordsFor } from '../../src/flow/words/words.js';

const LANGUAGES = Object.keys(wordsByLanguage);
const EMOJI = ['👍', '👨‍👩‍👧‍👦', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👋🏽', '❤️', '⭐', '✓ ', '1️⃣'];
const PIECES = [
  ...EMOJI,
  ...[
    'Good',
    'good',
    'GOOD',
    'Very good indeed',
    'A',
    'More',
    'Done',
    'Skip',
    'Back',
    ' ',
    '\n',
    '\t',
    '. ',
    '\n\n',
    '(2)',
    '…',
  ],
  ...['جيدة', 'مُمتازة', 'الرياض', 'ـ', 'لا أعرف', 'अच्छा', 'ठीक है', 'बहुत अच्छा', 'क्षि', 'e\u0301', 'ﬁ', 'İ', 'ß'],
  ...['\u200b', '\u200f', '\ufeff', '\u00a0', '\u2028', '\u0000', '\ud83d', '12', '٣'],
];

const piece = fc.constantFrom(...PIECES);
const text = (min: number, max: number) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), {
      minLength: min,
      maxLength: max,
    })
    .map((parts) => parts.join(''));

export const label = fc.oneof(
  { weight: 6, arbitrary: text(1, 4) },
  { weight: 2, arbitrary: text(6, 14) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Good', 'good ', '', ' ', '\u200b', 'More', '✓ Good', 'x'.repeat(60), 'x'.repeat(61)),
  },
);
/** From one word to nine thousand characters. */
export const body = fc.oneof(
  { weight: 5, arbitrary: text(1, 20) },
  { weight: 1, arbitrary: text(200, 1200) },
  { weight: 1, arbitrary: fc.integer({ min: 900, max: 9000 }).map((n) => 'z'.repeat(n)) },
);
const media = fc.record({
  kind: fc.constantFrom('image' as const, 'video' as const, 'document' as const, 'audio' as const),
  link: fc.constant('https://example.org/a'),
});

/** Lines above and below a body, most of them short enough for a place of their own. */
export const lines = fc.record(
  {
    header: fc.oneof({ weight: 3, arbitrary: text(1, 4) }, { weight: 1, arbitrary: text(10, 40) }),
    footer: fc.oneof({ weight: 3, arbitrary: text(1, 4) }, { weight: 1, arbitrary: text(10, 40) }),
  },
  { requiredKeys: [] },
);

/** Something said, of any length, in any script. */
export const statement: fc.Arbitrary<Prompt> = fc
  .record({
    language: fc.constantFrom(...LANGUAGES),
    body,
    around: lines,
    media: fc.option(media, { nil: undefined, freq: 6 }),
    link: fc.option(fc.record({ label, url: fc.constantFrom('https://example.org/x', 'tel:1') }), {
      nil: undefined,
      freq: 6,
    }),
  })
  .map(({ language, body: said, around, media: shown, link }) => ({
    language,
    body: said,
    ...around,
    ...(shown ? { media: shown } : {}),
    ...(link ? { link } : {}),
    words: wordsFor(language).prompt,
  }));

/** A question with 0 to 40 options, long, equal and blank labels among them. */
export const question: fc.Arbitrary<Prompt & { question: NonNullable<Prompt['question']> }> = fc
  .record({
    language: fc.constantFrom(...LANGUAGES),
    body,
    around: lines,
    media: fc.option(media, { nil: undefined, freq: 5 }),
    hint: fc.option(text(1, 5), { nil: undefined }),
    labels: fc.oneof(
      fc.array(label, { maxLength: 4 }),
      fc.array(label, { minLength: 5, maxLength: 12 }),
      fc.array(label, { minLength: 13, maxLength: 40 }),
    ),
    descriptions: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(text(0, 4), { maxLength: 40 }) },
    ),
    picked: fc.option(fc.array(fc.nat(39)), { nil: undefined, freq: 2 }),
    skippable: fc.boolean(),
    locationRequest: fc.boolean(),
  })
  .map(({ body: said, around, media: shown, hint, labels, descriptions, picked, ...rest }) => ({
    language: rest.language,
    body: said,
    ...around,
    ...(shown ? { media: shown } : {}),
    question: {
      sessionId: '0192f1a0-7d2b-7c3e-8f00-0123456789ab',
      stepId: 's'.repeat(64),
      render: 3,
      ...(hint === undefined ? {} : { hint }),
      locationRequest: rest.locationRequest,
      options: labels.map((shownLabel, index) => ({
        id: `o${index}`.padEnd(64, '_'),
        label: shownLabel,
        ...(descriptions[index] === undefined ? {} : { description: descriptions[index] }),
      })),
      page: 0,
      ...(picked ? { multiple: { selected: picked.map((index) => `o${index}`.padEnd(64, '_')) } } : {}),
      skippable: rest.skippable,
    },
    words: wordsFor(rest.language).prompt,
  }));
