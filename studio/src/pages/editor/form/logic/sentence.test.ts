import fc from 'fast-check';
import { readCondition, TESTS, writeCondition, type Clause, type Sentence } from './sentence.js';

const name = fc
  .stringMatching(/^[a-z_][a-z0-9_]{0,8}$/u)
  .filter((text) => !['true', 'false', 'null', 'in'].includes(text));
const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\n'));
const value = fc.oneof(text, fc.integer(), fc.boolean());
const clause: fc.Arbitrary<Clause> = fc
  .record({ question: name, test: fc.constantFrom(...TESTS), value, text })
  .map(({ question, test, value: given, text: item }) => {
    if (test === 'answered' || test === 'unanswered') return { question, test };
    return { question, test, value: test === 'has' ? item : given };
  });
const sentence: fc.Arbitrary<Sentence> = fc
  .record({ join: fc.constantFrom('and' as const, 'or' as const), clauses: fc.array(clause, { maxLength: 4 }) })
  .map((made) => (made.clauses.length > 1 ? made : { ...made, join: 'and' }));

it('reads back whatever it writes', () => {
  fc.assert(fc.property(sentence, (made) => expect(readCondition(writeCondition(made))).toEqual(made)));
});

it.each(['size(likes) > 2', "a == 'x' && b == 'y' || c", "drink in ['tea']", 'a + 1 == 2', "why.contains('late')"])(
  'leaves what is richer to the expression: %s',
  (condition) => expect(readCondition(condition)).toBeUndefined(),
);

it('reads a bare yes-no', () => {
  expect(readCondition('helped && !late')).toEqual({
    join: 'and',
    clauses: [
      { question: 'helped', test: 'is', value: true },
      { question: 'late', test: 'is', value: false },
    ],
  });
});
