import { Run, compile } from '../../../test/support/run.js';
import { beginSession, step } from '../step.js';
import type { CompiledFlow } from '../compiled-flow.js';
import type { Session } from '../session.js';

const contact = { attributes: {} };

/** Answers every question of a session with "x" and gives the order in which they came. */
function walkThrough(flow: CompiledFlow, id: string): Session {
  let session = beginSession(flow, { id, flowVersion: 'v', contact, now: 0 });
  session = step(flow, session, { kind: 'start' }, { now: 0, contact }).session;
  while (session.status === 'active')
    session = step(
      flow,
      session,
      { kind: 'message', content: { kind: 'text', text: 'x' } },
      { now: 1, contact },
    ).session;
  return session;
}

const QUESTIONS = ['a', 'b', 'c'].map((id) => `      - { id: ${id}, ask: text, text: ${id} }`).join('\n');

describe('a group', () => {
  test('is passed over as a whole, and its answers with it when that changes', () => {
    const run = new Run(
      compile(
        `
  - { id: pet, ask: yes-no, text: A pet? }
  - group: pets
    when: pet
    steps:
      - { id: kind, ask: text, text: Which? }
      - group: more
        steps: [{ id: age, ask: number, text: 'How old is the {{ kind }}?' }]
  - { id: z, ask: text, text: Anything else? }
`,
        'oldTaps: change',
      ),
    );
    run.say('yes').say('dog');
    expect(run.bodies).toEqual(['How old is the dog?']);
    run.say('3');
    expect(run.session.path).toEqual(['pet', 'kind', 'age', 'z']);
    run.pick('pet', 'no');
    expect(run.session.path).toEqual(['pet', 'z']);
    expect(run.values).toEqual({ pet: false });
  });

  test('can be gone to and left', () => {
    const run = new Run(
      compile(`
  - { id: go, ask: yes-no, text: Go? }
  - { when: go, goto: last }
  - group: first
    steps:
      - { id: a, ask: text, text: A? }
      - { when: a == 'out', goto: end }
      - { id: b, ask: text, text: B? }
  - group: last
    steps: [{ id: c, ask: text, text: C? }]
  - { id: end, end: completed, say: Bye }
`),
    );
    expect(run.say('no').say('out').bodies).toEqual(['Bye']);
    expect(run.session.path).toEqual(['go', 'a']);
  });
});

describe('a group with a random order', () => {
  const flow = compile(`
  - group: topics
    randomise: { keepLast: 1 }
    steps:
${QUESTIONS}
      - { id: last, ask: text, text: Last? }
  - { id: z, ask: text, text: "{{ a }}{{ b }}{{ c }}" }
`);

  test('asks everything once, in an order of its own, the last one last', () => {
    const paths = Array.from({ length: 60 }, (_, n) => walkThrough(flow, `s${n}`).path);
    for (const path of paths) {
      expect(path.slice(0, 3).toSorted()).toEqual(['a', 'b', 'c']);
      expect(path.slice(3)).toEqual(['last', 'z']);
    }
    expect(new Set(paths.map((path) => path.join())).size).toBe(6);
  });

  test('keeps the order drawn', () => {
    const { orders, path } = walkThrough(flow, 's1');
    expect(orders).toEqual({ topics: path.slice(0, 4) });
  });

  test('blocks stay together, groups within groups have orders of their own', () => {
    const nested = compile(`
  - group: outer
    randomise: true
    steps:
      - group: one
        steps: [{ id: a, ask: text, text: A }, { id: b, ask: text, text: B }]
      - group: two
        randomise: true
        steps: [{ id: c, ask: text, text: C }, { id: d, ask: text, text: D }]
      - say: Nearly
`);
    const paths = Array.from({ length: 60 }, (_, n) => walkThrough(nested, `s${n}`).path.join(''));
    expect(new Set(paths)).toEqual(new Set(['abcd', 'abdc', 'cdab', 'dcab']));
  });

  test('the way is the same again after an earlier answer has changed', () => {
    const change = compile(
      `
  - { id: first, ask: single-choice, text: F?, options: [{ id: x, label: X }, { id: y, label: Y }] }
  - group: g
    randomise: true
    steps:
${QUESTIONS}
  - { id: z, ask: text, text: Z? }
`,
      'oldTaps: change',
    );
    const run = new Run(change).say('x').say('1').say('2').say('3');
    const before = { path: run.session.path, orders: run.session.orders };
    run.pick('first', 'y');
    expect({ path: run.session.path, orders: run.session.orders }).toEqual(before);
    expect(run.values).toMatchObject({ first: 'y' });
    expect(run.waitingAt).toBe('z');
  });
});

