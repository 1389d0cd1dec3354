import { Run, compile } from '../../../test/support/run.js';
import { beginSession, step } from '../step.js';
import type { CompiledFlow } from '../compiled-flow.js';

/** What the last question showed. */
function shown(run: Run): (string | undefined)[] {
  const question = run.effects.flatMap((e) => (e.kind === 'send' && e.prompt.question ? [e.prompt.question] : []))[0];
  return (question?.options ?? []).map(({ id }) => id);
}

function optionsOfSession(flow: CompiledFlow, id: string): string[] {
  const contact = { attributes: {} };
  const session = beginSession(flow, { id, flowVersion: 'v', contact, now: 0 });
  const { effects } = step(flow, session, { kind: 'start' }, { now: 0, contact });
  return effects.flatMap((e) => (e.kind === 'send' ? (e.prompt.question?.options ?? []).map((o) => o.id) : []));
}

const LIKES = `
  - id: likes
    ask: multiple-choice
    text: What do you like?
    options:
      - { id: price, label: Price, score: 1 }
      - { id: taste, label: Taste, score: 2, synonyms: [flavour] }
      - { id: looks, label: Looks }
      - { id: none, label: None of these, exclusive: true }
`;

describe('an option with a condition', () => {
  const flow = compile(`
  - { id: age, ask: number, text: How old? }
  - id: drink
    ask: single-choice
    text: What to drink?
    options:
      - { id: beer, label: Beer, when: age >= 18 }
      - { id: tea, label: Tea }
      - { id: wine, label: Wine, when: age >= 18 }
`);

  test('is offered where it holds', () => {
    expect(shown(new Run(flow).say('30'))).toEqual(['beer', 'tea', 'wine']);
    expect(shown(new Run(flow).say('12'))).toEqual(['tea']);
  });

  test('is taken neither typed nor tapped where it does not; numbers count what is offered', () => {
    const run = new Run(flow).say('12').say('Beer').pick('drink', 'beer');
    expect(run.values).toEqual({ age: 12 });
    expect(run.say('1').values).toEqual({ age: 12, drink: 'tea' });
  });

  test('a question that has none left is passed over', () => {
    const none = compile(`
  - { id: age, ask: number, text: How old? }
  - { id: a, ask: single-choice, text: A?, options: [{ id: x, label: X, when: age > 50 }, { id: y, label: Y, when: age > 60 }] }
  - { id: b, ask: text, text: "B{{ a | default: '?' }}" }
`);
    const run = new Run(none).say('12');
    expect(run.waitingAt).toBe('b');
    expect(run.bodies).toEqual(['B?']);
    expect(run.notes).toEqual([{ 'question.no-options': { stepId: 'a' } }]);
    expect(run.session.path).toEqual(['age', 'b']);
  });

  test('a condition that fails hides its option', () => {
    const broken = compile(`
  - { id: age, ask: text, text: How old? }
  - { id: a, ask: single-choice, text: A?, options: [{ id: x, label: X, when: int(age) > 50 }, { id: y, label: Y }] }
`);
    const run = new Run(broken).say('old');
    expect(shown(run)).toEqual(['y']);
    expect(run.notes).toContainEqual({ 'condition.failed': expect.objectContaining({ condition: 'int(age) > 50' }) });
  });
});

