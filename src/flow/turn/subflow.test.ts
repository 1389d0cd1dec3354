import { compile, contact, Run, sourceOf } from '../../../test/support/run.js';
import { textScope } from '../scope.js';
import { renderLiquid } from '../text.js';

const ADDRESS = sourceOf(
  'address',
  `
  - { id: street, ask: text, text: "Which street in {{ country | default: 'your country' }}?" }
  - { id: abroad, when: country != 'EG', ask: yes-no, text: "{{ street }} is abroad?" }
  - { id: note, set: { long: size(street) > 5 } }
  - { end: screened-out, when: abroad, say: "We do not go there." }
  - { id: floor, when: long, ask: number, text: "Which floor?" }
  - { end: completed, return: "street + ', ' + country" }
`,
  'hidden: [country]\nretries: { limit: 1, then: skip }',
);

const CALLING = `
  - { id: name, ask: text, text: "Your name?" }
  - { id: home, subflow: address, with: { country: "'EG'" } }
  - { id: work, when: name != 'Ann', subflow: address }
  - { id: ok, ask: text, text: "Home {{ home }}, {{ home__street }}, {{ answers.home__floor.value | default: 0 }}, work {{ work | default: 'none' }}?" }
  - { id: tall, when: home__floor > 3, ask: text, text: "Is there a lift?" }
`;

const CHANGED = 'Thanks, I have changed that answer.';

const run = () => new Run(compile(CALLING, 'oldTaps: change', 'en', { address: ADDRESS }));

test('its questions are asked in place, under names of their own; what it gives back has the name of the call', () => {
  const session = run().say('Ann');
  expect(session.bodies).toEqual(['Which street in EG?']);
  expect(session.waitingAt).toBe('home__street');
  session.say('Nile Street');
  expect(session.waitingAt).toBe('home__floor');
  session.say('4');
  expect(session.bodies).toEqual(['Home Nile Street, EG, Nile Street, 4, work none?']);
  session.say('yes');
  expect(session.waitingAt).toBe('tall');
  expect(session.say('yes').session).toMatchObject({ status: 'ended', disposition: 'completed' });
  expect(session.session.path).toEqual(['name', 'home__street', 'home__floor', 'ok', 'tall']);
  expect(session.session.vars).toEqual({ home: 'Nile Street, EG', home__country: 'EG', home__long: true });
});

test('each call has its own answers and values; an end of it ends the call alone', () => {
  const session = run().say('Bob').say('Nile Street').say('4');
  expect(session.bodies).toEqual(['Which street in your country?']);
  session.say('High Street');
  expect(session.bodies).toEqual(['High Street is abroad?']);
  session.say('yes');
  expect(session.bodies).toEqual(['We do not go there.', 'Home Nile Street, EG, Nile Street, 4, work screened-out?']);
  expect(session.values).toEqual({
    name: 'Bob',
    home__street: 'Nile Street',
    home__floor: 4,
    work__street: 'High Street',
    work__abroad: true,
  });
});

test('its questions have what the head of its own file says', () => {
  const session = run().say('Ann').say('Nile Street').say('high up');
  expect(session.waitingAt).toBe('ok');
  expect(session.values['home__floor']).toBeNull();
});

test('who changes an answer does not read its last words again; a call passed over loses its answers', () => {
  const session = run().say('Bob').say('Nile Street').say('4').say('High Street').say('yes');
  expect(session.say('Cem', 'name').bodies).toEqual([
    CHANGED,
    'Home Nile Street, EG, Nile Street, 4, work screened-out?',
  ]);
  session.say('Ann', 'name');
  expect(session.bodies).toEqual([CHANGED, 'Home Nile Street, EG, Nile Street, 4, work none?']);
  expect(session.values).toEqual({ name: 'Ann', home__street: 'Nile Street', home__floor: 4 });
});

test('a tap on one of its questions is an answer to the call that asked', () => {
  const yesNo = sourceOf('yes-no', '  - { id: sure, ask: yes-no, text: "Sure?" }\n');
  const steps = `
  - { id: a, subflow: yes-no }
  - { id: b, subflow: yes-no }
  - { id: last, ask: text, text: "{{ a }} {{ b }} {{ a__sure }} {{ b__sure }}" }
`;
  const session = new Run(compile(steps, 'oldTaps: change', 'en', { 'yes-no': yesNo }));
  session.pick('a__sure', 'yes').pick('b__sure', 'yes').pick('a__sure', 'no');
  expect(session.bodies).toEqual([CHANGED, 'completed completed No Yes']);
  expect(session.values).toEqual({ a__sure: false, b__sure: true });
});

