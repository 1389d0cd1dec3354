import { wordsByLanguage, wordsFor } from './words.js';
import { foldText } from './fold.js';

const languages = Object.entries(wordsByLanguage);

/** WhatsApp's limits for the places where each word stands. */
const LIMITS = { choose: 20, more: 24, back: 24, done: 24, skip: 20 } as const;

describe.each(languages)('%s', (_language, words) => {
  it.each(Object.entries(LIMITS))('%s fits its place', (name, max) => {
    const word = words.prompt[name as keyof typeof LIMITS];
    expect(word.length).toBeLessThanOrEqual(max);
    expect(word).toBe(word.trim().normalize('NFC'));
  });

  it('fits yes and no on reply buttons', () => {
    expect(words.yesLabel.length).toBeLessThanOrEqual(20);
    expect(words.noLabel.length).toBeLessThanOrEqual(20);
  });

  it('has a sentence for everything', () => {
    const sentences = [
      ...Object.values(words.prompt),
      ...Object.values(words.engine),
      words.numberFromTo(0, 10),
      ...rejections(words),
    ];
    expect(sentences.filter((sentence) => sentence.trim() === '' || sentence.includes('undefined'))).toEqual([]);
  });

  it('names both ends of a range, one, or none', () => {
    const range = words.rejected['out-of-range'];
    expect(range({ min: 3, max: 77 })).toMatch(/3.*77/);
    expect(range({ min: 3, max: undefined })).toMatch(/3/);
    expect(range({ min: undefined, max: 77 })).toMatch(/77/);
    expect(range({ min: undefined, max: undefined })).not.toMatch(/\d/);
  });

  it('understands numbers up to ten in words, each as one number', () => {
    expect(words.numbers).toHaveLength(11);
    const forms = words.numbers.flatMap((said) => said.map(foldText));
    expect(new Set(forms).size).toBe(forms.length);
  });

  it('keeps what means different things apart', () => {
    const meanings = [
      words.keywords.stop,
      words.keywords.restart,
      [words.prompt.skip, ...words.skip],
      [words.prompt.done, ...words.done],
      words.all,
    ].map((forms) => new Set(forms.map(foldText)));
    const all = meanings.flatMap((forms) => [...forms]);
    expect(all.filter((form, index) => form === '' || all.indexOf(form) !== index)).toEqual([]);
    const yes = new Set([words.yesLabel, ...words.yes].map(foldText));
    expect([words.noLabel, ...words.no].filter((form) => yes.has(foldText(form)))).toEqual([]);
  });

  it('obeys STOP, and takes back with START what it says so of', () => {
    expect(words.keywords.stop).toContain('stop');
    expect(words.engine.stopped).toContain('START');
    expect(words.keywords.restart).toContain('start');
  });

  it('says how to skip with a word that skips', () => {
    const said = foldText(words.prompt.replyWithSkip);
    expect(words.skip.some((word) => said.includes(foldText(word)))).toBe(true);
  });
});

function rejections({ rejected }: (typeof wordsByLanguage)['en' | 'ar']): string[] {
  return [
    rejected.empty({}),
    rejected['unknown-option']({}),
    rejected.ambiguous({ labels: ['a', 'b'] }),
    rejected['not-a-number']({}),
    rejected['not-an-integer']({}),
    rejected.pattern({}),
    rejected.exclusive({ label: 'None' }),
    ...[1, 2, 3, 11, 100, 103].flatMap((n) => [
      rejected['too-short']({ min: n }),
      rejected['too-long']({ max: n }),
      rejected['too-few']({ min: n }),
      rejected['too-many']({ max: n }),
    ]),
  ];
}

it.each([
  ['pt-BR', 'pt'],
  ['pt_BR', 'pt'],
  ['AR-eg', 'ar'],
  ['de-Latn-AT-1996', 'de'],
  ['zh-Hant', 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['english please', 'en'],
  ['constructor', 'en'],
] as const)('the words for "%s" are those of %s', (tag, language) => {
  expect(wordsFor(tag)).toBe(wordsByLanguage[language]);
});

it('counts in Arabic as Arabic does', () => {
  const { rejected } = wordsFor('ar');
  expect(rejected['too-few']({ min: 1 })).toContain('خيارًا واحدًا');
  expect(rejected['too-few']({ min: 2 })).toContain('خيارين');
  expect(rejected['too-few']({ min: 3 })).toContain('3 خيارات');
  expect(rejected['too-few']({ min: 11 })).toContain('11 خيارًا');
});
