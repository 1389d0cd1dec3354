import { BadWebhook } from '../channel.js';
import { ChannelEvent } from '../events.js';
import { decodeWebhook } from './decode.js';

const AT = 1_780_000_000_000;
const CONTACT = { profile: { name: 'Mira' }, wa_id: '436600001', user_id: 'AT.m1ra' };

function envelope(value: unknown, field = 'messages', time?: unknown): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '55', time, changes: [{ field, value }] }],
  });
}

function decode(body: string): ChannelEvent[] {
  const events = decodeWebhook(body);
  for (const event of events) {
    expect(ChannelEvent.parse(event)).toStrictEqual(event);
    expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event);
  }
  return events;
}

function one(body: string): ChannelEvent {
  const events = decode(body);
  expect(events).toHaveLength(1);
  return events[0]!;
}

function message(parts: Record<string, unknown>, contacts: unknown = [CONTACT]): ChannelEvent {
  return one(
    envelope({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '43 1 5550', phone_number_id: '77' },
      contacts,
      messages: [{ from: '436600001', id: 'wamid.A1', timestamp: '1780000000', ...parts }],
    }),
  );
}

const MIRA = { waId: '436600001', userId: 'AT.m1ra' };

describe('what a message says', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['text', { type: 'text', text: { body: '  Grüß Gott 👋 ' } }, { kind: 'text', text: '  Grüß Gott 👋 ' }],
    [
      'an image with everything',
      {
        type: 'image',
        image: { id: 'm1', mime_type: 'image/png', sha256: 'aGFzaA==', caption: 'me', url: 'https://x.example/1' },
      },
      {
        kind: 'media',
        media: 'image',
        id: 'm1',
        mime: 'image/png',
        sha256: 'aGFzaA==',
        caption: 'me',
        url: 'https://x.example/1',
      },
    ],
    ['a video with its id only', { type: 'video', video: { id: 'm2' } }, { kind: 'media', media: 'video', id: 'm2' }],
    [
      'a voice note',
      { type: 'audio', audio: { id: 'm3', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      { kind: 'media', media: 'audio', id: 'm3', mime: 'audio/ogg; codecs=opus', voice: true },
    ],
    [
      'a voice note of old',
      { type: 'voice', voice: { id: 'm4' } },
      { kind: 'media', media: 'audio', id: 'm4', voice: true },
    ],
    [
      'a document of the flat shape',
      { type: 'document', document: { id: 'm5', filename: 'a.pdf', link: 'https://x.example/5', file: '/tmp/x' } },
      { kind: 'media', media: 'document', id: 'm5', filename: 'a.pdf', url: 'https://x.example/5' },
    ],
    [
      'a sticker',
      { type: 'sticker', sticker: { id: 'm6', animated: false } },
      { kind: 'media', media: 'sticker', id: 'm6' },
    ],
    ['media without id', { type: 'image', image: { caption: 'lost' } }, { kind: 'unsupported', type: 'image' }],
    [
      'a position',
      { type: 'location', location: { latitude: 48.2, longitude: 16.3, name: 'Prater', address: 'Wien' } },
      { kind: 'location', latitude: 48.2, longitude: 16.3, name: 'Prater', address: 'Wien' },
    ],
    [
      'a position in text',
      { type: 'location', location: { latitude: '-12.5', longitude: '130' } },
      { kind: 'location', latitude: -12.5, longitude: 130 },
    ],
    [
      'a position off the globe',
      { type: 'location', location: { latitude: 95, longitude: 0 } },
      { kind: 'unsupported', type: 'location' },
    ],
    [
      'contacts',
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: 'Ida B' },
            phones: [{ phone: '+43 660 2', wa_id: '436602' }, { wa_id: '436603' }, 7],
          },
          { name: { first_name: 'Ole', last_name: 'K' }, vcard: 'BEGIN:VCARD' },
          'nonsense',
        ],
      },
      {
        kind: 'contacts',
        contacts: [
          { name: 'Ida B', phones: ['+43 660 2', '436603'] },
          { name: 'Ole K', phones: [] },
        ],
        requested: false,
      },
    ],
    [
      'the own number, asked for',
      {
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Mira' }, phones: [{ wa_id: '436600001' }], origin: 'contact_request' }],
      },
      { kind: 'contacts', contacts: [{ name: 'Mira', phones: ['436600001'] }], requested: true },
    ],
    [
      'a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.O1', emoji: '🎉' } },
      { kind: 'reaction', emoji: '🎉', messageId: 'wamid.O1' },
    ],
    [
      'a reaction taken back without emoji',
      { type: 'reaction', reaction: { message_id: 'wamid.O1' } },
      { kind: 'reaction', emoji: '', messageId: 'wamid.O1' },
    ],
    [
      'a template button',
      { type: 'button', button: { payload: 'cv1|s|q|1|o:yes', text: 'Yes' } },
      { kind: 'tap', id: 'cv1|s|q|1|o:yes', title: 'Yes', source: 'template' },
    ],
    [
      'a template button without payload',
      { type: 'button', button: { payload: null, text: 'Yes' } },
      { kind: 'tap', id: 'Yes', title: 'Yes', source: 'template' },
    ],
    ['an empty template button', { type: 'button', button: {} }, { kind: 'unsupported', type: 'button' }],
    [
      'a reply button',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'Good' } } },
      { kind: 'tap', id: 'b1', title: 'Good', source: 'button' },
    ],
    [
      'a list row',
      {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Graz', description: 'Styria' } },
      },
      { kind: 'tap', id: 'r1', title: 'Graz', source: 'list' },
    ],
    [
      'a form',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"age":"32","ref":12345678901234567890}' },
        },
      },
      { kind: 'form', name: 'flow', data: { age: '32', ref: '12345678901234567890' } },
    ],
    [
      'a form that is a list',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '[1,2]' } } },
      { kind: 'form', name: 'flow', data: [1, 2] },
    ],
    [
      'a form that is no JSON',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{"age":' } } },
      { kind: 'form', name: 'flow', data: '{"age":' },
    ],
    [
      'a form that is an object already, or nothing',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: 'address_message' } } },
      { kind: 'form', name: 'address_message', data: {} },
    ],
    [
      'the answer to a call request',
      {
        type: 'interactive',
        interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } },
      },
      { kind: 'unsupported', type: 'interactive:call_permission_reply' },
    ],
    ['an interactive answer without content', { type: 'interactive' }, { kind: 'unsupported', type: 'interactive' }],
    [
      'an order',
      {
        type: 'order',
        order: { catalog_id: '7', text: 'soon please', product_items: [{ product_retailer_id: 'sku' }] },
      },
      { kind: 'order', text: 'soon please', items: [{ product_retailer_id: 'sku' }] },
    ],
    [
      'a poll, which WhatsApp does not pass on',
      { type: 'unsupported', errors: [{ code: 131051, title: 'unknown' }], unsupported: { type: 'poll' } },
      { kind: 'unsupported', type: 'poll' },
    ],
    [
      'unsupported without a word',
      { type: 'unsupported', errors: [{ code: 501 }] },
      { kind: 'unsupported', type: 'unsupported' },
    ],
    ['a type of next year', { type: 'hologram', hologram: { id: 'h' } }, { kind: 'unsupported', type: 'hologram' }],
    [
      'a type that is a property of every object',
      { type: 'constructor' },
      { kind: 'unsupported', type: 'constructor' },
    ],
    ['a text that is a number', { type: 'text', text: { body: 5 } }, { kind: 'unsupported', type: 'text' }],
  ])('%s', (_name, parts, content) => {
    expect(message(parts)).toStrictEqual({
      kind: 'message',
      id: 'wamid.A1',
      at: AT,
      from: MIRA,
      profileName: 'Mira',
      content,
    });
  });

  it('knows what is answered, and that an ad led here', () => {
    const event = message({
      type: 'text',
      text: { body: 'hi' },
      context: { from: '4315550', id: 'wamid.O9' },
      referral: { source_type: 'ad', source_id: '12', ctwa_clid: 'x' },
    });
    expect(event).toMatchObject({ repliesTo: 'wamid.O9', fromAd: true });
  });

  it('a forwarded message answers nothing', () => {
    expect(message({ type: 'text', text: { body: 'hi' }, context: { forwarded: true } })).not.toHaveProperty(
      'repliesTo',
    );
  });
});

