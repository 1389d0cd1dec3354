import { agentReply } from '../../../test/support/agent-reply.js';
import { compiled } from '../../../test/support/flows.js';
import type { CompiledFlow } from '../compiled-flow.js';
import type { Effect, FlowEvent } from '../engine.js';
import type { Session } from '../session.js';
import { beginSession, step } from '../step.js';
import { moveSession } from './move-session.js';

const contact = { attributes: {} };
const NOW = 1_000_000;
const context = { now: NOW, contact };

const HEAD = `id: shop
kind: survey
languages: [en, de]
title: Shop
oldTaps: change
`;
const STEPS = {
  hello: `  - say: Hello
`,
  kind: `  - id: kind
    ask: single-choice
    text: { en: What was it?, de: Was war es? }
    options: [{ id: tea, label: Tea }, { id: coffee, label: Coffee }]
`,
  cups: `  - id: cups
    ask: number
    text: How many cups?
    max: 20
`,
  why: `  - id: why
    when: kind == 'tea'
    ask: text
    text: Why?
    optional: true
`,
  bye: `  - end: completed
    say: Thank you!
`,
};
const { hello, kind, cups, why, bye } = STEPS;
const flow = (...steps: string[]) => compiled(`${HEAD}steps:\n${steps.join('')}`);
const old = flow(hello, kind, cups, why, bye);

const says = (text: string): FlowEvent => ({ kind: 'message', content: { kind: 'text', text } });

/** A session of the old version that was told these things. */
function running(...texts: string[]): Session {
  let session = beginSession(old, { id: 's', flowVersion: 'one', contact, now: 0 });
  for (const event of [{ kind: 'start' } as const, ...texts.map(says)])
    session = step(old, session, event, { now: 1, contact }).session;
  return session;
}

function move(session: Session, to: CompiledFlow, map: Record<string, string> = {}) {
  const { session: moved, effects } = moveSession(old, { version: 'two', flow: to }, session, map, context);
  return { moved, effects, said: saidIn(effects), note: effects.find((effect) => effect.kind === 'note')?.data };
}

const saidIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt.body] : []));
const valuesOf = ({ answers }: Session) =>
  Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, value]));

it('says nothing where nothing that the person sees has changed', () => {
  const session = running('tea', 'many');
  const { moved, said, note } = move(session, flow(hello, kind, cups.replace('max: 20', 'max: 30'), why, bye));
  expect(said).toEqual([]);
  expect(moved).toEqual({ ...session, flowVersion: 'two', turn: session.turn + 1, updatedAt: NOW });
  expect(note).toEqual({ sessionId: 's', from: 'one', to: 'two', kept: 1 });
});

it('asks the waiting question again where it reads differently', () => {
  const { moved, said } = move(
    running('tea'),
    flow(hello, kind, cups.replace('How many cups?', 'How many mugs?'), why, bye),
  );
  expect(said).toEqual(['How many mugs?']);
  expect(moved.waiting).toMatchObject({ stepId: 'cups', since: NOW, attempts: 0 });
  expect(moved.path).toEqual(['kind', 'cups']);
});

it('asks it again under another id, since taps are bound to ids', () => {
  const { moved, said, effects } = move(
    running('tea', '3'),
    flow(hello, kind, cups.replace('id: cups', 'id: pots'), why.replace('id: why', 'id: reason'), bye),
    {
      cups: 'pots',
      why: 'reason',
    },
  );
  expect(said).toEqual(['Why?']);
  expect(valuesOf(moved)).toEqual({ kind: 'tea', pots: 3 });
  expect(moved.path).toEqual(['kind', 'pots', 'reason']);
  expect(effects).toContainEqual({ kind: 'answer-removed', stepId: 'cups' });
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'answer-recorded', stepId: 'pots' }));
});

