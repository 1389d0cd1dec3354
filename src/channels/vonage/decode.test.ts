import fc from 'fast-check';
import { BadWebhook, type WebhookRequest } from '../channel.js';
import { ChannelEvent } from '../events.js';
import { decodeWebhook } from './decode.js';

const NUMBER = '15550100100';
const RECEIVED = Date.UTC(2026, 9, 5, 10, 0, 9);

function request(body: string | Uint8Array): WebhookRequest {
  return { method: 'POST', url: '', headers: {}, rawBody: Buffer.from(body), query: {}, receivedAt: RECEIVED };
}

function decode(body: Record<string, unknown>): ChannelEvent {
  const events = decodeWebhook(request(JSON.stringify(body)), NUMBER);
  expect(events).toHaveLength(1);
  const [event] = events;
  if (!event) throw new Error('no event');
  expect(ChannelEvent.parse(event)).toStrictEqual(event);
  return event;
}

const INBOUND = {
  channel: 'whatsapp',
  message_uuid: 'in-1',
  to: NUMBER,
  from: '5215550001111',
  timestamp: '2026-10-05T10:00:00Z',
  profile: { name: 'Ana' },
  context_status: 'none',
};

const inbound = (type: string, more: Record<string, unknown>) => decode({ ...INBOUND, message_type: type, ...more });
const contentOf = (event: ChannelEvent) => (event.kind === 'message' ? event.content : event);

describe('messages', () => {
  it('are read with sender, time and what they answer', () => {
    expect(
      inbound('text', {
        text: 'Hola',
        context: { message_uuid: 'out-1', message_from: NUMBER },
        context_status: 'available',
        whatsapp: { sender: { user_id: 'MX.a1', wa_id: '5215550001111' }, referral: { source_type: 'ad' } },
      }),
    ).toStrictEqual({
      kind: 'message',
      id: 'in-1',
      at: Date.UTC(2026, 9, 5, 10),
      from: { waId: '5215550001111', userId: 'MX.a1' },
      profileName: 'Ana',
      content: { kind: 'text', text: 'Hola' },
      repliesTo: 'out-1',
      fromAd: true,
    });
  });

  it('come from somebody without a number, too', () => {
    const event = inbound('text', { text: 'x', from: undefined, whatsapp: { sender: { user_id: 'MX.a1' } } });
    expect(event).toMatchObject({ from: { userId: 'MX.a1' } });
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ['reply', { reply: { id: 'q1:yes', title: 'Sí' } }, { kind: 'tap', id: 'q1:yes', title: 'Sí', source: 'button' }],
    [
      'reply',
      { reply: { id: 'q1:2', title: 'Graz', description: 'Styria' } },
      { kind: 'tap', id: 'q1:2', title: 'Graz', source: 'list' },
    ],
    [
      'button',
      { button: { payload: 'q1:yes', text: 'Sí' } },
      { kind: 'tap', id: 'q1:yes', title: 'Sí', source: 'template' },
    ],
    ['button', { button: { text: 'Sí' } }, { kind: 'tap', id: 'Sí', title: 'Sí', source: 'template' }],
    [
      'button',
      { button: { subtype: 'nfm', payload: { size: 'L' }, text: 'Sent' } },
      { kind: 'form', name: 'nfm', data: { size: 'L' } },
    ],
    [
      'file',
      { file: { url: 'https://api-eu.nexmo.com/v3/media/1', name: 'a.pdf', caption: 'Here' } },
      {
        kind: 'media',
        media: 'document',
        id: 'https://api-eu.nexmo.com/v3/media/1',
        url: 'https://api-eu.nexmo.com/v3/media/1',
        caption: 'Here',
        filename: 'a.pdf',
      },
    ],
    [
      'location',
      { location: { lat: 47.07, long: '15.43', name: 'Graz' } },
      { kind: 'location', latitude: 47.07, longitude: 15.43, name: 'Graz' },
    ],
    [
      'reaction',
      { reaction: { action: 'react', emoji: '👍' }, context: { message_uuid: 'out-1' } },
      { kind: 'reaction', emoji: '👍', messageId: 'out-1' },
    ],
    [
      'reaction',
      { reaction: { action: 'unreact', emoji: '👍' }, context: { message_uuid: 'out-1' } },
      { kind: 'reaction', emoji: '', messageId: 'out-1' },
    ],
    [
      'order',
      { order: { catalog_id: '9', product_items: [{ product_retailer_id: 'x' }] } },
      { kind: 'order', items: [{ product_retailer_id: 'x' }] },
    ],
    [
      'contact',
      { contacts: [{ name: { formatted_name: 'Bo' }, phones: [{ phone: '+43 1' }] }] },
      { kind: 'contacts', contacts: [{ name: 'Bo', phones: ['+43 1'] }], requested: false },
    ],
    ['vcard', { vcard: { url: 'https://x.example' } }, { kind: 'unsupported', type: 'vcard' }],
    ['unsupported', {}, { kind: 'unsupported', type: 'unsupported' }],
    ['image', { image: {} }, { kind: 'unsupported', type: 'image' }],
    ['location', { location: { lat: 99, long: 0 } }, { kind: 'unsupported', type: 'location' }],
    ['constructor', {}, { kind: 'unsupported', type: 'constructor' }],
  ])('%s %j', (type, more, expected) => {
    expect(contentOf(inbound(type, more))).toStrictEqual(expected);
  });

  it('of another number of the account, and of other channels, are ignored', () => {
    expect(inbound('text', { text: 'x', to: '15550100999' })).toMatchObject({ kind: 'ignored', what: 'other-number' });
    expect(inbound('text', { text: 'x', channel: 'sms' })).toMatchObject({ kind: 'ignored', what: 'other-channel' });
    expect(inbound('text', { text: 'x', to: `+${NUMBER}` })).toMatchObject({ kind: 'message' });
  });

  it('without a time that can be read are of when they came', () => {
    expect(inbound('text', { text: 'x', timestamp: 'soon' })).toMatchObject({ at: RECEIVED });
  });
});