describe('who wrote', () => {
  const text = { type: 'text', text: { body: 'hi' } };
  it.each<[string, Record<string, unknown>, unknown, unknown, string | undefined]>([
    ['number only', text, [{ wa_id: '436600001' }], { waId: '436600001' }, undefined],
    ['no contacts', { ...text, from_user_id: 'AT.m1ra' }, [], MIRA, undefined],
    ['contacts null', text, null, { waId: '436600001' }, undefined],
    [
      'a user id and no number',
      { ...text, from: undefined, from_user_id: 'AT.m1ra' },
      [{ user_id: 'AT.m1ra', profile: { name: 'M' } }],
      { userId: 'AT.m1ra' },
      'M',
    ],
    ['a user id in `from`', { ...text, from: 'AT.m1ra' }, [CONTACT], MIRA, 'Mira'],
    [
      'a user id in `wa_id`',
      { ...text, from: undefined, from_user_id: 'AT.m1ra' },
      [{ wa_id: 'AT.m1ra' }],
      { userId: 'AT.m1ra' },
      undefined,
    ],
    ['a plus sign', { ...text, from: '+436600001' }, [CONTACT], MIRA, 'Mira'],
    ['a number as a number', { ...text, from: 436600001 }, [CONTACT], MIRA, 'Mira'],
    ['nobody, beside the only contact', { ...text, from: undefined }, [CONTACT], MIRA, 'Mira'],
    ['the second contact', text, [{ wa_id: '4911', profile: { name: 'Other' } }, CONTACT], MIRA, 'Mira'],
    [
      'somebody else than the only contact',
      text,
      [{ wa_id: '4911', profile: { name: 'Other' } }],
      { waId: '436600001' },
      undefined,
    ],
  ])('%s', (_name, parts, contacts, from, profileName) => {
    const event = message(parts, contacts);
    expect(event).toMatchObject({ kind: 'message', from });
    expect(event).toHaveProperty('from', from);
    expect('profileName' in event ? event.profileName : undefined).toBe(profileName);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ['nobody beside two contacts', { ...text, from: undefined }, [CONTACT, { wa_id: '4911' }]],
    ['a name instead of a number', { ...text, from: 'mira' }, []],
    ['a portfolio-wide id only', { ...text, from: 'AT.ENT.9z' }, []],
  ])('%s is ignored', (_name, parts, contacts) => {
    expect(message(parts, contacts)).toStrictEqual({
      kind: 'ignored',
      what: 'message-without-sender',
      detail: 'wamid.A1',
    });
  });
});