it('asks a new question that comes before it, with what leads up to it, and not what was read already', () => {
  const { moved, said } = move(
    running('tea', '3'),
    flow(
      hello,
      '  - say: About last time.\n',
      kind,
      '  - say: Now the milk.\n',
      '  - id: milk\n    ask: yes-no\n    text: With milk?\n',
      cups,
      why,
      bye,
    ),
  );
  expect(said).toEqual(['Now the milk.', 'With milk?']);
  expect(moved.waiting?.stepId).toBe('milk');
  // What comes behind it stays answered, and is not asked again.
  const { session: next, effects } = step(
    flow(hello, kind, '  - id: milk\n    ask: yes-no\n    text: With milk?\n', cups, why, bye),
    { ...moved },
    says('yes'),
    context,
  );
  expect(saidIn(effects)).toEqual(['Why?']);
  expect(valuesOf(next)).toEqual({ kind: 'tea', milk: true, cups: 3 });
});

it('drops answers that do not fit any more, says which, and asks for them', () => {
  const next = flow(
    hello,
    kind.replace('{ id: tea, label: Tea }', '{ id: cocoa, label: Cocoa }'),
    cups,
    why.replace("'tea'", "'cocoa'"),
    bye,
  );
  const { moved, said, note } = move(running('tea', '3'), next);
  expect(said).toEqual(['What was it?']);
  expect(note).toMatchObject({ kept: 1, dropped: 'kind' });
  expect(valuesOf(moved)).toEqual({ cups: 3 });
});

it('keeps an answer within the new range, and drops one outside it', () => {
  const narrower = flow(hello, kind, cups.replace('max: 20', 'max: 5'), why, bye);
  expect(valuesOf(move(running('tea', '3'), narrower).moved)).toEqual({ kind: 'tea', cups: 3 });
  expect(valuesOf(move(running('tea', '9'), narrower).moved)).toEqual({ kind: 'tea' });
});

it('removes what the new way does not come by', () => {
  const next = flow(hello, kind, cups.replace('ask: number', "when: kind == 'coffee'\n    ask: number"), why, bye);
  const { moved, effects, note } = move(running('tea', '3'), next);
  expect(valuesOf(moved)).toEqual({ kind: 'tea' });
  expect(moved.path).toEqual(['kind', 'why']);
  expect(effects).toContainEqual({ kind: 'answer-removed', stepId: 'cups' });
  expect(note).toMatchObject({ dropped: 'cups' });
});

it('comes to the new version’s end where that has nothing left to ask', () => {
  const { moved, said } = move(running('coffee'), flow(hello, kind, why, bye));
  expect(said).toEqual(['Thank you!']);
  expect(moved).toMatchObject({ status: 'ended', disposition: 'completed', waiting: null, path: ['kind'] });
});

it('ends without thanks where nothing of it is left', () => {
  const { moved, said, effects } = move(running('tea'), flow('  - set: { one: 1 }\n', bye));
  expect(said).toEqual([]);
  expect(moved).toMatchObject({
    status: 'ended',
    disposition: 'breakoff',
    reason: 'version-moved',
    answers: {},
    path: [],
  });
  expect(effects.filter(({ kind: of }) => of === 'completed')).toHaveLength(1);
});

it('leaves a skipped question skipped where it may be skipped', () => {
  const seen = flow(hello, kind, why.replace("    when: kind == 'tea'\n", ''), cups, bye);
  let session = beginSession(seen, { id: 's', flowVersion: 'one', contact, now: 0 });
  for (const event of [{ kind: 'start' } as const, says('tea'), says('skip')])
    session = step(seen, session, event, context).session;
  const to = (source: string) =>
    moveSession(seen, { version: 'two', flow: flow(hello, kind, source, cups, bye) }, session, {}, context).session;
  expect(valuesOf(to(why))).toEqual({ kind: 'tea', why: null });
  expect(valuesOf(to(why.replace('optional: true', 'optional: false')))).toEqual({ kind: 'tea' });
});

it('ends one that the new version would flood with texts as failed, without a word', () => {
  const talk = Array.from({ length: 20 }, (_, n) => `  - say: "${n} ${'and so on '.repeat(200)}"\n`);
  const { moved, said } = move(running('tea'), flow(hello, kind, ...talk, cups.replace('many', 'much'), why, bye));
  expect(moved).toMatchObject({ status: 'ended', disposition: 'failed', reason: 'turn-budget-exceeded' });
  expect(said).toEqual([]);
});