describe('a repeated group', () => {
  const CHILDREN = `
  - { id: n, ask: number, integer: true, text: How many children? }
  - group: children
    repeat: { times: n, as: i, max: 4 }
    steps:
      - { id: name, ask: text, text: "Name of child {{ i }}?" }
      - { id: age, ask: number, text: "How old is {{ name }}?" }
      - { id: school, when: age >= 6, ask: yes-no, text: "Does {{ name }} like school?", optional: true }
  - set: { oldest: "age.exists(a, a > 10)", total: sum(age), asked: size(school) }
  - { id: z, ask: text, text: "{{ name | default: 'nobody' }}: {{ total }}" }
`;
  const flow = compile(CHILDREN, 'oldTaps: change');

  test('asks once a round, each answer under an id of its own, and all of them afterwards', () => {
    const run = new Run(flow).say('2');
    expect(run.bodies).toEqual(['Name of child 1?']);
    run.say('Ann').say('3');
    expect(run.bodies).toEqual(['Name of child 2?']);
    run.say('Bob');
    expect(run.bodies).toEqual(['How old is Bob?']);
    run.say('12').say('yes');
    expect(run.bodies).toEqual(['Ann, Bob: 15']);
    expect(run.values).toEqual({ n: 2, name__1: 'Ann', age__1: 3, name__2: 'Bob', age__2: 12, school__2: true });
    expect(run.session.vars).toEqual({ oldest: true, total: 15, asked: 1 });
  });

  test.each([
    ['0', 'nobody: 0'],
    ['-3', 'nobody: 0'],
  ])('%s rounds', (n, body) => {
    expect(new Run(flow).say(n).bodies).toEqual([body]);
  });

  test('never more than its maximum', () => {
    const run = new Run(flow).say('100');
    for (let round = 1; round <= 4; round += 1) run.say('X').say('1');
    expect(run.waitingAt).toBe('z');
  });

  test('an answer of an earlier round is changed by its own tap, and only that', () => {
    const run = new Run(flow).say('2').say('Ann').say('8').pick('school__1', 'yes').say('Bob');
    expect(run.waitingAt).toBe('age__2');
    run.pick('school__1', 'no');
    expect(run.values).toMatchObject({ school__1: false });
    expect(run.waitingAt).toBe('age__2');
  });

  test('fewer rounds forget the answers of those that are left out', () => {
    const rounds = compile(
      `
  - { id: n, ask: single-choice, text: How many?, options: [{ id: one, label: One, score: 1 }, { id: two, label: Two, score: 2 }] }
  - group: g
    repeat: { times: scores.n }
    steps: [{ id: q, ask: text, text: Q? }]
  - { id: z, ask: text, text: Z? }
`,
      'oldTaps: change',
    );
    const run = new Run(rounds).pick('n', 'two').say('a').say('b').pick('n', 'one');
    expect(run.values).toEqual({ n: 'one', q__1: 'a' });
    expect(run.session.path).toEqual(['n', 'q__1', 'z']);
    run.pick('n', 'two');
    expect(run.waitingAt).toBe('q__2');
  });

  test('random orders, splits, skipping out and retries stay within the round', () => {
    const all = compile(`
  - group: g
    repeat: { times: 3, as: i }
    randomise: true
    steps:
      - { id: a, ask: number, text: "A{{ i }}", retries: { limit: 1, then: { goto: after } } }
      - group: inner
        steps:
          - { id: b, ask: text, text: "B{{ i }}" }
          - branch: [{ when: b == 'x', goto: skipped }]
          - { id: c, ask: text, text: "C{{ i }}" }
          - { id: skipped, say: "S{{ i }}" }
  - { id: after, ask: text, text: "After {{ b | default: '-' }}" }
`);
    const session = walkThrough(
      compile(`
  - group: g
    repeat: { times: 3, as: i }
    randomise: true
    steps:
      - { id: a, ask: text, text: "A{{ i }}" }
      - { id: b, ask: text, text: "B{{ i }}" }
`),
      's4',
    );
    expect(Object.keys(session.orders ?? {})).toEqual(['g__1', 'g__2', 'g__3']);
    expect(session.path.map((id) => id.slice(-1)).join('')).toBe('112233');
    const run = new Run(all);
    for (let turn = 0; run.waitingAt?.startsWith('a') === false && turn < 3; turn += 1) run.say('x');
    run.say('no number');
    expect(run.waitingAt).toBe('after');
  });

  test('leaving by goto ends it', () => {
    const more = compile(`
  - group: g
    repeat: { times: 20 }
    steps:
      - { id: item, ask: text, text: What? }
      - { id: more, ask: yes-no, text: Another? }
      - { when: more == false, goto: done }
  - { id: done, ask: text, text: "{{ item }}" }
`);
    const run = new Run(more).say('tea').say('yes').say('cake').say('no');
    expect(run.bodies).toEqual(['tea, cake']);
  });
});

