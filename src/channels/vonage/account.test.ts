import { createVerify, generateKeyPairSync } from 'node:crypto';
import { accountOf, belongsTogether, type Account } from './account.js';
import { applicationToken } from './token.js';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PUBLIC = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const GIVEN = {
  apiKey: 'abcd1234',
  apiSecret: 'S3cret_s3cret',
  signatureSecret: 'sign',
  number: '15550100100',
  applicationId: '78d335fa-323d-0114-9c3d-d6f0d48968cf',
  privateKey: PEM,
  wabaId: '345688589250625',
};

const read = (more: Record<string, string> = {}) => accountOf({ channelId: 'c', credentials: { ...GIVEN, ...more } });

function account(more: Record<string, string> = {}): Account {
  const found = read(more);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

describe('accountOf', () => {
  it('reads the application with its key', () => {
    expect(account()).toMatchObject({
      apiKey: 'abcd1234',
      number: '15550100100',
      application: { id: GIVEN.applicationId },
      wabaId: GIVEN.wabaId,
    });
  });

  it.each([
    ['+1 (555) 010-0100', '15550100100'],
    ['001 555 010 0100', '15550100100'],
    ['15550100100', '15550100100'],
  ])('takes the number as it is written: %s', (number, digits) => {
    expect(account({ number }).number).toBe(digits);
  });

  it('does without an application, and without the business account', () => {
    expect(account({ applicationId: '', privateKey: '', wabaId: '' })).toMatchObject({
      application: undefined,
      wabaId: undefined,
    });
  });

  it.each([
    ['one line', PEM.replaceAll('\n', ' ')],
    ['written line breaks', PEM.replaceAll('\n', '\\n')],
    ['Windows', PEM.replaceAll('\n', '\r\n')],
    ['the older form', pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['more around it', `Bag Attributes\n  friendlyName: x\n${PEM}\n`],
  ])('reads a private key in %s', (_name, privateKey) => {
    const { application } = account({ privateKey });
    expect(application && belongsTogether(application, PUBLIC)).toBe(true);
  });

  it.each([
    ['the API key', { apiKey: 'two\nlines' }],
    ['the API key', { apiKey: 'a:b' }],
    ['the API secret', { apiSecret: '' }],
    ['the WhatsApp number', { number: 'Canvass' }],
    ['the application ID', { applicationId: 'mine' }],
    ['the application ID', { applicationId: '' }],
    ['the private key of the application', { privateKey: '' }],
    ['the id of the WhatsApp business account', { wabaId: '1/../2' }],
  ])('names what cannot be right: %s', (what, more) => {
    expect(read(more)).toMatchObject({
      ok: false,
      failure: { class: 'stop-channel', code: 'no-credentials', detail: `not usable: ${what}`, tellPerson: true },
    });
  });

  it.each([
    ['a public key', PUBLIC],
    ['a broken one', PEM.replace(/(\n[\w/+]{64}){5}/, '')],
    ['another kind', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['words', 'the key'],
  ])('refuses as private key %s', (_name, privateKey) => {
    expect(read({ privateKey })).toMatchObject({ ok: false, failure: { class: 'stop-channel', code: 'private-key' } });
  });

  it('knows a key of another application', () => {
    const { application } = account();
    const other = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    expect(application && belongsTogether(application, other.export({ type: 'spki', format: 'pem' }).toString())).toBe(
      false,
    );
    expect(application && belongsTogether(application, 'nothing')).toBeUndefined();
  });
});

describe('applicationToken', () => {
  it('says which application, for a quarter of an hour, signed with its key', () => {
    const { application } = account();
    if (!application) throw new Error('no application');
    const token = applicationToken(application, 1_767_225_600_999, 'token-1');
    const [header = '', claims = '', signature = ''] = token.split('.');
    const readPart = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(readPart(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(readPart(claims)).toEqual({
      application_id: GIVEN.applicationId,
      iat: 1_767_225_600,
      exp: 1_767_226_500,
      jti: 'token-1',
    });
    const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`);
    expect(verify.verify(pair.publicKey, signature, 'base64url')).toBe(true);
  });
});
