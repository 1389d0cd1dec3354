import fc from 'fast-check';
import { AgentMessage, AgentReply } from '../../flow/agent/agent-reply.js';
import { titleKey } from '../../rendering/titles.js';
import { MAX_MESSAGES, MAX_NOTE, MAX_NOTES, MAX_SHOWN } from './limits.js';
import { type ReadMessages, readCxMessages, readEsMessages } from './read-messages.js';

const ES_KINDS = ['text', 'image', 'quickReplies', 'card', 'payload', 'suggestions', 'basicCard'];
const CX_KINDS = [
  'liveAgentHandoff',
  'endInteraction',
  'conversationSuccess',
  'outputAudioText',
  'playAudio',
  'mixedAudio',
  'telephonyTransferCall',
  'toolCall',
];
const FORMS = ['whatsapp', 'canvass', 'richContent', 'facebook', 'telegram'];
const PARTS = ['info', 'description', 'image', 'button', 'list', 'divider', 'accordion', 'chips'];
const KEYS = [
  ...['platform', 'message', 'title', 'subtitle', 'imageUri', 'accessibilityText', 'buttons', 'postback', 'text'],
  ...['quickReplies', 'suggestions', 'metadata', 'segments', 'uri', 'audioUri', 'phoneNumber', 'list', 'media'],
  ...['header', 'footer', 'link', 'label', 'url', 'locationRequest', 'template', 'params', 'event', 'parameters'],
  ...['person', 'startFlow', 'flow', 'values', 'return', 'end', 'type', 'rawUrl', 'image', 'src', 'anchor', 'href'],
  ...['options', 'name', 'content', 'content_type', 'content_attributes', 'items', 'value', 'action', 'answer'],
  ...['body', 'templateId', 'attachment', 'quick_replies', 'reply_markup', 'keyboard', 'inline_keyboard', 'caption'],
  ...['elements', 'template_type', 'default_action', 'callback_data', 'description', '__proto__', 'constructor'],
  ...ES_KINDS,
  ...CX_KINDS,
  ...FORMS,
];

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e300, '', ' ', '0', '6', 'FACEBOOK', 'TELEGRAM', 'handoff'),
  fc.constantFrom<unknown>('https://example.com/a.png', 'tel:+43', 'input_select', 'text', 'web_url', 'toString'),
  fc.constantFrom<unknown>(...PARTS, ...ES_KINDS, 'generic', 'button', 'nps', 'TEA'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
);
const odd = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'medium' },
    leaf,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('any'), { maxKeys: 6 }),
  ),
})).any;

const part = fc.dictionary(fc.constantFrom(...KEYS), odd, { maxKeys: 6 });
const typedPart = fc.tuple(part, fc.constantFrom(...PARTS)).map(([fields, type]) => ({ ...fields, type }));
const payload = fc.oneof(
  odd,
  fc.record({ richContent: fc.array(fc.array(typedPart, { maxLength: 5 }), { maxLength: 3 }) }),
  fc.tuple(fc.constantFrom(...FORMS), part).map(([form, fields]) => ({ [form]: fields })),
);
const message = fc.oneof(
  odd,
  payload.map((given) => ({ payload: given })),
  fc.tuple(fc.constantFrom(...ES_KINDS, ...CX_KINDS), part, leaf).map(([kind, body, platform]) => ({
    [kind]: body,
    platform,
    message: kind,
  })),
);

function expectValid(read: ReadMessages): void {
  for (const one of read.messages) expect(AgentMessage.parse(one)).toStrictEqual(one);
  expect(JSON.parse(JSON.stringify(read))).toEqual(read);
  const reply = { match: 'none', parameters: {}, contexts: [], slotFilling: false, ended: false, ...read };
  expect(AgentReply.safeParse(reply).error).toBeUndefined();

  expect(read.messages.length).toBeLessThanOrEqual(MAX_MESSAGES);
  expect(read.skipped.length).toBeLessThanOrEqual(MAX_NOTES);
  for (const note of read.skipped) expect(note.length).toBeLessThanOrEqual(MAX_NOTE);
  expect(new Set(read.messages.map((one) => JSON.stringify(one))).size).toBe(read.messages.length);
  for (const one of read.messages) {
    if (one.kind === 'text') expect(one.text).toMatch(/\S/u);
    if (one.kind === 'media') expect(one.link).toMatch(/^https?:\/\/\S+$/iu);
    if (one.kind === 'link') expect(one.url).toMatch(/^https?:\/\/\S+$/iu);
    if (one.kind !== 'choices') continue;
    expect(one.choices.length).toBeGreaterThan(0);
    expect(new Set(one.choices.map(({ title }) => titleKey(title))).size).toBe(one.choices.length);
    expect(one.header === undefined || one.image === undefined).toBe(true);
  }
}

