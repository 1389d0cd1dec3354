import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { talkWordsFor } from '../../src/flow/words/talk.js';
import {
  startDialogflowServer,
  type CxRequest,
  type DialogflowServer,
  type EsRequest,
} from '../doubles/dialogflow-server/dialogflow-server.js';
import type { Answer, Recorded } from '../doubles/dialogflow-server/sessions-double.js';
import { makeServiceAccount } from '../doubles/dialogflow-server/key-file.js';
import type { ChannelSeen } from '../support/service-api.js';
import { until } from '../support/until.js';
import { ServiceProcess, buildService } from '../support/service-process.js';
import { Talkers } from './talkers.js';

/** How long the agents of this test think. */
const THINKS_MS = 300;
const WITHIN_MS = 180_000;

jest.setTimeout(WITHIN_MS + 60_000);

let simulator: Simulator;
let dialogflow: DialogflowServer;
let service: ServiceProcess;
let channel: ChannelSeen;

const bot = (agent: string): string => `
id: bot-${agent}
kind: conversation
languages: [en]
title: Bot
steps:
  - { id: talk, agent: ${agent} }
`;

beforeAll(async () => {
  await buildService();
  simulator = await startSimulator({});
  dialogflow = await startDialogflowServer();
  service = await ServiceProcess.create({ DIALOG360_URL: simulator.url, DIALOGFLOW_EMULATOR: dialogflow.address });
  await service.start();
  channel = await service.api.connect(simulator.apiKey, { messagesPerSecond: 1_000 });
});

afterAll(async () => {
  await service?.destroy();
  await dialogflow?.stop();
  await simulator?.stop();
});

async function link(id: string, kind: 'dialogflow-es' | 'dialogflow-cx', deadlineMs: number): Promise<void> {
  const cx = { location: 'europe-west1', agentId: '6f1b1f6e-6f0e-4a53-9d4a-3a1a3f9f1f10' };
  const answer = await service.api.call('PUT', `/agents/${id}?check=false`, {
    kind,
    settings: { projectId: `project-${id}`, languages: ['en'], ...(kind === 'dialogflow-cx' ? cx : {}) },
    secret: makeServiceAccount().keyFile,
    limits: { deadlineMs, perMinute: 100_000, atOnce: 500 },
  });
  expect(answer).toMatchObject({ status: 200 });
  expect(await service.api.call('POST', '/flows', { source: bot(id) })).toMatchObject({ status: 201 });
}

/** Whoever writes on the channel from now on talks to this agent. */
async function talkTo(id: string): Promise<void> {
  const settings = { ...channel.settings, defaultFlow: `bot-${id}` };
  expect(await service.api.call('PATCH', `/channels/${channel.id}`, { settings })).toMatchObject({ status: 200 });
  // What a process has read of a channel it believes for two seconds.
  await delay(2_100);
}

const esSays = async ({ request }: Recorded<EsRequest>): Promise<Answer> => {
  await delay(THINKS_MS);
  const said = request.queryInput?.text?.text ?? '';
  return { response: { queryResult: { fulfillmentMessages: [{ text: { text: [`You said: ${said}`] } }] } } };
};
const cxSays = async ({ request }: Recorded<CxRequest>): Promise<Answer> => {
  const said = request.queryInput?.text?.text ?? '';
  return { response: { queryResult: { responseMessages: [{ text: { text: [`You said: ${said}`] } }] } } };
};

function expectEachAnswered(talkers: Talkers): void {
  for (const waId of talkers.waIds) {
    const expected = Array.from({ length: talkers.turns }, (_, turn) => `You said: question ${turn + 1} of ${waId}`);
    expect(talkers.answersOf(waId).map(({ text }) => text)).toEqual(expected);
  }
}

it('holds 200 conversations at once with an agent that thinks for 300 ms; a link that is down slows no other', async () => {
  await link('calm', 'dialogflow-es', 20_000);
  await link('dead', 'dialogflow-cx', 5_000);
  dialogflow.es.answer(esSays);
  dialogflow.cx.answer('never');

  await talkTo('calm');
  const alone = new Talkers(simulator, { first: 15_550_300_000, people: 200, turns: 3 });
  const tookMs = await alone.talk(WITHIN_MS);
  expectEachAnswered(alone);
  // One after the other it would take three minutes.
  expect(tookMs).toBeLessThan(60_000);

  await talkTo('dead');
  const silent = new Talkers(simulator, { first: 15_550_310_000, people: 100, turns: 2 });
  const waiting = silent.talk(WITHIN_MS);
  await until(
    'all of them to be asked for',
    () => dialogflow.cx.calls.length >= 50 && simulator.stats().webhooks.pending === 0,
  );
  await talkTo('calm');
  const beside = new Talkers(simulator, { first: 15_550_320_000, people: 200, turns: 3 });
  const besideMs = await beside.talk(WITHIN_MS);
  expectEachAnswered(beside);
  expect(besideMs).toBeLessThan(tookMs * 3 + 10_000);
  await waiting;
  for (const waId of silent.waIds)
    expect(silent.answersOf(waId).map(({ text }) => text)).toEqual(Array(2).fill(talkWordsFor('en').trouble));
  console.log(
    `200 conversations, 600 turns with an agent that thinks for ${THINKS_MS} ms: ${(tookMs / 1_000).toFixed(1)} s`,
    alone.figures,
    `beside a link that is down: ${(besideMs / 1_000).toFixed(1)} s`,
    beside.figures,
  );
});

it('gives everybody exactly one sensible reply a message, in order, while a fifth of the calls come to nothing', async () => {
  const links = ['one', 'two', 'three', 'four', 'five'];
  const faults: Answer[] = [
    { fault: 'UNAVAILABLE' },
    'never',
    { fault: 'RESOURCE_EXHAUSTED', details: 'Quota exceeded.' },
    { bytes: randomBytes(64) },
  ];
  let calls = 0;
  dialogflow.cx.answer(async (call) => {
    calls += 1;
    // Every fifth, each kind in its turn.
    return (calls % 5 === 0 ? faults[(calls / 5) % faults.length] : undefined) ?? cxSays(call);
  });
  const groups: Talkers[] = [];
  for (const [index, id] of links.entries()) {
    await link(id, 'dialogflow-cx', 700);
    await talkTo(id);
    const talkers = new Talkers(simulator, { first: 15_550_400_000 + index * 1_000, people: 10, turns: 20 });
    await talkers.talk(WITHIN_MS);
    groups.push(talkers);
  }
  const { trouble } = talkWordsFor('en');
  let answered = 0;
  for (const talkers of groups) {
    for (const waId of talkers.waIds) {
      const texts = talkers.answersOf(waId).map(({ text }) => text);
      expect(texts).toHaveLength(20);
      for (const [turn, text] of texts.entries()) {
        expect([trouble, `You said: question ${turn + 1} of ${waId}`]).toContain(text);
        if (text !== trouble) answered += 1;
      }
    }
  }
  // A quota that is used up rests the link until the minute is over, and these people do not wait.
  expect(answered).toBeGreaterThan(30);
  expect(await service.api.call('GET', '/agents')).toMatchObject({ status: 200 });
  console.log(`1,000 turns, a fifth of ${calls} calls failed: ${answered} answered by the agent, the others told so`);
});
