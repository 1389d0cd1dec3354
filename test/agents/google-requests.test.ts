import { connectEs } from '../../src/agents/dialogflow-es/es-client.js';
import { cxDialect } from '../../src/agents/dialogflow-cx/cx-engine.js';
import { esDialect } from '../../src/agents/dialogflow-es/es-engine.js';
import { clientOptions } from '../../src/agents/google/client-options.js';
import { GoogleEngine } from '../../src/agents/google/google-engine.js';
import { CxSettings, EsSettings } from '../../src/agents/kinds.js';
import type { AgentEngine, AgentQuery, QueryInput } from '../../src/agents/agent-engine.js';
import { queryOf } from '../contracts/agent-engine.contract.js';
import { startDialogflowServer, type DialogflowServer } from '../doubles/dialogflow-server/dialogflow-server.js';
import { plain, struct, type WireStruct } from '../doubles/dialogflow-server/structs.js';

/* What reaches Dialogflow, read at the other end of the wire. */

const AGENT_ID = '6f1d2a52-6d8f-4c0e-9d4a-0d1c6b1b7a10';
const ENVIRONMENT = '0b7f4b6e-1d53-4a53-8f6a-5f1f8a0f2c11';
const PAGE = `projects/a-project/locations/eu/agents/${AGENT_ID}/flows/f/pages/g`;

let server: DialogflowServer;
beforeAll(async () => {
  server = await startDialogflowServer();
});
beforeEach(() => {
  server.es.reset();
  server.cx.reset();
  server.es.answer({ response: { queryResult: { languageCode: 'en' } } });
  server.cx.answer({ response: {} });
});
afterAll(() => server.stop());

async function send<Settings>(engine: AgentEngine<Settings>, settings: Settings, query: AgentQuery): Promise<void> {
  const opened = await engine.open(settings, undefined, { emulator: server.address });
  if (!opened.ok) throw new Error(opened.failure.text);
  expect(await opened.agent.ask(query, { deadlineMs: 20_000 })).toMatchObject({ kind: 'answered' });
  await opened.agent.close();
}

const text = (said: string): QueryInput => ({ kind: 'text', text: said });

