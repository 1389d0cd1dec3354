import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { getExpectedTwilioSignature, validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookRequest } from '../channel.js';
import { readForm } from './form.js';
import { isSigned } from './signature.js';

const TOKEN = '0123456789abcdef0123456789abcdef';
const URL_OF_VECTORS = 'https://hooks.example.test/wa/twilio/ch1?tenant=7';
const FORM =
  'AccountSid=AC00000000000000000000000000000001&Body=Yes+%C3%A9&ButtonPayload=q1%3Ayes&ButtonText=Yes+%C3%A9' +
  '&From=whatsapp%3A%2B5215550001111&MessageSid=SM00000000000000000000000000000001&MessageType=interactive' +
  '&NumMedia=0&ProfileName=&To=whatsapp%3A%2B5215550002222&WaId=5215550001111';

function request(signature: string, body: string, url = URL_OF_VECTORS): WebhookRequest {
  return {
    method: 'POST',
    url,
    headers: { 'x-twilio-signature': signature },
    rawBody: Buffer.from(body),
    query: Object.fromEntries(new URL(url).searchParams),
    receivedAt: 0,
  };
}

describe('known signatures', () => {
  it.each([
    ['a form', 'jge/mRWjVqhJkAd9uiaDh8M+q7k='],
    ['a form whose address was signed with its port', 'Hw7ku3qvisS7L/KtDDnvYh0wk5w='],
  ])('%s', (_name, signature) => {
    expect(isSigned(request(signature, FORM), TOKEN)).toBe(true);
    expect(isSigned(request(signature, `${FORM}&Extra=1`), TOKEN)).toBe(false);
    expect(isSigned(request(signature, FORM, `${URL_OF_VECTORS}1`), TOKEN)).toBe(false);
    expect(isSigned(request(signature, FORM), `${TOKEN.slice(1)}0`)).toBe(false);
  });

  it('JSON, whose hash stands in the address', () => {
    const hash = '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862';
    const url = `https://hooks.example.test/wa/twilio/ch1?bodySHA256=${hash}`;
    const signature = 'Ou5GxrPmBGsxBRSCHIBoCXLyh9s=';
    expect(isSigned(request(signature, '{"a":1}', url), TOKEN)).toBe(true);
    expect(isSigned(request(signature, '{"a":2}', url), TOKEN)).toBe(false);
  });

  it('nothing without a signature or a token', () => {
    expect(isSigned({ ...request('', FORM), headers: {} }, TOKEN)).toBe(false);
    expect(isSigned(request('', FORM), TOKEN)).toBe(false);
    const forged = createHmac('sha1', '').update(URL_OF_VECTORS).digest('base64');
    expect(isSigned(request(forged, ''), '')).toBe(false);
  });

  it('bytes that are no text', () => {
    const bytes = { ...request('jge/mRWjVqhJkAd9uiaDh8M+q7k=', ''), rawBody: Buffer.from([0xff, 0xfe]) };
    expect(isSigned(bytes, TOKEN)).toBe(false);
  });
});

/** Twilio's own library is the judge; it gets the fields as a web framework would read them. */
describe('Twilio’s own validator agrees', () => {
  const name = fc.oneof(
    fc.constantFrom('Body', 'From', 'To', 'MessageSid', 'ProfileName', 'a', 'B', 'ä', 'Z', '_'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  );
  const fields = fc.array(fc.tuple(name, fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 12 });
  const query = fc.array(fc.tuple(fc.constantFrom('ref', 'tenant', 'x'), fc.string({ maxLength: 8 })), {
    maxLength: 3,
  });
  const address = fc
    .tuple(
      fc.constantFrom('https', 'http'),
      fc.constantFrom('hooks.example.test', 'localhost', '127.0.0.1', '[::1]', 'me:pw@hooks.example.test'),
      fc.constantFrom('', ':443', ':80', ':8443'),
      fc.constantFrom('/webhooks/twilio/k_-1', '/', "/a'b", '/ä', '/%7Euser'),
      query,
      fc.constantFrom('', "&raw='x'", '&sp=a b', '&plus=a+b', '&e=%27'),
    )
    .map(([scheme, host, port, path, pairs, raw]) => {
      const asked = [new URLSearchParams(pairs).toString(), raw.slice(1)].filter((part) => part !== '').join('&');
      return `${scheme}://${host}${port}${path}${asked === '' ? '' : `?${asked}`}`;
    });
  /** What somebody changes on the way. */
  const tampering = fc.constantFrom('nothing', 'nothing', 'token', 'field', 'address', 'signature', 'spelling');

  const asObject = (body: string) =>
    Object.fromEntries(
      [...readForm(Buffer.from(body))].map(([key, values]) => [key, values.length === 1 ? values[0] : [...values]]),
    );

  test('on 1,000 random forms', () => {
    let believed = 0;
    fc.assert(
      fc.property(address, fields, tampering, (url, pairs, change) => {
        const body = new URLSearchParams(pairs).toString();
        const signedUrl = change === 'spelling' ? new URL(url).href : url;
        const right = getExpectedTwilioSignature(TOKEN, signedUrl, asObject(body));
        const signature = change === 'signature' ? `${right.slice(0, -2)}A=` : right;
        const called = change === 'address' ? `${url}x` : url;
        const sent = change === 'field' ? `${body}&Extra=1` : body;
        const token = change === 'token' ? `${TOKEN.slice(1)}0` : TOKEN;
        const expected = validateRequest(token, signature, called, asObject(sent));
        if (expected) believed += 1;
        expect(isSigned(request(signature, sent, called), token)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
    expect(believed).toBeGreaterThan(200);
  });

  test('on 200 random bodies of JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, tampered) => {
        const body = JSON.stringify(value);
        const url = `https://hooks.example.test/k?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
        const signature = getExpectedTwilioSignature(TOKEN, url, {});
        const sent = tampered ? `${body} ` : body;
        expect(isSigned(request(signature, sent, url), TOKEN)).toBe(
          validateRequestWithBody(TOKEN, signature, url, sent),
        );
      }),
      { numRuns: 200 },
    );
  });
});