describe('when it was written', () => {
  it.each([
    ['1780000000', AT],
    [1780000000, AT],
    ['1780000000123', AT + 123],
    [1780000000123, AT + 123],
  ])('%p', (timestamp, at) => {
    expect(message({ timestamp, type: 'text', text: { body: 'x' } })).toMatchObject({ kind: 'message', at });
  });

  it.each(['', 'yesterday', '-5', 0, null, undefined, {}, '99999999999999999'])('%p is no time', (timestamp) => {
    expect(message({ timestamp, type: 'text', text: { body: 'x' } })).toMatchObject({
      kind: 'ignored',
      what: 'message-without-time',
    });
  });

  it('takes the time of the webhook where the message has none', () => {
    const body = envelope(
      { messages: [{ from: '4366', id: 'w', type: 'text', text: { body: 'x' } }] },
      'messages',
      1780000001,
    );
    expect(one(body)).toMatchObject({ kind: 'message', at: AT + 1_000 });
  });
});

describe('messages that are not for the conversation', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['of a group', { group_id: 'g1', type: 'text', text: { body: 'all' } }, 'group-message'],
    ['of a group, refused', { type: 'unsupported', errors: [{ code: '130501' }] }, 'group-message'],
    ['a welcome request', { type: 'request_welcome' }, 'request-welcome'],
    ['without an id', { id: undefined, type: 'text', text: { body: 'x' } }, 'malformed-message'],
    ['without a type', { text: { body: 'x' } }, 'malformed-message'],
    ['an edit of nothing', { type: 'edit', edit: {} }, 'malformed-edit'],
    ['a withdrawal of nothing', { type: 'revoke' }, 'malformed-revoke'],
    [
      'a new security code',
      { type: 'system', system: { type: 'customer_identity_changed', body: 'x' } },
      'system-message',
    ],
    ['a system message without content', { type: 'system' }, 'malformed-system-message'],
    [
      'a change to nobody',
      { type: 'system', system: { type: 'user_changed_number', body: '' } },
      'incomplete-identity-change',
    ],
  ])('%s', (_name, parts, what) => {
    expect(message(parts)).toMatchObject({ kind: 'ignored', what });
  });
});

