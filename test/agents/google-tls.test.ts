import '../doubles/dialogflow-server/trust-certificate.js';
import { cxDialect } from '../../src/agents/dialogflow-cx/cx-engine.js';
import { esDialect } from '../../src/agents/dialogflow-es/es-engine.js';
import { GoogleEngine, type GoogleEngineWorld } from '../../src/agents/google/google-engine.js';
import { CxSettings, EsSettings } from '../../src/agents/kinds.js';
import type { Opened } from '../../src/agents/agent-engine.js';
import { queryOf } from '../contracts/agent-engine.contract.js';
import { startDialogflowServer, type DialogflowServer } from '../doubles/dialogflow-server/dialogflow-server.js';
import { makeServiceAccount } from '../doubles/dialogflow-server/key-file.js';

/* The way to Google as it is: TLS, and a token that the client signs with the account's key (6.5: 20). */

const known = makeServiceAccount('known');
const stranger = makeServiceAccount('stranger');
const HI = queryOf({ kind: 'text', text: 'hi' });

let server: DialogflowServer;
beforeAll(async () => {
  server = await startDialogflowServer({ tls: known.trusted });
  server.es.answer({ response: { queryResult: { languageCode: 'en' } } });
  server.cx.answer({ response: {} });
});
beforeEach(() => {
  server.es.calls.length = 0;
  server.cx.calls.length = 0;
});
afterAll(() => server.stop());

const world: GoogleEngineWorld = {
  endpointOf: () => ({ host: server.host, port: server.port, plaintext: false }),
  now: () => 0,
  newDialogue: () => 'trial',
};
const esEngine = new GoogleEngine(esDialect, world);
const cxEngine = new GoogleEngine(cxDialect, world);
const ES = EsSettings.parse({ projectId: 'a-project', languages: ['en'] });
const CX = CxSettings.parse({
  projectId: 'a-project',
  location: 'global',
  agentId: '6f1d2a52-6d8f-4c0e-9d4a-0d1c6b1b7a10',
  languages: ['en'],
});

describe.each([
  ['Dialogflow ES', (secret: string) => esEngine.open(ES, secret, {}), () => server.es, esEngine],
  ['Dialogflow CX', (secret: string) => cxEngine.open(CX, secret, {}), () => server.cx, cxEngine],
] as const)('%s over TLS', (_name, open, double, engine) => {
  test('a good key: the server has checked the token', async () => {
    const agent = agentOf(await open(known.keyFile));
    expect(await agent.ask(HI, { deadlineMs: 20_000 })).toMatchObject({ kind: 'answered' });
    expect(await agent.check()).toMatchObject({ ok: true, warnings: [expect.stringContaining('draft')] });
    expect(double().calls).toHaveLength(2);
    await agent.close();
  });

  test('a good key whose newlines were written out', async () => {
    const agent = agentOf(await open(known.keyFile.replaceAll('\\n', '\\\\n')));
    expect(await agent.ask(HI, { deadlineMs: 20_000 })).toMatchObject({ kind: 'answered' });
    await agent.close();
  });

  test('a key that the server does not trust: the link is broken, and says by whom', async () => {
    const agent = agentOf(await open(stranger.keyFile));
    const failure = { class: 'broken', code: 'UNAUTHENTICATED', text: expect.stringContaining('stranger@a-project') };
    expect(await agent.ask(HI, { deadlineMs: 20_000 })).toMatchObject({ kind: 'failed', failure });
    expect(await agent.check()).toMatchObject({ ok: false, failure, field: 'secret' });
    expect(double().calls).toEqual([]);
    await agent.close();
  });

  test('a good address with another’s key: broken too', async () => {
    const forged = { ...JSON.parse(stranger.keyFile), client_email: known.trusted.email };
    const agent = agentOf(await open(JSON.stringify(forged)));
    expect(await agent.ask(HI, { deadlineMs: 20_000 })).toMatchObject({
      failure: { class: 'broken', code: 'UNAUTHENTICATED' },
    });
    await agent.close();
  });

  test('a key that is garbage: broken before anything is called', async () => {
    const garbage = { ...JSON.parse(known.keyFile), private_key: 'garbage' };
    expect(await open(JSON.stringify(garbage))).toMatchObject({
      ok: false,
      failure: { class: 'broken', code: 'key-unreadable' },
      field: 'secret',
    });
    expect(engine.connections).toBe(0);
  });

  test('links with one key share a connection, another key has its own', async () => {
    const [one, two, other] = await Promise.all([open(known.keyFile), open(known.keyFile), open(stranger.keyFile)]);
    expect(engine.connections).toBe(2);
    for (const opened of [one, two, other]) await agentOf(opened).close();
    expect(engine.connections).toBe(0);
  });

  test('warns of a key of another project', async () => {
    const agent = agentOf(await open(JSON.stringify({ ...JSON.parse(known.keyFile), project_id: 'elsewhere' })));
    expect(await agent.check()).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining('"elsewhere"'), expect.anything()],
    });
    await agent.close();
  });
});

function agentOf(opened: Opened) {
  if (!opened.ok) throw new Error(opened.failure.text);
  return opened.agent;
}
