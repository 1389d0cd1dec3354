import { parseDocument } from 'yaml';
import { renameValue, valueNameTrouble } from './rename-value.js';

const SOURCE = `steps:
  - id: talk
    agent: faq
    # what they told
    keep: { city: "parameters['geo-city']", topic: parameters.topic } # of the talk
  - { id: why, ask: text, text: "Why {{ topic }}?", when: topic != null }
  - { set: { city: "'none'", sum: 1 }, when: city == null }
`;
const KEEP = ['steps', 0, 'keep'];

it('renames what is kept of a talk with all that looks at it', () => {
  const doc = parseDocument(SOURCE);
  expect(renameValue(doc, KEEP, 'topic', 'matter')).toEqual({ ok: true, changed: { jump: 0, condition: 1, text: 1 } });
  expect(doc.toJS().steps).toMatchObject([
    { keep: { city: "parameters['geo-city']", matter: 'parameters.topic' } },
    { text: 'Why {{ matter }}?', when: 'matter != null' },
    {},
  ]);
  expect(String(doc)).toMatch(/# what they told[^]*# of the talk/u);
});

it('leaves what looks at a value that another step gives, too', () => {
  const doc = parseDocument(SOURCE);
  expect(renameValue(doc, KEEP, 'city', 'town')).toEqual({ ok: true, changed: { jump: 0, condition: 0, text: 0 } });
  expect(doc.toJS().steps[2]).toEqual({ set: { city: "'none'", sum: 1 }, when: 'city == null' });
  expect(Object.keys(doc.toJS().steps[0].keep)).toEqual(['town', 'topic']);
});

it('knows which names a value cannot have', () => {
  const doc = parseDocument(SOURCE);
  const troubles = ['sum', 'fresh', 'topic', 'why', 'two words', 'contact'].map((name) =>
    valueNameTrouble(doc, KEEP, name),
  );
  expect(troubles).toEqual([undefined, undefined, 'taken', 'taken', 'bad', 'reserved']);
});
