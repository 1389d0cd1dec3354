import { compileFlow } from '../compile.js';

/** `path: message` of each warning about order. */
function tooEarly(steps: string): string[] {
  const { findings } = compileFlow(`id: t\nkind: survey\nlanguages: [en]\ntitle: T\nsteps:\n${steps}`, 't.yaml');
  return findings
    .filter(({ rule, severity }) => rule === 'condition-too-early' || severity === 'error')
    .map(({ path, message }) => `${path}: ${message}`);
}

const ask = (id: string, more = '') => `  - { id: ${id}, ask: yes-no, text: Q${more} }\n`;
const late = (path: string, name: string) =>
  `${path}: "${name}" is asked only after this step; here it never has an answer`;

test.each<[string, string, string[]]>([
  ['a condition on what comes later', ask('a', ', when: b') + ask('b'), [late('steps[0].when', 'b')]],
  ['on the question itself', ask('a', ', when: a != null'), [late('steps[0].when', 'a')]],
  ['on what came before', ask('a') + ask('b', ', when: a'), []],
  ['on what may have come before', ask('a', ', when: contact.name != null') + ask('b', ', when: a'), []],
  [
    'an arm of a branch',
    `  - { branch: [{ when: b, goto: b }] }\n${ask('a')}${ask('b')}`,
    [late('steps[0].branch[0].when', 'b')],
  ],
  [
    'an option',
    `  - { id: a, ask: single-choice, text: Q, options: [{ id: x, label: X }, { id: y, label: Y, when: b }] }\n${ask('b')}`,
    [late('steps[0].options[1].when', 'b')],
  ],
  ['a way back brings it before', ask('a', ', when: b != true') + ask('b') + '  - { when: b == false, goto: a }\n', []],
  [
    'any block of a random order may come before',
    `  - group: g\n    randomise: true\n    steps:\n${(ask('a', ', when: b') + ask('b')).replaceAll('  - ', '      - ')}`,
    [],
  ],
  [
    'a group, and its rounds',
    `  - group: g\n    when: c\n    repeat: { times: 2 }\n    steps:\n${(ask('a', ', when: b') + ask('b', ', when: a')).replaceAll('  - ', '      - ')}${ask('c')}`,
    [late('steps[0].when', 'c'), late('steps[0].steps[0].when', 'b')],
  ],
  ['what no way leads to is another matter', `  - goto: b\n${ask('a', ', when: b')}${ask('b')}`, []],
])('%s', (_, steps, expected) => {
  expect(tooEarly(steps)).toEqual(expected);
});
