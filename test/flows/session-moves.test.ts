import { LiveSessions } from '../../src/flows/live-sessions.js';
import { SessionMoves } from '../../src/flows/session-moves.js';
import { FlowLibrary } from '../../src/flows/flow-library.js';
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.js';
import { House, scope } from '../support/house.js';
import { POLL, VISIT } from '../support/flows.js';

const NEXT = POLL.replace('text: Red or blue?', 'text: Blue or red?').replace('id: colour', 'id: shade');
const MAP = { colour: 'shade' };

let house: House;
let library: FlowLibrary;
let moves: SessionMoves;

beforeEach(async () => {
  house = await House.open();
  const clock = { now: () => house.now };
  library = new FlowLibrary(house.store, clock);
  moves = new SessionMoves(house.store, new LiveSessions(house.store), house.process.commands, clock, house.ids);
});

const person = (n: number) => ({ waId: `34600${String(n).padStart(5, '0')}` });

async function startPoll(...people: number[]): Promise<void> {
  for (const n of people) await house.says(`start-${n}`, 'poll', { from: person(n) });
  await house.work();
}

async function publish(source: string): Promise<{ flowId: string; version: string; replaced?: string | undefined }> {
  const result = await library.publish(scope, source, 'next.yaml');
  if (!result.published) throw new Error('it has mistakes');
  return result;
}

const sessions = async () => (await house.conversations()).map(({ session }) => session);
const openMoves = () => house.store.sessionMoves.count(scope, { openSince: { gt: 0 } });
const commands = async () => (await house.thread()).filter(({ kind }) => kind === 'command').length;

it('moves every session, and the person’s next answer goes on in the new version', async () => {
  await startPoll(1, 2, 3);
  const published = await publish(NEXT);
  expect(await moves.decide(scope, published, { choice: 'map', map: MAP })).toBe(3);
  await house.work();
  expect((await sessions()).map((session) => [session?.flowVersion, session?.waiting?.stepId])).toEqual(
    Array.from({ length: 3 }, () => [published.version, 'shade']),
  );
  expect(house.read.slice(-3)).toEqual(['Blue or red?', 'Blue or red?', 'Blue or red?']);

  await house.says('answer', 'blue', { from: person(2) });
  await house.work();
  const ended = (await sessions()).filter((session) => session?.status === 'ended');
  expect(ended).toMatchObject([{ disposition: 'completed', answers: { shade: { value: 'blue' } } }]);
  const response = await house.store.responses.get(scope, ended[0]?.id ?? '');
  expect(response).toMatchObject({ flowVersion: published.version, answers: { shade: { value: 'blue' } } });
});

it('takes what was written before it as an answer to the version before', async () => {
  await startPoll(1);
  const published = await publish(NEXT);
  await house.says('answer', 'red', { from: person(1) });
  house.now += SECOND;
  await moves.decide(scope, published, { choice: 'map', map: MAP });
  await house.work();
  expect(await sessions()).toMatchObject([{ status: 'ended', flowVersion: published.replaced, answers: { colour: { value: 'red' } } }]);
});

it('closes them, silently or with a word', async () => {
  await startPoll(1);
  await moves.decide(scope, await publish(NEXT), { choice: 'close' });
  await house.work();
  expect(await sessions()).toMatchObject([{ status: 'ended', disposition: 'breakoff', reason: 'version-closed' }]);
  expect(house.read).toEqual(['Red or blue?']);

  // Until every process has heard of the new version.
  house.now += 6 * SECOND;
  await startPoll(2);
  await moves.decide(scope, await publish(POLL), { choice: 'close', say: { en: 'That was all.', de: 'Das war alles.' } });
  await house.work();
  expect(house.read.slice(-2)).toEqual(['Blue or red?', 'That was all.']);
  expect((await sessions()).filter((session) => session?.status === 'active')).toEqual([]);
});

it('gives a session its command once, however often it goes round, and comes to an end', async () => {
  await startPoll(1, 2);
  const published = await publish(NEXT);
  await moves.decide(scope, published, { choice: 'map', map: MAP });
  await moves.run(scope);
  // A process that had not heard of the new version yet started one more session on the old one.
  await house.store.flows.update(scope, 'poll', (flow) => ({ ...flow, publishedVersion: published.replaced ?? '' }));
  house.process = await house.start();
  await startPoll(3);
  expect(await commands()).toBe(2);
  expect(await openMoves()).toBe(1);

  house.now += MINUTE;
  expect(await moves.run(scope)).toBe('done');
  expect(await moves.run(scope)).toBe('done');
  await house.work();
  expect(await commands()).toBe(3);
  expect((await sessions()).map((session) => session?.flowVersion)).toEqual(Array.from({ length: 3 }, () => published.version));
  expect(await openMoves()).toBe(0);
});

it('works a large number off in pieces', async () => {
  await startPoll(1);
  const [one] = (await house.store.responses.find(scope)).items;
  if (!one) throw new Error('no response');
  const { id: _, rev: __, ...doc } = one;
  const many = Array.from({ length: 6_200 }, (_unused, n) => ({
    id: `copy${n}`,
    doc: { ...doc, conversationId: `copy${n}`, contactId: `copy${n}` },
  }));
  await house.store.responses.insertMissing(scope, many);
  expect(await moves.decide(scope, await publish(NEXT), { choice: 'map', map: MAP })).toBe(6_201);
  const told = async () => (await house.store.sessionMoves.find(scope)).items[0]?.told;
  expect(await told()).toBe(500);
  expect(await moves.run(scope)).toBe('more');
  expect(await told()).toBe(5_500);
  expect(await moves.run(scope)).toBe('done');
  expect(await told()).toBe(6_201);
});

it('gives way to a later decision about the same flow, and to no other', async () => {
  await startPoll(1);
  const first = await publish(NEXT);
  await moves.decide(scope, first, { choice: 'map', map: MAP });
  await moves.decide(scope, await publish(NEXT.replace('Blue or red?', 'Which?')), { choice: 'close' });
  const decisions = (await house.store.sessionMoves.find(scope)).items;
  expect(decisions.map(({ choice, openSince }) => [choice, openSince === null])).toEqual([
    ['map', true],
    ['close', false],
  ]);
  await house.work();
  expect(await sessions()).toMatchObject([{ status: 'ended', reason: 'version-closed' }]);
});

it('has nothing to do where nobody is on another version', async () => {
  const again = await publish(POLL);
  expect(await moves.decide(scope, again, { choice: 'close' })).toBe(0);
  expect(await openMoves()).toBe(0);
});

it('sends nothing to people outside their window: they find the new question when they are back', async () => {
  await house.says('start', 'visit', { from: person(1) });
  await house.work();
  await house.pass(24 * HOUR);
  expect(house.read.at(-1)).toMatch(/^\[visit_overall/);
  const sent = house.read.length;
  await moves.decide(scope, await publish(VISIT.replace('How was it,', 'How did it go,')), { choice: 'map', map: {} });
  await house.work();
  expect(house.read).toHaveLength(sent);
  expect(await sessions()).toMatchObject([{ status: 'active', waiting: { stepId: 'overall', shown: 'template-invite' } }]);
  await house.says('back', 'hello again', { from: person(1) });
  await house.work();
  expect(house.read.slice(sent)).toEqual(['How did it go, friend?']);
});