describe('edits, withdrawals, new numbers', () => {
  const common = { id: 'wamid.A1', at: AT };

  it('an edited text', () => {
    expect(
      message({
        type: 'edit',
        edit: { original_message_id: 'wamid.A0', message: { type: 'text', text: { body: 'new' } } },
      }),
    ).toStrictEqual({
      kind: 'edited',
      ...common,
      from: MIRA,
      originalId: 'wamid.A0',
      content: { kind: 'text', text: 'new' },
    });
  });

  it('a withdrawn message', () => {
    expect(message({ type: 'revoke', revoke: { original_message_id: 'wamid.A0' } })).toStrictEqual({
      kind: 'revoked',
      ...common,
      from: MIRA,
      originalId: 'wamid.A0',
    });
  });

  it.each<[string, Record<string, unknown>, unknown, unknown]>([
    [
      'a new number',
      { system: { type: 'user_changed_number', wa_id: '436600002' } },
      { waId: '436600001' },
      { waId: '436600002' },
    ],
    [
      'a new number of an old account',
      { system: { type: 'customer_changed_number', wa_id: '436600001', new_wa_id: '436600002' } },
      { waId: '436600001' },
      { waId: '436600002' },
    ],
    [
      'a new user id with the old one beside it',
      { from: undefined, system: { type: 'user_changed_user_id', previous_user_id: 'AT.old', user_id: 'AT.new' } },
      { userId: 'AT.old' },
      { userId: 'AT.new' },
    ],
    [
      'a new user id, the old one only in the text',
      {
        from: '436600002',
        system: {
          type: 'user_changed_user_id',
          body: 'User Mira changed from AT.old to AT.new',
          user_id: 'AT.new',
          wa_id: '436600002',
        },
      },
      { userId: 'AT.old' },
      { userId: 'AT.new', waId: '436600002' },
    ],
  ])('%s', (_name, parts, previous, current) => {
    expect(message({ type: 'system', ...parts }, undefined)).toStrictEqual({
      kind: 'identity-changed',
      ...common,
      previous,
      current,
    });
  });

  it('user_id_update, with an id that every redelivery shares', () => {
    const value = {
      user_id_update: [{ wa_id: '4366', user_id: { previous: 'AT.old', current: 'AT.new' }, timestamp: '1780000000' }],
    };
    const event = {
      kind: 'identity-changed',
      id: `user_id_update:AT.old:AT.new:${AT}`,
      at: AT,
      previous: { userId: 'AT.old' },
      current: { userId: 'AT.new', waId: '4366' },
    };
    expect(one(envelope(value, 'user_id_update'))).toStrictEqual(event);
    expect(one(envelope(value.user_id_update, 'user_id_update'))).toStrictEqual(event);
  });
});

describe('statuses', () => {
  const status = (parts: Record<string, unknown>) =>
    one(envelope({ statuses: [{ id: 'wamid.O1', timestamp: '1780000000', recipient_id: '436600001', ...parts }] }));

  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s', (word, expected) => {
    expect(status({ status: word })).toStrictEqual({
      kind: 'status',
      messageId: 'wamid.O1',
      status: expected,
      at: AT,
      recipient: { waId: '436600001' },
    });
  });

  it('carries our id, the user id and the price', () => {
    expect(
      status({
        status: 'sent',
        recipient_user_id: 'AT.m1ra',
        biz_opaque_callback_data: 'out-1',
        pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
        conversation: { id: 'c', expiration_timestamp: 1780003600 },
      }),
    ).toStrictEqual({
      kind: 'status',
      messageId: 'wamid.O1',
      ref: 'out-1',
      status: 'sent',
      at: AT,
      recipient: MIRA,
      pricing: { billable: true, type: 'regular', category: 'utility' },
    });
  });

  it('carries the error of a failure', () => {
    expect(
      status({
        status: 'failed',
        errors: [{ code: 131047, title: 'Re-engagement', error_data: { details: 'more than a day' } }, { code: 2 }],
      }),
    ).toMatchObject({ error: { code: '131047', title: 'Re-engagement', details: 'more than a day' } });
    expect(status({ status: 'failed', errors: [{ code: '470', title: 'old', details: 'flat' }] })).toMatchObject({
      error: { code: '470', title: 'old', details: 'flat' },
    });
    expect(status({ status: 'failed', errors: [{}] })).toMatchObject({ error: { code: 'unknown', title: '' } });
    expect(status({ status: 'failed', errors: 'none' })).not.toHaveProperty('error');
  });

  it('needs no recipient', () => {
    expect(status({ status: 'read', recipient_id: undefined })).not.toHaveProperty('recipient');
  });

  it.each([
    [{ status: 'deleted' }, 'unknown-status'],
    [{ status: 'warning' }, 'unknown-status'],
    [{ status: 'toString' }, 'unknown-status'],
    [{ status: 'sent', timestamp: 'x' }, 'status-without-time'],
    [{ status: 'sent', recipient_type: 'group' }, 'group-status'],
    [{ status: 3 }, 'malformed-status'],
    [{ id: '' }, 'malformed-status'],
  ])('%j is ignored', (parts, what) => {
    expect(status(parts)).toMatchObject({ kind: 'ignored', what });
  });
});

