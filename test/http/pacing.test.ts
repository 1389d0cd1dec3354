import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { talk } from '../support/flows.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';

const GREETING = `
id: greeting
kind: survey
languages: [en]
title: Greeting
steps:
  - id: mood
    ask: text
    text: How are you?
`;
const PER_SECOND = 20;
/** What a channel of 20 a second may send in one window (delivery/pacing/rate-window). */
const WINDOW = 5;
const PARTS = 60;

let system: System;
let folder: string;
let channelId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass-pacing-'));
  await writeFile(join(folder, 'talk.yaml'), talk(PARTS));
  await writeFile(join(folder, 'greeting.yaml'), GREETING);
  system = await startSystem({ env: { FLOWS_DIR: folder } });
  // Messages that leave at the end of one second may arrive in the next: a window's worth at most.
  system.simulator.setLimits({
    throughput: { perSecond: PER_SECOND, tolerance: WINDOW / PER_SECOND },
    pair: { burst: 45, everyMs: 6_000 },
  });
  ({ id: channelId } = await system.connect({ messagesPerSecond: PER_SECOND }));
});

afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Of every test: nothing was sent faster than the platform allows, or it would have refused it. */
afterEach(() => {
  expect(system.simulator.requests({ path: '/messages', verdict: 'refused' })).toEqual([]);
});

it('sixty messages in a row to one person: all arrive, in order, 45 at once and then one in six seconds', async () => {
  const ann = '15550100301';
  const heard = () =>
    system.simulator
      .thread(ann)
      .filter(({ from }) => from === 'business')
      .map(({ text }) => text);
  const parts = Array.from({ length: PARTS }, (_, i) => `part ${i + 1}`);

  // Real time passes too: every now and then one more than was waited for.
  const hears = async (count: number) => {
    await until(`part ${count}`, () => heard().length >= count, { seen: heard });
    expect(heard()).toEqual(parts.slice(0, heard().length));
  };

  system.simulator.say(ann, 'talk');
  await hears(45);
  for (let count = 46; count <= PARTS; count += 1) {
    await system.advance(6_000);
    await hears(count);
  }
  await system.quiet();
  expect(heard()).toEqual(parts);
  expect(await system.conversationWith(ann)).toMatchObject({ session: { disposition: 'completed' } });
});

it('a flow for 100 people goes out at the channel’s rate and no faster', async () => {
  const people = Array.from({ length: 100 }, (_, i) => String(15_550_200_100 + i));
  // Whoever has written may get free-form messages.
  for (const person of people) system.simulator.say(person, 'hello');
  await system.quiet();
  await system.advance(10_000);
  const before = new Set(system.simulator.perSecond().map(({ second }) => second));

  const body = { flowId: 'greeting', to: people };
  const started = await system.api.call('POST', `/channels/${channelId}/broadcasts`, body);
  expect(started).toMatchObject({ status: 202, body: { refused: [] } });
  const secondsSince = () => system.simulator.perSecond().filter(({ second }) => !before.has(second));
  const sent = () => secondsSince().reduce((sum, { accepted }) => sum + accepted, 0);
  await until('the last of them', () => sent() >= people.length, { seen: secondsSince });
  await system.quiet();

  const seconds = secondsSince();
  expect(sent()).toBe(people.length);
  expect(Math.max(...seconds.map(({ accepted }) => accepted))).toBeLessThanOrEqual(PER_SECOND + WINDOW);
  // 100 at 20 a second are five seconds; four times that would be a rate that nobody uses, on any machine.
  expect(seconds.length).toBeGreaterThanOrEqual(people.length / PER_SECOND);
  expect(seconds.length).toBeLessThanOrEqual((4 * people.length) / PER_SECOND);
  for (const person of people) {
    expect(system.simulator.thread(person).filter(({ text }) => text === 'How are you?')).toHaveLength(1);
  }
});
