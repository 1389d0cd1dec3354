import fc from 'fast-check';
import { BadWebhook, type ChannelAdapter, type WebhookRequest } from '../../src/channels/channel.js';
import { ChannelEvent } from '../../src/channels/events.js';
import { SendFailure } from '../../src/channels/failure.js';
import { registryFor } from '../support/registry.js';

const WORDS = {
  messagebird: {
    types: ['message.created', 'message.updated', 'conversation.created'],
    names: [
      ...['type', 'message', 'contact', 'id', 'channelId', 'platform', 'from', 'to', 'direction', 'status', 'content'],
      ...['createdDatetime', 'updatedDatetime', 'source', 'trackId', 'replyTo', 'error', 'code', 'text', 'image'],
      ...['url', 'interactive', 'reply', 'button', 'payload', 'location', 'latitude', 'longitude', 'msisdn'],
    ],
    values: ['received', 'sent', 'whatsapp', 'delivered', 'rejected', 'text', 'interactive', 'image', '+4366000001'],
  },
  bird: {
    types: ['whatsapp.received', 'whatsapp.sent', 'whatsapp.failed', 'whatsapp.reacted', 'whatsapp.accepted'],
    names: [
      ...['type', 'timestamp', 'data', 'whatsapp_id', 'direction', 'from', 'to', 'phone_number', 'bsuid', 'metadata'],
      ...['ref', 'error', 'code', 'meta_error_code', 'text', 'body', 'interactive_reply', 'button', 'list', 'slug'],
      ...['image', 'id', 'url', 'location', 'latitude', 'longitude', 'contact_cards', 'unsupported', 'emoji'],
    ],
    values: ['inbound', 'outbound', '+4366000001', 'AT.m1', '131047', 'undeliverable', 'button', 'list', '👍'],
  },
};

/** Nothing that anybody posts may throw out of an adapter, except that it is no webhook of this provider at all. */
describe.each(Object.entries(WORDS))('%s, whatever is posted', (provider, { types, names, values }) => {
  const adapter: ChannelAdapter = registryFor({}).get(provider)!;
  const key = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString') },
  );
  const { body } = fc.letrec<{ value: unknown; object: Record<string, unknown>; body: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.constantFrom<unknown>(
        ...values,
        '2026-10-05T10:00:00Z',
        470,
        -1,
        91,
        null,
        true,
        '',
        12345678901234567n.toString(),
      ),
      fc.jsonValue({ maxDepth: 1 }),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    object: fc.dictionary(key, tie('value'), { maxKeys: 12 }),
    body: fc.tuple(tie('object'), fc.constantFrom(...types), tie('object')).map(([root, type, inner]) => ({
      ...(root as object),
      type,
      ...(provider === 'bird'
        ? { data: { whatsapp_id: 'wa_1', from: { bsuid: 'AT.m1' }, ...(inner as object) } }
        : { message: { id: 'm1', from: '+4366000001', direction: 'received', ...(inner as object) } }),
    })),
  }));
  const request = (rawBody: Buffer, headers: WebhookRequest['headers'] = {}): WebhookRequest => ({
    method: 'POST',
    url: 'https://c.example/webhooks/x/k',
    headers,
    rawBody,
    query: {},
    receivedAt: 1_780_000_000_000,
  });

  it('becomes events, the same ones each time', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(body, (posted) => {
        const given = request(Buffer.from(JSON.stringify(posted)));
        const events = adapter.parseWebhook(given);
        expect(events.length).toBeGreaterThan(0);
        for (const event of events) {
          expect(ChannelEvent.parse(event)).toStrictEqual(event);
          kinds.add(event.kind);
          if (event.kind === 'status' && event.error) SendFailure.parse(adapter.classify(event.error));
        }
        expect(adapter.parseWebhook(given)).toStrictEqual(events);
      }),
      { numRuns: 1_000 },
    );
    // The words above do reach every way.
    expect([...kinds].toSorted()).toEqual(['ignored', 'message', 'status']);
  });

  it('is refused as no webhook, or becomes events: any bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
        try {
          adapter.parseWebhook(request(Buffer.from(bytes)));
        } catch (error) {
          expect(error).toBeInstanceOf(BadWebhook);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is believed with no other proof, and no proof throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.constantFrom('a.b.c', 'v1,x', '1780000000'),
    );
    const headers = fc.record({
      'messagebird-signature-jwt': text,
      'webhook-id': text,
      'webhook-timestamp': fc.oneof(text, fc.constant('1780000000')),
      'webhook-signature': text,
    });
    const access = { channelId: 'c', credentials: { signingKey: 'k' } };
    fc.assert(
      fc.property(headers, (given) => {
        expect(adapter.verifyWebhook(request(Buffer.from('{}'), given), 'whsec_AAAA', access)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