describe('Dialogflow ES', () => {
  const engine = new GoogleEngine(esDialect);
  const settings = (more: object = {}) =>
    EsSettings.parse({ projectId: 'a-project', languages: ['en', 'de'], ...more });
  const ask = async (input: QueryInput, query: Partial<AgentQuery> = {}, more: object = {}) => {
    await send(engine, settings(more), queryOf(input, query));
    return server.es.last;
  };

  test.each([
    [{}, 'projects/a-project/agent/sessions/d'],
    [{ environment: 'live' }, 'projects/a-project/agent/environments/live/users/-/sessions/d'],
    [{ location: 'europe-west1' }, 'projects/a-project/locations/europe-west1/agent/sessions/d'],
    [
      { location: 'europe-west1', environment: 'live' },
      'projects/a-project/locations/europe-west1/agent/environments/live/users/-/sessions/d',
    ],
  ])('the session of %j', async (more, session) => {
    expect((await ask(text('hi'), { dialogue: 'd' }, more)).session).toBe(session);
    expect(server.es.calls[0]?.metadata['x-goog-request-params']).toBe(`session=${encodeURIComponent(session)}`);
  });

  test('a text in the nearest language; a long one is cut at a sentence before 256 (6.5: 3)', async () => {
    const { queryInput } = await ask(text(`${'When do you open? '.repeat(30)}`), { language: 'de-AT' });
    expect(queryInput?.text?.languageCode).toBe('de');
    expect(queryInput?.text?.text).toBe('When do you open? '.repeat(14).trim());
  });

  test('what the flow passes in: the context canvass, the payload for the webhook, and the event’s parameters', async () => {
    const parameters = { name: 'Mira', visits: 2, answers: { colours: ['red', null], vip: true } };
    const input: QueryInput = { kind: 'event', name: 'WELCOME', parameters: { from: 'button' } };
    const { queryInput, queryParams, session } = await ask(input, { parameters });
    expect(queryInput?.event).toMatchObject({ name: 'WELCOME', languageCode: 'en' });
    expect(plain(queryInput?.event?.parameters as WireStruct)).toEqual({ ...parameters, from: 'button' });
    expect(plain(queryParams?.payload as WireStruct)).toEqual({ canvass: parameters });
    const [context, ...others] = queryParams?.contexts ?? [];
    expect(others).toEqual([]);
    expect(context?.name).toBe(`${session}/contexts/canvass`);
    expect(context?.lifespanCount).toBeGreaterThan(1);
    expect(plain(context?.parameters as WireStruct)).toEqual(parameters);
  });

  test('what the agent has forgotten is given back', async () => {
    const contexts = [
      { name: 'booking', lifespan: 3, parameters: { date: 'tomorrow' } },
      { name: 'canvass', lifespan: 9, parameters: { name: 'of old' } },
    ];
    const restore = { contexts, parameters: {} };
    const { queryParams, session } = await ask(text('yes'), { restore, parameters: { name: 'Mira' } });
    const sent = queryParams?.contexts?.map(({ name, lifespanCount, parameters }) => ({
      name,
      lifespanCount,
      parameters: plain(parameters as WireStruct),
    }));
    expect(sent).toEqual([
      { name: `${session}/contexts/booking`, lifespanCount: 3, parameters: { date: 'tomorrow' } },
      { name: `${session}/contexts/canvass`, lifespanCount: 100, parameters: { name: 'Mira' } },
    ]);
  });

  test('what it still knows is not sent again', async () => {
    const contexts = [{ name: 'booking', lifespan: 3, parameters: {} }];
    expect((await ask(text('yes'), { contexts })).queryParams?.contexts).toHaveLength(1);
  });

  test('the time zone, and a position where the person has shared one', async () => {
    expect((await ask(text('hi'))).queryParams).toMatchObject({ timeZone: 'Europe/Vienna', geoLocation: null });
    const location = { latitude: 47.07, longitude: 15.44 };
    expect((await ask(text('hi'), { location })).queryParams?.geoLocation).toEqual(location);
  });

  test('a voice note', async () => {
    const { queryInput, inputAudio } = await ask({ kind: 'voice', bytes: Buffer.from('OggS…'), mime: 'audio/ogg' });
    expect(queryInput?.audioConfig).toMatchObject({
      audioEncoding: 'AUDIO_ENCODING_OGG_OPUS',
      sampleRateHertz: 16_000,
      languageCode: 'en',
    });
    expect(inputAudio).toEqual(Buffer.from('OggS…'));
  });

  test('a recording that is no voice note is not sent at all', async () => {
    const opened = await engine.open(settings(), undefined, { emulator: server.address });
    if (!opened.ok) throw new Error(opened.failure.text);
    const query = queryOf({ kind: 'voice', bytes: Buffer.from('x'), mime: 'audio/mpeg' });
    expect(await opened.agent.ask(query, { deadlineMs: 1_000 })).toMatchObject({
      kind: 'failed',
      failure: { class: 'unsupported', code: 'audio-format' },
    });
    expect(server.es.calls).toEqual([]);
    await opened.agent.close();
  });

  test('the client sends a plain object as an empty Struct without a word, so that ours are encoded (6.5: 4)', async () => {
    const endpoint = { host: server.host, port: server.port, plaintext: true };
    const client = await connectEs(await clientOptions(endpoint, undefined, esDialect.service, esDialect.methods));
    const session = 'projects/p/agent/sessions/s';
    await client.detectIntent({ session, queryParams: { payload: { name: 'Mira' } as object } });
    await client.close();
    expect(plain(server.es.last.queryParams?.payload as WireStruct)).toEqual({});
    const { queryParams } = await ask(text('hi'), { parameters: { name: 'Mira' } });
    expect(plain(queryParams?.payload as WireStruct)).toEqual({ canvass: { name: 'Mira' } });
  });

  test('parameters, contexts and a failed webhook come back over the wire (6.5: 4, 22)', async () => {
    const parameters = { size: 'L', guests: 2, extras: ['a', { b: null }], when: '' };
    server.es.next({
      response: {
        queryResult: {
          parameters: struct(parameters),
          intent: { displayName: 'Booking' },
          intentDetectionConfidence: 0.87,
          outputContexts: [{ name: 'x/contexts/booking', lifespanCount: 5, parameters: struct({ ok: true }) }],
          fulfillmentMessages: [{ text: { text: ['When?'] } }],
        },
        webhookStatus: { code: 4, message: 'Webhook call failed. Error: DEADLINE_EXCEEDED.' },
      },
    });
    const opened = await engine.open(settings(), undefined, { emulator: server.address });
    if (!opened.ok) throw new Error(opened.failure.text);
    expect(await opened.agent.ask(queryOf(text('a table')), { deadlineMs: 20_000 })).toEqual({
      kind: 'answered',
      reply: {
        messages: [{ kind: 'text', text: 'When?' }],
        match: 'intent',
        intent: 'Booking',
        confidence: 0.87,
        parameters,
        contexts: [{ name: 'booking', lifespan: 5, parameters: { ok: true } }],
        slotFilling: true,
        ended: false,
        skipped: [],
        webhookFailed: 'Webhook call failed. Error: DEADLINE_EXCEEDED.',
      },
    });
    await opened.agent.close();
  });

  test('empty messages with a fulfillmentText are answered with that text (6.5: 23)', async () => {
    server.es.next({ response: { queryResult: { fulfillmentText: 'Hello.', intent: { displayName: 'Hi' } } } });
    const opened = await engine.open(settings(), undefined, { emulator: server.address });
    if (!opened.ok) throw new Error(opened.failure.text);
    expect(await opened.agent.ask(queryOf(text('hi')), { deadlineMs: 20_000 })).toMatchObject({
      reply: { messages: [{ kind: 'text', text: 'Hello.' }] },
    });
    await opened.agent.close();
  });

  test('a test call asks "hi" on a dialogue of its own, and says what it found', async () => {
    const clock = [1_000, 1_230];
    const world = { endpointOf: () => never(), now: () => clock.shift() ?? never(), newDialogue: () => 'trial-1' };
    const timed = new GoogleEngine(esDialect, world);
    const opened = await timed.open(settings({ languages: ['de'] }), undefined, { emulator: server.address });
    if (!opened.ok) throw new Error(opened.failure.text);
    server.es.next({ response: { queryResult: { languageCode: 'en', intent: { displayName: 'Welcome' } } } });
    expect(await opened.agent.check()).toEqual({
      ok: true,
      said: 'Dialogflow ES answered in en after 230 ms: "hi" matched the intent "Welcome".',
      warnings: [
        expect.stringContaining('emulator'),
        expect.stringContaining('draft'),
        'The agent was asked in "de" and answered in "en": it may not speak "de".',
      ],
    });
    expect(server.es.last).toMatchObject({
      session: 'projects/a-project/agent/sessions/trial-1',
      queryInput: { text: { text: 'hi', languageCode: 'de' } },
    });
    await opened.agent.close();
  });
});

