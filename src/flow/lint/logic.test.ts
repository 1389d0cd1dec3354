import { compileFlow } from '../compile.js';

const HEAD = 'id: t\nkind: survey\nlanguages: [en]\ntitle: T\n';

function findings(steps: string, head = ''): string[] {
  const compiled = compileFlow(`${HEAD}${head}steps:\n${steps}`, 't.yaml');
  if (compiled.findings.some((f) => f.severity === 'error')) expect(compiled.flow).toBeUndefined();
  return compiled.findings.map((f) => `${f.severity} ${f.rule} ${f.path}`);
}

const LIKES =
  '  - { id: likes, ask: multiple-choice, text: L?, options: [{ id: a, label: A }, { id: b, label: B }] }\n';
const CHILD = '  - group: g\n    repeat: { times: 3, as: i }\n    steps:\n';

test.each<[string, string, string[]]>([
  [
    'mistakes inside groups, at their places',
    `  - group: g
    steps:
      - say: "{{ nobody }}"
      - group: h
        colour: red
        steps:
          - { id: n, ask: number, text: N?, min: 4, max: 3 }
          - { set: { x: nothing + 1 } }
          - { say: Hi, ask: text }`,
    [
      'error text-unknown-name steps[0].steps[0].say',
      'error unknown-field steps[0].steps[1].colour',
      'error number-range-impossible steps[0].steps[1].steps[0].min',
      'error condition-unknown-name steps[0].steps[1].steps[1].set.x',
      'error step-kind steps[0].steps[1].steps[2]',
    ],
  ],
  ['a group without steps', '  - { group: g, steps: [] }', ['error too-small steps[0].steps']],
  ['a group whose steps are no list', '  - { group: g, steps: 1 }', ['error wrong-type steps[0].steps']],
  [
    'one id for a group and a step',
    '  - { group: g, steps: [{ id: g, say: x }] }',
    ['error step-id-duplicate steps[0].steps[0].id'],
  ],
  [
    'going into a group',
    '  - { group: g, steps: [{ say: x }, { id: in, say: y }] }\n  - { id: q, ask: text, text: Q? }\n  - goto: in',
    ['error goto-into-group steps[2].goto'],
  ],
  [
    'going within a group, out of it, and to another as a whole',
    `  - { group: g, steps: [{ goto: ask }, { id: ask, ask: text, text: Q? }, { when: "ask == 'x'", goto: h }, { goto: out }] }
  - { group: h, steps: [{ say: x }] }
  - { id: out, say: y }`,
    [],
  ],
  [
    'going from one part of a random order to another',
    '  - { group: g, randomise: true, steps: [{ id: a, ask: text, text: A?, retries: { then: { goto: b } } }, { id: b, say: B }] }',
    ['error goto-into-group steps[0].steps[0].retries.then.goto'],
  ],
  [
    'nothing leads there',
    '  - end: completed\n  - { group: g, randomise: true, steps: [{ say: x }] }',
    ['warning step-unreachable steps[1]', 'warning step-unreachable steps[1].steps[0]'],
  ],
  [
    'going round inside a group',
    `${CHILD}      - { id: a, say: A }\n      - goto: a\n`,
    ['error loop-without-question steps[0].steps[0]'],
  ],
  ['a random order is no loop', '  - { group: g, randomise: true, steps: [{ say: x }, { say: y }] }', []],
  [
    'a repeated group inside another',
    `${CHILD}      - { group: h, repeat: { times: 2 }, steps: [{ say: x }] }`,
    ['error repeat-nested steps[0].steps[0].repeat'],
  ],
  [
    'too many rounds',
    '  - { group: g, repeat: { times: 21 }, steps: [{ say: x }] }',
    ['error too-big steps[0].repeat.times'],
  ],
  [
    'an id that a round needs',
    `${CHILD}      - { id: q, ask: text, text: Q? }\n  - { id: q__2, ask: text, text: R? }`,
    ['error name-taken steps[0].steps[0].id'],
  ],
  [
    'an id without room for the round',
    `${CHILD}      - { id: ${'q'.repeat(61)}, ask: text, text: Q? }`,
    ['error bad-name steps[0].steps[0].id'],
  ],
  [
    'a repeated question is a value inside and a list outside',
    `${CHILD}      - { id: q, ask: number, text: "Q{{ i }}?" }\n      - { when: q > 3 && i < 2, say: "{{ q }}" }\n  - { set: { n: size(q), most: "q.exists(x, x > 3)" } }\n  - { when: q > 3, say: "{{ q }}" }\n  - { set: { m: size(q) }, when: i == 1 }`,
    ['error condition-wrong-type steps[2].when'],
  ],
  [
    'conditions name the arms of a split',
    '  - { id: s, split: [{ name: a }, { name: b }] }\n  - { when: s == "c", say: x }',
    ['error condition-unknown-option steps[1].when'],
  ],
  ['an arm is certain', '  - { id: s, split: [{ name: a }, { name: b }] }\n  - { say: "{{ s }}" }', []],
  [
    'arms without names, twice, and without weight',
    '  - { id: s, split: [{ weight: 0 }, { name: x, weight: 0 }, { name: x, weight: 0 }] }',
    ['error split-arm steps[0].split', 'error split-arm steps[0].split[0]', 'error split-arm steps[0].split[2]'],
  ],
  ['a split without id', '  - { split: [{ name: a }, { name: b }] }', ['error field-missing steps[0].id']],
  [
    'options from nowhere, from later, from where there are none',
    `  - { id: x, ask: single-choice, text: X?, optionsFrom: { question: nobody, only: picked }, options: [{ id: a, label: A }, { id: b, label: B }] }
  - { id: y, ask: single-choice, text: Y?, optionsFrom: { question: likes, only: picked } }
${LIKES}  - { id: t, ask: text, text: T? }
  - { id: z, ask: single-choice, text: Z?, optionsFrom: { question: t, only: not-picked }, options: [{ id: a, label: A }, { id: b, label: B }] }`,
    [
      'error options-from steps[0].optionsFrom.question',
      'error options-from steps[1].optionsFrom.question',
      'error options-from steps[4].optionsFrom.question',
    ],
  ],
  [
    'options from each other',
    '  - { id: x, ask: single-choice, text: X?, optionsFrom: { question: y, only: picked }, options: [{ id: a, label: A }] }\n  - { id: y, ask: single-choice, text: Y?, optionsFrom: { question: x, only: picked }, options: [{ id: b, label: B }] }',
    ['error options-from steps[0].optionsFrom.question', 'error option-id-duplicate steps[1].options[0].id'],
  ],
  [
    'an option taken over and written',
    `${LIKES}  - { id: x, ask: single-choice, text: X?, optionsFrom: { question: likes, only: picked }, options: [{ id: b, label: Bee }] }`,
    ['error option-id-duplicate steps[1].options[0].id'],
  ],
  [
    'options from many rounds',
    `${CHILD}      - { id: q, ask: single-choice, text: Q?, options: [{ id: a, label: A }, { id: b, label: B }] }\n      - { id: r, ask: single-choice, text: R?, optionsFrom: { question: q, only: not-picked } }\n  - { id: s, ask: single-choice, text: S?, optionsFrom: { question: q, only: picked } }`,
    ['error options-from steps[1].optionsFrom.question'],
  ],
  [
    'conditions know the options taken over',
    `${LIKES}  - { id: x, ask: single-choice, text: X?, optionsFrom: { question: likes, only: picked } }\n  - { when: "x == 'a' || x == 'c'", say: x }`,
    ['error condition-unknown-option steps[2].when'],
  ],
  ['no options at all', '  - { id: x, ask: single-choice, text: X? }', ['error options-missing steps[0].options']],
  [
    'options where there can be none',
    '  - { id: x, ask: text, text: X?, randomise: true }',
    ['error unknown-field steps[0].randomise'],
  ],
  [
    'conditions and scores of options',
    `  - { id: x, ask: single-choice, text: X?, options: [{ id: a, label: A, score: high }, { id: b, label: B }] }
  - { id: y, ask: single-choice, text: X?, options: [{ id: a, label: A, when: nobody > 1 }, { id: b, label: B }] }`,
    ['error wrong-type steps[0].options[0].score', 'error condition-unknown-name steps[1].options[0].when'],
  ],
  [
    'scores that are not there',
    `${LIKES}  - { id: x, ask: single-choice, text: X?, options: [{ id: a, label: A, score: 1 }, { id: b, label: B }] }
  - { when: scores.x > 1, say: x }
  - { when: scores.likes > 1, say: x }
  - { set: { all: scores, some: "scores['x']" } }`,
    [
      'error condition-unknown-name steps[3].when',
      'error condition-unknown-name steps[4].set.all',
      'error condition-unknown-name steps[4].set.some',
    ],
  ],
  [
    'a template cannot have options that differ',
    '  - { id: x, ask: single-choice, text: X?, randomise: true, options: [{ id: a, label: A }, { id: b, label: B }], closed: { template: t, buttons: options } }',
    ['error template-buttons steps[0].closed.buttons'],
  ],
])('%s', (_, steps, expected) => {
  expect(findings(steps)).toEqual(expected);
});

