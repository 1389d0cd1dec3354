import type { OutboundMessage } from '../../rendering/outbound.js';
import type { Identifiers } from '../events.js';
import { encodeMessage, encodeTyping } from './encode.js';

function encode(message: OutboundMessage, to: Identifiers = { waId: '436600001' }): unknown {
  const body = encodeMessage({ to, message, ref: 'out-1' });
  // What is undefined in it would be lost on the way without a word.
  if (body) expect(JSON.parse(JSON.stringify(body))).toStrictEqual(body);
  return body;
}

const ENVELOPE = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '436600001',
  biz_opaque_callback_data: 'out-1',
};

describe('encodeMessage', () => {
  it.each<[string, OutboundMessage, Record<string, unknown>]>([
    ['text', { kind: 'text', body: 'Hello' }, { type: 'text', text: { body: 'Hello' } }],
    [
      'text with preview',
      { kind: 'text', body: 'https://x.example', previewUrl: true },
      { type: 'text', text: { body: 'https://x.example', preview_url: true } },
    ],
    [
      'buttons',
      {
        kind: 'buttons',
        header: { media: 'document', link: 'https://x.example/a.pdf', filename: 'a.pdf' },
        body: 'Well?',
        footer: 'STOP ends it',
        buttons: [
          { id: 'y', title: 'Yes' },
          { id: 'n', title: 'No' },
        ],
      },
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          header: { type: 'document', document: { link: 'https://x.example/a.pdf', filename: 'a.pdf' } },
          body: { text: 'Well?' },
          footer: { text: 'STOP ends it' },
          action: {
            buttons: [
              { type: 'reply', reply: { id: 'y', title: 'Yes' } },
              { type: 'reply', reply: { id: 'n', title: 'No' } },
            ],
          },
        },
      },
    ],
    [
      'a list, empty parts left out',
      {
        kind: 'list',
        body: 'Where?',
        footer: '',
        button: 'Choose',
        rows: [
          { id: 'g', title: 'Graz', description: '' },
          { id: 'l', title: 'Linz', description: 'Danube' },
        ],
      },
      {
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: 'Where?' },
          action: {
            button: 'Choose',
            sections: [
              {
                rows: [
                  { id: 'g', title: 'Graz' },
                  { id: 'l', title: 'Linz', description: 'Danube' },
                ],
              },
            ],
          },
        },
      },
    ],
    [
      'a list with a line above and below',
      {
        kind: 'list',
        headerText: 'Places',
        body: 'Where?',
        footer: 'Tap',
        button: 'Choose',
        rows: [{ id: 'g', title: 'Graz' }],
      },
      {
        type: 'interactive',
        interactive: {
          type: 'list',
          header: { type: 'text', text: 'Places' },
          body: { text: 'Where?' },
          footer: { text: 'Tap' },
          action: { button: 'Choose', sections: [{ rows: [{ id: 'g', title: 'Graz' }] }] },
        },
      },
    ],
    [
      'buttons with an empty line above',
      { kind: 'buttons', headerText: '', body: 'Well?', buttons: [{ id: 'y', title: 'Yes' }] },
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Well?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
        },
      },
    ],
    [
      'a link with a line above',
      { kind: 'link', headerText: 'News', body: 'More', label: 'Open', url: 'https://x.example' },
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          header: { type: 'text', text: 'News' },
          body: { text: 'More' },
          action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://x.example' } },
        },
      },
    ],
    [
      'an image by id',
      { kind: 'media', media: { media: 'image', id: 'm1', filename: 'x.png' }, caption: 'Map' },
      { type: 'image', image: { id: 'm1', caption: 'Map' } },
    ],
    [
      'a voice note',
      { kind: 'media', media: { media: 'audio', link: 'https://x.example/a.ogg' }, voice: true },
      { type: 'audio', audio: { link: 'https://x.example/a.ogg', voice: true } },
    ],
    [
      'a sticker',
      { kind: 'media', media: { media: 'sticker', id: 's1' }, voice: true },
      { type: 'sticker', sticker: { id: 's1' } },
    ],
    [
      'a link',
      {
        kind: 'link',
        header: { media: 'image', id: 'm1' },
        body: 'More',
        label: 'Open',
        url: 'https://x.example/?a=1',
      },
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          header: { type: 'image', image: { id: 'm1' } },
          body: { text: 'More' },
          action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://x.example/?a=1' } },
        },
      },
    ],
    [
      'a location request',
      { kind: 'location-request', body: 'Where are you?' },
      {
        type: 'interactive',
        interactive: {
          type: 'location_request_message',
          body: { text: 'Where are you?' },
          action: { name: 'send_location' },
        },
      },
    ],
    [
      'a template without variables',
      { kind: 'template', name: 'invite', language: 'en_US', header: [], body: [], buttons: [], preview: 'x' },
      { type: 'template', template: { name: 'invite', language: { code: 'en_US', policy: 'deterministic' } } },
    ],
    [
      'a template with all',
      {
        kind: 'template',
        name: 'invite',
        language: 'de',
        header: [{ kind: 'media', media: { media: 'image', link: 'https://x.example/h.jpg' } }],
        body: [
          { kind: 'text', text: 'Mira' },
          { kind: 'text', name: 'place', text: 'Graz' },
        ],
        buttons: [
          { index: 0, type: 'quick-reply', value: 'go' },
          { index: 2, type: 'url', value: 's/1' },
          { index: 3, type: 'copy-code', value: 'A1' },
        ],
        preview: 'x',
      },
      {
        type: 'template',
        template: {
          name: 'invite',
          language: { code: 'de', policy: 'deterministic' },
          components: [
            { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/h.jpg' } }] },
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Mira' },
                { type: 'text', parameter_name: 'place', text: 'Graz' },
              ],
            },
            { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'go' }] },
            { type: 'button', sub_type: 'url', index: '2', parameters: [{ type: 'text', text: 's/1' }] },
            {
              type: 'button',
              sub_type: 'copy_code',
              index: '3',
              parameters: [{ type: 'coupon_code', coupon_code: 'A1' }],
            },
          ],
        },
      },
    ],
  ])('%s', (_name, message, content) => {
    expect(encode(message)).toStrictEqual({ ...ENVELOPE, ...content });
  });

  it.each<[string, Identifiers, Record<string, unknown> | undefined]>([
    ['a wa_id before anything else', { waId: '4366', phone: '+4377', userId: 'AT.m' }, { to: '4366' }],
    ['a phone number as digits', { phone: '+43 77', userId: 'AT.m' }, { to: '4377' }],
    ['a user id as recipient', { userId: 'AT.m' }, { recipient: 'AT.m' }],
    ['nobody', {}, undefined],
  ])('writes to %s', (_name, to, address) => {
    const body = encode({ kind: 'text', body: 'x' }, to);
    if (!address) expect(body).toBeUndefined();
    else {
      expect(body).toMatchObject(address);
      expect(Object.keys(body as object).filter((key) => key === 'to' || key === 'recipient')).toEqual(
        Object.keys(address),
      );
    }
  });

  it('quotes a message', () => {
    const body = encodeMessage({
      to: { waId: '4366' },
      message: { kind: 'text', body: 'x' },
      ref: 'o',
      repliesTo: 'wamid.I1',
    });
    expect(body).toMatchObject({ context: { message_id: 'wamid.I1' } });
  });
});

test('encodeTyping marks as read and shows typing', () => {
  expect(encodeTyping('wamid.I1')).toStrictEqual({
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.I1',
    typing_indicator: { type: 'text' },
  });
});
