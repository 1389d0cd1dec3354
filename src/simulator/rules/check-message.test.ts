import type { Template } from '../templates/template.js';
import type { Account } from './account.js';
import { checkMessage } from './check-message.js';

const account: Account = {
  ownNumber: '15550100100',
  hasMedia: (id) => id === '900000000000001',
  findTemplate: () => undefined as Template | undefined,
};

const envelope = { messaging_product: 'whatsapp', to: '15550100200' };
const of = (n: number, text = 'x') => text.repeat(n);
const buttons = (titles: string[], ids = titles.map((_, at) => `b${at}`)) => ({
  ...envelope,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Which?' },
    action: { buttons: titles.map((title, at) => ({ type: 'reply', reply: { id: ids[at], title } })) },
  },
});
const row = (at: number, more: object = {}) => ({ id: `r${at}`, title: `Row ${at}`, ...more });
const rows = (n: number, from = 0) => Array.from({ length: n }, (_, at) => row(from + at));
const list = (sections: object[], more: object = {}, button = 'Choose') => ({
  ...envelope,
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'Which?' }, action: { button, sections }, ...more },
});
const interactive = (value: object) => ({ ...envelope, type: 'interactive', interactive: value });
const link = (text: string, url: string) =>
  interactive({
    type: 'cta_url',
    body: { text: 'x' },
    action: { name: 'cta_url', parameters: { display_text: text, url } },
  });
const oneButton = [{ type: 'reply', reply: { id: 'a', title: 'A' } }];
const withParts = (parts: object) =>
  interactive({ type: 'button', body: { text: 'x' }, action: { buttons: oneButton }, ...parts });
const text = (body: string) => ({ ...envelope, type: 'text', text: { body } });

function verdict(payload: unknown): string {
  const checked = checkMessage(payload, account);
  return checked.ok ? 'ok' : `${checked.refusal.status} ${checked.refusal.code}: ${checked.refusal.details}`;
}

describe('messages that Meta takes', () => {
  test.each<[string, object]>([
    ['text without a type', { ...envelope, text: { body: 'Hi' } }],
    ['text of 4,096 units', text(of(4096))],
    [
      'a reply that carries our own id',
      { ...text('Hi'), context: { message_id: 'wamid.A' }, biz_opaque_callback_data: of(512) },
    ],
    ['a number with a plus sign', { ...text('Hi'), to: '+15550100200' }],
    [
      'a person without a number',
      { messaging_product: 'whatsapp', recipient: 'US.a1B2c3', type: 'text', text: { body: 'Hi' } },
    ],
    ['three buttons at their limits', buttons([of(20), of(19, 'y'), 'z'], [of(256), 'b', 'c'])],
    ['emoji in a button, counted in UTF-16', buttons(['👍'.repeat(10)])],
    [
      'ten rows in two sections',
      list([
        { title: 'A', rows: rows(4) },
        { title: 'B', rows: rows(6, 4) },
      ]),
    ],
    ['a row at its limits', list([{ rows: [{ id: of(200), title: of(24), description: of(72) }] }])],
    ['one section without a title', list([{ rows: rows(1) }])],
    [
      'header, body and footer at their limits',
      withParts({ header: { type: 'text', text: of(60) }, body: { text: of(1024) }, footer: { text: of(60) } }),
    ],
    ['an image as header', withParts({ header: { type: 'image', image: { link: 'https://cdn.example.org/a.jpg' } } })],
    ['a link', link('Open', 'https://example.org/f?x=1')],
    [
      'a location request',
      interactive({ type: 'location_request_message', body: { text: 'Where?' }, action: { name: 'send_location' } }),
    ],
    ['media by our upload', { ...envelope, type: 'video', video: { id: '900000000000001', caption: of(1024) } }],
    ['a voice message', { ...envelope, type: 'audio', audio: { link: 'https://cdn.example.org/a.ogg', voice: true } }],
    [
      'a document',
      { ...envelope, type: 'document', document: { link: 'https://cdn.example.org/a.pdf', filename: 'a.pdf' } },
    ],
    ['a sticker', { ...envelope, type: 'sticker', sticker: { id: '900000000000001' } }],
    ['a place in strings', { ...envelope, type: 'location', location: { latitude: '48.2', longitude: '16.3' } }],
    [
      'a contact',
      { ...envelope, type: 'contacts', contacts: [{ name: { formatted_name: 'Ann Lee', first_name: 'Ann' } }] },
    ],
    [
      'a reaction of one family emoji',
      { ...envelope, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👨‍👩‍👧' } },
    ],
    ['a reaction taken back', { ...envelope, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '' } }],
  ])('%s', (_name, payload) => {
    expect(verdict(payload)).toBe('ok');
  });
});

