import { compileFlow } from './compile.js';

const HEAD = `id: t
kind: survey
languages: [en, ar]
title: { en: T, ar: ت }
`;

function findings(source: string): string[] {
  const compiled = compileFlow(source, 'flows/t.yaml');
  if (compiled.findings.some((f) => f.severity === 'error')) expect(compiled.flow).toBeUndefined();
  return compiled.findings.map((f) => `${f.line}:${f.column} ${f.severity} ${f.rule} ${f.path}`);
}

/** Findings of a flow whose steps start at line 6. */
function inSteps(steps: string): string[] {
  return findings(`${HEAD}steps:\n${steps}`);
}

test('every mistake is found at once, each with its place', () => {
  const result = compileFlow(
    `id: Bad Id
kind: survey
languages: [en]
title: T
colour: red
steps:
  - id: a
    ask: single-choice
    text: Hi {{ nobody }}
    options: [{ id: x, label: X }, { id: x, label: " x " }]
  - ask: text
    id: 1
    text: 5
  - say: Hi
    when: a == 'z'
  - goto: nowhere
  - ask: telepathy
    id: t
    text: x
  - say: x
    goto: a
`,
    'flows/bad.yaml',
  );
  expect(result.flow).toBeUndefined();
  expect(result.findings.map((f) => `${f.line}:${f.column} ${f.rule} ${f.path}`)).toEqual([
    '1:5 bad-value id',
    '5:1 unknown-field colour',
    '9:11 text-unknown-name steps[0].text',
    '10:42 option-id-duplicate steps[0].options[1].id',
    '10:52 option-label-duplicate steps[0].options[1].label',
    '12:9 wrong-type steps[1].id',
    '13:11 wrong-type steps[1].text',
    '15:16 condition-unknown-option steps[2].when',
    '16:11 goto-unknown-step steps[3].goto',
    '17:10 unknown-question-type steps[4].ask',
    '20:5 step-kind steps[5]',
  ]);
  for (const finding of result.findings) {
    expect(finding.file).toBe('flows/bad.yaml');
    expect(finding.message).not.toMatch(/invalid|undefined|\[object/i);
  }
  expect(result.findings.find((f) => f.path === 'steps[1].id')?.mend).toBe('write it in quotes: "1"');
});

test.each<[string, string, string[]]>([
  ['nothing', '', ['1:1 error wrong-type ']],
  ['no flow', '- 1', ['1:1 error wrong-type ']],
  ['broken YAML', 'a: [1', ['1:6 error yaml-syntax ']],
  ['a colon in a text', `${HEAD}steps:\n  - say: Note: this\n  - { say: x }`, ['6:10 error yaml-syntax ']],
  ['a key twice', `${HEAD}id: u\nsteps: [{ say: x }]`, ['5:1 error yaml-duplicate-key ']],
  ['a prototype key', `${HEAD}__proto__: { a: 1 }\nsteps: [{ say: x }]`, ['5:1 error yaml-forbidden-key ']],
  ['two documents', `${HEAD}steps: [{ say: x }]\n---\na: 1`, ['6:1 error yaml-syntax ']],
  [
    'an alias bomb',
    `a: &a [x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]`,
    ['1:1 error yaml-unreadable '],
  ],
  ['too much', 'x'.repeat(6_000_000), ['1:1 error file-too-large ']],
])('%s', (_, source, expected) => {
  expect(findings(source)).toEqual(expected);
});

test('nesting without end is an error, not a stack overflow', () => {
  const { flow, findings: found } = compileFlow('['.repeat(100_000), 't.yaml');
  expect(flow).toBeUndefined();
  expect(found.length).toBeGreaterThan(0);
});

test('what is no flow at all has an end of its findings', () => {
  expect(findings(`${HEAD}steps:\n${'  - x\n'.repeat(900)}`)).toHaveLength(201);
});

test.each<[string, string, string[]]>([
  ['a good flow', '  - say: { en: Hi, ar: مرحبا }', []],
  ['a step id twice', '  - { id: a, say: x }\n  - { id: a, say: y }', ['7:11 error step-id-duplicate steps[1].id']],
  ['a question without id', '  - { ask: text, text: x }', ['6:5 error field-missing steps[0].id']],
  ['a reserved name', '  - { id: contact, ask: text, text: x }', ['6:11 error bad-value steps[0].id']],
  ['an inherited name', '  - { id: constructor, ask: text, text: x }', ['6:11 error bad-value steps[0].id']],
  [
    'names that only look reserved',
    '  - { id: size, ask: text, text: x }\n  - { id: all, ask: text, text: "{{ size }}" }\n  - { id: duration, ask: yes-no, text: x, when: size(size) > 2 && all != size }',
    [],
  ],
  ['a type for a name', '  - { id: list, ask: text, text: x }', ['6:11 error bad-value steps[0].id']],
  [
    'options that do not belong',
    '  - { id: a, ask: text, text: x, options: [{ id: a, label: A }] }',
    ['6:34 error unknown-field steps[0].options'],
  ],
  [
    'a misspelt own field',
    '  - { id: a, ask: number, text: x, maximum: 3 }',
    ['6:36 error unknown-field steps[0].maximum'],
  ],
  [
    'an impossible own field',
    '  - { id: a, ask: number, text: x, min: 4, max: 3 }',
    ['6:41 error number-range-impossible steps[0].min'],
  ],
  ['a missing translation', '  - say: { en: Hi }', ['6:10 warning translation-missing steps[0].say']],
  [
    'a foreign translation',
    '  - say: { en: Hi, ar: مرحبا, fr: Salut }',
    ['6:31 warning language-unused steps[0].say.fr'],
  ],
  [
    'a missing translation of an own text',
    '  - { id: a, ask: nps, text: x, low: { en: no } }',
    ['6:38 warning translation-missing steps[0].low'],
  ],
  ['a filter that is not there', '  - say: "{{ contact.name | date }}"', ['6:10 error text-syntax steps[0].say']],
  ['a tag that loops', '  - say: "{% for a in b %}{% endfor %}"', ['6:10 error text-syntax steps[0].say']],
  ['a tag that is not closed', '  - say: "{{ contact.name"', ['6:10 error text-syntax steps[0].say']],
  [
    'what may be empty',
    '  - say: "{{ contact.name }} {{ contact.name | default: x }}"',
    ['6:10 error text-unknown-name steps[0].say', '6:10 warning text-may-be-empty steps[0].say'],
  ],
  [
    'an answer that is not there yet',
    '  - say: "{{ a }}"\n  - { id: a, ask: text, text: x }\n  - say: "{{ a }}"',
    ['6:10 warning text-may-be-empty steps[0].say'],
  ],
  [
    'an optional answer',
    '  - { id: a, ask: text, text: x, optional: true }\n  - say: "{{ a }}"\n  - say: "{% if a %}{{ a }}{% endif %}"\n  - { say: "{{ a }}", when: a != null }',
    ['7:10 warning text-may-be-empty steps[1].say'],
  ],
  [
    'an answer on one of two ways',
    "  - { id: b, ask: yes-no, text: x }\n  - branch: [{ when: b, goto: z }]\n  - { id: a, ask: text, text: x }\n  - { id: z, say: '{{ a }} {{ b }}' }",
    ['9:19 warning text-may-be-empty steps[3].say'],
  ],
  ['a step no way leads to', '  - end: completed\n  - say: x', ['7:5 warning step-unreachable steps[1]']],
  ['a loop without a question', '  - { id: a, say: x }\n  - goto: a', ['6:5 error loop-without-question steps[0]']],
  ['a loop with a question', '  - { id: a, ask: yes-no, text: x }\n  - { when: a == false, goto: a }', []],
  [
    'a retry that leads nowhere',
    '  - { id: a, ask: text, text: x, retries: { then: { goto: q } } }',
    ['6:59 error goto-unknown-step steps[0].retries.then.goto'],
  ],
  [
    'a timeout that leads nowhere',
    '  - { id: a, ask: text, text: x, timeout: { after: 1h, then: { goto: q } } }',
    ['6:70 error goto-unknown-step steps[0].timeout.then.goto'],
  ],
  [
    'a step that only a timeout leads to',
    '  - { id: a, ask: text, text: x, timeout: { after: 1h, then: { goto: z } } }\n  - end: completed\n  - { id: z, end: completed, say: Bye }',
    [],
  ],
  [
    'an answer that a timeout may leave out',
    '  - { id: a, ask: text, text: x, timeout: { after: 1h, then: skip } }\n  - say: "{{ a }}"',
    ['7:10 warning text-may-be-empty steps[1].say'],
  ],
  [
    'reminders out of order, too late, behind the window',
    '  - { id: a, ask: text, text: x, reminders: [{ after: 2h }, { after: 1h }] }\n  - { id: b, ask: text, text: x, reminders: [{ after: 1h }], timeout: { after: 1h, then: end } }\n  - { id: c, ask: text, text: x, reminders: [{ after: 1d }] }',
    [
      '6:70 error reminder-order steps[0].reminders[1].after',
      '7:55 warning reminder-too-late steps[1].reminders[0].after',
      '8:55 warning reminder-after-window steps[2].reminders[0].after',
    ],
  ],
  [
    'a condition that does not parse',
    "  - { say: x, when: contact.name = 'x' }",
    ['6:34 error condition-syntax steps[0].when'],
  ],
  [
    'a condition with an unknown name',
    "  - { say: x, when: \"contact.name == 'x' && overal == 'x'\" }",
    ['6:45 error condition-unknown-name steps[0].when'],
  ],
  [
    'a value for a question',
    '  - { id: a, ask: text, text: x }\n  - set: { a: 1 }',
    ['7:12 error name-taken steps[1].set.a'],
  ],
  ['a set value', '  - set: { a: 1, b: a + 1 }\n  - say: "{{ b }}"', []],
  [
    'a link that is none',
    '  - { say: x, link: { label: Go, url: "javascript:alert(1)" } }',
    ['6:39 error not-a-link steps[0].link.url'],
  ],
  [
    'buttons for typed answers',
    '  - { id: a, ask: text, text: x, closed: { template: t, buttons: options } }',
    ['6:66 error template-buttons steps[0].closed.buttons'],
  ],
  ['buttons for a yes-no', '  - { id: a, ask: yes-no, text: x, closed: { template: t, buttons: options } }', []],
  [
    'a template name',
    '  - { id: a, ask: yes-no, text: x, closed: { template: Bad Name } }',
    ['6:56 error bad-value steps[0].closed.template'],
  ],
  [
    'a template parameter',
    '  - { id: a, ask: yes-no, text: x, closed: { template: t, params: ["{{ nobody }}"] } }',
    ['6:68 error text-unknown-name steps[0].closed.params[0]'],
  ],
])('%s', (_, steps, expected) => {
  expect(inSteps(steps)).toEqual(expected);
});

test.each<[string, string[]]>([
  ['start: { keywords: [stop] }', ['5:21 error keyword-taken start.keywords[0]']],
  ['start: { keywords: { en: [go, Go], ar: [زيارة] } }', ['5:31 error keyword-taken start.keywords.en[1]']],
  ['window: { closing: { nudge: 30h before } }', ['5:29 error bad-value window.closing.nudge']],
  ['window: { closed: { template: t, buttons: options } }', ['5:43 error template-buttons window.closed.buttons']],
  ['retries: { limit: 11 }', ['5:19 error too-big retries.limit']],
  ['timeout: { after: 1 hour, then: skip }', ['5:19 error bad-value timeout.after']],
  ['timeout: { after: 1h, then: { goto: q } }', ['5:37 error goto-unknown-step timeout.then.goto']],
  ['reminders: [{ after: 2h, text: { en: x } }]', ['5:32 warning translation-missing reminders[0].text']],
  ['timeout: { after: 2h, then: end }\nexpires: 2h', ['5:19 warning timeout-after-expiry timeout.after']],
  [
    'start: { keywords: { en: [help], ar: [رجوع] } }',
    ['5:27 warning keyword-in-survey start.keywords.en[0]', '5:39 warning keyword-in-survey start.keywords.ar[0]'],
  ],
  ['help: "{{ nobody }}"', ['5:7 error text-unknown-name help']],
  ['oldTaps: forget', ['5:10 error unknown-value oldTaps']],
])('%s', (line, expected) => {
  expect(findings(`${HEAD}${line}\nsteps: [{ say: x }]`)).toEqual(expected);
});

test('a compiled flow tells what the shell needs', () => {
  const { flow, findings: found } = compileFlow(
    `${HEAD}start: { keywords: { en: [go], ar: [زيارة] } }
window: { closing: { nudge: 1h 30m before }, closed: { template: back } }
steps:
  - { id: a, ask: yes-no, text: x, closed: { template: own, buttons: options } }
  - { id: b, ask: yes-no, text: x }
`,
    't.yaml',
  );
  expect(found).toEqual([]);
  expect(flow).toMatchObject({
    id: 't',
    oldTaps: 'explain',
    keywords: [
      { text: 'go', language: 'en' },
      { text: 'زيارة', language: 'ar' },
    ],
    window: { nudgeBeforeMs: 5_400_000, closed: { template: 'back' } },
    templateUses: [
      { call: { template: 'back' }, at: { path: 'window.closed', line: 6 } },
      { call: { template: 'own' }, at: { stepId: 'a', path: 'steps[0].closed', line: 8 } },
    ],
  });
  expect(flow?.title('ar-EG')).toBe('ت');
  expect(flow?.title('de')).toBe('T');
  expect(flow?.closedCallFor('a')?.template).toBe('own');
  expect(flow?.closedCallFor('b')).toBeUndefined();
});

test('mistakes of every sort in one step are told at once', () => {
  const source = `
id: broken
kind: survey
languages: [en]
title: Broken
steps:
  - id: a
    ask: single-choise
    when: nobody == 1
    text: "Hi {{ contact.nam }}"
    options: [{ id: x, label: X }, { id: x, label: x }]
  - id: b
    ask: text
    colour: red
    text: "{{ unheard }}"
  - end: completed
`;
  const { flow, findings } = compileFlow(source, 'broken.yaml');
  expect(flow).toBeUndefined();
  const found = findings.filter(({ severity }) => severity === 'error').map(({ line, path }) => `${line} ${path}`);
  expect(found).toEqual(
    expect.arrayContaining([
      '8 steps[0].ask',
      '9 steps[0].when',
      '10 steps[0].text',
      '11 steps[0].options[1].id',
      '14 steps[1].colour',
      '15 steps[1].text',
    ]),
  );
});
