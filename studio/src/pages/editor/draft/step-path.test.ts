import { parseDocument } from 'yaml';
import { stepKeyAt, stepPath, walkSteps } from './step-path.js';

const doc = parseDocument(`
steps:
  - say: Hello
  - id: one
    ask: text
  - group: pets
    steps:
      - id: two
        options: [{ id: a }]
      - end: completed
`);
const steps: unknown = doc.toJS().steps;

it('finds steps by id, by the name of a group, and those without a name by their place', () => {
  const keys = [...walkSteps(steps)].map(({ key }) => key);
  expect(keys).toEqual(['steps[0]', 'one', 'pets', 'two', 'steps[2].steps[1]']);
  for (const { key, path } of walkSteps(steps)) expect(stepPath(doc, key)).toEqual(path);
  expect(stepPath(doc, 'a')).toBeUndefined();
});

it('tells which step a finding is about, the innermost', () => {
  expect(stepKeyAt(steps, 'steps[2].steps[0].options[0].id')).toBe('two');
  expect(stepKeyAt(steps, 'steps[2].group')).toBe('pets');
  expect(stepKeyAt(steps, 'steps[1]')).toBe('one');
  expect(stepKeyAt(steps, 'title')).toBeUndefined();
});
