import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import { compileFlow } from '../compile.js';
import { lintDeeply } from './lint-deeply.js';

const HEAD = 'id: t\nkind: survey\nlanguages: [en, ar]\ntitle: { en: T, ar: ت }\n';

/** Findings of steps that start at line 6. */
function deep(steps: string, head = HEAD) {
  const { flow, findings } = compileFlow(`${head}steps:\n${steps}`, 't.yaml');
  if (!flow) throw new Error(JSON.stringify(findings));
  return lintDeeply(flow, 't.yaml', whatsappCapabilities);
}

function found(steps: string, head = HEAD): string[] {
  return deep(steps, head).map((f) => `${f.line}:${f.column} ${f.severity} ${f.rule} ${f.path}`);
}

const options = (count: number, label = 'Option') =>
  `[${Array.from({ length: count }, (_, n) => `{ id: o${n}, label: "${label} ${n}" }`).join(', ')}]`;

test('a good flow has no findings', () => {
  expect(
    found(`  - say: "Hello {{ contact.name | default: 'there' }}"
  - { id: drink, ask: single-choice, text: "What?", options: [{ id: tea, label: Tea }, { id: coffee, label: Coffee }] }
  - { id: why, ask: text, text: "Why {{ drink }}?", when: drink == 'tea', optional: true }
  - { id: score, ask: nps, text: How likely? }
  - set: { fan: score >= 9 }
  - { say: Great!, when: fan == true }
`),
  ).toEqual([]);
});

describe('how it looks', () => {
  test('a long label', () => {
    const [finding, ...others] = deep(
      '  - { id: a, ask: single-choice, text: x, options: [{ id: y, label: Yes }, { id: n, label: { en: No, ar: "لا، لا أريد ذلك الآن ولا في وقت آخر" } }] }\n',
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'label-cut', line: 6, path: 'steps[0].options[1].label' });
    expect(finding?.message).toMatch(/^in ar: .*35 characters/);
    expect(finding?.mend).toContain('24');
  });

  test('a label that only long values make long', () => {
    const steps = `  - { id: a, ask: text, text: x, maxLength: 30 }
  - { id: b, ask: single-choice, text: x, options: [{ id: y, label: "{{ a }}" }, { id: n, label: No }] }
`;
    expect(found(steps)).toEqual(['7:69 warning label-cut steps[1].options[0].label']);
    expect(found(steps.replace('maxLength: 30', 'maxLength: 20'))).toEqual([]);
  });

  test('a label that fits no row', () => {
    expect(
      found(
        `  - { id: a, ask: single-choice, text: x, options: [{ id: y, label: "${'long '.repeat(15)}" }, { id: n, label: N }] }\n`,
      ),
    ).toEqual(['6:53 warning shown-as-text steps[0].options[0]']);
  });

  test('a description that fits no row', () => {
    expect(
      found(
        `  - { id: a, ask: single-choice, text: x, options: [{ id: y, label: Y, description: "${'d'.repeat(73)}" }, { id: n, label: N }] }\n`,
      ),
    ).toEqual(['6:53 warning shown-as-text steps[0].options[0]']);
  });

  test('options beyond one list', () => {
    const ask = (count: number, more = '') =>
      `  - { id: a, ask: single-choice, text: x, options: ${options(count)}${more} }\n`;
    expect(found(ask(10))).toEqual([]);
    expect(found(ask(11))).toEqual(['6:52 warning options-paged steps[0].options']);
    // Skip takes a row.
    expect(found(ask(10, ', optional: true'))).toEqual(['6:52 warning options-paged steps[0].options']);
  });

  test('a text of several messages', () => {
    const text = (length: number) => `  - { id: a, ask: yes-no, text: "${'t'.repeat(length)}" }\n`;
    expect(found(text(1024))).toEqual([]);
    expect(found(text(1025))).toEqual(['6:33 warning several-messages steps[0].text']);
    expect(found(`  - say: "${'t '.repeat(2049)}"\n`)).toEqual(['6:10 warning several-messages steps[0].say']);
  });

  test('a text that only long answers make long', () => {
    const steps = `  - { id: a, ask: text, text: x }\n  - { id: b, ask: yes-no, text: "${'t'.repeat(900)} {{ a }}" }\n`;
    expect(found(steps)).toEqual(['7:33 warning several-messages steps[1].text']);
  });

  test('a picture before a list', () => {
    expect(
      found(
        `  - { id: a, ask: single-choice, text: x, options: ${options(5)}, media: { kind: image, link: "https://a.example/b.png" } }\n`,
      ),
    ).toEqual([expect.stringContaining('warning several-messages steps[0].media')]);
  });

  test('a link that is no button', () => {
    const say = (label: string) => `  - { say: x, link: { label: "${label}", url: "https://a.example" } }\n`;
    expect(found(say('Twenty characters ok'))).toEqual([]);
    expect(found(say('Twenty-one characters'))).toEqual(['6:30 warning link-as-text steps[0].link.label']);
  });

  test('nothing is said of options, buttons and pages where the channel has none', () => {
    const { flow } = compileFlow(
      `${HEAD}steps:\n  - { id: a, ask: single-choice, text: x, options: ${options(30)} }\n`,
      't',
    );
    const { buttons: _, list: __, link: ___, ...plain } = whatsappCapabilities;
    expect(flow && lintDeeply(flow, 't', plain)).toEqual([]);
  });
});