describe('with groups, chance and scores', () => {
  const INNER = sourceOf(
    'inner',
    `
  - group: all
    randomise: true
    steps:
      - { id: taste, ask: single-choice, text: "Taste?", options: [{ id: good, label: Good, score: 3 }, { id: poor, label: Poor, score: 1 }] }
      - { id: look, ask: single-choice, text: "Look?", options: [{ id: good, label: Good, score: 3 }, { id: poor, label: Poor, score: 1 }] }
  - { id: arm, split: [{ name: a }, { name: b }] }
  - group: pets
    repeat: { times: count, as: i, max: 3 }
    steps:
      - { id: pet, ask: text, text: "Pet {{ i }}?" }
  - { id: end, end: completed, return: "{'sum': scores.taste + scores.look, 'pets': pet, 'arm': arm}" }
`,
    'hidden: [count]',
  );
  const MIDDLE = sourceOf(
    'middle',
    `
  - { id: shop, ask: text, text: "Shop?" }
  - { id: deep, subflow: inner, with: { count: 2 } }
  - { end: completed, return: deep }
`,
  );
  const called = { inner: INNER, middle: MIDDLE };

  test('calls within calls', () => {
    const steps = `
  - { id: one, subflow: middle }
  - { id: last, ask: text, text: "{{ one__deep__pet }} {{ answers.one__deep__taste.label }}" }
  - { id: two, when: "scores.one__deep__taste == 3.0 && size(one__deep__pet) == 2 && one.sum == 6.0", ask: text, text: "Two?" }
`;
    const session = new Run(compile(steps, '', 'en', called)).say('Corner shop');
    const first = session.waitingAt ?? '';
    expect(['one__deep__taste', 'one__deep__look']).toContain(first);
    session.say('good').say('good');
    expect([session.waitingAt, session.bodies]).toEqual(['one__deep__pet__1', ['Pet 1?']]);
    session.say('Cat').say('Dog');
    expect(session.bodies).toEqual(['Cat, Dog Good']);
    expect(session.session.orders).toHaveProperty('one__deep__all');
    expect(session.session.vars['one']).toEqual({
      sum: 6,
      pets: ['Cat', 'Dog'],
      arm: session.session.vars['one__deep__arm'],
    });
    expect(session.say('x').waitingAt).toBe('two');
  });

  test('in each round of a repeated group, with nothing left of the round before', () => {
    const item = sourceOf(
      'item',
      `
  - { id: what, ask: text, text: "What?" }
  - { when: what == 'tea', set: { hot: true } }
  - { id: degrees, when: hot, ask: number, text: "How hot is the {{ what }}?" }
`,
    );
    const steps = `
  - group: items
    repeat: { times: 2, as: i }
    steps:
      - { id: it, subflow: item }
      - { id: more, ask: text, text: "{{ i }}: {{ it__what }}" }
  - { id: last, ask: text, text: "{{ it__what }}, {{ it }}" }
`;
    const session = new Run(compile(steps, '', 'en', { item })).say('tea');
    expect(session.bodies).toEqual(['How hot is the tea?']);
    expect(session.waitingAt).toBe('it__degrees__1');
    expect(session.say('90').bodies).toEqual(['1: tea']);
    session.say('on').say('water');
    expect(session.bodies).toEqual(['2: water']);
    expect(session.say('on').bodies).toEqual(['tea, water, completed']);
  });
});

test('texts of the whole flow keep its own names while a called flow asks', () => {
  const head = `help: "Help for {{ name | default: 'you' }}"`;
  const session = new Run(compile(CALLING, head, 'en', { address: ADDRESS })).say('Ann').say('help');
  expect(session.bodies[0]).toBe('Help for Ann');
  expect(session.waitingAt).toBe('home__street');
});

test("templates of a waiting question have the called flow's names, those of the whole flow its own", () => {
  const flow = compile(CALLING, '', 'en', { address: ADDRESS });
  const { session } = new Run(flow).say('Ann').say('Nile Street');
  const filled = (text: string, stepId?: string) => renderLiquid(text, textScope(flow, session, contact, stepId));
  expect(filled('{{ street }}, {{ country }}', 'home__floor')).toEqual({ text: 'Nile Street, EG' });
  expect(filled('{{ name }}, {{ home__street }}')).toEqual({ text: 'Ann, Nile Street' });
});