describe('a split', () => {
  const flow = compile(`
  - id: arm
    split: [{ weight: 1, goto: short }, { weight: 3, goto: long, name: lengthy }]
  - { id: short, ask: text, text: Short? }
  - goto: after
  - { id: long, ask: text, text: Long? }
  - { id: after, when: arm == 'lengthy', ask: text, text: "More on {{ arm }}?" }
`);

  test('sends people down its arms by weight, and conditions know which', () => {
    const arms = Array.from({ length: 400 }, (_, n) => walkThrough(flow, `s${n}`));
    const long = arms.filter(({ vars }) => vars['arm'] === 'lengthy');
    for (const { path } of long) expect(path).toEqual(['long', 'after']);
    for (const { path, vars } of arms) if (vars['arm'] === 'short') expect(path).toEqual(['short']);
    expect(long.length).toBeGreaterThan(260);
    expect(long.length).toBeLessThan(340);
  });

  test('is drawn once: what was drawn holds, whatever the seed would say', () => {
    const other = walkThrough(flow, 's1').vars['arm'] === 'short' ? 'lengthy' : 'short';
    const session = beginSession(flow, { id: 's1', flowVersion: 'v', contact, now: 0 });
    const kept = step(flow, { ...session, orders: { arm: [other] } }, { kind: 'start' }, { now: 0, contact }).session;
    expect(kept.vars).toEqual({ arm: other });
  });
});

test('hidden values are known from the start, stay when the way is walked again, and are null where not given', () => {
  const flow = compile(
    `
  - { id: a, ask: single-choice, text: "{{ campaign | default: 'none' }}", options: [{ id: x, label: X }, { id: y, label: Y }] }
  - { id: b, when: "campaign == 'spring' && source == null", ask: text, text: B? }
`,
    'hidden: [campaign, source]\noldTaps: change',
  );
  const begin = (hidden: Record<string, string>): Session =>
    step(
      flow,
      beginSession(flow, { id: 's1', flowVersion: 'v1', contact, hidden, now: 0 }),
      { kind: 'start' },
      { now: 0, contact },
    ).session;
  const run = new Run(flow);
  expect(run.bodies).toEqual(['none']);
  run.session = begin({ campaign: 'spring', unknown: 'left out' });
  expect(run.session.vars).toEqual({ campaign: 'spring' });
  run.pick('a', 'x').pick('a', 'y');
  expect(run.waitingAt).toBe('b');
  expect(run.session.vars).toEqual({ campaign: 'spring' });
});
