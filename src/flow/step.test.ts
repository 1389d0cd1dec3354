import { Run, compile, contact } from '../../test/support/run.js';
import { compileFlow } from './compile.js';
import type { CompiledFlow } from './compile.js';
import { step } from './step.js';

const OPTIONS = 'options: [{ id: x, label: Ex }, { id: y, label: Why }]';

describe('walking', () => {
  test('statements, values, branches, goto and the end', () => {
    const run = new Run(
      compile(`
  - say: "Hello {{ contact.name | default: 'you' }}"
  - { id: n, ask: number, text: How many? }
  - set: { twice: n * 2, big: n > 5 }
  - branch: [{ when: big, goto: large }, { goto: small }]
  - { id: large, say: "{{ twice }} is large" }
  - goto: bye
  - { id: small, say: "{{ twice }} is small" }
  - { id: bye, end: screened-out, say: Bye }
`),
    );
    expect(run.bodies).toEqual(['Hello Ann', 'How many?']);
    run.say('7');
    expect(run.bodies).toEqual(['14 is large', 'Bye']);
    expect(run.session).toMatchObject({
      status: 'ended',
      disposition: 'screened-out',
      waiting: null,
      vars: { twice: 14, big: true },
      endedAt: 1_002,
    });
    expect(run.effects.at(-1)).toEqual({ kind: 'completed', disposition: 'screened-out' });
  });

  test('running off the last step completes', () => {
    expect(new Run(compile('  - say: Hi')).session).toMatchObject({ status: 'ended', disposition: 'completed' });
  });

  test('a loop back to a question asks it again and keeps one answer', () => {
    const run = new Run(
      compile(
        '  - { id: a, ask: text, text: Name? }\n  - { id: ok, ask: yes-no, text: "{{ a }}, right?" }\n  - { when: ok == false, goto: a }',
      ),
    );
    run.say('Anna').say('no');
    expect(run.bodies).toEqual(['Name?']);
    run.say('Annika');
    expect(run.bodies).toEqual(['Annika, right?']);
    run.say('yes');
    expect(run.values).toEqual({ a: 'Annika', ok: true });
    expect(run.session.path).toEqual(['a', 'ok']);
  });

  test('a flow that runs wild ends as failed, and what it wanted to send is dropped', () => {
    const wild = compile(
      '  - { id: a, ask: text, text: x, optional: true, when: contact.phone != null }\n  - say: again\n  - goto: a',
    );
    const run = new Run(wild);
    expect(run.session).toMatchObject({ status: 'ended', disposition: 'failed', reason: 'turn-budget-exceeded' });
    expect(run.notes).toEqual([{ 'turn.budget-exceeded': { budget: 'steps' } }]);
    expect(run.bodies).toEqual([]);
  });

  test('text is bounded too', () => {
    const run = new Run(
      compile(`  - { id: a, ask: text, text: x }\n${'  - say: "{{ a }}{{ a }}{{ a }}"\n'.repeat(4)}`),
    );
    run.say('x'.repeat(3_300));
    expect(run.notes).toEqual([{ 'turn.budget-exceeded': { budget: 'text' } }]);
    expect(run.values).toEqual({ a: 'x'.repeat(3_300) });
  });

  test('a session of another flow is a defect', () => {
    const flow = compile('  - { id: a, ask: text, text: x }');
    const { session } = new Run(flow);
    expect(() => step(flow, { ...session, flowId: 'u' }, { kind: 'ask-again' }, { now: 1, contact })).toThrow(
      /belongs to flow "u"/,
    );
  });
});

describe('texts and conditions that fail', () => {
  test('leave a note and something readable', () => {
    const run = new Run(
      compile(
        '  - say: "You live in {{ contact.attributes.city }}, {{ contact.name }}."\n  - { id: only_tags, say: "{{ contact.phone }}" }\n  - { say: no, when: int(contact.name) > 3 }',
      ),
    );
    expect(run.bodies).toEqual(['You live in , Ann.', 'only tags']);
    expect(run.notes).toEqual([
      { 'text.failed': { step: 1, error: expect.stringContaining('city') } },
      { 'condition.failed': { step: 3, condition: 'int(contact.name) > 3', error: expect.any(String) } },
    ]);
  });

  test('a language without a version falls back to the first, with a note', () => {
    const { flow } = compileFlow(
      'id: t\nkind: survey\nlanguages: [en, ar]\ntitle: T\nsteps:\n  - say: { en: Hi }\n  - { id: a, ask: text, text: { en: Q, ar: س } }',
      't',
    );
    if (!flow) throw new Error('does not compile');
    const run = new Run(flow, { ...contact, language: 'ar-EG' });
    expect(run.session.language).toBe('ar');
    expect(run.bodies).toEqual(['Hi', 'س']);
    expect(run.notes).toEqual([{ 'language.fallback': { step: 1, wanted: 'ar' } }]);
  });
});

