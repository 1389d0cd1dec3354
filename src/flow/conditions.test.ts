import { Expressions } from './conditions.js';
import type { ConditionScope, Json } from './conditions.js';

const expressions = new Expressions({
  questions: new Map([
    ['overall', { valueType: 'string', optionIds: ['good', 'poor'] }],
    ['score', { valueType: 'number' }],
    ['helped', { valueType: 'boolean' }],
    ['likes', { valueType: 'list', optionIds: ['price', 'taste'] }],
    ['why', { valueType: 'string' }],
    ['where', { valueType: 'object' }],
    ['friend', { valueType: 'object' }],
  ]),
  vars: new Set(['total']),
  scored: new Set(['overall', 'likes']),
});
const contact = { name: 'Ann', attributes: { plan: 'gold' } };

function scope(values: Record<string, Json>, scores: Record<string, number> = {}): ConditionScope {
  return { value: (name) => values[name] ?? null, score: (name) => scores[name] ?? null, contact };
}

function value(source: string, answers = {}, vars = {}): unknown {
  const { expression, problems } = expressions.parse(source, 'value');
  expect(problems).toEqual([]);
  const result = expression?.evaluate(scope({ ...answers, ...vars }));
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
    ['score < total', false],
    ['!(total >= score)', true],
    ['why <= overall', false],
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

describe('an answer with parts', () => {
  const answers = {
    where: { latitude: 30.5, longitude: 31, name: 'Tower' },
    friend: { name: 'Ann', phones: ['+201001234567', '+201223334444'] },
  };
  test.each<[string, unknown, unknown]>([
    ['where.latitude > 30', true, false],
    ['where.latitude < 30', false, false],
    ['30 < where.latitude && where.longitude == 31', true, false],
    ["where['name'] == 'Tower'", true, false],
    ["where.address == 'Zamalek'", false, false],
    ['where.address == null', true, true],
    ['where == null', false, true],
    ['where != null', true, false],
    ['has(where.name)', true, false],
    ['has(where.address)', false, false],
    ['!has(where.address) && helped', false, false],
    ['size(friend.phones) > 1', true, false],
    ['friend.phones.size() == 2', true, false],
    ["'+201001234567' in friend.phones", true, false],
    ["friend.phones.exists(p, p.startsWith('+20'))", true, expect.objectContaining({ ok: false })],
    ["friend.name.startsWith('A')", true, expect.objectContaining({ ok: false })],
    ['where.latitude', 30.5, null],
    ["where.name != 'x' ? where.name : 'none'", 'Tower', null],
    ['[where.latitude, where.longitude]', [30.5, 31], [null, null]],
  ])('%s is %j; unanswered %j', (source, answered, unanswered) => {
    expect(value(source, answers)).toEqual(answered);
    expect(value(source)).toEqual(unanswered);
  });

  test('what every object has is no part of an answer', () => {
    expect(value('where.constructor == null', answers)).toBe(true);
    expect(value("where['__proto__'] == null", answers)).toBe(true);
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
    ["where == 'home'", 'condition-wrong-type', 0],
    ["where == null || score == 'x'", 'condition-wrong-type', 17],
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

describe('scores', () => {
  test.each<[string, unknown]>([
    ['scores.overall', 3],
    ['scores.overall + 1', 4],
    ['scores.overall > 2.5', true],
    ['scores.likes > 1', false],
    ['scores.likes == null', true],
    ['sum([scores.overall, scores.likes, 2])', 5],
    ['sum([])', 0],
  ])('%s is %j', (source, expected) => {
    const { expression, problems } = expressions.parse(source, 'value');
    expect(problems).toEqual([]);
    expect(expression?.evaluate(scope({}, { overall: 3 }))).toEqual({ ok: true, value: expected });
  });

  test('a sum of what is no number is an error value', () => {
    const { expression } = expressions.parse("sum(['a'])", 'value');
    expect(expression?.evaluate(scope({}))).toMatchObject({ ok: false });
  });

  test('only what an expression names is looked up', () => {
    const asked: string[] = [];
    const { expression } = expressions.parse(
      "overall == 'good' && likes.exists(l, l == 'taste') && scores.overall > 1",
      'value',
    );
    expression?.evaluate({
      value: (name) => (asked.push(name), null),
      score: (name) => (asked.push(`score of ${name}`), 1),
      contact,
    });
    expect(asked.toSorted()).toEqual(['likes', 'overall', 'score of overall']);
  });
});

test('what cannot be evaluated is an error value, not an exception', () => {
  const { expression } = expressions.parse("int(why) > 3 || 'x' == why", 'value');
  expect(expression?.evaluate(scope({ why: 'soon' }))).toMatchObject({ ok: false });
});

test('a value that grows beyond its limit is refused', () => {
  const { expression } = expressions.parse('total + total', 'value');
  expect(expression?.evaluate(scope({ total: 'x'.repeat(6_000) }))).toMatchObject({
    ok: false,
    error: expect.stringContaining('10000'),
  });
});