test('a name stands for one thing', () => {
  expect(
    findings(
      `  - { id: q, ask: text, text: Q? }
  - { id: s, split: [{ name: a }, { name: b }] }
  - { set: { h: 1, s: 2, i: 3, q: 4, fine: 5 } }
  - { set: { fine: 6 } }
${CHILD}      - say: x
  - { group: other, repeat: { times: 2, as: i }, steps: [{ say: x }] }
  - { group: third, repeat: { times: 2, as: q }, steps: [{ say: x }] }`,
      'hidden: [h, q, h]\n',
    ),
  ).toEqual([
    'error name-taken hidden[1]',
    'error name-taken hidden[2]',
    'error name-taken steps[2].set.h',
    'error name-taken steps[2].set.s',
    'error name-taken steps[2].set.i',
    'error name-taken steps[2].set.q',
    'error name-taken steps[6].repeat.as',
  ]);
});

test('what is certain after a random order, and under the conditions of a group', () => {
  expect(
    findings(`
  - group: g
    randomise: true
    steps:
      - { id: a, ask: text, text: A? }
      - { id: b, ask: text, text: "{{ a }}?" }
      - { group: inner, randomise: true, steps: [{ id: c, ask: text, text: C? }, { id: d, ask: text, text: D? }] }
  - { say: "{{ a }}{{ b }}{{ c }}{{ d }}" }
  - { id: pet, ask: yes-no, text: P? }
  - group: pets
    when: pet
    steps:
      - { id: kind, ask: text, text: K? }
      - { say: "{{ kind }}" }
  - { when: pet, say: "{{ kind }}" }
  - { say: "{{ kind }}" }`),
  ).toEqual(['warning text-may-be-empty steps[0].steps[1].text', 'warning text-may-be-empty steps[5].say']);
});

