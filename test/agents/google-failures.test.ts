import { cxDialect } from '../../src/agents/dialogflow-cx/cx-engine.js';
import { esDialect } from '../../src/agents/dialogflow-es/es-engine.js';
import { GoogleEngine } from '../../src/agents/google/google-engine.js';
import { CxSettings, EsSettings } from '../../src/agents/kinds.js';
import type { OpenedAgent } from '../../src/agents/agent-engine.js';
import { queryOf } from '../contracts/agent-engine.contract.js';
import { startDialogflowServer, type DialogflowServer } from '../doubles/dialogflow-server/dialogflow-server.js';
import type { FaultCode } from '../doubles/dialogflow-server/sessions-double.js';

const ES = EsSettings.parse({ projectId: 'a-project', languages: ['en'] });
const CX = CxSettings.parse({
  projectId: 'a-project',
  location: 'global',
  agentId: '6f1d2a52-6d8f-4c0e-9d4a-0d1c6b1b7a10',
  languages: ['en'],
});
const HI = queryOf({ kind: 'text', text: 'hi' });
const PATIENT = { deadlineMs: 20_000 };

let server: DialogflowServer;
let es: OpenedAgent;
let cx: OpenedAgent;
const esEngine = new GoogleEngine(esDialect);
const cxEngine = new GoogleEngine(cxDialect);

beforeAll(async () => {
  server = await startDialogflowServer();
});
beforeEach(async () => {
  server.es.reset();
  server.cx.reset();
  es = await openEs(server.address);
  const opened = await cxEngine.open(CX, undefined, { emulator: server.address });
  if (!opened.ok) throw new Error(opened.failure.text);
  cx = opened.agent;
});
afterEach(async () => {
  await es.close();
  await cx.close();
});
afterAll(() => server.stop());

async function openEs(address: string): Promise<OpenedAgent> {
  const opened = await esEngine.open(ES, undefined, { emulator: address });
  if (!opened.ok) throw new Error(opened.failure.text);
  return opened.agent;
}

const API_OFF = 'Dialogflow API has not been used in project 42 before or it is disabled. Enable it by visiting …';
const NO_ROLE = "IAM permission 'dialogflow.sessions.detectIntent' on 'projects/a-project/agent' denied.";

