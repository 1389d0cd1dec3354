import { plain, struct, type WireStruct } from '../doubles/dialogflow-server/structs.js';
import { startDialogflowServer, type DialogflowServer } from '../doubles/dialogflow-server/dialogflow-server.js';
import { makeServiceAccount } from '../doubles/dialogflow-server/key-file.js';
import { talkWordsFor } from '../../src/flow/words/talk.js';
import { Phone, titlesOf } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const SURVEY = `
id: stay
kind: survey
languages: [en, es]
title: Your stay
start: { keywords: [stay] }
steps:
  - { id: room, ask: single-choice, text: How was the room?, options: [{ id: good, label: Good }, { id: bad, label: Bad }] }
  - id: help
    agent: hotel-es
    with: { room: room }
    until: intent('Done')
    keep: { nights: parameters.nights }
  - { id: again, ask: yes-no, text: "{{ nights | default: 'Some' }} nights. Again?" }
`;

const BOT = `
id: concierge
kind: conversation
languages: [en]
title: Concierge
steps:
  - { id: talk, agent: hotel-cx }
`;

let dialogflow: DialogflowServer;
let system: System;

beforeAll(async () => {
  dialogflow = await startDialogflowServer();
  system = await startSystem({ agents: true, env: { DIALOGFLOW_EMULATOR: dialogflow.address } });
  await system.connect({ defaultFlow: 'concierge' });
  const secret = makeServiceAccount().keyFile;
  const common = { projectId: 'hotel-test-1', languages: ['en', 'es'] };
  const links = {
    'hotel-es': { kind: 'dialogflow-es', settings: common, secret },
    'hotel-cx': {
      kind: 'dialogflow-cx',
      settings: { ...common, location: 'europe-west1', agentId: '6f1b1f6e-6f0e-4a53-9d4a-3a1a3f9f1f10' },
      secret,
    },
  };
  for (const [id, link] of Object.entries(links))
    expect(await system.api.call('PUT', `/agents/${id}?check=false`, link)).toMatchObject({ status: 200 });
  for (const source of [SURVEY, BOT])
    expect(await system.api.call('POST', '/flows', { source })).toMatchObject({ status: 201 });
});

beforeEach(() => {
  dialogflow.es.reset();
  dialogflow.cx.reset();
});

afterAll(async () => {
  await system.stop();
  await dialogflow.stop();
});

it('takes a survey to Dialogflow ES and back, quick replies as buttons, parameters as answers', async () => {
  const ana = new Phone(system, '15550100701', 'Ana');
  await ana.says('stay');
  expect(await ana.taps('Good')).toEqual([]);
  dialogflow.es.answer({
    response: {
      queryResult: {
        intent: { displayName: 'Breakfast' },
        parameters: struct({ nights: 3 }),
        fulfillmentMessages: [
          { text: { text: ['Breakfast is from 7 to 10.'] } },
          {
            platform: 'FACEBOOK',
            quickReplies: { title: 'Anything else?', quickReplies: ['Parking', 'That was all'] },
          },
        ],
        outputContexts: [
          { name: 'projects/hotel-test-1/agent/sessions/x/contexts/menu', lifespanCount: 2, parameters: struct({}) },
        ],
      },
    },
  });
  const [reply] = await ana.says('When is breakfast?');
  expect(titlesOf(reply!)).toEqual(['Parking', 'That was all']);
  expect(reply!.text).toContain('Anything else?');
  const { session, queryInput, queryParams } = dialogflow.es.last;
  expect(session).toMatch(/^projects\/hotel-test-1\/agent\/sessions\/[A-Za-z0-9_-]{1,36}$/);
  expect(queryInput).toMatchObject({ text: { text: 'When is breakfast?', languageCode: 'en' } });
  expect(plain(queryParams?.payload as WireStruct)).toMatchObject({ canvass: { room: 'good' } });
  expect(JSON.stringify(dialogflow.es.last)).not.toContain('15550100701');

  dialogflow.es.answer({
    response: {
      queryResult: { intent: { displayName: 'Done' }, fulfillmentMessages: [{ text: { text: ['Fine.'] } }] },
    },
  });
  const [question] = await ana.taps('That was all');
  expect(question).toMatchObject({ text: 'Fine.\n\n3 nights. Again?' });
  await ana.taps('Yes');
  expect(await system.responseOf(ana.waId)).toMatchObject({
    disposition: 'completed',
    answers: { room: { value: 'good' }, help: { value: 'done' }, nights: { value: 3 }, again: { value: true } },
  });
});