describe('templates', () => {
  const named = { message_template_name: 'invite', message_template_language: 'pt_BR' };
  const expected = { kind: 'template-changed', name: 'invite', language: 'pt_BR' };

  it('keeps every digit of a template id', () => {
    const body = envelope(
      { ...named, event: 'APPROVED', message_template_id: 'ID' },
      'message_template_status_update',
    ).replace('"ID"', '9007199254740993');
    expect(one(body)).toStrictEqual({
      ...expected,
      providerId: '9007199254740993',
      status: 'approved',
      detail: 'APPROVED',
    });
  });

  it.each<[Record<string, unknown>, string | undefined]>([
    [{ event: 'APPROVED' }, 'approved'],
    [{ event: 'REINSTATED' }, 'approved'],
    [{ event: 'REJECTED', reason: 'SCAM' }, 'rejected'],
    [{ event: 'PENDING' }, 'pending'],
    [{ event: 'IN_APPEAL' }, 'pending'],
    [{ event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } }, 'paused'],
    [{ event: 'PAUSED', other_info: { title: 'UNPAUSE' } }, 'approved'],
    [{ event: 'DISABLED' }, 'disabled'],
    [{ event: 'ARCHIVED' }, 'disabled'],
    [{ event: 'LOCKED' }, 'disabled'],
    [{ event: 'DELETED' }, 'deleted'],
    [{ event: 'PENDING_DELETION' }, 'deleted'],
    [{ event: 'FLAGGED', disable_info: { disable_date: 'in May' } }, undefined],
    [{ event: 'LIMIT_EXCEEDED' }, undefined],
    [{ event: 'UNARCHIVED' }, undefined],
    [{ event: 'SOMETHING_NEW' }, undefined],
    [{}, undefined],
  ])('%j', (value, status) => {
    const event = one(envelope({ ...named, ...value }, 'message_template_status_update'));
    expect(event).toMatchObject(expected);
    expect('status' in event ? event.status : undefined).toBe(status);
  });

  it('says why and what next', () => {
    expect(
      one(
        envelope(
          {
            ...named,
            event: 'REJECTED',
            reason: 'SCAM',
            message_template_category: 'UTILITY',
            rejection_info: { reason: 'looks like one', recommendation: 'rewrite' },
          },
          'message_template_status_update',
        ),
      ),
    ).toMatchObject({ category: 'utility', detail: 'REJECTED, SCAM, looks like one, rewrite' });
  });

  it('a category, done and announced', () => {
    expect(
      one(envelope({ ...named, previous_category: 'UTILITY', new_category: 'MARKETING' }, 'template_category_update')),
    ).toStrictEqual({ ...expected, category: 'marketing' });
    expect(
      one(
        envelope(
          { ...named, new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: 1780000000 },
          'template_category_update',
        ),
      ),
    ).toStrictEqual({
      ...expected,
      category: 'utility',
      detail: 'will become marketing, at 1780000000',
      upcoming: { what: 'category', to: 'marketing', at: 1_780_000_000_000 },
    });
    expect(
      one(
        envelope(
          { ...named, event: 'FLAGGED', disable_info: { disable_date: '2026-12-01T00:00:00Z' } },
          'message_template_status_update',
        ),
      ),
    ).toMatchObject({ upcoming: { what: 'status', to: 'disabled', at: Date.UTC(2026, 11, 1) } });
    const unclear = { ...named, event: 'FLAGGED', disable_info: { disable_date: 'soon' } };
    expect(one(envelope(unclear, 'message_template_status_update'))).toStrictEqual({
      ...expected,
      upcoming: { what: 'status', to: 'disabled' },
      detail: 'FLAGGED, from soon',
    });
  });

  it('quality and content', () => {
    expect(
      one(
        envelope(
          { ...named, previous_quality_score: 'GREEN', new_quality_score: 'RED' },
          'message_template_quality_update',
        ),
      ),
    ).toStrictEqual({ ...expected, quality: 'red' });
    expect(
      one(envelope({ ...named, message_template_element: 'x' }, 'message_template_components_update')),
    ).toStrictEqual({ ...expected, detail: 'its content was edited' });
  });

  it.each([
    'message_template_status_update',
    'template_category_update',
    'message_template_quality_update',
    'message_template_components_update',
  ])('%s without a name is ignored', (field) => {
    expect(one(envelope({ event: 'APPROVED' }, field))).toMatchObject({ kind: 'ignored', what: field });
  });
});

