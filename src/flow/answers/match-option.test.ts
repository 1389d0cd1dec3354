import { matchOption } from './match-option.js';
import { optionsOf } from '../../../test/fixtures/question.js';

const match = (text: string, options: Parameters<typeof optionsOf>[0]) => {
  const found = matchOption(text, optionsOf(options));
  return found.kind === 'one' ? `${found.id} by ${found.via}` : found.kind === 'several' ? found.ids.join('?') : 'none';
};

const MOODS = ['Good', { label: 'Fair', synonyms: ['so-so', 'OK'] }, 'Poor'];

it.each([
  ['1', 'a by number'],
  ['2.', 'b by number'],
  ['(3)', 'c by number'],
  ['#3', 'c by number'],
  ['٢', 'b by number'],
  ['२', 'b by number'],
  ['2️⃣', 'b by number'],
  ['Good', 'a by label'],
  [' good!! ', 'a by label'],
  ['GOOD 👍', 'a by label'],
  ['✓ Good', 'a by label'],
  ['so so', 'b by synonym'],
  ['ok', 'b by synonym'],
  ['gooood', 'a by near-miss'],
  ['goid', 'a by near-miss'],
  ['4', 'none'],
  ['0', 'none'],
  ['-1', 'none'],
  ['1.5', 'none'],
  ['not good', 'none'],
  ['food', 'none'],
  ['go', 'none'],
  ['', 'none'],
  ['👍', 'none'],
  ['🤷', 'none'],
])('%j among moods: %s', (text, expected) => {
  expect(match(text, MOODS)).toBe(expected);
});

it.each<[string, string[], string]>([
  // Labels that are numbers: the label counts, never the place.
  ['1', ['0', '1', '2', '3+'], 'b by label'],
  ['3', ['0', '1', '2', '3+'], 'd by label'],
  ['4', ['1', '2', '3', '10'], 'none'],
  ['10', ['1', '2', '3', '10'], 'd by label'],
  ['2', ['Under 18', '18–25', '26+ or more'], 'b by number'],
  // Marks that tell labels apart.
  ['C++', ['C', 'C++', 'C#'], 'b by label'],
  ['c', ['C', 'C++', 'C#'], 'a by label'],
  ['>5', ['<5', '>5'], 'b by label'],
  ['A', ['A+', 'A-'], 'a?b'],
  ['10-20', ['10–20', '10–30'], 'a by label'],
  ['10-25', ['10–20', '10–30'], 'none'],
  // Prefixes that turn the meaning round.
  ['unlikely', ['Likely', 'Very likely'], 'none'],
  ['dissatisfied', ['Satisfied', 'Neutral'], 'none'],
  ['unsatisfied', ['Satisfied', 'Neutral'], 'none'],
  // First words, where they are only one option's.
  ['yes', ['Yes, definitely', 'No, never'], 'a by near-miss'],
  ['very', ['Very good', 'Very bad'], 'a?b'],
  ['ver', ['Very good', 'Fair'], 'none'],
  ['Very long la…', ['Very long label indeed', 'Other'], 'a by near-miss'],
  // Typos, and where they could be two options.
  ['definitly', ['Definitely', 'Maybe'], 'a by near-miss'],
  ['berlim', ['Berlin', 'Bern', 'Bonn'], 'a by near-miss'],
  ['cate', ['cafe', 'cake'], 'a?b'],
  // Other scripts.
  ['جيده', ['جيدة', 'سيئة'], 'a by label'],
  ['سَيِّئة', ['جيدة', 'سيئة'], 'b by label'],
  ['ठीक', ['ठीक है', 'बुरा'], 'a by near-miss'],
  ['👎🏾', ['👍', '👎'], 'b by label'],
  ['Same', ['Same', 'same '], 'a?b'],
])('%j among %j: %s', (text, labels, expected) => {
  expect(match(text, labels)).toBe(expected);
});