describe('somebody who has gone back to an answered question', () => {
  const session = running('tea', '3', 'back');

  it('stays there where it looks the same', () => {
    expect(session.waiting).toMatchObject({ stepId: 'cups', returning: true });
    const { moved, said } = move(session, flow(hello, kind, cups, why.replace('Why?', 'Why that?'), bye));
    expect(said).toEqual([]);
    expect(moved).toEqual({ ...session, flowVersion: 'two', turn: session.turn + 1, updatedAt: NOW });
  });

  it('is asked it again where it reads differently; until then the answer stands', () => {
    const next = flow(hello, kind, cups.replace('many', 'much'), why, bye);
    const { moved, said } = move(session, next);
    expect(said).toEqual(['How much cups?']);
    expect(moved.waiting).toMatchObject({ stepId: 'cups', returning: true });
    expect(valuesOf(moved)).toEqual({ kind: 'tea', cups: 3 });
    const { session: after, effects } = step(next, moved, says('5'), context);
    expect(valuesOf(after)).toEqual({ kind: 'tea', cups: 5 });
    expect(saidIn(effects).at(-1)).toBe('Why?');
  });

  it('goes on where the new way does not come by it', () => {
    const next = flow(hello, kind, cups.replace('ask: number', "when: kind == 'coffee'\n    ask: number"), why, bye);
    const { moved, said } = move(session, next);
    expect(said).toEqual(['Why?']);
    expect(valuesOf(moved)).toEqual({ kind: 'tea' });
  });
});

it('speaks one of the new version’s languages', () => {
  const english = compiled(
    `${HEAD.replace('[en, de]', '[en]')}steps:\n${[hello, kind.replace(', de: Was war es?', ''), cups, why, bye].join('')}`,
  );
  let session = beginSession(old, { id: 's', flowVersion: 'one', contact, language: 'de', now: 0 });
  session = step(old, session, { kind: 'start' }, context).session;
  const { moved, said } = move(session, english);
  expect(moved.language).toBe('en');
  expect(said).toEqual(['What was it?']);
});

it('leaves alone what has ended, what is there already, and what has not begun', () => {
  const ended = step(old, running('tea'), { kind: 'end', disposition: 'refused', reason: 'x' }, context).session;
  expect(moveSession(old, { version: 'two', flow: old }, ended, {}, context)).toEqual({ session: ended, effects: [] });
  const there = running('tea');
  expect(moveSession(old, { version: 'one', flow: old }, there, {}, context)).toEqual({ session: there, effects: [] });
  const fresh = beginSession(old, { id: 's', flowVersion: 'one', contact, now: 0 });
  const { moved, said } = move(fresh, flow(hello, cups, bye));
  expect([moved.waiting, moved.flowVersion, said]).toEqual([null, 'two', []]);
});

it('refuses a session of another flow, which is a mistake of the caller', () => {
  const other = compiled(HEAD.replace('id: shop', 'id: bar') + `steps:\n${hello}${cups}`);
  expect(() => move(running('tea'), other)).toThrow(/cannot move/);
});

it('keeps the lots that were drawn, and draws only what is new', () => {
  const split = (arms: string) => `  - id: colour
    split: [${arms}]
`;
  const before = flow(hello, split('{ name: red }, { name: blue }'), kind, cups, bye);
  const start = beginSession(before, { id: 's', flowVersion: 'one', contact, now: 0 });
  const session = step(before, start, { kind: 'start' }, context).session;
  const drawn = session.vars.colour;
  const to = (arms: string) =>
    moveSession(before, { version: 'two', flow: flow(hello, split(arms), kind, cups, bye) }, session, {}, context)
      .session;
  expect(to('{ name: green, weight: 9000 }, { name: red }, { name: blue }').vars.colour).toBe(drawn);
  expect(['green', 'white']).toContain(to('{ name: green }, { name: white }').vars.colour);
});

