import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { walkSteps } from '../../draft/step-path.js';
import { writeDocument } from '../../draft/write-document.js';
import { insertItem, placeItem, removeItem } from './list-edits.js';

const SOURCE = `steps:
  # first
  - id: a
    say: A # said
  # second
  - id: b
    say: B
  - group: g
    steps: [{ id: c, say: C }, { id: d, say: D }]
  # the last
  - end: completed
`;
const open = () => parseDocument(SOURCE);
const ids = (doc: ReturnType<typeof open>) => [...walkSteps(doc.toJS().steps)].map(({ key }) => key);
const written = (doc: ReturnType<typeof open>) => writeDocument(doc, SOURCE);

it('takes a step into a group, with its comments', () => {
  const doc = open();
  expect(placeItem(doc, ['steps', 0], { list: ['steps', 2, 'steps'], at: 1 })).toEqual(['steps', 1, 'steps', 1]);
  expect(ids(doc)).toEqual(['b', 'g', 'c', 'a', 'd', 'steps[2]']);
  expect(written(doc)).toBe(`steps:
  # second
  - id: b
    say: B
  - group: g
    steps:
      - { id: c, say: C }
      # first
      - id: a
        say: A # said
      - { id: d, say: D }
  # the last
  - end: completed
`);
});

it('takes a step out of a group, in front of all others', () => {
  const doc = open();
  expect(placeItem(doc, ['steps', 2, 'steps', 1], { list: ['steps'], at: 0 })).toEqual(['steps', 0]);
  expect(ids(doc)).toEqual(['d', 'a', 'b', 'g', 'c', 'steps[4]']);
  expect(written(doc)).toContain('- { id: d, say: D }\n  # first\n  - id: a\n');
});

it.each([
  ['where it is', ['steps', 1], { list: ['steps'], at: 1 }],
  ['right behind itself', ['steps', 1], { list: ['steps'], at: 2 }],
  ['inside of itself', ['steps', 2], { list: ['steps', 2, 'steps'], at: 0 }],
  ['where it was not', ['steps', 9], { list: ['steps'], at: 0 }],
])('leaves what is to go %s', (_, from, to) => {
  const doc = open();
  expect(placeItem(doc, from, to)).toBeUndefined();
  expect(written(doc)).toBe(SOURCE);
});

it('leaves a group that has lost its last step ready for others', () => {
  const doc = open();
  placeItem(doc, ['steps', 2, 'steps', 0], { list: ['steps'], at: 0 });
  removeItem(doc, ['steps', 3, 'steps', 0]);
  expect(doc.toJS().steps[3]).toEqual({ group: 'g', steps: [] });
  insertItem(doc, ['steps', 3, 'steps'], 0, { say: 'New' });
  expect(written(doc)).toContain('    steps:\n      - say: New\n');
  doc.deleteIn(['steps', 3, 'steps']);
  expect(placeItem(doc, ['steps', 1], { list: ['steps', 3, 'steps'], at: 0 })).toEqual(['steps', 2, 'steps', 0]);
});

it('never loses a step or a comment, whatever is moved where', () => {
  const sorted = (text: string) => [...text.replaceAll(/[\s[\]{},-]/gu, '')].toSorted().join('');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }), (moves) => {
      let source = SOURCE;
      for (const [which, where] of moves) {
        const doc = parseDocument(source);
        const steps = [...walkSteps(doc.toJS().steps)];
        const places = [['steps'], ...steps.flatMap(({ step, path }) => ('group' in step ? [[...path, 'steps']] : []))];
        const list = places[where % places.length] ?? [];
        placeItem(doc, steps[which % steps.length]?.path ?? [], { list, at: where % 3 });
        source = writeDocument(doc, source);
      }
      expect(sorted(source)).toBe(sorted(SOURCE));
    }),
  );
});