/** Every code of reference 4.1, and the others that gRPC has: what it is, what it says, and what is to be mended. */
const FAULTS: readonly [fault: FaultCode, details: string, kind: string, text: RegExp, field?: string][] = [
  ['CANCELLED', 'Call cancelled', 'down', /connection .* broke/],
  ['UNKNOWN', 'Getting metadata from plugin failed with error: unsupported', 'broken', /key cannot be used/, 'secret'],
  ['UNKNOWN', 'Server error', 'down', /error of its own/],
  ['INVALID_ARGUMENT', 'Input text exceeds 256 characters.', 'refused', /did not take this query.*exceeds 256/],
  [
    'INVALID_ARGUMENT',
    "Please refer to the documentation to find the correct endpoint to access resources located in 'us-central1'",
    'broken',
    /not in the region "global"/,
    'location',
  ],
  ['INVALID_ARGUMENT', 'Invalid session name.', 'broken', /project "a-project"/, 'projectId'],
  ['INVALID_ARGUMENT', 'Language en is not available for this agent.', 'broken', /speak "en"/, 'languages'],
  ['DEADLINE_EXCEEDED', 'Deadline exceeded', 'down', /in time/],
  ['NOT_FOUND', "No DesignTimeAgent found for project 'a-project'.", 'broken', /no Dialogflow .. agent/],
  ['ALREADY_EXISTS', 'exists', 'down', /could not be asked/],
  ['PERMISSION_DENIED', NO_ROLE, 'broken', /role "Dialogflow API Client"/, 'secret'],
  ['PERMISSION_DENIED', API_OFF, 'broken', /API is not enabled in the project "a-project"/, 'projectId'],
  ['PERMISSION_DENIED', 'This API method requires billing to be enabled.', 'broken', /Billing/, 'projectId'],
  ['RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'text query operations'", 'busy', /quota .* is used up/],
  ['FAILED_PRECONDITION', 'No model was trained.', 'broken', /not ready/],
  ['ABORTED', 'Aborted', 'down', /broke off/],
  ['OUT_OF_RANGE', 'Out of range', 'refused', /did not take/],
  ['UNIMPLEMENTED', 'Method not found', 'broken', /does not know/, 'location'],
  ['INTERNAL', 'Internal error encountered.', 'down', /error of its own/],
  ['UNAVAILABLE', 'The service is currently unavailable.', 'down', /cannot be reached/],
  ['DATA_LOSS', 'lost', 'down', /error of its own/],
  ['UNAUTHENTICATED', 'Request had invalid authentication credentials.', 'broken', /does not accept .* key/, 'secret'],
];

describe.each([
  ['Dialogflow ES', () => es, () => server.es],
  ['Dialogflow CX', () => cx, () => server.cx],
] as const)('%s', (_name, agent, double) => {
  test.each(FAULTS.map(([fault, details, kind, text, field]) => ({ fault, details, kind, text, field })))(
    '$fault, "$details": $kind, told in plain words, after one attempt (6.5: 11)',
    async ({ fault, details, kind, text, field }) => {
      double().next({ fault, details }, { fault, details });
      const failure = { class: kind, code: fault, text: expect.stringMatching(text) };
      expect(await agent().ask(HI, PATIENT)).toEqual({ kind: 'failed', failure });
      expect(double().calls).toHaveLength(1);
      const checked = await agent().check();
      expect(checked).toMatchObject({ ok: false, failure });
      if (field !== undefined) expect(checked).toMatchObject({ field });
      expect(double().calls).toHaveLength(2);
    },
  );

  test('UNAVAILABLE is told at once as what it is, and the next query is answered (6.5: 12)', async () => {
    double().next({ fault: 'UNAVAILABLE' }, { response: {} });
    expect(await agent().ask(HI, PATIENT)).toMatchObject({ failure: { code: 'UNAVAILABLE' } });
    expect(await agent().ask(HI, PATIENT)).toMatchObject({ kind: 'answered' });
  });

  test('keeps the deadline of a server that never answers, and answers again (6.5: 13)', async () => {
    double().next('never', { response: {} });
    expect(await agent().ask(HI, { deadlineMs: 150 })).toEqual({
      kind: 'failed',
      failure: { class: 'down', code: 'DEADLINE_EXCEEDED', text: expect.stringMatching(/did not answer in time\.$/) },
    });
    expect(await agent().ask(HI, PATIENT)).toMatchObject({ kind: 'answered' });
  });
});

test('two links with different deadlines at the same time: each keeps its own (6.5: 14)', async () => {
  const other = await openEs(server.address);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  server.es.answer(async () => {
    await released;
    return { response: {} };
  });
  // With the client's own retries on, the later call's timeout would be that of both.
  const patient = es.ask(HI, PATIENT);
  for (let round = 0; round < 2; round += 1) {
    expect(await other.ask(HI, { deadlineMs: 150 })).toMatchObject({ failure: { code: 'DEADLINE_EXCEEDED' } });
  }
  release();
  expect(await patient).toMatchObject({ kind: 'answered' });
  await other.close();
});

test('calls at the same time send each their own routing header', async () => {
  server.es.answer({ response: {} });
  await Promise.all(['d1', 'd2', 'd3'].map((dialogue) => es.ask({ ...HI, dialogue }, PATIENT)));
  for (const { request, metadata } of server.es.calls) {
    expect(metadata['x-goog-request-params']).toBe(`session=${encodeURIComponent(request.session ?? '')}`);
  }
});

test('links with the same address and key share a connection, which the last one closes (6.5: 21)', async () => {
  server.es.answer({ response: {} });
  expect(esEngine.connections).toBe(1);
  const second = await openEs(server.address);
  expect(esEngine.connections).toBe(1);
  await second.close();
  expect(await second.ask(HI, PATIENT)).toMatchObject({
    kind: 'failed',
    failure: { class: 'down', code: 'link-closed' },
  });
  expect(await es.ask(HI, PATIENT)).toMatchObject({ kind: 'answered' });
  await es.close();
  expect(esEngine.connections).toBe(0);
});

test('nobody listens: down at once, without using up the deadline', async () => {
  const gone = await startDialogflowServer();
  await gone.stop();
  const agent = await openEs(gone.address);
  const started = performance.now();
  expect(await agent.ask(HI, PATIENT)).toMatchObject({ failure: { class: 'down', code: 'UNAVAILABLE' } });
  expect(performance.now() - started).toBeLessThan(PATIENT.deadlineMs / 2);
  await agent.close();
});

test('an emulator’s address that is none is refused in words', async () => {
  expect(await esEngine.open(ES, undefined, { emulator: 'http://127.0.0.1:9100' })).toMatchObject({
    ok: false,
    failure: { class: 'broken', code: 'emulator-address', text: expect.stringContaining('host:port') },
  });
});
