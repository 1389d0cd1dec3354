import type { Capabilities } from './capabilities.js';
import { checkMessage } from './check-message.js';
import type { OutboundMessage } from './outbound.js';
import { whatsappCapabilities } from './whatsapp-capabilities.js';

const button = (title: string, id = title) => ({ id, title });
const buttons = (...titles: string[]): OutboundMessage => ({
  kind: 'buttons',
  body: 'b',
  buttons: titles.map((title, index) => button(title, `id${index}`)),
});
const list = (rows: { id: string; title: string; description?: string }[], rest: object = {}): OutboundMessage => ({
  kind: 'list',
  body: 'b',
  button: 'Choose',
  rows,
  ...rest,
});
const row = (n: number) => ({ id: `r${n}`, title: `Row ${n}` });
const template = (rest: object): OutboundMessage => ({
  kind: 'template',
  name: 'visit',
  language: 'en',
  header: [],
  body: [],
  buttons: [],
  preview: 'p',
  ...rest,
});

it.each<[string, OutboundMessage]>([
  ['a text at its limit', { kind: 'text', body: 'x'.repeat(4096) }],
  ['three buttons', buttons('x'.repeat(20), 'b', 'c')],
  ['ten rows', list(Array.from({ length: 10 }, (_, n) => row(n)))],
  ['a full row', list([{ id: 'i'.repeat(200), title: 't'.repeat(24), description: 'd'.repeat(72) }])],
  ['media', { kind: 'media', media: { media: 'image', id: '1' }, caption: 'x'.repeat(1024) }],
  ['a link', { kind: 'link', body: 'b', label: 'Open', url: 'https://example.org' }],
  ['a location request', { kind: 'location-request', body: 'Where?' }],
  [
    'lines around buttons',
    { kind: 'buttons', headerText: 'h'.repeat(60), body: 'b', footer: 'f'.repeat(60), buttons: [button('A')] },
  ],
  ['lines around a list', list([row(1)], { headerText: 'h'.repeat(60), footer: 'f'.repeat(60) })],
  [
    'lines around a link',
    { kind: 'link', headerText: 'h', body: 'b', footer: 'f', label: 'Open', url: 'https://example.org' },
  ],
  ['a template', template({ buttons: [{ index: 0, type: 'quick-reply', value: 'p'.repeat(256) }] })],
])('accepts %s', (_what, message) => {
  expect(checkMessage(message, whatsappCapabilities)).toEqual([]);
});

