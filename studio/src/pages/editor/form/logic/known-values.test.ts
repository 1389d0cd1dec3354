import { compileFlow } from '@core/flow/compile.js';
import { answerTypes } from '@core/flow/answers/registry.js';
import { firstClause, knownValues, withTest } from './known-values.js';
import { writeCondition } from './sentence.js';

const OPTIONS = {
  options: [
    { id: 'a', label: 'A' },
    { id: 'b', label: { en: 'B' } },
  ],
};
const questions = Object.keys(answerTypes).map((ask, index) => ({
  id: `q${index}`,
  ask,
  text: `Question ${ask}`,
  ...(answerTypes[ask as keyof typeof answerTypes].options === 'required' && OPTIONS),
  ...(ask === 'matrix' && { rows: [{ id: 'r', label: 'R' }] }),
  ...(ask === 'consent' && { version: '1' }),
}));
const definition = {
  id: 'f',
  kind: 'survey',
  languages: ['en', 'ar'],
  title: 'F',
  hidden: ['campaign'],
  steps: [
    ...questions,
    { set: { total: 3 } },
    { id: 'arm', split: [{ name: 'x' }, { name: 'y' }] },
    { id: 'desk', handoff: 'All' },
    { id: 'talk', agent: 'helper', keep: { city: 'parameters.city' } },
    { group: 'g', repeat: { times: 2, as: 'round' }, steps: [{ say: 'Round {{ round }}' }] },
  ],
};

it('knows all that a flow can be asked about', () => {
  expect(knownValues(definition, 'en').map(({ name }) => name)).toEqual([
    'campaign',
    ...questions.map(({ id }) => id),
    ...['total', 'arm', 'desk', 'talk', 'city', 'round'],
  ]);
  expect(knownValues(definition, 'en').find(({ name }) => name === 'arm')?.choices).toEqual([
    { value: 'x', label: 'x' },
    { value: 'y', label: 'y' },
  ]);
});

it('offers no test that the compiler refuses', () => {
  for (const known of knownValues(definition, 'en').filter(({ name }) => name !== 'round')) {
    for (const test of known.tests) {
      const number = known.tests.includes('above') && known.name.startsWith('q') ? 1 : undefined;
      const clause = withTest({ question: known.name, test, ...(number && { value: number }) }, test, known);
      const isOrdered = /date|time/u.test(known.label);
      const when = writeCondition({
        join: 'and',
        clauses: [isOrdered && number ? { ...clause, value: '2026-01-01' } : clause],
      });
      const { findings } = compileFlow(
        JSON.stringify({ ...definition, steps: [...definition.steps, { when, say: 'Here' }] }),
        'test',
      );
      const wrong = findings.filter(({ rule, severity }) => severity === 'error' && rule.startsWith('condition'));
      expect([when, wrong.map(({ message }) => message)]).toEqual([when, []]);
    }
  }
});

it('begins with a clause that holds for somebody', () => {
  const known = new Map(knownValues(definition, 'en').map((value) => [value.label, value]));
  const first = (label: string) => {
    const value = known.get(label);
    return value && writeCondition({ join: 'and', clauses: [firstClause(value)] });
  };
  expect(first('Question single-choice')).toMatch(/^q\d+ == 'a'$/u);
  expect(first('Question multiple-choice')).toMatch(/^'a' in q\d+$/u);
  expect(first('Question yes-no')).toMatch(/^q\d+ == true$/u);
  expect(first('Question text')).toMatch(/^q\d+ != null$/u);
});