describe('Dialogflow CX', () => {
  const engine = new GoogleEngine(cxDialect);
  const settings = (more: object = {}) =>
    CxSettings.parse({ projectId: 'a-project', location: 'eu', agentId: AGENT_ID, languages: ['en', 'pt'], ...more });
  const ask = async (input: QueryInput, query: Partial<AgentQuery> = {}, more: object = {}) => {
    await send(engine, settings(more), queryOf(input, query));
    return server.cx.last;
  };

  test.each([
    [{}, `projects/a-project/locations/eu/agents/${AGENT_ID}/sessions/d`],
    [
      { environment: ENVIRONMENT },
      `projects/a-project/locations/eu/agents/${AGENT_ID}/environments/${ENVIRONMENT}/sessions/d`,
    ],
  ])('the session of %j', async (more, session) => {
    expect((await ask(text('hi'), { dialogue: 'd' }, more)).session).toBe(session);
  });

  test('a text in the nearest language, cut before 256 (6.5: 3)', async () => {
    const { queryInput } = await ask(text('word '.repeat(100)), { language: 'pt_BR' });
    expect(queryInput).toMatchObject({ languageCode: 'pt', text: { text: 'word '.repeat(51).trim() } });
  });

  test('an event; its parameters and the flow’s become the session’s', async () => {
    const input: QueryInput = { kind: 'event', name: 'start', parameters: { from: 'button' } };
    const parameters = { name: 'Mira', answers: { colours: ['red'] } };
    const { queryInput, queryParams } = await ask(input, { parameters });
    expect(queryInput?.event).toEqual({ event: 'start' });
    expect(plain(queryParams?.parameters as WireStruct)).toEqual({ ...parameters, from: 'button' });
    expect(plain(queryParams?.payload as WireStruct)).toEqual({ canvass: parameters });
  });

  test('the channel and a session that lasts a day, and no page while the agent knows its own', async () => {
    const { queryParams } = await ask(text('hi'), {}, { channel: 'WHATSAPP' });
    expect(queryParams).toMatchObject({ channel: 'WHATSAPP', currentPage: '', timeZone: 'Europe/Vienna' });
    expect(Number(queryParams?.sessionTtl?.seconds)).toBe(86_400);
    expect((await ask(text('hi'))).queryParams?.channel).toBe('');
  });

  test('what the agent has forgotten is given back; what the flow passes in now comes first', async () => {
    const restore = { contexts: [], parameters: { size: 'L', name: 'of old' }, page: PAGE };
    const { queryParams } = await ask(text('yes'), { restore, parameters: { name: 'Mira' } });
    expect(plain(queryParams?.parameters as WireStruct)).toEqual({ size: 'L', name: 'Mira' });
    expect(queryParams?.currentPage).toBe(PAGE);
  });

  test('a voice note', async () => {
    const { queryInput } = await ask({ kind: 'voice', bytes: Buffer.from('OggS…') });
    expect(queryInput).toMatchObject({
      languageCode: 'en',
      audio: {
        config: { audioEncoding: 'AUDIO_ENCODING_OGG_OPUS', sampleRateHertz: 16_000 },
        audio: Buffer.from('OggS…'),
      },
    });
  });

  test('a test call only matches, which changes nothing in the agent', async () => {
    server.cx.next({ response: { matches: [{ matchType: 'INTENT', intent: { displayName: 'greet' } }] } });
    const opened = await engine.open(settings({ environment: ENVIRONMENT }), undefined, { emulator: server.address });
    if (!opened.ok) throw new Error(opened.failure.text);
    expect(await opened.agent.check()).toMatchObject({
      ok: true,
      said: expect.stringMatching(/^Dialogflow CX answered in en after \d+ ms: "hi" matched the intent "greet"\.$/),
      warnings: [expect.stringContaining('emulator')],
    });
    expect(server.cx.calls.map(({ method }) => method)).toEqual(['matchIntent']);
    await opened.agent.close();
  });
});

function never(): never {
  throw new Error('nobody should ask');
}