test('steps are counted with all rounds, and groups only stand so deep', () => {
  const many = Array.from({ length: 260 }, () => '{ say: x }').join(', ');
  expect(findings(`  - { group: g, repeat: { times: 20 }, steps: [${many}] }`)).toEqual(['error too-big steps']);
  expect(findings(`  - { group: g, steps: [${Array.from({ length: 20 }, () => many).join(', ')}] }`)).toEqual([
    'error too-big steps',
  ]);
  const deep = '{ group: g, steps: ['.repeat(12) + '{ say: x }' + '] }'.repeat(12);
  expect(findings(`  - ${deep}`)).toContain(`error group-too-deep steps[0]${'.steps[0]'.repeat(8)}`);
});

test('a flow of 5,000 steps compiles in a time that is in proportion', () => {
  const steps = Array.from(
    { length: 2_500 },
    (_, n) =>
      `  - { id: q${n}, ask: text, text: "{{ q${Math.max(n - 1, 0)} | default: x }}?" }\n  - { when: q${n} == 'x', say: x }`,
  ).join('\n');
  const before = process.cpuUsage();
  const { flow, findings: found } = compileFlow(
    `${HEAD}steps:\n${steps.replaceAll('default: x', "default: 'x'")}`,
    't.yaml',
  );
  const { user, system } = process.cpuUsage(before);
  expect(found).toEqual([]);
  expect(flow?.steps).toHaveLength(5_000);
  expect((user + system) / 1_000).toBeLessThan(15_000);
});