const STATUS = {
  message_uuid: 'out-1',
  to: '5215550001111',
  from: NUMBER,
  timestamp: '2026-10-05T10:00:03.500Z',
  channel: 'whatsapp',
  client_ref: 'm-42',
};

describe('statuses', () => {
  it.each([
    ['submitted', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['rejected', 'failed'],
    ['undeliverable', 'failed'],
  ])('%s is %s', (word, status) => {
    expect(decode({ ...STATUS, status: word })).toMatchObject({
      kind: 'status',
      status,
      messageId: 'out-1',
      ref: 'm-42',
    });
  });

  it('carry our id, the recipient and the price’s category', () => {
    expect(
      decode({
        ...STATUS,
        status: 'delivered',
        usage: { currency: 'EUR', price: '0.0333' },
        whatsapp: {
          pricing: { type: 'regular', pricing_model: 'PMP', category: 'utility' },
          recipient: { user_id: 'MX.a1' },
        },
      }),
    ).toStrictEqual({
      kind: 'status',
      messageId: 'out-1',
      ref: 'm-42',
      status: 'delivered',
      at: Date.UTC(2026, 9, 5, 10, 0, 3, 500),
      recipient: { waId: '5215550001111', userId: 'MX.a1' },
      pricing: { type: 'regular', category: 'utility' },
    });
  });

  it.each([
    [
      { type: 'https://x#1340', title: 1340, detail: 'Outside' },
      { code: '1340', title: 'Outside' },
    ],
    [
      { type: 'https://x#1340', title: '1340', detail: 'Outside' },
      { code: '1340', title: 'Outside' },
    ],
    [
      { type: 'https://x/messages-olympus#1300', title: 'Not on channel', detail: 'No' },
      { code: '1300', title: 'Not on channel', details: 'No' },
    ],
    [{ title: 'Odd' }, { code: 'unknown', title: 'Odd' }],
    [undefined, { code: 'unknown', title: '' }],
  ])('say why a message failed: %j', (error, expected) => {
    expect(decode({ ...STATUS, status: 'rejected', error })).toMatchObject({ status: 'failed', error: expected });
  });

  it('of a duplicate say that the person has it', () => {
    const event = decode({ ...STATUS, status: 'rejected', error: { title: 1320, detail: 'Duplicate' } });
    expect(event).toMatchObject({ status: 'sent' });
    expect(event).not.toHaveProperty('error');
  });

  it('that are new are ignored, and those of another number', () => {
    expect(decode({ ...STATUS, status: 'pondering' })).toEqual({
      kind: 'ignored',
      what: 'unknown-status',
      detail: 'pondering',
    });
    expect(decode({ ...STATUS, status: 'read', from: '15550100999' })).toMatchObject({ what: 'other-number' });
  });
});

describe('version 0.1', () => {
  const parties = { from: { type: 'whatsapp', number: '5215550001111' }, to: { type: 'whatsapp', number: NUMBER } };

  it('is read as well: messages', () => {
    expect(
      decode({
        message_uuid: 'in-1',
        ...parties,
        timestamp: '2026-10-05T10:00:00.000Z',
        message: { content: { type: 'text', text: 'Hola' } },
      }),
    ).toStrictEqual({
      kind: 'message',
      id: 'in-1',
      at: Date.UTC(2026, 9, 5, 10),
      from: { waId: '5215550001111' },
      content: { kind: 'text', text: 'Hola' },
    });
  });

  it('is read as well: statuses', () => {
    expect(
      decode({
        message_uuid: 'out-1',
        from: parties.to,
        to: parties.from,
        timestamp: '2026-10-05T10:00:00.000Z',
        status: 'rejected',
        error: { code: 1340, reason: 'Outside' },
      }),
    ).toMatchObject({
      status: 'failed',
      recipient: { waId: '5215550001111' },
      error: { code: '1340', title: 'Outside' },
    });
  });
});

describe('hostile bodies', () => {
  it.each(['', 'no JSON', '[]', 'null', '7', '{"cut":'])('are refused: %j', (body) => {
    expect(() => decodeWebhook(request(body), NUMBER)).toThrow(BadWebhook);
  });

  it('are refused where they are no text', () => {
    expect(() => decodeWebhook(request(Buffer.from([0x7b, 0xff, 0x7d])), NUMBER)).toThrow(BadWebhook);
  });

  it('never break it: any JSON object is one event of our own shape', () => {
    const keys = fc.constantFrom(
      ...['message_type', 'status', 'channel', 'message_uuid', 'from', 'to', 'timestamp', 'text', 'image', 'reply'],
      ...[
        'button',
        'location',
        'reaction',
        'context',
        'whatsapp',
        'error',
        'message',
        'order',
        'profile',
        'client_ref',
      ],
      '__proto__',
    );
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(
        'text',
        'image',
        'reply',
        'button',
        'location',
        'reaction',
        'rejected',
        'read',
        'whatsapp',
        NUMBER,
      ),
      fc.dictionary(
        fc.constantFrom('id', 'url', 'lat', 'long', 'payload', 'sender', 'content', 'type'),
        fc.jsonValue(),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, values), { maxLength: 12 }), (entries) => {
        const inner = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',');
        const events = decodeWebhook(request(`{${inner}}`), NUMBER);
        expect(events).toHaveLength(1);
        for (const event of events) expect(ChannelEvent.parse(event)).toEqual(event);
        expect(() => JSON.stringify(events)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });
});
