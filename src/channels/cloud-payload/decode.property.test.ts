import fc from 'fast-check';
import { BadWebhook } from '../channel.js';
import { ChannelEvent } from '../events.js';
import { decodeWebhook } from './decode.js';

const FIELDS = [
  'messages',
  'user_preferences',
  'user_id_update',
  'message_template_status_update',
  'template_category_update',
  'message_template_quality_update',
  'message_template_components_update',
  'account_update',
  'calls',
  '__proto__',
];
const TYPES = [
  'text',
  'image',
  'audio',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
  'edit',
  'revoke',
  'unsupported',
  'request_welcome',
  'poll',
  '__proto__',
  'hasOwnProperty',
];
const KEYS = [
  'body',
  'id',
  'from',
  'from_user_id',
  'timestamp',
  'context',
  'referral',
  'errors',
  'code',
  'type',
  'button_reply',
  'list_reply',
  'nfm_reply',
  'response_json',
  'payload',
  'title',
  'message',
  'original_message_id',
  'phones',
  'name',
  'emoji',
  'message_id',
  'latitude',
  'longitude',
  'wa_id',
  'user_id',
  'previous',
  'current',
  'product_items',
  'category',
  'value',
  'group_id',
  ...TYPES,
];

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1780000000,
    '1780000000',
    1e300,
    '',
    'AT.m1ra',
    '436600001',
    'stop',
    'marketing_messages',
  ),
  fc.constantFrom<unknown>(...TYPES),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
);
const odd = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('any'), { maxKeys: 5 }),
  ),
})).any;

const message = fc
  .record({
    id: fc.oneof(fc.string(), odd),
    type: fc.oneof(fc.constantFrom(...TYPES), odd),
    timestamp: fc.oneof(fc.constant('1780000000'), odd),
    from: fc.oneof(fc.constant('4366'), odd),
  })
  .chain((base) => fc.dictionary(fc.constantFrom(...KEYS), odd).map((parts) => ({ ...parts, ...base })));
const status = fc.record({
  id: fc.oneof(fc.string(), odd),
  status: fc.oneof(fc.constantFrom('sent', 'failed', 'deleted'), odd),
  timestamp: fc.oneof(fc.constant('1780000000'), odd),
  errors: odd,
  pricing: odd,
  recipient_id: odd,
  recipient_user_id: odd,
  biz_opaque_callback_data: odd,
});
const value = fc.oneof(
  odd,
  fc.record({ messages: fc.array(message), contacts: odd, errors: odd }),
  fc.record({ statuses: fc.array(status) }),
  fc.record({
    message_template_name: fc.constant('n'),
    message_template_language: fc.constant('en'),
    event: odd,
    other_info: odd,
  }),
  fc.record({ user_preferences: fc.array(odd), user_id_update: fc.array(odd) }),
);
const body = fc.oneof(
  fc.record({
    entry: fc.array(
      fc.record({ time: odd, changes: fc.array(fc.record({ field: fc.constantFrom(...FIELDS), value })) }),
    ),
  }),
  fc.record({ messages: fc.array(message), statuses: odd }),
  fc.record({ entry: odd }),
);

function expectValid(events: ChannelEvent[]): void {
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) {
    expect(ChannelEvent.parse(event)).toStrictEqual(event);
    if ('from' in event) expect(Object.keys(event.from).length).toBeGreaterThan(0);
  }
}

describe('decodeWebhook', () => {
  it('makes valid events of any object in the shape of a webhook', () => {
    fc.assert(
      fc.property(body, (value_) => expectValid(decodeWebhook(JSON.stringify(value_)))),
      { numRuns: 300 },
    );
  });

  it('refuses or decodes any text, and throws nothing else', () => {
    const cut = fc.tuple(body, fc.nat(), fc.string({ maxLength: 3 })).map(([object, at, inserted]) => {
      const json = JSON.stringify(object);
      const place = at % (json.length + 1);
      return json.slice(0, place) + inserted + json.slice(place + inserted.length);
    });
    fc.assert(
      fc.property(fc.oneof(cut, fc.string(), fc.json()), (text) => {
        let events: ChannelEvent[];
        try {
          events = decodeWebhook(text);
        } catch (error) {
          expect(error).toBeInstanceOf(BadWebhook);
          return;
        }
        expectValid(events);
      }),
      { numRuns: 300 },
    );
  });
});