describe('wrong answers', () => {
  const question = (more: string): CompiledFlow =>
    compile(
      `  - { id: first, ask: text, text: First? }\n  - { id: n, ask: number, text: How many?, ${more} }\n  - { id: z, ask: text, text: Last? }`,
    );

  test('get a hint in front of the question, and end the survey when they are used up', () => {
    const run = new Run(question('retries: { limit: 2, hint: Digits please }')).say('x').say('many');
    expect(run.bodies).toEqual(['Digits please', 'How many?']);
    expect(run.notes).toEqual([{ 'answer.rejected': { stepId: 'n', reason: 'not-a-number', attempts: 1 } }]);
    expect(run.session.waiting).toMatchObject({ stepId: 'n', attempts: 1 });
    run.say('lots');
    expect(run.notes.at(-1)).toEqual({ 'retries.exhausted': { stepId: 'n', attempts: 2, then: 'end' } });
    expect(run.session).toMatchObject({ disposition: 'partial', reason: 'retries-exhausted' });
    expect(run.bodies).toHaveLength(1);
  });

  test.each([
    ['retries: { limit: 1, then: skip }', { first: 'x', n: null }],
    ['retries: { limit: 1 }, optional: true', { first: 'x', n: null }],
    ['retries: { limit: 1, then: { goto: z } }', { first: 'x' }],
  ])('%s goes on', (more, values) => {
    const run = new Run(question(more)).say('x').say('many');
    expect(run.values).toEqual(values);
    expect(run.bodies).toEqual(['Last?']);
  });

  test('before any answer it is a breakoff', () => {
    const run = new Run(compile('  - { id: n, ask: number, text: x, retries: { limit: 1 } }')).say('many');
    expect(run.session.disposition).toBe('breakoff');
  });

  test('what cannot be an answer counts as one wrong one; a reaction is nothing', () => {
    const run = new Run(question('')).say('x').send({ kind: 'unsupported', type: 'poll' });
    expect(run.notes).toEqual([{ 'answer.rejected': { stepId: 'n', reason: 'wrong-kind', attempts: 1 } }]);
    const before = run.session;
    run.send({ kind: 'reaction', emoji: '👍', messageId: 'm' });
    expect(run.session).toBe(before);
    expect(run.effects).toEqual([]);
  });
});

