import { compileFlow } from '../compile.js';
import type { CompileOptions } from '../compile.js';

const flow = (steps: string, head = '') => `
id: f
kind: survey
languages: [en]
title: F
${head}
steps:
${steps}
`;

const rules = (source: string, options?: CompileOptions) =>
  compileFlow(source, 'f.yaml', options).findings.map(({ rule, path }) => `${rule} ${path}`);

test('an agent step with everything is a good step, and what it gives can be named', () => {
  const source = flow(`
  - { id: room, ask: text, text: Which room? }
  - id: help
    agent: hotel
    opens: { text: "About {{ room }}" }
    with: { room: room, geo-city: contact.attributes.city }
    until: intent('Done') || turns > 3 && misses < 2 || action == 'bye' || parameters['geo-city'] != null
    returns: "parameters.topic"
    keep: { nights: parameters.nights }
    on: [{ intent: Human, handoff: desk }, { event: OUT, goto: bye }, { intent: Rate, start: other }]
    trouble: { limit: 3, say: Sorry., then: { goto: bye } }
    timeout: { after: 10m, then: { goto: bye } }
    closed: { template: come_back }
  - { id: desk, handoff: front desk, say: "For {{ nights | default: 'some' }} nights", when: help == 'complaint' }
  - { id: bye, say: "Bye from {{ help }}", when: desk == true && size(nights) == 0 }
`);
  const { flow: compiled, findings } = compileFlow(source, 'f.yaml');
  expect(findings).toEqual([]);
  expect([...(compiled?.talks.keys() ?? [])]).toEqual(['help', 'desk']);
  expect(compiled?.agentUses).toMatchObject([{ agent: 'hotel', at: { stepId: 'help', path: 'steps[1].agent' } }]);
  expect(compiled?.closedCallFor('help')).toEqual({ template: 'come_back' });
});

test.each([
  ['a way to nowhere', '- { id: a, agent: x, on: [{ intent: I, goto: no }] }', 'goto-unknown-step'],
  ['a way that is two', '- { id: a, agent: x, on: [{ intent: I, goto: a, start: f }] }', 'steps[0].on[0]'],
  ['a way for nothing', '- { id: a, agent: x, on: [{ goto: a }] }', 'steps[0].on[0]'],
  ['what only a talk knows, elsewhere', "- { id: a, ask: text, text: A, when: intent('x') }", 'condition-function'],
  ['turns outside of a talk', '- { id: a, ask: text, text: A, when: turns > 1 }', 'condition-unknown-name'],
  ['a condition that is none', '- { id: a, agent: x, until: 1 + 1 }', 'condition-not-boolean'],
  ['a name twice', '- { id: a, ask: text, text: A }\n  - { id: b, agent: x, keep: { a: turns } }', 'name-taken'],
  ['a link with a bad name', '- { id: a, agent: "Not this" }', 'bad-value'],
  ['two kinds in one', '- { id: a, agent: x, handoff: y }', 'step-kind'],
])('%s is told', (_, step, expected) => {
  expect(rules(flow(`  ${step}`)).join('\n')).toContain(expected);
});

test('words for a person must not be taken already', () => {
  const head = 'start: { keywords: [go] }\nperson: { keywords: [go, stop, human] }';
  expect(rules(flow('  - { id: a, ask: text, text: A }', head))).toEqual([
    'keyword-taken person.keywords[0]',
    'keyword-taken person.keywords[1]',
  ]);
});

test('in a repeated group each round has a talk of its own; in a called flow its names stand behind the call', () => {
  const inner = `
id: inner
kind: survey
languages: [en]
title: Inner
steps:
  - { id: chat, agent: x, keep: { city: parameters.city }, on: [{ intent: I, goto: end }] }
  - { id: end, say: Bye }
`;
  const source = flow(`
  - group: each
    repeat: { times: 2 }
    steps:
      - { id: chat, agent: x, keep: { city: parameters.city } }
      - { say: "{{ city | default: '-' }}" }
  - { id: call, subflow: inner }
  - { say: "{{ call__city | default: '-' }}", when: size(city) > 1 }
`);
  const { flow: compiled, findings } = compileFlow(source, 'f.yaml', {
    subflow: (id) => (id === 'inner' ? { source: inner, file: 'inner.yaml' } : undefined),
  });
  expect(findings).toEqual([]);
  expect([...(compiled?.talks.keys() ?? [])]).toEqual(['chat__1', 'chat__2', 'call__chat']);
  const keeps = [...(compiled?.talks.values() ?? [])].map((talk) => talk.kind === 'agent' && talk.keeps[0]?.name);
  expect(keeps).toEqual(['city__1', 'city__2', 'call__city']);
});
