import { compileFlow } from '../../src/flow/compile.js';
import { lintDeeply } from '../../src/flow/lint/lint-deeply.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import { linearPattern } from '../../src/flow/answers/linear-pattern.js';
import { renderLiquid } from '../../src/flow/text.js';

const MIB = 1024 * 1024;
const HEAD = 'id: hostile\nkind: survey\nlanguages: [en]\ntitle: Hostile\nsteps:\n';

/**
 * Milliseconds that any of these may take here. In a process of its own each takes less than a second (the slowest 0.65);
 * the heap of a test process is large, and collecting the parser's many small strings in it costs two to three times that.
 */
const MOST = 2_500;

/**
 * Milliseconds of processor time, at best of three: neighbours on a busy machine make the same work cost twice as much.
 * Tried again only where it took longer than anything here may.
 */
function cpuOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 1; attempt <= 3 && best >= MOST; attempt += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

const fill = (unit: string, size = 5 * MIB) => unit.repeat(Math.floor(size / unit.length));
const many = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n)).join('');

/** Code that has not run before is slow; what is measured is the work. */
beforeAll(() => {
  compileFlow(`${HEAD}  - { id: a, ask: text, text: "Hi {{ contact.name }}", when: "contact.name == 'x'" }\n`, 'warm.yaml');
  compileFlow(fill('- x\n', 200_000), 'warm.yaml');
});

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${fill(`*a${n}, `, 9 * `*a${n}, `.length)}]`),
].join('\n');

test.each<[string, string]>([
  ['an alias bomb', bomb],
  ['an alias bomb in its steps', `${bomb}\n${HEAD}  - *a9\n`],
  ['an alias of itself', 'a: &a [*a]'],
  ['a million aliases', `- &a x\n${'- *a\n'.repeat(900_000)}`],
  ['aliases just below the bound', `- &a x\n${'- *a\n'.repeat(5_000)}`],
  ['lists in lists without end', fill('[')],
  ['maps in maps without end', fill('{a: ')],
  ['dashes without end', fill('- ')],
  ['question marks without end', fill('? ')],
  ['ever deeper indentation', many(3_000, (n) => `${' '.repeat(n)}a:\n`)],
  ['a million keys', many(400_000, (n) => `key${n}: 1\n`)],
  ['one key a million times', fill('a: 1\n')],
  ['one key some thousand times', fill('a: 1\n', 50_000)],
  ['a million quotes', fill('"')],
  ['a million empty lines', fill('\n')],
  ['a million comments', fill('# x\n')],
  ['a million documents', fill('---\n')],
  ['one line of colons', fill(':')],
  ['prototype keys', `${HEAD}  - __proto__: { say: x }\n    constructor: { prototype: { a: 1 } }\n`],
  ['prototype keys by the thousand', `${HEAD}${many(3_000, () => '  - { say: x, __proto__: { a: 1 } }\n')}`],
  ['steps by the hundred thousand', `${HEAD}${many(60_000, () => '  - x\n')}`],
  ['unknown fields by the thousand', `${HEAD}  - say: x\n${many(20_000, (n) => `    field${n}: 1\n`)}`],
  ['a condition of five million characters', `${HEAD}  - { say: x, when: "${fill('(')}" }`],
  ['a condition of brackets', `${HEAD}  - { say: x, when: "${'('.repeat(900)}1${')'.repeat(90)}" }`],
  ['conditions of nothing but nots', `${HEAD}${many(300, () => `  - { say: x, when: "${'!'.repeat(900)}true" }\n`)}`],
  ['lists in conditions', `${HEAD}${many(300, () => `  - { say: x, when: "1 in [${fill('1,', 900)}1]" }\n`)}`],
  ['macros in macros', `${HEAD}  - { say: x, when: "[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))" }`],
  ['an endless template', `${HEAD}  - say: "${fill('{{ contact.name }} ')}"`],
  ['a template of nested tags', `${HEAD}  - say: "${fill('{% if contact.name %}', 19_000)}"`],
  ['a template that loops', `${HEAD}  - say: "{% for a in (1..1000000000) %}x{% endfor %}"`],
  ['a template of filters', `${HEAD}  - say: "{{ contact.name ${fill('| nothing ', 19_000)} }}"`],
  ['a catastrophic pattern', `${HEAD}  - { id: a, ask: text, text: x, pattern: "(a+)+(?=b)" }`],
  ['a pattern that grows', `${HEAD}  - { id: a, ask: text, text: x, pattern: "(((a{99}){99}){99}){99}" }`],
  ['a pattern without end', `${HEAD}  - { id: a, ask: text, text: x, pattern: "${fill('(a|', MIB)}" }`],
])('%s is refused within a second', (_, source) => {
  let compiled: ReturnType<typeof compileFlow> | undefined;
  const ms = cpuOf(() => (compiled = compileFlow(source.slice(0, 5 * MIB), 'hostile.yaml')));
  expect(compiled?.flow).toBeUndefined();
  expect(compiled?.findings.some(({ severity }) => severity === 'error')).toBe(true);
  expect(compiled?.findings.length).toBeLessThanOrEqual(201);
  expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  expect(ms).toBeLessThan(MOST);
});

test.each(['(a+)+b', '(a|a)*b', '(.*)*x', '(\\w+\\s?)+!'])('the pattern %s is taken and cannot stop anything', (source) => {
  const pattern = linearPattern(source);
  const ms = cpuOf(() => pattern.ok && pattern.matches('a'.repeat(1_000)));
  expect(pattern.ok).toBe(true);
  expect(ms).toBeLessThan(MOST);
});

test('values piped in do not make a template endless', () => {
  const text = '{{ a }}'.repeat(2_000);
  const ms = cpuOf(() => expect(renderLiquid(text, () => ({ a: 'x'.repeat(10_000) }))).toMatchObject({ error: expect.any(String) }));
  expect(ms).toBeLessThan(MOST);
});

/** Nothing is wrong with these: they are only long. */
test.each<[string, string]>([
  ['text', `${HEAD}${many(900, (n) => `  - { id: s${n}, say: ${JSON.stringify('Hello there. '.repeat(400))} }\n`)}`],
  [
    'questions',
    `${HEAD}${many(
      4_900,
      (n) => `  - id: q${n}\n    ask: single-choice\n    text: Question ${n}?\n    options:\n${many(5, (o) => `      - { id: o${o}, label: Option ${o} }\n`)}`,
    )}`,
  ],
])('a long flow of %s compiles within bounds', (_, source) => {
  let compiled: ReturnType<typeof compileFlow> | undefined;
  const ms = cpuOf(() => (compiled = compileFlow(source, 'long.yaml')));
  expect(compiled?.findings).toEqual([]);
  expect(compiled?.flow).toBeDefined();
  expect(ms).toBeLessThan(20_000);
  const { flow } = compiled ?? {};
  const lintMs = cpuOf(() => flow && lintDeeply(flow, 'long.yaml', whatsappCapabilities));
  expect(lintMs).toBeLessThan(20_000);
});

test('a flow made to keep the linter busy does not', () => {
  const options = many(200, (n) => `{ id: o${n}, label: L${n} }, `);
  const has = many(6, (n) => `${n > 0 ? ' && ' : ''}'o${n}' in a && size(a) > ${n}`);
  const source = `${HEAD.replace('[en]', '[en, ar, de, es, fr, hi, pt]')}  - { id: a, ask: multiple-choice, text: x, options: [${options}] }\n${many(4_000, () => `  - { say: x, when: "${has} && contact.name == 'x'" }\n`)}`;
  const { flow } = compileFlow(source, 'busy.yaml');
  expect(flow).toBeDefined();
  let findings: readonly { rule: string }[] = [];
  const ms = cpuOf(() => flow && (findings = lintDeeply(flow, 'busy.yaml', whatsappCapabilities)));
  expect(findings.map(({ rule }) => rule)).toContain('lint-incomplete');
  expect(ms).toBeLessThan(20_000);
});
