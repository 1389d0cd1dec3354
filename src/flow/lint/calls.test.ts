import { filesFor, sourceOf } from '../../../test/support/run.js';
import { compileFlow } from '../compile.js';

const ADDRESS = sourceOf(
  'address',
  '  - { id: street, ask: single-choice, text: Street?, options: [{ id: north, label: North }, { id: south, label: South }] }\n  - { end: screened-out }\n',
  'hidden: [country]',
);

function findingsOf(steps: string, called: Record<string, string> = { address: ADDRESS }, head = '', languages = 'en') {
  const { findings } = compileFlow(sourceOf('t', steps, head, languages), 't.yaml', { subflow: filesFor(called) });
  return findings.map(({ rule, message, path, file }) => ({ rule, message, path, file }));
}

const call = '  - { id: home, subflow: address }\n';

test('a good call has no findings', () => {
  expect(
    findingsOf(`  - { id: home, subflow: address, with: { country: "'EG'" } }
  - { when: "home == 'screened-out' && home__street == 'north'", say: "{{ home__street }}" }
`),
  ).toEqual([]);
});

test.each([
  [
    'nothing of that id',
    '  - { id: home, subflow: nowhere }\n',
    { rule: 'subflow-unknown', path: 'steps[0].subflow', message: 'there is no flow "nowhere"' },
  ],
  [
    'a value that it does not take',
    '  - { id: home, subflow: address, with: { planet: 1 } }\n',
    {
      rule: 'subflow-with',
      path: 'steps[0].with.planet',
      message: '"address" has no hidden value "planet"; it has country',
    },
  ],
  [
    'an option that its question has not',
    `${call}  - { when: "home__street == 'west'", say: x }\n`,
    { rule: 'condition-unknown-option' },
  ],
  [
    'an end that it has not',
    `${call}  - { when: "home == 'over-quota'", say: x }\n`,
    { rule: 'condition-unknown-option' },
  ],
  [
    'a question that it has not',
    `${call}  - { when: "home__house == 'x'", say: x }\n`,
    { rule: 'condition-unknown-name' },
  ],
  ['a hidden value of its own', `${call}  - say: "{{ home__country }}"\n`, { rule: 'text-unknown-name' }],
  [
    'a name like those of its questions',
    `${call}  - { id: home__street, ask: text, text: x }\n`,
    { rule: 'name-taken', path: 'steps[0].id' },
  ],
  [
    'a value with the name of a call',
    `${call}  - { set: { home: 1 } }\n`,
    { rule: 'name-taken', path: 'steps[1].set.home' },
  ],
  [
    'a call with "__" in its name',
    '  - { id: my__home, subflow: address }\n',
    { rule: 'bad-value', path: 'steps[0].id' },
  ],
  [
    'a call with too long a name',
    `  - { id: ${'h'.repeat(57)}, subflow: address }\n`,
    { rule: 'bad-name', path: 'steps[0].id' },
  ],
  [
    'a wrong condition',
    '  - { id: home, subflow: address, when: "1 +" }\n',
    { rule: 'condition-syntax', path: 'steps[0].when' },
  ],
  ['no name', '  - { subflow: address }\n', { rule: 'field-missing', path: 'steps[0].id' }],
])('%s', (_name, steps, finding) => {
  expect(findingsOf(steps)).toEqual([expect.objectContaining({ ...finding, file: 't.yaml' })]);
});

test('a call may be empty where it may be passed over, not where it cannot', () => {
  const may = '  - { id: a, ask: yes-no, text: x }\n  - { id: home, when: a, subflow: address }\n';
  expect(findingsOf(`${may}  - say: "{{ home }}"\n`)).toMatchObject([{ rule: 'text-may-be-empty' }]);
  expect(findingsOf(`${may}  - { when: a, say: "{{ home }}" }\n`)).toEqual([]);
});

test('what is wrong in the called flow is told where it is called, with its file and line; names of it are not wrong as well', () => {
  const broken = ADDRESS.replace('single-choice', 'riddle');
  expect(findingsOf(`${call}  - say: "{{ home__street }}"\n`, { address: broken })).toEqual([
    {
      ...{ rule: 'subflow-broken', path: 'steps[0].subflow', file: 't.yaml' },
      message: expect.stringMatching(
        /^the flow "address" has mistakes: address\.yaml, line 7: there is no question type "riddle"/,
      ),
    },
  ]);
});