it.each<[string, OutboundMessage, string]>([
  ['a long text', { kind: 'text', body: 'x'.repeat(4097) }, 'body: 4097'],
  ['a blank text', { kind: 'text', body: '\u200b ' }, 'body: is blank'],
  ['half an emoji', { kind: 'text', body: 'a\ud83d' }, 'half a character'],
  ['a decomposed text', { kind: 'text', body: 'e\u0301' }, 'NFC'],
  ['four buttons', buttons('a', 'b', 'c', 'd'), 'buttons: 4'],
  ['no button', buttons(), 'buttons: 0'],
  ['a long title', buttons('x'.repeat(21)), 'buttons[0].title: 21'],
  ['an emoji too many', buttons('👍'.repeat(11)), 'buttons[0].title: 22'],
  ['titles that differ in case', buttons('WhatsApp', 'Whatsapp'), 'the same but for case'],
  ['titles that differ in nothing visible', buttons('Good', 'Go\u200bod'), 'the same but for case'],
  ['a title with a space at its end', buttons('Good '), 'begins or ends with a space'],
  ['a title of two lines', buttons('a\nb'), 'more than one line'],
  ['a blank title', buttons('\u3164'), 'is blank'],
  ['equal ids', { kind: 'buttons', body: 'b', buttons: [button('A', 'x'), button('B', 'x')] }, 'two ids'],
  ['an id with a space', { kind: 'buttons', body: 'b', buttons: [button('A', ' x')] }, 'buttons[0].id'],
  ['a long id', { kind: 'buttons', body: 'b', buttons: [button('A', 'x'.repeat(257))] }, 'buttons[0].id: 257'],
  [
    'audio as a header',
    { kind: 'buttons', body: 'b', header: { media: 'audio', id: '1' }, buttons: [button('A')] },
    'header: cannot be audio',
  ],
  ['a long footer', { kind: 'buttons', body: 'b', footer: 'f'.repeat(61), buttons: [button('A')] }, 'footer: 61'],
  ['a long header', list([row(1)], { headerText: 'h'.repeat(61) }), 'headerText: 61'],
  ['a header of two lines', list([row(1)], { headerText: 'a\nb' }), 'headerText: has more than one line'],
  ['a blank header', list([row(1)], { headerText: '\u200b' }), 'headerText: is blank'],
  [
    'a header beside media',
    { kind: 'buttons', body: 'b', header: { media: 'image', id: '1' }, headerText: 'h', buttons: [button('A')] },
    'stands beside media',
  ],
  ['a footer of two lines', list([row(1)], { footer: 'a\nb' }), 'footer: has more than one line'],
  ['a long body', { kind: 'buttons', body: 'b'.repeat(1025), buttons: [button('A')] }, 'body: 1025'],
  ['eleven rows', list(Array.from({ length: 11 }, (_, n) => row(n))), 'rows: 11'],
  ['no row', list([]), 'rows: 0'],
  ['an empty description', list([{ ...row(1), description: '' }]), 'rows[0].description: is blank'],
  ['a long description', list([{ ...row(1), description: 'd'.repeat(73) }]), 'rows[0].description: 73'],
  ['a long row title', list([{ id: 'r', title: 't'.repeat(25) }]), 'rows[0].title: 25'],
  ['a long row id', list([{ id: 'r'.repeat(201), title: 't' }]), 'rows[0].id: 201'],
  ['a long list button', list([row(1)], { button: 'b'.repeat(21) }), 'button: 21'],
  ['a long caption', { kind: 'media', media: { media: 'image', id: '1' }, caption: 'x'.repeat(1025) }, 'caption: 1025'],
  ['a caption on audio', { kind: 'media', media: { media: 'audio', id: '1' }, caption: 'x' }, 'audio takes none'],
  ['media without a source', { kind: 'media', media: { media: 'image' } }, 'link or an id'],
  [
    'media with two',
    { kind: 'media', media: { media: 'image', id: '1', link: 'https://example.org' } },
    'only one of both',
  ],
  ['a link that is none', { kind: 'link', body: 'b', label: 'Open', url: 'tel:1' }, 'no web address'],
  ['a long link label', { kind: 'link', body: 'b', label: 'x'.repeat(21), url: 'https://example.org' }, 'label: 21'],
  ['a blank location request', { kind: 'location-request', body: ' ' }, 'body: is blank'],
  ['a template name', template({ name: 'Visit Reminder' }), 'no template name'],
  ['a template without a language', template({ language: '' }), 'language'],
  [
    'a long payload',
    template({ buttons: [{ index: 0, type: 'quick-reply', value: 'p'.repeat(257) }] }),
    'buttons[0].value: 257',
  ],
])('refuses %s', (_what, message, problem) => {
  expect(checkMessage(message, whatsappCapabilities)).toEqual([expect.stringContaining(problem)]);
});

it('refuses lines for which the channel has no place', () => {
  const { list: limits } = whatsappCapabilities;
  const without = { ...whatsappCapabilities, ...(limits && { list: { ...limits, header: 0, footer: 0 } }) };
  expect(checkMessage(list([row(1)], { headerText: 'h', footer: 'f' }), without)).toEqual([
    'headerText: the channel has none there',
    'footer: the channel has none there',
  ]);
});

it('refuses what the channel does not have', () => {
  const bare: Capabilities = {
    source: 'test',
    checkedOn: '2026-11-22',
    text: { max: 1600 },
    media: { caption: 100 },
    templates: false,
  };
  const messages: OutboundMessage[] = [
    buttons('a'),
    list([row(1)]),
    { kind: 'link', body: 'b', label: 'l', url: 'https://example.org' },
    { kind: 'location-request', body: 'b' },
    template({}),
  ];
  for (const message of messages)
    expect(checkMessage(message, bare)).toEqual([expect.stringContaining('the channel has n')]);
});