describe('number and account', () => {
  it.each<[string, unknown, string]>([
    [
      'phone_number_quality_update',
      { display_phone_number: '43', event: 'FLAGGED', current_limit: 'TIER_2K' },
      'display_phone_number: 43, event: FLAGGED, current_limit: TIER_2K',
    ],
    [
      'account_update',
      { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'R1', expiration: 5 }] },
      'event: ACCOUNT_RESTRICTION, restriction_info.restriction_type: R1, restriction_info.expiration: 5',
    ],
    [
      'business_capability_update',
      { max_daily_conversations_per_business: -1 },
      'max_daily_conversations_per_business: -1',
    ],
    ['account_alerts', {}, 'no details given'],
  ])('%s', (field, value, summary) => {
    expect(one(envelope(value, field))).toStrictEqual({ kind: 'account-notice', field, summary });
  });

  it.each([
    ['stop', false],
    ['resume', true],
    ['signup', true],
  ])('marketing: %s', (value, allowed) => {
    const preferences = [
      { wa_id: '436600001', user_id: 'AT.m1ra', category: 'marketing_messages', value, timestamp: 1780000000 },
    ];
    expect(one(envelope({ contacts: [CONTACT], user_preferences: preferences }, 'user_preferences'))).toStrictEqual({
      kind: 'marketing-preference',
      at: AT,
      from: MIRA,
      allowed,
    });
  });

  it.each([
    { wa_id: '4366', category: 'marketing_messages', value: 'perhaps', timestamp: 1780000000 },
    { wa_id: '4366', category: 'other', value: 'stop', timestamp: 1780000000 },
    { category: 'marketing_messages', value: 'stop', timestamp: 1780000000 },
    { wa_id: '4366', category: 'marketing_messages', value: 'stop' },
    { wa_id: '4366', category: 'marketing_messages', value: 'constructor', timestamp: 1780000000 },
  ])('a preference that says nothing: %j', (preference) => {
    expect(one(envelope({ user_preferences: [preference] }, 'user_preferences'))).toMatchObject({
      kind: 'ignored',
      what: 'user-preference',
    });
  });
});