it('keeps the order of a group’s blocks as long as they are the same, round by round', () => {
  const group = (...ids: string[]) => `  - group: visits
    randomise: true
    repeat: { times: 2 }
    steps:
${ids.map((id) => `      - { id: ${id}, ask: yes-no, text: "Was ${id} well?" }\n`).join('')}`;
  const five = ['one', 'two', 'three', 'four', 'five'];
  const before = flow(hello, group(...five), bye);
  let session = beginSession(before, { id: 's', flowVersion: 'one', contact, now: 0 });
  for (const event of [{ kind: 'start' } as const, ...['yes', 'no', 'yes', 'no', 'yes', 'yes', 'no'].map(says)])
    session = step(before, session, event, context).session;
  const to = (source: string) =>
    moveSession(before, { version: 'two', flow: flow(hello, source, bye) }, session, {}, context).session;

  const same = to(group(...five).replace('"Was one well?"', '"Was one all right?"'));
  expect(same.orders).toEqual(session.orders);
  expect(Object.keys(session.orders ?? {})).toHaveLength(2);
  expect(Object.keys(same.answers)).toHaveLength(7);

  const more = to(group(...five, 'six'));
  expect(Object.values(more.orders ?? {}).every((order) => order.length === 6)).toBe(true);
  // Every answer whose question was carried over stands; only what has none is still asked.
  expect(Object.keys(more.answers)).toEqual(Object.keys(session.answers));
});

it('waits for a quota on the new way to be decided, as an event does', () => {
  const limited = compiled(
    `${HEAD}quotas: { few: { limit: 2 } }\nsteps:\n${[hello, kind, '  - quota: few\n', cups.replace('many', 'much'), why, bye].join('')}`,
  );
  const session = running('tea');
  const to = (quotas?: Record<string, boolean>) =>
    moveSession(old, { version: 'two', flow: limited }, session, {}, { ...context, ...(quotas && { quotas }) });
  expect(to()).toEqual({ session, effects: [{ kind: 'take-quota', name: 'few', limit: 2 }] });
  expect(to({ few: true }).session).toMatchObject({ flowVersion: 'two', waiting: { stepId: 'cups' } });
  expect(to({ few: false }).session).toMatchObject({ status: 'ended', disposition: 'over-quota' });
});

describe('talks with agents', () => {
  const talk = (keep: string) => `  - { id: chat, agent: faq, until: intent('done'), keep: { ${keep} } }\n`;
  const before = flow(kind, talk('city: parameters.city'), cups);
  const reply = agentReply({ intent: 'done', parameters: { city: 'Pune' } });
  const talking = (): Session => {
    let session = beginSession(before, { id: 's', flowVersion: 'one', contact, now: 0 });
    for (const event of [{ kind: 'start' } as const, says('tea'), says('hello?')])
      session = step(before, session, event, { now: 1, contact }).session;
    return session;
  };
  const moveTo = (session: Session, to: CompiledFlow) =>
    moveSession(before, { version: 'two', flow: to }, session, {}, context);

  it('go on as they are, with the answer that is awaited', () => {
    const session = talking();
    const { session: moved, effects } = moveTo(session, flow(hello, kind, talk('city: parameters.city'), cups));
    expect(moved.waiting).toEqual(session.waiting);
    expect(effects.filter(({ kind: what }) => what !== 'note')).toEqual([]);
  });

  it('begin anew with another agent', () => {
    const { session: moved, effects } = moveTo(talking(), flow(kind, talk('city: turns').replace('faq', 'desk'), cups));
    expect(moved.waiting).toMatchObject({ stepId: 'chat', agent: { turns: 0 } });
    expect(moved.waiting?.agent?.pending).toBeUndefined();
    expect(saidIn(effects)).toEqual([]);
  });

  it('are not had twice: what came of them stands', () => {
    const session = talking();
    const callId = session.waiting?.agent?.pending ?? '';
    const event: FlowEvent = { kind: 'agent-answered', callId, outcome: { kind: 'answered', reply } };
    const after = step(before, session, event, { now: 1, contact }).session;
    const { session: moved } = moveTo(after, flow(kind, talk('city: parameters.city'), cups, why));
    expect(moved.waiting?.stepId).toBe('cups');
    expect(valuesOf(moved)).toEqual({ kind: 'tea', chat: 'done', city: 'Pune' });
  });
});
