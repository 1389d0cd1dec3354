import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { HOUR, MINUTE } from '../../time/instant.js';
import type { WebhookRequest } from '../channel.js';
import { isSigned } from './signature.js';

const SECRET = 'vonage-signature-secret';
const API_KEY = 'abcd1234';
/** Signed by an independent program, not by this one. */
const KNOWN = {
  body: '{"channel":"whatsapp","text":"hi"}',
  at: 1_767_225_600_000,
  token:
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjcyMjU2MDAsImp0aSI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMiIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImM2YzQwY2I2ZGY0NjU5MTYzOGZlN2NiY2ZhZWNlNTA1ZWFmM2VjYWYwZmNhOGRiYmU0NjQ1ZmNmZTExOGIzNGIiLCJhcGlfa2V5IjoiYWJjZDEyMzQifQ.O1ELOE-QDbhN2jzhGlMVeGvJANYX_0VNNbrbobjrYfk',
};

function request(token: string | undefined, body: string | Uint8Array, receivedAt = KNOWN.at): WebhookRequest {
  return {
    method: 'POST',
    url: 'https://c.example/webhooks/vonage/k',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    rawBody: Buffer.from(body),
    query: {},
    receivedAt,
  };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hashOf = (body: string) => createHash('sha256').update(body).digest('hex');

function signed(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac('sha256', SECRET).update(content).digest('base64url')}`;
}

const claims = (more: Record<string, unknown> = {}) => ({
  iss: 'Vonage',
  iat: KNOWN.at / 1_000,
  jti: 'one',
  api_key: API_KEY,
  payload_hash: hashOf(KNOWN.body),
  ...more,
});

const believed = (token: string | undefined, body = KNOWN.body, receivedAt = KNOWN.at) =>
  isSigned(request(token, body, receivedAt), SECRET, API_KEY);

describe('isSigned', () => {
  it('believes the reference’s vector, and no other secret, key or body', () => {
    expect(believed(KNOWN.token)).toBe(true);
    expect(isSigned(request(KNOWN.token, KNOWN.body), `${SECRET}x`, API_KEY)).toBe(false);
    expect(isSigned(request(KNOWN.token, KNOWN.body), '', API_KEY)).toBe(false);
    expect(isSigned(request(KNOWN.token, KNOWN.body), SECRET, 'other999')).toBe(false);
    expect(believed(KNOWN.token, `${KNOWN.body} `)).toBe(false);
    expect(believed(undefined)).toBe(false);
  });

  it('makes the same token as the reference', () => {
    const { jti } = JSON.parse(Buffer.from(KNOWN.token.split('.')[1]!, 'base64url').toString()) as { jti: string };
    const { iat, iss, payload_hash, api_key } = claims();
    expect(signed({ iat, jti, iss, payload_hash, api_key })).toBe(KNOWN.token);
  });

  it('hashes the bytes, not what they mean', () => {
    const token = signed(claims({ payload_hash: hashOf('{"a": 1}') }));
    expect(believed(token, '{"a": 1}')).toBe(true);
    expect(believed(token, '{"a":1}')).toBe(false);
  });

  it.each(['none', 'HS512', 'RS256', 'hs256', undefined])('takes no algorithm but its own: %s', (alg) => {
    expect(believed(signed(claims(), { alg, typ: 'JWT' }))).toBe(false);
    expect(believed(`${part({ alg })}.${part(claims())}.`)).toBe(false);
  });

  it('does not take the public key of an application for the secret', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const content = `${part({ alg: 'HS256' })}.${part(claims())}`;
    expect(believed(`${content}.${createHmac('sha256', pem).update(content).digest('base64url')}`)).toBe(false);
  });

  it('takes a retry of the same day, and nothing that is older or of tomorrow', () => {
    const token = signed(claims());
    expect(believed(token, KNOWN.body, KNOWN.at + 24 * HOUR)).toBe(true);
    expect(believed(token, KNOWN.body, KNOWN.at + 26 * HOUR)).toBe(false);
    expect(believed(token, KNOWN.body, KNOWN.at - 4 * MINUTE)).toBe(true);
    expect(believed(token, KNOWN.body, KNOWN.at - 6 * MINUTE)).toBe(false);
  });

  it('keeps to an end and a beginning that the token names', () => {
    const seconds = KNOWN.at / 1_000;
    expect(believed(signed(claims({ exp: seconds + 60 })))).toBe(true);
    expect(believed(signed(claims({ exp: seconds - 600 })))).toBe(false);
    expect(believed(signed(claims({ nbf: seconds + 600 })))).toBe(false);
  });

  it.each(['iss', 'iat', 'api_key', 'payload_hash'])('needs the claim %s', (name) => {
    expect(believed(signed(claims({ [name]: undefined })))).toBe(false);
    expect(believed(signed(claims({ [name]: 'something else' })))).toBe(false);
  });

  it('believes nothing whose token or body has one changed character, and throws at none', () => {
    fc.assert(
      fc.property(fc.nat(KNOWN.token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
        const token = KNOWN.token.slice(0, at) + char + KNOWN.token.slice(at + 1);
        fc.pre(token !== KNOWN.token);
        expect(believed(token)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (header, body) => {
        const forged = { ...request(undefined, body), headers: { authorization: header } };
        expect(isSigned(forged, SECRET, API_KEY)).toBe(false);
      }),
    );
  });
});
