import { compileFlow } from '@core/flow/compile.js';
import { parseDocument } from 'yaml';
import { walkSteps } from '../../draft/step-path.js';
import { jumpTargets, nameOfTarget } from './jump-targets.js';
import { renameInExpression, renameInText } from './references.js';
import { nameTrouble, renameStep } from './rename.js';
import { duplicateStep } from './step-edits.js';

const newName = (name: string) => (name === 'drink' ? 'cup' : undefined);

it.each([
  [`drink == 'drink' && size(drinks) > 1`, `cup == 'drink' && size(drinks) > 1`],
  ['scores.drink + scores.why', 'scores.cup + scores.why'],
  ['where.drink == 1 || !drink', 'where.drink == 1 || !cup'],
  [`likes.exists(one, one == drink)`, `likes.exists(one, one == cup)`],
  ['likes.exists(drink, drink == 1)', undefined],
  ['drink ==', undefined],
])('renames in the expression %s', (source, expected) => {
  expect(renameInExpression(source, newName)).toBe(expected);
});

it.each([
  ['{{ drink }} or drink', '{{ cup }} or drink'],
  ["{{ drink | default: 'drink' }} {{ contact.drink }}", "{{ cup | default: 'drink' }} {{ contact.drink }}"],
  ['{% if drink %}{{ answers.drink.value }}{% endif %}', '{% if cup %}{{ answers.cup.value }}{% endif %}'],
  ["{{ answers['drink'].raw }}{{ drinks }}", "{{ answers['cup'].raw }}{{ drinks }}"],
  ['{{ why | default: drink }}', '{{ why | default: cup }}'],
  ['{{ drink', undefined],
])('renames in the text %s', (source, expected) => {
  expect(renameInText(source, newName)).toBe(expected);
});

const SOURCE = `id: f
kind: survey
languages: [en]
title: F
retries: { then: { goto: bye } }
steps:
  # what they drink
  - id: drink
    ask: single-choice
    text: What?
    options: [{ id: tea, label: Tea, score: 1 }, { id: milk, label: Milk }]
  - id: arm
    split: [{ goto: why }, { name: rest }]
  - { set: { sum: scores.drink + 1 } }
  - { id: home, subflow: other, with: { what: drink } }
  - branch: [{ when: drink == 'tea', goto: why }]
  - { id: why, when: drink != null, ask: text, text: "Why {{ drink }}? {{ home__street }}" }
  - { id: bye, end: completed, say: Bye }
`;

it('renames a question with all that looks at it', () => {
  const doc = parseDocument(SOURCE);
  expect(renameStep(doc, ['steps', 0], 'cup')).toEqual({ ok: true, changed: { jump: 0, condition: 4, text: 1 } });
  expect(String(doc)).not.toContain('drink !=');
  expect(doc.toJS().steps).toMatchObject([
    { id: 'cup' },
    {},
    { set: { sum: 'scores.cup + 1' } },
    { with: { what: 'cup' } },
    { branch: [{ when: "cup == 'tea'" }] },
    { when: 'cup != null', text: 'Why {{ cup }}? {{ home__street }}' },
    {},
  ]);
  expect(String(doc)).toContain('# what they drink');
});

it('renames a step that others go to, and keeps what an arm is called in the results', () => {
  const doc = parseDocument(SOURCE);
  expect(renameStep(doc, ['steps', 5], 'reason')).toMatchObject({ changed: { jump: 2 } });
  expect(doc.toJS().steps[1].split[0]).toEqual({ goto: 'reason', name: 'why' });
  expect(renameStep(doc, ['steps', 6], 'end')).toMatchObject({ changed: { jump: 1 } });
  expect(doc.getIn(['retries', 'then', 'goto'])).toBe('end');
});

it('renames a call with the names of what it asks', () => {
  const doc = parseDocument(SOURCE);
  expect(renameStep(doc, ['steps', 3], 'place')).toMatchObject({ changed: { text: 1 } });
  expect(doc.getIn(['steps', 5, 'text'])).toBe('Why {{ drink }}? {{ place__street }}');
});

