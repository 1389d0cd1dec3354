import { checkAgainstMeta } from './meta-schema.js';

const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '15550100200' };
const available = checkAgainstMeta({ ...envelope, type: 'text', text: { body: 'x' } }) !== 'unavailable';
if (!available) {
  const sentence = "Meta's schemas were NOT checked against: ../shared/contracts does not stand beside this checkout.";
  process.stderr.write(`${sentence}\n`);
}

const interactive = (value: object) => ({ ...envelope, type: 'interactive', interactive: value });
const reply = (title: string) => ({ type: 'reply', reply: { id: title, title } });
const body = { text: 'Which?' };
const template = (components: object[]) => ({
  ...envelope,
  type: 'template',
  template: { name: 'a', language: { code: 'en' }, components },
});

(available ? describe : describe.skip)("Meta's schemas", () => {
  test.each<[string, object]>([
    ['text', { ...envelope, type: 'text', text: { body: 'x', preview_url: true } }],
    ['what is newer than the file', { ...envelope, type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'r' }],
    [
      'a person without number',
      { messaging_product: 'whatsapp', recipient: 'US.a1', type: 'text', text: { body: 'x' } },
    ],
    ['buttons', interactive({ type: 'button', body, action: { buttons: [reply('A')] } })],
    [
      'list',
      interactive({
        type: 'list',
        body,
        action: { button: 'Choose', sections: [{ rows: [{ id: 'a', title: 'A' }] }] },
      }),
    ],
    [
      'link',
      interactive({
        type: 'cta_url',
        body,
        action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://e.org' } },
      }),
    ],
    ['location request', interactive({ type: 'location_request_message', body, action: { name: 'send_location' } })],
    [
      'template',
      template([
        { type: 'body', parameters: [] },
        { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [] },
      ]),
    ],
    ['image', { ...envelope, type: 'image', image: { link: 'https://cdn.example.org/a.jpg', caption: 'x' } }],
    ['location', { ...envelope, type: 'location', location: { latitude: 1.5, longitude: 2 } }],
    ['read', { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' }],
  ])('%s fits', (_name, payload) => {
    expect(checkAgainstMeta(payload)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['an unknown type', { ...envelope, type: 'poll' }],
    ['no content', { ...envelope, type: 'text' }],
    ['a key nobody knows', { ...envelope, type: 'text', text: { body: 'x' }, colour: 'red' }],
    ['a key nobody knows, inside', { ...envelope, type: 'text', text: { body: 'x', colour: 'red' } }],
    ['four buttons', interactive({ type: 'button', body, action: { buttons: ['A', 'B', 'C', 'D'].map(reply) } })],
    ['a title of 21', interactive({ type: 'button', body, action: { buttons: [reply('x'.repeat(21))] } })],
    ['a body of 1,025', interactive({ type: 'cta_url', body: { text: 'x'.repeat(1025) }, action: {} })],
    [
      'a row title of 25',
      interactive({
        type: 'list',
        body,
        action: { button: 'c', sections: [{ rows: [{ id: 'a', title: 'x'.repeat(25) }] }] },
      }),
    ],
    ['both id and link', { ...envelope, type: 'image', image: { id: '1', link: 'https://e.org/a' } }],
    ['an index that is no place', template([{ type: 'button', sub_type: 'url', index: 'first', parameters: [] }])],
  ])('%s does not', (_name, payload) => {
    expect(checkAgainstMeta(payload)).not.toEqual([]);
  });
});