describe('options taken over', () => {
  const flow = (only: string, more = ''): CompiledFlow =>
    compile(`${LIKES}
  - id: best
    ask: single-choice
    text: Which most?
    optionsFrom: { question: likes, only: ${only} }
${more}
`);

  test('those picked, with their labels and synonyms, then its own', () => {
    const run = new Run(flow('picked', '    options: [{ id: other, label: Another }]')).say('looks, taste');
    expect(shown(run)).toEqual(['taste', 'looks', 'other']);
    expect(run.say('flavour').session.answers['best']).toMatchObject({
      value: 'taste',
      label: 'Taste',
      via: 'synonym',
    });
  });

  test('those not picked, but never one that excludes the others', () => {
    expect(shown(new Run(flow('not-picked')).say('taste'))).toEqual(['price', 'looks']);
    const run = new Run(flow('picked')).say('none of these');
    expect(run.session).toMatchObject({ status: 'ended', disposition: 'completed', path: ['likes'] });
  });

  test('an answer that is not offered any more is asked for again', () => {
    const last = '  - { id: z, ask: text, text: Z? }';
    const run = new Run(
      compile(
        `${LIKES.replace('multiple', 'single').replace(', exclusive: true', '')}
  - { id: best, ask: single-choice, text: Other?, optionsFrom: { question: likes, only: not-picked } }
${last}`,
        'oldTaps: change',
      ),
    );
    run.pick('likes', 'price').pick('best', 'taste').pick('likes', 'looks');
    expect(run.values).toEqual({ likes: 'looks', best: 'taste' });
    run.pick('likes', 'taste');
    expect(run.waitingAt).toBe('best');
    expect(run.values).toEqual({ likes: 'taste' });
    expect(shown(run)).toEqual(['price', 'looks', 'none']);
  });

  test('over two questions', () => {
    const chain = compile(`${LIKES}
  - { id: two, ask: multiple-choice, text: Two?, optionsFrom: { question: likes, only: picked }, options: [{ id: more, label: More }] }
  - { id: one, ask: single-choice, text: One?, optionsFrom: { question: two, only: picked } }
`);
    const run = new Run(chain).say('1 and 2 and 3').say('looks, more');
    expect(shown(run)).toEqual(['looks', 'more']);
  });

  test('"other" is called by its words', () => {
    const other = compile(`
  - { id: shop, ask: single-choice, text: Where?, options: [{ id: a, label: Aldi }, { id: o, label: Other, specify: true }] }
  - { id: why, ask: single-choice, text: Why?, optionsFrom: { question: shop, only: picked }, options: [{ id: x, label: X }] }
`);
    const run = new Run(other).pick('shop', 'o').say('The corner shop');
    expect(run.effects).toContainEqual({
      kind: 'send',
      prompt: expect.objectContaining({
        question: expect.objectContaining({ options: expect.arrayContaining([{ id: 'o', label: 'The corner shop' }]) }),
      }),
    });
  });
});

describe('a random order of options', () => {
  const flow = compile(`
  - id: colour
    ask: single-choice
    text: Colour?
    randomise: { keepLast: 1 }
    options: [{ id: r, label: Red }, { id: g, label: Green, fixed: true }, { id: b, label: Blue }, { id: y, label: Yellow }, { id: n, label: None }]
`);

  test('differs between sessions, and keeps what is to stay', () => {
    const orders = Array.from({ length: 60 }, (_, n) => optionsOfSession(flow, `s${n}`));
    expect(new Set(orders.map((order) => order.join())).size).toBe(6);
    for (const order of orders) expect([order[1], order[4]]).toEqual(['g', 'n']);
  });

  test('is drawn once and kept: a number means what was shown, now and after a wrong answer', () => {
    const run = new Run(flow);
    const first = shown(run);
    expect(run.session.orders).toEqual({ colour: first });
    run.say('purple');
    expect(shown(run)).toEqual(first);
    expect(run.say('1').values).toEqual({ colour: first[0] });
  });

  test('the order kept is the order shown, whatever would be drawn today', () => {
    const run = new Run(flow);
    run.session = { ...run.session, orders: { colour: ['y', 'g', 'r', 'b', 'n'] } };
    run.say('purple');
    expect(shown(run)).toEqual(['y', 'g', 'r', 'b', 'n']);
  });
});

test('scores: of the picks, null while unanswered, and their sum', () => {
  const run = new Run(
    compile(`${LIKES}
  - id: size
    ask: single-choice
    text: Size?
    optional: true
    options: [{ id: s, label: Small, score: -1.5 }, { id: l, label: Large, score: 4 }]
  - set: { a: scores.likes, b: scores.size, total: "sum([scores.likes, scores.size])", high: scores.likes > 2 && scores.size == null }
`),
  );
  run.say('price, taste').say('skip');
  expect(run.session.vars).toEqual({ a: 3, b: null, total: 3, high: true });
});
