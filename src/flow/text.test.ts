import { parseLiquid, renderLiquid, withoutTags } from './text.js';

const scope = {
  overall: 'Good',
  why: null,
  cups: 3.456,
  likes: ['a', 'b'],
  contact: { name: null, attributes: { plan: 'gold' } },
};

test.each([
  ['{{ overall }}!', 'Good!'],
  ['{{ overall | upcase }}', 'GOOD'],
  ['{{ why }}', ''],
  ["{{ why | default: 'none' }}", 'none'],
  ["Hi {{ contact.name | default: 'there' }}", 'Hi there'],
  ["{{ contact.attributes.city | default: 'here' }}", 'here'],
  ['{{ cups | round: 1 }}', '3.5'],
  ["{{ likes | join: ', ' }}", 'a, b'],
  ["{% if overall == 'Good' %}yes{% else %}no{% endif %}", 'yes'],
  ['{% unless why %}none{% endunless %}', 'none'],
  ['100 % {of} it', '100 % {of} it'],
])('%s', (source, text) => {
  expect(renderLiquid(source, () => scope)).toEqual({ text });
});

test.each([
  '{{ nobody }}',
  '{{ contact.attributes.city }}',
  '{{ overall.constructor }}',
  '{{ overall | date }}',
  '{% assign a = 1 %}',
  '{% for i in (1..9) %}{% endfor %}',
  '{{ overall',
  "{% include 'x' %}",
])('%s is an error value', (source) => {
  expect(renderLiquid(source, () => scope)).toEqual({ error: expect.stringMatching(/^[^\n]+$/) });
});

test('a rendering that grows too long is an error', () => {
  const long = parseLiquid('{{ a }}{{ a }}{{ a }}');
  expect(long.ok && long.text.render(() => ({ a: 'x'.repeat(9_000) }))).toEqual({
    error: expect.stringContaining('20000'),
  });
});

test('lenient rendering leaves out only what is missing', () => {
  const text = parseLiquid('Hi {{ nobody }}{{ overall }}');
  expect(text.ok && text.text.render(() => scope, true)).toEqual({ text: 'Hi Good' });
});

test('which variables a text uses, and whether it minds that they are empty', () => {
  const parsed = parseLiquid("{{ a.b }}{{ c | default: 'x' }}{% if d %}{{ e }}{% endif %}");
  expect(parsed.ok && parsed.text.variables).toEqual([
    { path: ['a', 'b'], guarded: false },
    { path: ['c'], guarded: true },
    { path: ['d'], guarded: true },
    { path: ['e'], guarded: true },
  ]);
});

test('a text without its tags', () => {
  expect(withoutTags('Hi {{ contact.name | x }}, {% if a %}you{% endif %} there {{ open')).toBe('Hi , you there');
});
