import { aboutField, fieldsAt, valuesAt } from './flow-schema.js';
import { yamlPlace } from './yaml-place.js';

const at = (text: string) => {
  const [before = '', after = ''] = text.split('|');
  const place = yamlPlace(before, after);
  if (!place) throw new Error('no place');
  return place;
};
const names = (text: string) => fieldsAt(at(text)).map(({ name }) => name);

it('knows the path by indentation, list items with and without indentation of their own', () => {
  expect(at('a:\n  b:\n    - c: 1\n      d|')).toMatchObject({ path: ['a', 'b', 0], typed: 'd', key: undefined });
  expect(at('a:\n- b: 1\n- c: 2\n  d: |')).toMatchObject({ path: ['a', 0], key: 'd', typed: '' });
  expect(at('a:\n  - b: 1\n  - |')).toMatchObject({ path: ['a', 0] });
  expect([...at('x:\n  - b: 1\n    c|\n    d: 2\n  - e: 3').siblings.keys()]).toEqual(['b', 'd']);
  expect(yamlPlace('a: { b')).toBeUndefined();
});

it('suggests the fields that fit with what is written', () => {
  expect(names('ti|')).toContain('title');
  const STEP = 'steps:\n  - id: x\n    ask: text\n    ';
  expect(names(`${STEP}|`)).toEqual(expect.arrayContaining(['text', 'optional', 'maxLength']));
  expect(names(`${STEP}|`)).not.toContain('ask');
  expect(names(`${STEP}|`)).not.toContain('branch');
});

it('suggests the values of a field, and says what it is for', () => {
  const values = (text: string) => valuesAt(at(text), at(text).key ?? '').map(({ name }) => name);
  expect(values('kind: |')).toEqual(['survey', 'conversation']);
  expect(values('steps:\n  - id: x\n    ask: |')).toEqual(expect.arrayContaining(['single-choice', 'nps']));
  expect(values('back: |')).toEqual(['true', 'false']);
  expect(aboutField(at('oldT|'), 'oldTaps')).toContain('earlier question');
});
