import { Expressions } from './conditions.js';

const expressions = new Expressions({
  questions: new Map([
    ['overall', { valueType: 'string', optionIds: ['good', 'poor'] }],
    ['score', { valueType: 'number' }],
    ['helped', { valueType: 'boolean' }],
    ['likes', { valueType: 'list', optionIds: ['price', 'taste'] }],
    ['why', { valueType: 'string' }],
  ]),
  vars: new Set(['total']),
});
const contact = { name: 'Ann', attributes: { plan: 'gold' } };

function value(source: string, answers = {}, vars = {}): unknown {
  const { expression, problems } = expressions.parse(source, 'value');
  expect(problems).toEqual([]);
  const result = expression?.evaluate({ answers, vars, contact });
  return result?.ok ? result.value : result;
}

describe('values', () => {
  const answers = { overall: 'poor', score: 7, helped: true, likes: ['price'], why: 'late' };
  test.each<[string, unknown]>([
    ["overall == 'poor'", true],
    ["overall != 'poor'", false],
    ["overall in ['good', 'poor']", true],
    ['score >= 7', true],
    ['score > 6.5', true],
    ['score + 1', 8],
    ['1 + score', 8],
    ['score / 2', 3.5],
    ['score % 2 == 1', true],
    ['score in [6, 7]', true],
    ['score == 7', true],
    ['(score + 1) * 2.5 == 20', true],
    ['helped', true],
    ['helped && score > 3', true],
    ['!helped', false],
    ["helped ? 'a' : 'b'", 'a'],
    ["'price' in likes", true],
    ['size(likes)', 1],
    ["likes.exists(l, l == 'taste')", false],
    ["why.contains('la')", true],
    ["contact.name + '!'", 'Ann!'],
    ["contact.attributes.plan == 'gold'", true],
    ["contact.attributes['missing'] == 'gold'", false],
    ['contact.attributes.missing == null', true],
    ['has(contact.attributes.missing)', false],
    ['total == null', true],
    ['[score, 1]', [7, 1]],
    ["{'a': score}", { a: 7 }],
  ])('%s is %j', (source, expected) => {
    expect(value(source, answers)).toEqual(expected);
  });
});

describe('an unanswered question is null and never an error', () => {
  test.each<[string, boolean | null]>([
    ["overall == 'poor'", false],
    ["overall != 'poor'", true],
    ['overall == null', true],
    ['score >= 7', false],
    ['score < 7', false],
    ['7 > score', false],
    ['helped', false],
    ['!helped', true],
    ['helped && true', false],
    ["helped || overall == 'good'", false],
    ["'price' in likes", false],
    ['size(likes) > 0', false],
    ['likes.size() == 0', true],
  ])('%s is %j', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });
});

describe('problems', () => {
  test.each<[string, string, number | undefined]>([
    ["overall == 'pooor'", 'condition-unknown-option', 11],
    ["'prize' in likes", 'condition-unknown-option', 0],
    ["overal == 'poor'", 'condition-unknown-name', 0],
    ['contact.nam == "x"', 'condition-unknown-name', 8],
    ['overall == 3', 'condition-wrong-type', 0],
    ["score == 'x'", 'condition-wrong-type', 0],
    ["helped == 'yes'", 'condition-wrong-type', 0],
    ['overall ==', 'condition-syntax', 10],
    ["overall = 'poor'", 'condition-syntax', undefined],
    ["why.matches('(a+)+$')", 'condition-function', undefined],
    ['timestamp(0) == timestamp(0)', 'condition-function', undefined],
    ['likes.exists(a, likes.exists(b, a == b))', 'condition-too-complex', undefined],
    ['score + 1', 'condition-not-boolean', undefined],
    [`${'('.repeat(50)}helped${')'.repeat(50)}`, 'condition-syntax', undefined],
  ])('%s: %s', (source, rule, offset) => {
    const { expression, problems } = expressions.parse(source, 'condition');
    expect(expression).toBeUndefined();
    expect(problems.map((p) => p.rule)).toContain(rule);
    if (offset !== undefined) expect(problems.find((p) => p.rule === rule)?.offset).toBe(offset);
  });
});

test('what cannot be evaluated is an error value, not an exception', () => {
  const { expression } = expressions.parse("int(why) > 3 || 'x' == why", 'value');
  expect(expression?.evaluate({ answers: { why: 'soon' }, vars: {}, contact })).toMatchObject({ ok: false });
});

test('a value that grows beyond its limit is refused', () => {
  const { expression } = expressions.parse('total + total', 'value');
  expect(expression?.evaluate({ answers: {}, vars: { total: 'x'.repeat(6_000) }, contact })).toMatchObject({
    ok: false,
    error: expect.stringContaining('10000'),
  });
});