test('a circle is told with its way', () => {
  const a = sourceOf('a', '  - { id: x, subflow: b }\n');
  const b = sourceOf('b', '  - { id: x, subflow: t }\n');
  const t = sourceOf('t', '  - { id: x, subflow: a }\n');
  expect(findingsOf('  - { id: x, subflow: a }\n', { a, b, t })).toMatchObject([
    { rule: 'subflow-circle', message: 'the flows call one another in a circle: t → a → b → t' },
  ]);
  expect(findingsOf('  - { id: x, subflow: t }\n', { t })).toMatchObject([
    { rule: 'subflow-circle', message: 'the flows call one another in a circle: t → t' },
  ]);
});

test('calls go five deep, by whichever way one comes', () => {
  const called: Record<string, string> = {};
  for (let n = 1; n <= 6; n += 1)
    called[`f${n}`] = sourceOf(`f${n}`, n === 6 ? '  - say: x\n' : `  - { id: x, subflow: f${n + 1} }\n`);
  expect(findingsOf('  - { id: x, subflow: f2 }\n', called)).toEqual([]);
  expect(findingsOf('  - { id: x, subflow: f1 }\n', called)).toMatchObject([{ rule: 'subflow-too-deep' }]);
  // Known from a shorter way.
  expect(findingsOf('  - { id: x, subflow: f3 }\n  - { id: y, subflow: f1 }\n', called)).toMatchObject([
    { rule: 'subflow-too-deep', path: 'steps[1].subflow' },
  ]);
});

test('a flow with quotas cannot be called', () => {
  const quota = sourceOf(
    'quota',
    '  - { quota: all }\n  - { id: a, ask: text, text: x }\n',
    'expires: 7d\nquotas: { all: { limit: 5 } }',
  );
  expect(findingsOf('  - { id: x, subflow: quota }\n', { quota })).toMatchObject([{ rule: 'subflow-quota' }]);
});

test('a language that it does not speak', () => {
  const findings = findingsOf(call, undefined, '', 'en, ar').filter(({ rule }) => rule !== 'translation-missing');
  expect(findings).toMatchObject([
    { rule: 'subflow-language', message: '"address" does not speak "ar"; it speaks en' },
  ]);
});

test('a repeated group inside of another one, by a call', () => {
  const rounds = sourceOf(
    'rounds',
    '  - group: g\n    repeat: { times: 2 }\n    steps: [{ id: a, ask: text, text: x }]\n',
  );
  const steps = '  - group: g\n    repeat: { times: 2 }\n    steps: [{ id: x, subflow: rounds }]\n';
  expect(findingsOf(steps, { rounds })).toMatchObject([{ rule: 'repeat-nested', path: 'steps[0].steps[0].subflow' }]);
});

test('steps of called flows count, and many of them are refused at once', () => {
  const big = sourceOf(
    'big',
    Array.from({ length: 1_000 }, (_, n) => `  - { id: q${n}, ask: text, text: x }\n`).join(''),
  );
  const steps = Array.from({ length: 4_000 }, (_, n) => `  - { id: c${n}, subflow: big }\n`).join('');
  const begun = process.cpuUsage();
  expect(findingsOf(steps, { big })).toMatchObject([{ rule: 'too-big' }]);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1_000_000).toBeLessThan(5);
  expect(findingsOf(steps.split('\n').slice(0, 4).join('\n'), { big })).toEqual([]);
});

test('templates of its questions are among those of the flow, at the line of the call', () => {
  const called = sourceOf('called', '  - { id: a, ask: text, text: x, closed: { template: come_back } }\n');
  const source = sourceOf('t', '  - say: x\n  - { id: c, subflow: called }\n');
  const { flow } = compileFlow(source, 't.yaml', { subflow: filesFor({ called }) });
  expect(flow?.templateUses).toMatchObject([
    { call: { template: 'come_back' }, at: { stepId: 'c__a', line: 8, path: 'steps[1].subflow' } },
  ]);
});