it('names a step that had no name, and changes nothing where it cannot be sure', () => {
  const doc = parseDocument(SOURCE);
  expect(renameStep(doc, ['steps', 4], 'fork').ok).toBe(true);
  expect(doc.getIn(['steps', 4, 'id'])).toBe('fork');
  doc.setIn(['steps', 5, 'when'], 'drink ==');
  const before = String(doc);
  expect(renameStep(doc, ['steps', 0], 'cup')).toEqual({ ok: false, unclear: 'drink ==' });
  expect(String(doc)).toBe(before);
});

it('knows which names cannot be', () => {
  const doc = parseDocument(SOURCE);
  expect(nameTrouble(doc, ['steps', 0], 'cup')).toBeUndefined();
  expect(nameTrouble(doc, ['steps', 0], 'drink')).toBeUndefined();
  expect(nameTrouble(doc, ['steps', 0], 'why')).toBe('taken');
  expect(nameTrouble(doc, ['steps', 0], 'sum')).toBe('taken');
  expect(nameTrouble(doc, ['steps', 0], 'two words')).toBe('bad');
  expect(nameTrouble(doc, ['steps', 0], '2nd')).toBe('bad');
  expect(nameTrouble(doc, ['steps', 0], 'contact')).toBe('reserved');
  expect(nameTrouble(doc, ['steps', 6], '2nd-end')).toBeUndefined();
});

it('gives what looks at a copied step inside of its copy the new name', () => {
  const doc = parseDocument(`steps:
  # the group
  - group: g
    steps:
      - { id: a_1, ask: text, text: A? }
      - { id: b, when: a_1 != null, say: "{{ a_1 }}" }
  - { goto: b }
`);
  expect(duplicateStep(doc, ['steps', 0])).toEqual(['steps', 1]);
  expect(doc.toJS().steps.slice(1)).toEqual([
    {
      group: 'g_1',
      steps: [
        { id: 'a_2', ask: 'text', text: 'A?' },
        { id: 'b_1', when: 'a_2 != null', say: '{{ a_2 }}' },
      ],
    },
    { goto: 'b' },
  ]);
  expect(String(doc).match(/# the group/gu)).toHaveLength(1);
});

const NESTED = `id: f
kind: survey
languages: [en]
title: F
steps:
  - { id: a, ask: text, text: A? }
  - group: g
    steps:
      - { id: b, ask: text, text: B? }
      - group: h
        randomise: true
        steps:
          - { id: c, ask: text, text: C? }
          - { group: i, steps: [{ id: d, ask: text, text: D? }, { id: e, ask: text, text: E? }] }
  - { id: z, ask: text, text: Z? }
`;

it('offers just the steps that the compiler lets a step go to', () => {
  const { steps } = parseDocument(NESTED).toJS();
  const all = [...walkSteps(steps)];
  for (const from of all.filter(({ step }) => 'ask' in step)) {
    const allowed = all.filter(({ key, path }) => {
      if (path.join() === from.path.join()) return false;
      const doc = parseDocument(NESTED);
      doc.setIn([...from.path, 'retries'], doc.createNode({ then: { goto: key } }));
      return compileFlow(String(doc), 'test').findings.every(({ rule }) => rule !== 'goto-into-group');
    });
    expect(jumpTargets(steps, from.path).map(({ key }) => key)).toEqual(allowed.map(({ key }) => key));
  }
});

it('names a step that is to be gone to', () => {
  const doc = parseDocument('steps: [{ say: A }, { id: say1, say: B }, { group: g, steps: [{ say: C }] }]');
  expect(nameOfTarget(doc, ['steps', 0])).toBe('say2');
  expect(nameOfTarget(doc, ['steps', 1])).toBe('say1');
  expect(nameOfTarget(doc, ['steps', 2])).toBe('g');
  expect(nameOfTarget(doc, ['steps', 9])).toBeUndefined();
});