describe('messages that Meta refuses', () => {
  const TITLE = '400 131009: Button title length invalid. Min length: 1, Max length: 20';
  const COUNT = '400 131009: Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3';
  test.each<[string, unknown, string]>([
    ['no object', 'hello', '400 100: The request body must be a JSON object.'],
    [
      'no product',
      { to: '15550100200', type: 'text', text: { body: 'x' } },
      '400 100: The parameter messaging_product is required.',
    ],
    [
      'no recipient',
      { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } },
      '400 100: The parameter to is required.',
    ],
    ['no content', { ...envelope, type: 'text' }, '400 100: The parameter text is required.'],
    [
      'a type nobody knows',
      { ...envelope, type: 'poll' },
      '400 100: Param type must be one of {TEXT, IMAGE, VIDEO, AUDIO, DOCUMENT, STICKER, LOCATION, CONTACTS, REACTION, INTERACTIVE, TEMPLATE} - got "poll".',
    ],
    ['our own number', { ...text('x'), to: '15550100100' }, '400 131021: Recipient cannot be sender'],
    [
      'a user id in `to`',
      { ...text('x'), to: 'US.a1B2' },
      '400 100: Param to must be a phone number with country code, digits only.',
    ],
    [
      'spaces in the number',
      { ...text('x'), to: '1 555 0100200' },
      '400 100: Param to must be a phone number with country code, digits only.',
    ],
    [
      'a number in `recipient`',
      { messaging_product: 'whatsapp', recipient: '15550100200', text: { body: 'x' } },
      '400 100: Param recipient must be a business-scoped user id.',
    ],
    [
      'an unknown key at the top',
      { ...text('x'), footer: 'y' },
      '400 100: Unexpected key "footer" on param "message".',
    ],
    [
      'an unknown key inside',
      { ...envelope, type: 'text', text: { body: 'x', size: 1 } },
      '400 100: Unexpected key "size" on param "text".',
    ],
    ['an empty text', text(''), "400 131008: The parameter text['body'] is required."],
    ['4,097 units', text(of(4097)), "400 100: Param text['body'] must be at most 4096 characters long."],
    ['2,049 emoji', text(of(2049, '👍')), "400 100: Param text['body'] must be at most 4096 characters long."],
    [
      'a number as text',
      { ...envelope, type: 'text', text: { body: 5 } },
      "400 100: Param text['body'] must be string.",
    ],
    [
      'our own id too long',
      { ...text('x'), biz_opaque_callback_data: of(513) },
      '400 131009: Param biz_opaque_callback_data is too long. Max length is 512',
    ],
    ['no buttons', buttons([]), COUNT],
    ['four buttons', buttons(['a', 'b', 'c', 'd']), COUNT],
    ['an empty button', buttons(['']), TITLE],
    ['a button of spaces', buttons(['   ']), TITLE],
    ['a button of 21', buttons([of(21)]), TITLE],
    ['eleven emoji, 22 units', buttons(['👍'.repeat(11)]), TITLE],
    [
      'equal titles but for case and space',
      buttons(['WhatsApp', ' Whatsapp']),
      '400 131009: Buttons titles must be unique',
    ],
    ['equal ids', buttons(['a', 'b'], ['x', 'x']), '400 131009: Buttons ids must be unique'],
    ['an id of 257', buttons(['a'], [of(257)]), '400 131009: Button id length invalid. Min length: 1, Max length: 256'],
    [
      'an id with a space at its end',
      buttons(['a'], ['x ']),
      '400 131009: Button id must not begin or end with a space',
    ],
    ['a line break in a title', buttons(['a\nb']), '400 131009: Button title must not contain line breaks'],
    [
      'no title',
      interactive({
        type: 'button',
        body: { text: 'x' },
        action: { buttons: [{ type: 'reply', reply: { id: 'a' } }] },
      }),
      "400 131008: The parameter interactive['action']['buttons'][0]['reply']['title'] is required.",
    ],
    [
      'no body',
      interactive({ type: 'button', action: { buttons: oneButton } }),
      "400 131008: The parameter interactive['body'] is required.",
    ],
    [
      'an empty body',
      withParts({ body: { text: '' } }),
      "400 131008: The parameter interactive['body']['text'] is required.",
    ],
    [
      'a body of 1,025',
      withParts({ body: { text: of(1025) } }),
      "400 131009: Param interactive['body']['text'] length invalid. Min length: 1, Max length: 1024",
    ],
    [
      'a header of 61',
      withParts({ header: { type: 'text', text: of(61) } }),
      "400 131009: Param interactive['header']['text'] length invalid. Min length: 1, Max length: 60",
    ],
    [
      'an empty footer',
      withParts({ footer: { text: '' } }),
      "400 131008: The parameter interactive['footer']['text'] is required.",
    ],
    [
      'a footer of 61',
      withParts({ footer: { text: of(61) } }),
      "400 131009: Param interactive['footer']['text'] length invalid. Min length: 1, Max length: 60",
    ],
    [
      'a caption in a header',
      withParts({ header: { type: 'image', image: { link: 'https://e.org/a.jpg', caption: 'x' } } }),
      `400 100: Unexpected key "caption" on param "interactive['header']['image']".`,
    ],
    [
      'an interactive kind that is not played',
      interactive({ type: 'flow' }),
      "400 100: Param interactive['type'] must be a known kind.",
    ],
    [
      'eleven rows in one section',
      list([{ rows: rows(11) }]),
      '400 131009: Total row count exceed max allowed count: 10',
    ],
    [
      'eleven rows in two sections',
      list([
        { title: 'A', rows: rows(6) },
        { title: 'B', rows: rows(5, 6) },
      ]),
      '400 131009: Total row count exceed max allowed count: 10',
    ],
    ['no section', list([]), '400 131009: Invalid sections count. Min allowed sections: 1, Max allowed sections: 10'],
    ['an empty section', list([{ rows: [] }]), '400 131009: Section must have at least one row'],
    [
      'two sections, one without title',
      list([{ title: 'A', rows: rows(1) }, { rows: rows(1, 1) }]),
      '400 131008: Section title is required when there is more than one section',
    ],
    [
      'a section title of 25',
      list([{ title: of(25), rows: rows(1) }]),
      '400 131009: Section title is too long. Max length is 24',
    ],
    [
      'a row title of 25',
      list([{ rows: [row(0, { title: of(25) })] }]),
      '400 131009: Row title is too long. Max length is 24',
    ],
    ['an empty row title', list([{ rows: [row(0, { title: '' })] }]), '400 131009: Row title must not be empty'],
    [
      'an empty description',
      list([{ rows: [row(0, { description: '' })] }]),
      '400 131009: Row description must not be empty',
    ],
    [
      'a description of 73',
      list([{ rows: [row(0, { description: of(73) })] }]),
      '400 131009: Row description is too long. Max length is 72',
    ],
    [
      'a row id of 201',
      list([{ rows: [row(0, { id: of(201) })] }]),
      '400 131009: Row id length invalid. Min length: 1, Max length: 200',
    ],
    [
      'equal row ids in two sections',
      list([
        { title: 'A', rows: [row(0)] },
        { title: 'B', rows: [row(0, { title: 'x' })] },
      ]),
      '400 131009: Row ids must be unique',
    ],
    [
      'equal row titles',
      list([{ rows: [row(0, { title: 'A' }), row(1, { title: 'a' })] }]),
      '400 131009: Row titles must be unique',
    ],
    [
      'a list button of 21',
      list([{ rows: rows(1) }], {}, of(21)),
      '400 131009: List button text length invalid. Min length: 1, Max length: 20',
    ],
    [
      'an empty list button',
      list([{ rows: rows(1) }], {}, ''),
      '400 131009: List button text length invalid. Min length: 1, Max length: 20',
    ],
    [
      'an image as header of a list',
      list([{ rows: rows(1) }], { header: { type: 'image', image: { link: 'https://e.org/a' } } }),
      `400 100: Param interactive['header']['type'] must be one of {text}.`,
    ],
    [
      'a link label of 21',
      link(of(21), 'https://example.org'),
      '400 131009: Display text length invalid. Min length: 1, Max length: 20',
    ],
    [
      'a link without scheme',
      link('Open', 'example.org'),
      "400 131009: Param interactive['action']['parameters']['url'] is not a valid URL",
    ],
    ['a link to an address', link('Open', 'https://127.0.0.1/x'), '400 131009: URL must not be an IP address'],
    [
      'a script as link',
      link('Open', 'javascript:alert(1)'),
      "400 131009: Param interactive['action']['parameters']['url'] is not a valid URL",
    ],
    [
      'media without source',
      { ...envelope, type: 'image', image: {} },
      "400 131008: The parameter image['id'] or image['link'] is required.",
    ],
    [
      'media with both sources',
      { ...envelope, type: 'image', image: { id: '900000000000001', link: 'https://e.org/a' } },
      '400 100: Param image must have either id or link, not both.',
    ],
    [
      'media of somebody else',
      { ...envelope, type: 'image', image: { id: '1' } },
      "400 100: Param image['id'] is not a valid whatsapp business account media attachment ID",
    ],
    [
      'a caption of 1,025',
      { ...envelope, type: 'image', image: { link: 'https://e.org/a', caption: of(1025) } },
      "400 131009: Param image['caption'] is too long. Max length is 1024",
    ],
    [
      'a caption on audio',
      { ...envelope, type: 'audio', audio: { link: 'https://e.org/a', caption: 'x' } },
      '400 100: Unexpected key "caption" on param "audio".',
    ],
    [
      'a place beyond the pole',
      { ...envelope, type: 'location', location: { latitude: 91, longitude: 0 } },
      "400 131009: Param location['latitude'] is not valid",
    ],
    [
      'six contacts',
      { ...envelope, type: 'contacts', contacts: Array(6).fill({ name: { formatted_name: 'A', first_name: 'A' } }) },
      '400 131009: Invalid contacts count. Min allowed: 1, Max allowed: 5',
    ],
    [
      'a contact with one name only',
      { ...envelope, type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] },
      '400 131008: At least one of first_name, last_name, middle_name, prefix, suffix is required.',
    ],
    [
      'two emoji',
      { ...envelope, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍👍' } },
      "400 131009: Param reaction['emoji'] must be a single emoji",
    ],
  ])('%s', (_name, payload, expected) => {
    expect(verdict(payload)).toBe(expected);
  });
});