describe('any JSON', () => {
  it('is read without an exception into messages that are valid, distinct and within limits', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), odd, (messages, text) => {
        const fulfillmentText = typeof text === 'string' ? text : undefined;
        expectValid(readEsMessages(messages, { platforms: ['FACEBOOK', 'default'], fulfillmentText }));
        expectValid(readCxMessages(messages));
      }),
      { numRuns: 400 },
    );
  });
});

/** Every kind of message with whatever it may hold, in lists of up to three. */
const makers: readonly ((word: () => string, count: number) => unknown)[] = [
  (word) => ({ text: { text: [word()] } }),
  (word, count) => ({ quickReplies: { title: word(), quickReplies: Array.from({ length: count }, word) } }),
  (word) => ({ image: { imageUri: 'https://example.com/a.png', accessibilityText: word() } }),
  (word, count) => ({
    card: {
      title: word(),
      subtitle: word(),
      imageUri: 'https://example.com/b.png',
      buttons: Array.from({ length: count }, (_, index) => ({
        text: word(),
        postback: index % 2 === 0 ? `https://example.com/${index}` : 'says',
      })),
    },
  }),
  (word, count) => ({
    payload: {
      richContent: [
        [
          { type: 'info', title: word(), subtitle: word(), image: { rawUrl: 'https://example.com/c.png' } },
          { type: 'description', title: word(), text: Array.from({ length: count }, word) },
          { type: 'image', rawUrl: 'https://example.com/d.png', accessibilityText: word() },
          { type: 'accordion', title: word(), subtitle: word(), text: word() },
          ...Array.from({ length: count }, (_, index) => ({
            type: 'list',
            title: word(),
            subtitle: word(),
            ...(index % 2 === 0 && { anchor: { href: `https://example.com/${index}` } }),
          })),
          { type: 'button', text: word(), link: 'https://example.com/e' },
          { type: 'chips', options: Array.from({ length: count }, () => ({ text: word() })) },
        ],
      ],
    },
  }),
  (word, count) => ({
    payload: {
      whatsapp: {
        header: word(),
        text: word(),
        footer: word(),
        ...(count > 1 && { image: 'https://example.com/f.png' }),
        ...(count % 2 === 0 && { link: { label: word(), url: 'https://example.com/g' } }),
        media: { type: 'document', link: 'https://example.com/h.pdf', filename: word() },
        buttons: Array.from({ length: count }, word),
        list: Array.from({ length: count }, () => ({ title: word(), description: word(), event: 'GO' })),
        locationRequest: count === 3,
      },
    },
  }),
  (word, count) => ({
    payload: {
      content: word(),
      content_type: 'input_select',
      content_attributes: { items: Array.from({ length: count }, () => ({ title: word(), value: 'x' })) },
    },
  }),
  (word, count) => ({
    payload: {
      message: word(),
      platform: 'kommunicate',
      metadata: { templateId: '6', payload: Array.from({ length: count }, () => ({ title: word(), message: 'x' })) },
    },
  }),
  (word, count) => ({
    payload: {
      answer: word(),
      media: ['https://example.com/i.mp4', 'https://example.com/i.png', undefined, 'https://example.com/i.mp3'][count],
      buttons: Array.from({ length: count }, () => ({ body: word() })),
    },
  }),
  (word, count) => ({
    payload: {
      facebook: {
        text: word(),
        attachment: {
          type: 'template',
          payload: {
            template_type: 'generic',
            elements: Array.from({ length: count }, () => ({
              title: word(),
              subtitle: word(),
              image_url: 'https://example.com/j.png',
              buttons: [
                { type: 'postback', title: word(), payload: 'x' },
                { type: 'web_url', title: word(), url: 'https://example.com/k' },
              ],
            })),
          },
        },
        quick_replies: Array.from({ length: count }, () => ({ content_type: 'text', title: word(), payload: 'x' })),
      },
    },
  }),
  (word, count) => ({
    payload: {
      telegram: {
        text: word(),
        reply_markup: { keyboard: Array.from({ length: count }, () => [word(), { text: word() }]) },
      },
    },
  }),
];