it('begins a conversation with whatever is said, over CX, and hands over to a person until they release it', async () => {
  const ben = new Phone(system, '15550100702', 'Ben');
  dialogflow.cx.answer({
    response: {
      queryResult: {
        responseMessages: [
          { text: { text: ['Hello Ben.'] } },
          { payload: struct({ richContent: [[{ type: 'chips', options: [{ text: 'Book' }, { text: 'Ask' }] }]] }) },
        ],
        match: { matchType: 'INTENT', confidence: 0.9, intent: { displayName: 'Hello' } },
      },
    },
  });
  const [hello] = await ben.says('hi there');
  expect(hello).toMatchObject({ text: 'Hello Ben.' });
  expect(titlesOf(hello!)).toEqual(['Book', 'Ask']);

  dialogflow.cx.answer({
    response: {
      queryResult: { responseMessages: [{ liveAgentHandoff: { metadata: struct({ queue: 'bookings' }) } }] },
    },
  });
  const [handed] = await ben.taps('Book');
  expect(handed).toMatchObject({ text: talkWordsFor('en').personComes });
  const calls = dialogflow.cx.calls.length;
  expect(await ben.says('hello?')).toEqual([]);
  expect(dialogflow.cx.calls).toHaveLength(calls);
  const { id } = await system.conversationWith(ben.waId);
  const { body } = await system.api.call('GET', '/conversations?handedOff=true');
  expect(body).toMatchObject({ items: [{ id, handoff: { by: 'agent', topic: 'bookings' } }] });

  expect(await system.api.call('POST', `/conversations/${id}/release`, {})).toMatchObject({ status: 202 });
  await system.quiet();
  dialogflow.cx.answer({ response: { queryResult: { responseMessages: [{ text: { text: ['Back again.'] } }] } } });
  expect((await ben.says('thanks')).map(({ text }) => text)).toEqual(['Back again.']);
});

it('says so when Dialogflow is away, and goes on when it is back', async () => {
  const cy = new Phone(system, '15550100703', 'Cy');
  dialogflow.cx.answer({ fault: 'INVALID_ARGUMENT', details: 'Input text is not good.' });
  expect((await cy.says('hm')).map(({ text }) => text)).toEqual([talkWordsFor('en').notUnderstood]);
  dialogflow.cx.answer({ response: { queryResult: { responseMessages: [{ text: { text: ['Yes?'] } }] } } });
  expect((await cy.says('hello')).map(({ text }) => text)).toEqual(['Yes?']);
});

it('gives back what Dialogflow has forgotten after a while', async () => {
  const dee = new Phone(system, '15550100704', 'Dee');
  const context = {
    name: 'projects/p/agent/sessions/x/contexts/booking',
    lifespanCount: 4,
    parameters: struct({ room: 7 }),
  };
  await dee.says('stay');
  await dee.taps('Bad');
  dialogflow.es.answer({
    response: { queryResult: { fulfillmentMessages: [{ text: { text: ['And?'] } }], outputContexts: [context] } },
  });
  await dee.says('about my booking');
  await dee.says('quickly');
  const names = () => (dialogflow.es.last.queryParams?.contexts ?? []).map(({ name }) => name?.split('/').at(-1));
  expect(names()).not.toContain('booking');
  await system.advance(60 * 60_000);
  await dee.says('an hour later');
  expect(names()).toContain('booking');
});
