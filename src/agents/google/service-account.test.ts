import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { accountHash, readServiceAccount } from './service-account.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const FILE = {
  type: 'service_account',
  project_id: 'a-project',
  private_key_id: 'b5c1',
  private_key: PEM,
  client_email: 'canvass@a-project.iam.gserviceaccount.com',
  token_uri: 'https://elsewhere.example/token',
};
const read = (change: object) => readServiceAccount(JSON.stringify({ ...FILE, ...change }));

test('hands on the address and the key of a key file, and nothing else of it', () => {
  expect(read({})).toEqual({
    ok: true,
    account: { email: FILE.client_email, privateKey: PEM },
    projectId: 'a-project',
    warnings: [],
  });
});

test('repairs a key whose newlines were written out', () => {
  const escaped = read({ private_key: PEM.replaceAll('\n', '\\n') });
  expect(escaped).toMatchObject({ ok: true, account: { privateKey: PEM } });
  expect(read({ private_key: PEM.replaceAll('\n', '\\r\\n') })).toMatchObject({
    ok: true,
    account: { privateKey: PEM },
  });
});

test.each([
  ['no key', undefined, 'key-missing', /paste the JSON key file/],
  ['blanks', '  ', 'key-missing', /paste the JSON key file/],
  ['a PEM alone', PEM, 'key-not-json', /not JSON/],
  ['half a file', JSON.stringify(FILE).slice(0, 200), 'key-not-json', /not JSON/],
  ['no object', '[]', 'key-incomplete', /not the JSON object/],
  ['another type', JSON.stringify({ ...FILE, type: 'external_account' }), 'key-incomplete', /"type"/],
  ['a person', JSON.stringify({ ...FILE, type: 'authorized_user' }), 'key-incomplete', /"type"/],
  ['no address', JSON.stringify({ ...FILE, client_email: undefined }), 'key-incomplete', /"client_email"/],
  [
    'a strange address',
    JSON.stringify({ ...FILE, client_email: 'me@example.com' }),
    'key-incomplete',
    /"client_email"/,
  ],
  ['no private key', JSON.stringify({ ...FILE, private_key: undefined }), 'key-incomplete', /"private_key" is missing/],
  ['a cut key', JSON.stringify({ ...FILE, private_key: PEM.slice(0, 300) }), 'key-unreadable', /"private_key"/],
  ['garbage', JSON.stringify({ ...FILE, private_key: 'garbage' }), 'key-unreadable', /"private_key"/],
])('refuses %s, and names the field', (_name, secret, code, text) => {
  const outcome = readServiceAccount(secret);
  expect(outcome).toMatchObject({ ok: false, failure: { class: 'broken', code } });
  expect(!outcome.ok && outcome.failure.text).toMatch(text);
});

test('refuses a key that cannot sign by RS256', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  expect(read({ private_key: ec.toString() })).toMatchObject({ ok: false, failure: { code: 'key-unreadable' } });
});

test.each(['1234-compute@developer.gserviceaccount.com', 'a-project@appspot.gserviceaccount.com'])(
  'warns of %s, which may usually do more than it needs',
  (email) => {
    const outcome = read({ client_email: email });
    expect(outcome.ok && outcome.warnings).toEqual([expect.stringContaining('Dialogflow API Client')]);
  },
);

test('takes anything without throwing, and never says the key', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => !readServiceAccount(text).ok));
  const secretive = readServiceAccount(JSON.stringify({ ...FILE, type: 'x', private_key: 'secret words' }));
  expect(JSON.stringify(secretive)).not.toContain('secret words');
});

test('accounts that differ in address or key have different names, which do not tell the key', () => {
  const one = { email: 'a@x.gserviceaccount.com', privateKey: 'k1' };
  expect(accountHash(one)).toBe(accountHash({ ...one }));
  expect(accountHash(one)).not.toBe(accountHash({ ...one, privateKey: 'k2' }));
  expect(accountHash(one)).not.toBe(accountHash({ ...one, email: 'b@x.gserviceaccount.com' }));
  expect(accountHash(one)).not.toContain('k1');
});