/** Whatever a person can read of a message. */
function visibleWords(one: AgentMessage): string[] {
  const { kind, ...rest } = one;
  const shown = JSON.stringify(rest, (key, value: unknown) => (key === 'says' ? undefined : value));
  return kind === 'template' ? [] : (shown.match(/w\d+w/gu) ?? []);
}

it('shows every word of an answer once, in order of its messages', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(makers.length - 1), fc.nat(3)), { minLength: 1, maxLength: 3 }), (chosen) => {
      let count = 0;
      const wordsOf: string[][] = [];
      const messages = chosen.map(([maker, length]) => {
        const words: string[] = [];
        wordsOf.push(words);
        return makers[maker]?.(() => {
          words.push(`w${(count += 1)}w`);
          return words.at(-1) ?? '';
        }, length);
      });
      const given = JSON.parse(JSON.stringify(messages)) as unknown[];
      const read = readEsMessages(given, { platforms: ['default'] });
      // Without words the same file is the same message, and so is a request for the position.
      expect(read.skipped.filter((note) => !/^(media|location-request): said twice$/u.test(note))).toEqual([]);
      const seen = read.messages.flatMap(visibleWords);
      expect(seen.toSorted()).toEqual(wordsOf.flat().toSorted());
      // Inside a message links come before choices; from one message of the agent to the next nothing changes places.
      const home = (word: string) => wordsOf.findIndex((words) => words.includes(word));
      expect(seen.map(home)).toEqual(seen.map(home).toSorted((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});

describe('a payload of a megabyte', () => {
  const filler = 'x'.repeat(1_000_000);
  const many = <Item>(length: number, item: (index: number) => Item) =>
    Array.from({ length }, (_, index) => item(index));

  it.each<[string, unknown]>([
    ['a text', { whatsapp: { text: filler } }],
    ['a title', { whatsapp: { text: 'Which?', buttons: [filler] } }],
    ['an address', { whatsapp: { image: `https://example.com/${filler}` } }],
    ['an address of blanks', { whatsapp: { image: `https://${' '.repeat(1_000_000)}` } }],
    ['a name of a field', { whatsapp: { [filler]: 1 } }],
    ['buttons', { whatsapp: { buttons: many(50_000, (index) => `Button ${index}`) } }],
    ['bad buttons', { whatsapp: { buttons: many(100_000, () => ({ a: 1 })) } }],
    ['unknown fields', { whatsapp: Object.fromEntries(many(50_000, (index) => [`field${index}`, index])) }],
    ['messages', { whatsapp: many(100_000, () => 'Hello') }],
    ['chips', { richContent: [[{ type: 'chips', options: many(30_000, (index) => ({ text: `Chip ${index}` })) }]] }],
    ['parts', { richContent: [many(30_000, (index) => ({ type: 'info', title: `Info ${index}` }))] }],
    ['cards', { richContent: many(30_000, (index) => [{ type: 'info', title: `Info ${index}` }]) }],
    ['keys', { telegram: { text: 'Which?', reply_markup: { keyboard: many(50_000, (index) => [`Key ${index}`]) } } }],
    ['values for a flow', { canvass: { startFlow: { flow: 'nps', values: { note: filler } } } }],
    ['a return', { canvass: { return: many(100_000, (index) => index) } }],
  ])('of %s is read in seconds at most', (_, given) => {
    const begun = performance.now();
    const read = readEsMessages([{ payload: given }], { platforms: ['FACEBOOK', 'default'] });
    // What it guards against takes minutes; a busy machine is given its time.
    expect(performance.now() - begun).toBeLessThan(6_000);
    expectValid(read);
    expect(JSON.stringify(read).length).toBeLessThan(MAX_SHOWN + MAX_NOTES * MAX_NOTE * 2 + 32_768);
  });
});