describe('taps', () => {
  const STEPS = `
  - { id: a, ask: single-choice, text: A?, ${OPTIONS} }
  - { say: Only for y, when: a == 'y' }
  - { id: b, ask: text, text: B?, when: a == 'x' }
  - { say: Said once }
  - { id: c, ask: multiple-choice, text: C?, ${OPTIONS} }
  - { id: d, ask: yes-no, text: D?, optional: true }`;

  test('on the waiting question count, whichever rendering they come from', () => {
    const run = new Run(compile(STEPS)).take({ kind: 'ask-again' }).pick('a', 'x');
    expect(run.session.answers.a).toEqual({ value: 'x', raw: 'tapped', label: 'Ex', via: 'tap', at: 1_003 });
  });

  test('of another session are explained', () => {
    const run = new Run(compile(STEPS)).tap('a', { kind: 'option', optionId: 'x' }, 's0');
    expect(run.notes).toEqual([{ 'tap.foreign': { sessionId: 's0' } }]);
    expect(run.bodies).toHaveLength(2);
    expect(run.values).toEqual({});
  });

  test('on an old question are explained by default', () => {
    const run = new Run(compile(STEPS)).pick('a', 'x').pick('a', 'y');
    expect(run.notes).toEqual([{ 'tap.stale': { stepId: 'a', waiting: 'b' } }]);
    expect(run.bodies.at(-1)).toBe('B?');
    expect(run.values).toEqual({ a: 'x' });
  });

  test('"Continue" of an old template just goes on', () => {
    const run = new Run(compile(STEPS)).pick('a', 'x').tap('a', { kind: 'resume' });
    expect(run.bodies).toEqual(['B?']);
  });

  test('change an old answer where the flow says so; what is off the path goes, what is read is not sent again', () => {
    const run = new Run(compile(STEPS, 'oldTaps: change')).pick('a', 'x').say('bee');
    expect(run.bodies).toEqual(['Said once', 'C?']);
    run.tap('c', { kind: 'toggle', optionId: 'y' }).pick('a', 'y');
    expect(run.bodies.slice(1)).toEqual(['Only for y', 'C?']);
    expect(run.effects.filter((e) => e.kind === 'answer-removed')).toEqual([{ kind: 'answer-removed', stepId: 'b' }]);
    expect(run.notes).toEqual([{ 'answer.changed': { stepId: 'a' } }]);
    expect(run.values).toEqual({ a: 'y' });
    expect(run.session.path).toEqual(['a', 'c']);
    expect(run.session.waiting?.selected).toEqual(['y']);
  });

  test('an answer further on stays while an inserted question is asked', () => {
    const run = new Run(compile(STEPS, 'oldTaps: change')).pick('a', 'y').say('1, 2');
    expect(run.session.waiting?.stepId).toBe('d');
    run.pick('a', 'x');
    expect(run.session.waiting?.stepId).toBe('b');
    expect(run.session.path).toEqual(['a', 'b', 'c']);
    run.say('bee');
    expect(run.session.waiting?.stepId).toBe('d');
    run.tap('d', { kind: 'skip' });
    expect(run.values).toEqual({ a: 'x', b: 'bee', c: ['x', 'y'], d: null });
    expect(run.session.disposition).toBe('completed');
  });

  test('the same answer again changes nothing', () => {
    const run = new Run(compile(STEPS, 'oldTaps: change')).pick('a', 'x').pick('a', 'x');
    expect(run.notes).toEqual([]);
    expect(run.bodies).toEqual(['B?']);
  });

  test('a typed reply that quotes an old question changes that one, if it is an answer to it', () => {
    const run = new Run(compile(STEPS, 'oldTaps: change')).pick('a', 'x').say('Why', 'a');
    expect(run.values).toEqual({ a: 'y' });
    const other = new Run(compile(STEPS, 'oldTaps: change')).pick('a', 'x').say('something else', 'a');
    expect(other.values).toEqual({ a: 'x', b: 'something else' });
  });

  test('after the end only leave a note', () => {
    const run = new Run(compile(STEPS)).take({ kind: 'end', disposition: 'refused', reason: 'stop-keyword' });
    expect(run.session).toMatchObject({ disposition: 'refused', reason: 'stop-keyword' });
    const ended = run.session;
    run.pick('a', 'x');
    expect(run.effects).toEqual([{ kind: 'note', name: 'tap.stale', data: { stepId: 'a' } }]);
    expect(run.say('hi').effects).toEqual([]);
    expect(run.session).toBe(ended);
  });

  test('turn pages and tick without counting as attempts', () => {
    const run = new Run(compile(STEPS)).pick('a', 'y').tap('c', { kind: 'page', page: 1 });
    expect(run.session.waiting).toMatchObject({ stepId: 'c', page: 1, attempts: 0, render: 3 });
    run.tap('c', { kind: 'toggle', optionId: 'x' });
    expect(run.session.waiting).toMatchObject({ page: 1, selected: ['x'], attempts: 0, render: 4 });
    run.tap('c', { kind: 'done' });
    expect(run.values).toEqual({ a: 'y', c: ['x'] });
  });
});

describe('the window', () => {
  const flow = compile(
    `  - { id: a, ask: single-choice, text: A?, ${OPTIONS} }`,
    'window: { closing: { nudge: 45m before, text: Still there? } }',
  );

  test('a nudge stands in front of the question', () => {
    expect(new Run(flow).take({ kind: 'nudge' }).bodies).toEqual(['Still there?', 'A?']);
  });

  test('after an invitation any message only means that they are back', () => {
    const run = new Run(flow).take({ kind: 'template-shown', buttons: 'invite' });
    expect(run.session.waiting?.shown).toBe('template-invite');
    run.say('Ex');
    expect(run.bodies).toEqual(['A?']);
    expect(run.session.waiting).toMatchObject({ attempts: 0, shown: 'question' });
  });

  test('a tap on the question itself counts even after an invitation', () => {
    expect(new Run(flow).take({ kind: 'template-shown', buttons: 'invite' }).pick('a', 'x').values).toEqual({ a: 'x' });
  });

  test("a template's options are answers, and what is none is no attempt", () => {
    expect(new Run(flow).take({ kind: 'template-shown', buttons: 'options' }).say('Ex').values).toEqual({ a: 'x' });
    const run = new Run(flow).take({ kind: 'template-shown', buttons: 'options' }).say('who are you?');
    expect(run.bodies).toEqual(['A?']);
    expect(run.session.waiting).toMatchObject({ attempts: 0, shown: 'question' });
  });
});