const QUESTIONS = `  - { id: n, ask: number, text: x, min: 0, max: 10 }
  - { id: big, ask: number, text: x, min: 100 }
  - { id: score, ask: nps, text: x }
  - { id: stars, ask: rating, text: x, points: 4 }
  - { id: one, ask: single-choice, text: x, options: [{ id: a, label: A }, { id: b, label: B }] }
  - { id: some, ask: multiple-choice, text: x, max: 2, options: [{ id: a, label: A }, { id: b, label: B }, { id: c, label: C }] }
  - { id: ok, ask: yes-no, text: x }
  - { id: why, ask: text, text: x }
`;

describe('conditions', () => {
  const judged = (condition: string) =>
    deep(`${QUESTIONS}  - { say: x, when: "${condition}" }\n`).map(({ rule, column }) => `${rule} ${column - 22}`);

  test.each([
    ['n > 10', 0],
    ['10 < n', 0],
    ['n < 0', 0],
    ['n == 11', 0],
    ['big < 100', 0],
    ['score > 10', 0],
    ['score in [11, 12]', 0],
    ['stars == 5', 0],
    ["one == 'a' && one == 'b'", 0],
    ["one != 'a' && one != 'b' && one != null", 0],
    ['size(some) > 2', 0],
    ["'a' in some && 'b' in some && 'c' in some", 0],
    ['some.size() >= 4', 0],
    ['ok && !ok', 0],
    ['n > 5 && n < 3', 0],
    ["why == 'x' && why == 'y'", 0],
    ["why.contains('x') && one == 'a' && one == 'b'", 0],
    ['ok || n > 10', 6],
    ['n == null && n > 3', 0],
    ['stars > 2 ? stars < 2 : stars > 3', 0],
  ])('%s can never be true', (condition, column) => {
    expect(judged(condition)).toEqual([`condition-never ${column}`]);
  });

  test.each([
    ['n <= 10', 0],
    ['score >= 0', 0],
    ['stars < 5 && ok', 0],
    ["one in ['a', 'b']", 0],
    ["one == 'a' || one != 'a'", 0],
    ['size(some) < 3', 0],
    ['true', 0],
  ])('%s is always true', (condition, column) => {
    expect(judged(condition)).toEqual([`condition-always ${column}`]);
  });

  test.each([
    'n > 9',
    'n >= 10 || n <= 0',
    'big > 150',
    'big > 100 && big < 101',
    'score == 7',
    'stars == 4',
    "one == 'a'",
    "one == null || one == 'b'",
    'one != null',
    'n == null',
    "'a' in some && size(some) == 2",
    'size(some) == 0',
    'ok',
    '!ok',
    "why == 'x' || why > 'y'",
    "why.startsWith('x') && !why.startsWith('y')",
    "contact.name == 'x' && contact.language == 'en'",
    'n * 2 > 30',
    "has(contact.attributes.plan) && contact.attributes.plan == 'gold'",
  ])('%s can be both', (condition) => {
    expect(judged(condition)).toEqual([]);
  });

  test('every condition is looked at: of arms and of options too', () => {
    const steps = `${QUESTIONS}  - branch:
      - { when: score > 10, goto: z }
      - { goto: z }
  - { id: z, ask: single-choice, text: x, options: [{ id: a, label: A, when: n > 10 }, { id: b, label: B }] }
`;
    expect(deep(steps).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'condition-never steps[8].branch[0].when',
      'condition-never steps[9].options[0].when',
    ]);
  });
});

test('values that nobody reads', () => {
  const steps = `  - { id: a, ask: number, text: x }
  - set: { twice: a * 2, thrice: a * 3, sum: thrice + 1, own: 1, shown: 2 }
  - set: { own: own + 1 }
  - { say: "{{ shown }} sum", when: twice > 3 }
`;
  expect(found(steps).filter((line) => line.includes('value-unused'))).toEqual([
    '7:41 warning value-unused steps[1].set.sum',
    '7:58 warning value-unused steps[1].set.own',
  ]);
});

test('the same flow gives the same findings, each with a way to mend it', () => {
  const steps = `${QUESTIONS}  - { say: "${'t '.repeat(3000)}", when: n > 10 }\n`;
  const first = deep(steps);
  expect(deep(steps)).toEqual(first);
  expect(first.length).toBeGreaterThan(1);
  for (const { mend } of first) expect(mend).toBeDefined();
});

test('what a called flow says is looked at with that flow; what is given to it, or given back, is used', () => {
  const inner = `id: inner\nkind: survey\nlanguages: [en]\ntitle: I\nhidden: [size]\nsteps:
  - { id: a, ask: single-choice, text: "${'x'.repeat(2_000)}", options: ${options(12)} }
  - { set: { twice: size * 2 } }
  - { end: completed, return: twice }
`;
  const source = `id: t\nkind: survey\nlanguages: [en]\ntitle: T\nsteps:
  - { set: { own: 3 } }
  - { id: c, subflow: inner, with: { size: own } }
  - { id: b, ask: text, text: "{{ c }}", when: c__a == 'o1' }
`;
  const { flow } = compileFlow(source, 't.yaml', { subflow: () => ({ source: inner, file: 'inner.yaml' }) });
  expect(flow && lintDeeply(flow, 't.yaml', whatsappCapabilities)).toEqual([]);
  const { flow: alone } = compileFlow(inner, 'inner.yaml');
  expect((alone ? lintDeeply(alone, 'inner.yaml', whatsappCapabilities) : []).map(({ rule }) => rule)).toEqual([
    'several-messages',
    'options-paged',
  ]);
});
