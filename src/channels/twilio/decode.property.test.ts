import fc from 'fast-check';
import { BadWebhook } from '../channel.js';
import { ChannelEvent } from '../events.js';
import { decodeWebhook } from './decode.js';

const NAMES = [
  ...[
    'AccountSid',
    'MessageSid',
    'SmsMessageSid',
    'MessageStatus',
    'ErrorCode',
    'From',
    'To',
    'WaId',
    'ExternalUserId',
  ],
  ...['ProfileName', 'MessageType', 'Body', 'ButtonText', 'ButtonPayload', 'ListId', 'ListTitle', 'MediaUrl0'],
  ...['MediaContentType0', 'Latitude', 'Longitude', 'Label', 'ReferralSourceId', '__proto__', 'constructor', ''],
];
const VALUES = [
  ...[
    '',
    'whatsapp:+436600001',
    'whatsapp:AT.m1',
    '436600001',
    'text',
    'interactive',
    'button',
    'sticker',
    'constructor',
  ],
  ...['delivered', 'undelivered', 'toString', '63016', '48.2', '-200', 'image/png', '/', 'report.pdf', 'Yes', '\u0000'],
];
const field = fc.tuple(
  fc.oneof(fc.constantFrom(...NAMES), fc.string()),
  fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary' })),
);
const form = fc.array(field, { maxLength: 16 }).map((fields) => Buffer.from(new URLSearchParams(fields).toString()));
const body = fc.oneof(
  form,
  // With what makes it a message or a status at all.
  form.map((rest) => Buffer.from(`AccountSid=AC1&MessageSid=SM1&From=whatsapp%3A%2B436600001&${rest.toString()}`)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
);

test('whatever comes is events, or refused as no webhook; and the same each time', () => {
  let understood = 0;
  fc.assert(
    fc.property(body, fc.constantFrom('application/x-www-form-urlencoded', 'application/json'), (rawBody, type) => {
      const decode = () =>
        decodeWebhook({
          method: 'POST',
          url: 'https://c.example/webhooks/twilio/k?ref=out-1',
          headers: { 'content-type': type },
          rawBody,
          query: { ref: 'out-1' },
          receivedAt: 1_780_000_000_000,
        });
      let events: ChannelEvent[];
      try {
        events = decode();
      } catch (error) {
        expect(error).toBeInstanceOf(BadWebhook);
        return;
      }
      expect(events).toHaveLength(1);
      for (const event of events) {
        expect(ChannelEvent.parse(event)).toStrictEqual(event);
        if (event.kind !== 'ignored') understood += 1;
      }
      expect(decode()).toStrictEqual(events);
    }),
    { numRuns: 3_000 },
  );
  expect(understood).toBeGreaterThan(300);
});