describe('bodies', () => {
  it.each([
    ['smb_message_echoes', { message_echoes: [] }, 'unknown-field'],
    ['something_new', null, 'unknown-field'],
    ['constructor', {}, 'unknown-field'],
    ['messages', null, 'malformed-value'],
    ['messages', { contacts: [] }, 'empty-value'],
    ['user_preferences', {}, 'user_preferences'],
    ['user_id_update', 'x', 'user_id_update'],
    ['account_update', 'x', 'account_update'],
    ['messages', { errors: [{ code: 131000, title: 'went wrong' }] }, 'errors'],
  ])('field %s with %j', (field, value, what) => {
    expect(one(envelope(value, field))).toMatchObject({ kind: 'ignored', what });
  });

  it.each([
    ['{}', 'unknown-body'],
    ['{"entry":[]}', 'no-entries'],
    ['{"entry":"x"}', 'no-entries'],
    ['{"entry":[{}]}', 'no-changes'],
    ['{"entry":[null]}', 'no-changes'],
    ['{"entry":[{"changes":[7]}]}', 'malformed-change'],
  ])('%s is ignored', (body, what) => {
    expect(one(body)).toMatchObject({ kind: 'ignored', what });
  });

  it.each(['', 'x', 'null', '[]', '"text"', '7', '{"entry":', '\u0000'])('%j is refused', (body) => {
    expect(() => decodeWebhook(body)).toThrow(BadWebhook);
  });

  it('reads the flat shape of old and sandbox numbers', () => {
    const events = decode(
      JSON.stringify({
        contacts: [{ profile: { name: 'Mira' }, wa_id: '436600001' }],
        messages: [{ from: '436600001', id: 'ABGG1', timestamp: '1780000000', type: 'text', text: { body: 'hi' } }],
        statuses: [{ id: 'gBGG1', recipient_id: '436600001', status: 'delivered', timestamp: '1780000000' }],
      }),
    );
    expect(events.map(({ kind }) => kind)).toEqual(['message', 'status']);
  });

  it('reads several entries, changes, messages and statuses, each once', () => {
    const text = (id: string) => ({ from: '4366', id, timestamp: '1780000000', type: 'text', text: { body: id } });
    const status = (id: string, word: string) => ({ id, status: word, timestamp: '1780000000', recipient_id: '4366' });
    const events = decode(
      JSON.stringify({
        entry: [
          {
            changes: [
              { field: 'messages', value: { messages: [text('1'), text('2'), text('1')] } },
              {
                field: 'messages',
                value: { statuses: [status('o', 'sent'), status('o', 'delivered'), status('o', 'sent')] },
              },
            ],
          },
          {
            changes: [
              { field: 'messages', value: { messages: [text('3'), text('2')], statuses: [status('p', 'sent')] } },
            ],
          },
        ],
      }),
    );
    expect(events.flatMap((event) => (event.kind === 'message' ? [event.id] : []))).toEqual(['1', '2', '3']);
    expect(events.flatMap((event) => (event.kind === 'status' ? [`${event.messageId} ${event.status}`] : []))).toEqual([
      'o sent',
      'o delivered',
      'p sent',
    ]);
    expect(events.flatMap((event) => (event.kind === 'ignored' ? [event.what] : []))).toEqual([
      'repeated-message',
      'repeated-status',
      'repeated-message',
    ]);
  });

  it('keeps nothing that is nested too deeply to be stored', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const parts = (type: string, content: string) =>
      `{"messages":[{"from":"4366","id":"w","timestamp":"1780000000","type":"${type}","${type}":${content}}]}`;
    const reply = (json: string) => `{"type":"nfm_reply","nfm_reply":{"name":"flow","response_json":${json}}}`;
    expect(one(parts('interactive', reply(JSON.stringify(deep))))).toMatchObject({
      content: { kind: 'form', data: deep },
    });
    expect(one(parts('interactive', reply(`{"a":${deep}}`)))).toMatchObject({ content: { kind: 'form', data: {} } });
    expect(one(parts('order', `{"product_items":${deep}}`))).toMatchObject({
      content: { kind: 'unsupported', type: 'order' },
    });
    expect(one(parts('text', deep))).toMatchObject({ content: { kind: 'unsupported', type: 'text' } });
  });

  it('says nothing of what people wrote in what it ignores', () => {
    const events = decode(
      envelope({ messages: [{ id: 'w', type: 'text', timestamp: 'x', text: { body: 'my secret' } }] }),
    );
    expect(JSON.stringify(events)).not.toContain('my secret');
  });

  it('decodes 10,000 events in one body of 3 MB in well under a second', () => {
    const messages = Array.from({ length: 10_000 }, (_, index) => ({
      from: String(436600000 + index),
      id: `wamid.${index}`,
      timestamp: '1780000000',
      type: 'text',
      text: { body: 'y'.repeat(210) },
    }));
    const body = envelope({ contacts: [CONTACT], messages });
    expect(body.length).toBeGreaterThan(3_000_000);
    // Its own work, not the wall clock: the machine may be busy with other tests.
    const before = process.cpuUsage();
    const events = decodeWebhook(body);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
    expect(events.filter(({ kind }) => kind === 'message')).toHaveLength(10_000);
  });
});
