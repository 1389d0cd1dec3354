import { connectCx } from '../../src/agents/dialogflow-cx/cx-client.js';
import { cxDialect, cxEngine } from '../../src/agents/dialogflow-cx/cx-engine.js';
import { connectEs } from '../../src/agents/dialogflow-es/es-client.js';
import { esDialect, esEngine } from '../../src/agents/dialogflow-es/es-engine.js';
import { clientOptions } from '../../src/agents/google/client-options.js';
import { ClientPool, type PooledClient } from '../../src/agents/google/client-pool.js';
import { endpointOf } from '../../src/agents/google/endpoint.js';
import { CxSettings, EsSettings } from '../../src/agents/kinds.js';
import { makeServiceAccount } from '../doubles/dialogflow-server/key-file.js';

/*
 * Bad credentials do not kill the process (6.5: 19). Asked with such, Google's clients reject, and reject a second time
 * where nobody listens, which ends a Node process. Jest fails a test during which that happens.
 */

const ES = EsSettings.parse({ projectId: 'a-project', languages: ['en'] });
const CX = CxSettings.parse({
  projectId: 'a-project',
  location: 'global',
  agentId: '6f1d2a52-6d8f-4c0e-9d4a-0d1c6b1b7a10',
  languages: ['en'],
});
const { keyFile } = makeServiceAccount();
const change = (part: object) => JSON.stringify({ ...JSON.parse(keyFile), ...part });

/** Long enough for whatever was left behind to be raised. */
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['no JSON', 'not json'],
  ['null', 'null'],
  ['an empty object', '{}'],
  ['no client_email', change({ client_email: undefined })],
  ['no private_key', change({ private_key: undefined })],
  ['an empty private_key', change({ private_key: '' })],
  [
    'a private_key that is none',
    change({ private_key: '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n' }),
  ],
  ['a user’s own', change({ type: 'authorized_user', refresh_token: 'x', client_secret: 'y' })],
  [
    'one that names a program',
    change({ type: 'external_account', credential_source: { executable: { command: 'id' } } }),
  ],
])('a key file with %s: the link says what is wrong, and the process lives', async (_name, secret) => {
  for (const opened of [await esEngine.open(ES, secret, {}), await cxEngine.open(CX, secret, {})]) {
    expect(opened).toMatchObject({ ok: false, field: 'secret', failure: { class: 'broken' } });
  }
  await settled();
});

test.each([
  ['ES', connectEs, esDialect],
  ['CX', connectCx, cxDialect],
] as const)('a client of %s that cannot become ready is never handed out', async (_name, connect, dialect) => {
  const pool = new ClientPool<PooledClient>();
  const options = await clientOptions(endpointOf('global'), undefined, dialect.service, dialect.methods);
  // What a key file would be without our check in front.
  const unusable = { ...options, credentials: { client_email: '', private_key: '' } };
  await expect(pool.lease('key', () => connect(unusable))).rejects.toThrow();
  expect(pool.size).toBe(0);
  await settled();
});
