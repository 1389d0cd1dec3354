import type { AgentChoice } from '../../flow/agent/agent-reply.js';
import { MAX_OPTIONS } from '../../flow/definition/steps.js';
import { MAX_MESSAGES, MAX_NOTES, MAX_SHOWN } from './limits.js';
import { type EsReading, readCxMessages, readEsMessages } from './read-messages.js';

const PLATFORMS: EsReading['platforms'] = ['FACEBOOK', 'TELEGRAM', 'default'];
const es = (messages: readonly unknown[], fulfillmentText?: string) =>
  readEsMessages(messages, { platforms: PLATFORMS, fulfillmentText });

const says = (title: string, text = title): AgentChoice => ({ title, says: { kind: 'text', text } });
const text = (...variants: string[]) => ({ text: { text: variants } });
const said = (words: string) => ({ kind: 'text', text: words });
const nothing = { messages: [], skipped: [] };

/** As Google's client gives it: the field that is set is named, the others of the oneof are there and null. */
function asOfClient(message: Record<string, unknown>, kind: string, platform = 'PLATFORM_UNSPECIFIED') {
  const unset = { text: null, image: null, quickReplies: null, card: null, payload: null, suggestions: null };
  return { platform, ...unset, ...message, message: kind };
}

describe('messages of ES, each kind', () => {
  it.each<[string, unknown[], unknown[]]>([
    ['text: the first variant that says something', [text(' ', 'Hello', 'Hi')], [said('Hello')]],
    ['texts: one message each, in order', [text('One'), text('Two')], [said('One'), said('Two')]],
    ['text as the client gives it', [asOfClient(text('Hello'), 'text')], [said('Hello')]],
    ['text without any variant', [text(), text(''), { text: {} }], []],
    ['text with markup stays as it is', [text('<b>Hello</b> &amp; *welcome*')], [said('<b>Hello</b> &amp; *welcome*')]],
    [
      'quick replies',
      [{ quickReplies: { title: 'Which?', quickReplies: ['Tea', 'Coffee'] } }],
      [{ kind: 'choices', text: 'Which?', choices: [says('Tea'), says('Coffee')] }],
    ],
    [
      'quick replies without a title stay beside the text in front of them',
      [text('Which?'), { quickReplies: { title: '', quickReplies: ['Tea'] } }],
      [said('Which?'), { kind: 'choices', choices: [says('Tea')] }],
    ],
    [
      'quick replies: long titles stay whole',
      [{ quickReplies: { title: 'Which?', quickReplies: ['x'.repeat(200)] } }],
      [{ kind: 'choices', text: 'Which?', choices: [says('x'.repeat(200))] }],
    ],
    ['quick replies without replies', [{ quickReplies: { title: 'Which?', quickReplies: [] } }], [said('Which?')]],
    [
      'card with a picture and replies',
      [
        {
          card: {
            title: 'Pizza',
            subtitle: 'With basil',
            imageUri: 'https://example.com/p.jpg',
            buttons: [
              { text: 'Order', postback: 'order a pizza' },
              { text: 'More', postback: '' },
            ],
          },
        },
      ],
      [
        {
          kind: 'choices',
          text: 'Pizza\nWith basil',
          image: 'https://example.com/p.jpg',
          choices: [says('Order', 'order a pizza'), says('More')],
        },
      ],
    ],
    [
      'card with a link',
      [
        {
          card: {
            title: 'Pizza',
            imageUri: 'https://example.com/p.jpg',
            buttons: [{ text: 'Menu', postback: 'https://example.com/menu' }],
          },
        },
      ],
      [
        {
          kind: 'link',
          text: 'Pizza',
          image: 'https://example.com/p.jpg',
          label: 'Menu',
          url: 'https://example.com/menu',
        },
      ],
    ],
    [
      'card with links and replies: links first, words once',
      [
        {
          card: {
            title: 'Pizza',
            buttons: [
              { text: 'Order', postback: 'order' },
              { text: 'Menu', postback: 'http://example.com/menu' },
              { postback: 'https://www.example.com/map' },
            ],
          },
        },
      ],
      [
        { kind: 'link', text: 'Pizza', label: 'Menu', url: 'http://example.com/menu' },
        { kind: 'link', label: 'example.com', url: 'https://www.example.com/map' },
        { kind: 'choices', choices: [says('Order', 'order')] },
      ],
    ],
    [
      'card without buttons: a picture with a caption',
      [{ card: { title: 'Pizza', subtitle: 'With basil', imageUri: 'https://example.com/p.jpg', buttons: [] } }],
      [{ kind: 'media', media: 'image', link: 'https://example.com/p.jpg', caption: 'Pizza\nWith basil' }],
    ],
    ['card of words alone', [{ card: { title: 'Pizza', imageUri: '' } }], [said('Pizza')]],
    [
      'image',
      [{ image: { imageUri: 'https://example.com/p.jpg', accessibilityText: 'A pizza' } }],
      [{ kind: 'media', media: 'image', link: 'https://example.com/p.jpg', caption: 'A pizza' }],
    ],
  ])('%s', (_, messages, expected) => {
    expect(es(messages)).toEqual({ messages: expected, skipped: [] });
  });

  it.each<[string, unknown, string]>([
    ['a kind that is new', { rbmText: { text: 'x' } }, 'a message of kind "rbmText"'],
    ['no kind at all', { platform: 'FACEBOOK' }, 'a message of no kind that is known here'],
    ['no message at all', null, 'a message of no kind that is known here'],
    ['an image elsewhere', { image: { imageUri: 'gs://bucket/p.jpg' } }, 'image "gs://bucket/p.jpg" is no web address'],
    ['an empty image', { image: {} }, 'image "" is no web address'],
    ['an empty payload', { payload: {} }, 'payload: empty'],
    ['a payload that is a list', { payload: [1] }, 'payload: no JSON object'],
    ['a basic card of the Assistant', { basicCard: { title: 'x' } }, 'basicCard of the Google Assistant'],
  ])('%s is left out by name', (_, message, note) => {
    const platform = 'default';
    expect(readEsMessages([message], { platforms: ['FACEBOOK', platform] })).toEqual({ messages: [], skipped: [note] });
  });

  it('leaves out a button with an address that WhatsApp cannot open, and shows the rest of the card', () => {
    const buttons = [
      { text: 'Call', postback: 'tel:+431234' },
      { text: 'App', postback: 'shop://cart' },
      { text: 'Hours', postback: 'opening hours: today' },
    ];
    expect(es([{ card: { title: 'Us', imageUri: 'ftp://example.com/a.jpg', buttons } }])).toEqual({
      messages: [{ kind: 'choices', text: 'Us', choices: [says('Hours', 'opening hours: today')] }],
      skipped: [
        'image "ftp://example.com/a.jpg" is no web address',
        'button "Call": "tel:+431234" is no web address',
        'button "App": "shop://cart" is no web address',
      ],
    });
  });
});

describe('platforms of ES', () => {
  it('6.5.5: the first platform of the list that has something to show is taken, and no other', () => {
    const messages = [
      { ...text('default'), platform: 'PLATFORM_UNSPECIFIED' },
      { ...text('telegram'), platform: 'TELEGRAM' },
      { ...text('facebook'), platform: 'FACEBOOK' },
      { ...text('slack'), platform: 'SLACK' },
    ];
    const first = (...platforms: EsReading['platforms'][number][]) => readEsMessages(messages, { platforms }).messages;
    expect(first('FACEBOOK', 'TELEGRAM', 'default')).toEqual([said('facebook')]);
    expect(first('TELEGRAM', 'FACEBOOK', 'default')).toEqual([said('telegram')]);
    expect(first('KIK', 'default', 'FACEBOOK')).toEqual([said('default')]);
    expect(first('default')).toEqual([said('default')]);
  });

  it('passes over a platform that has nothing to show', () => {
    const messages = [
      { ...text(''), platform: 'FACEBOOK' },
      { payload: { slack: {} }, platform: 'FACEBOOK' },
      text('Hello'),
    ];
    expect(es(messages)).toEqual({
      messages: [said('Hello')],
      skipped: ['payload: no form that is known here, with "slack"'],
    });
  });

  it.each([undefined, null, '', 0, '0', 'PLATFORM_UNSPECIFIED'])('platform %j is the default one', (platform) => {
    expect(es([{ ...text('Hello'), platform }]).messages).toEqual([said('Hello')]);
  });

  it.each([
    [1, 'FACEBOOK'],
    [11, 'GOOGLE_HANGOUTS'],
  ] as const)('platform %j is %s', (platform, name) => {
    const read = readEsMessages([{ ...text('Hello'), platform }], { platforms: [name] });
    expect(read.messages).toEqual([said('Hello')]);
  });

  it('tells for whom the agent answers, where that is nobody who asked', () => {
    const messages = [
      { ...text('a'), platform: 'SLACK' },
      { ...text('b'), platform: 'KIK' },
    ];
    expect(es(messages)).toEqual({ messages: [], skipped: ['messages for SLACK, KIK only'] });
    expect(es(messages, 'Hello')).toEqual({ messages: [said('Hello')], skipped: [] });
  });

  it('hears a hand-over on any of the platforms, also beside what another one shows', () => {
    const messages = [
      { quickReplies: { title: 'Bye', quickReplies: ['Again'] }, platform: 'FACEBOOK' },
      text('Bye'),
      { payload: { canvass: { person: true } } },
    ];
    expect(es(messages)).toEqual({
      messages: [{ kind: 'choices', text: 'Bye', choices: [says('Again')] }],
      skipped: [],
      person: { data: {} },
    });
    const onFacebook = [{ payload: { action: 'handoff' }, platform: 'FACEBOOK' }, text('One moment')];
    expect(es(onFacebook)).toEqual({ messages: [said('One moment')], skipped: [], person: { data: {} } });
  });
});

describe('fulfillmentText', () => {
  it('6.5.23: is said where there are no messages', () => {
    expect(es([], 'Hello')).toEqual({ messages: [said('Hello')], skipped: [] });
    expect(es([text('')], 'Hello')).toEqual({ messages: [said('Hello')], skipped: [] });
  });

  it('is said in front of what shows no words', () => {
    const choices = { kind: 'choices', choices: [says('Tea')] };
    expect(es([{ quickReplies: { quickReplies: ['Tea'] } }], 'Which?').messages).toEqual([said('Which?'), choices]);
  });

  it.each([
    ['a text', text('Hi')],
    ['words above choices', { quickReplies: { title: 'Which?', quickReplies: ['Tea'] } }],
    ['words in a payload', { payload: { richContent: [[{ type: 'info', title: 'Hi' }]] } }],
    ['a template', { payload: { whatsapp: { template: 'hi' } } }],
  ])('is left away beside %s', (_, message) => {
    expect(es([message], 'Hello').messages).toHaveLength(1);
  });

  it.each([undefined, null, '', '  \n'])('%j beside nothing is nothing', (fulfillmentText) => {
    expect(readEsMessages([], { platforms: PLATFORMS, fulfillmentText })).toEqual(nothing);
  });
});

describe('suggestions of the Google Assistant', () => {
  const chips = {
    platform: 'ACTIONS_ON_GOOGLE',
    suggestions: { suggestions: [{ title: 'Tea' }, { title: 'Coffee' }] },
  };
  const simple = { platform: 'ACTIONS_ON_GOOGLE', simpleResponses: { simpleResponses: [{ textToSpeech: 'Hi' }] } };

  it('are choices where there are no others', () => {
    expect(es([simple, chips], 'Which?')).toEqual({
      messages: [said('Which?'), { kind: 'choices', choices: [says('Tea'), says('Coffee')] }],
      skipped: ['simpleResponses of the Google Assistant'],
    });
  });

  it('are left out by name beside others', () => {
    const replies = { kind: 'choices', text: 'Which?', choices: [says('Milk')] };
    expect(es([chips, { quickReplies: { title: 'Which?', quickReplies: ['Milk'] } }])).toEqual({
      messages: [replies],
      skipped: ['suggestions of the Google Assistant'],
    });
  });
});

describe('messages of CX, each kind', () => {
  it.each<[string, unknown[], unknown]>([
    ['text', [text('Hello', 'Hi')], { messages: [said('Hello')] }],
    [
      'text as the client gives it',
      [{ ...text('Hello'), payload: null, responseType: 'ENTRY_PROMPT', channel: '', message: 'text' }],
      { messages: [said('Hello')] },
    ],
    ['payload', [{ payload: { whatsapp: { text: 'Hello' } } }], { messages: [said('Hello')] }],
    [
      'the end',
      [text('Bye'), { endInteraction: {}, message: 'endInteraction' }],
      { messages: [said('Bye')], ended: true },
    ],
    ['success: nothing to show', [{ conversationSuccess: { metadata: { solved: true } } }], {}],
    ['spoken text alone', [{ outputAudioText: { text: 'Hello' } }], { messages: [said('Hello')] }],
    [
      'spoken text beside a written one',
      [{ outputAudioText: { text: 'Hello' } }, text('Hi')],
      { messages: [said('Hi')] },
    ],
    ['spoken markup', [{ outputAudioText: { ssml: '<speak/>' } }], { skipped: ['outputAudioText without a text'] }],
    [
      'a file to play',
      [{ playAudio: { audioUri: 'https://example.com/a.mp3' } }],
      { messages: [{ kind: 'media', media: 'audio', link: 'https://example.com/a.mp3' }] },
    ],
    [
      'a file in the cloud',
      [{ playAudio: { audioUri: 'gs://bucket/a.mp3' } }],
      { skipped: ['audio "gs://bucket/a.mp3" is no web address'] },
    ],
    [
      'mixed audio: its files',
      [{ mixedAudio: { segments: [{ audio: 'AAAA' }, { uri: 'https://example.com/a.mp3' }] } }],
      { messages: [{ kind: 'media', media: 'audio', link: 'https://example.com/a.mp3' }] },
    ],
    ['a call', [{ telephonyTransferCall: { phoneNumber: '+431234' } }], { messages: [said('+431234')] }],
    ['a card of knowledge', [{ knowledgeInfoCard: {} }], { skipped: ['a message of kind "knowledgeInfoCard"'] }],
    ['a call of a tool', [{ toolCall: { tool: 'x' } }], { skipped: ['a message of kind "toolCall"'] }],
    ['nothing', [], {}],
  ])('%s', (_, messages, expected) => {
    expect(readCxMessages(messages)).toEqual({ ...nothing, ...(expected as object) });
  });
});

describe('hand-overs', () => {
  it('6.5.9: of CX by its message, with what it says about it', () => {
    const messages = [text('One moment'), { liveAgentHandoff: { metadata: { queue: 'billing', level: 2 } } }];
    expect(readCxMessages(messages)).toEqual({
      messages: [said('One moment')],
      skipped: [],
      person: { data: { queue: 'billing', level: 2 } },
    });
    expect(readCxMessages([{ liveAgentHandoff: { metadata: null } }]).person).toEqual({ data: {} });
  });

  it.each<[string, unknown, unknown]>([
    ['ours', { canvass: { person: true } }, {}],
    ['ours with data', { canvass: { person: { queue: 'billing' } } }, { queue: 'billing' }],
    ['ours with a few words', { canvass: { person: 'wrong invoice' } }, { reason: 'wrong invoice' }],
    ['Chatwoot’s', { action: 'handoff' }, {}],
    ['the name of an action', { action: 'Input.Handoff' }, {}],
    ['that of CX', { liveAgentHandoff: { metadata: { queue: 'a' } } }, { queue: 'a' }],
    ['that of CX, as the API writes it', { live_agent_handoff: {} }, {}],
    ['beside something to show', { action: 'handoff', richContent: [[{ type: 'info', title: 'x' }]] }, {}],
  ])('6.5.9: by payload, %s', (_, payload, data) => {
    expect(es([{ payload }])).toMatchObject({ person: { data }, skipped: [] });
    expect(readCxMessages([{ payload }])).toMatchObject({ person: { data }, skipped: [] });
  });

  it.each([{ canvass: { person: false } }, { canvass: { person: null } }, { action: 'resolve', content: 'x' }])(
    'no person for %j',
    (payload) => expect(es([{ payload }])).not.toHaveProperty('person'),
  );

  it.each<[string, unknown, unknown]>([
    ['a flow by its id', { startFlow: 'nps' }, { startFlow: { flowId: 'nps', values: {} }, skipped: [] }],
    [
      'a flow with a value that cannot be given',
      { startFlow: { flow: 'nps', values: { plan: 'pro', list: [1] } } },
      {
        startFlow: { flowId: 'nps', values: { plan: 'pro' } },
        skipped: [expect.stringMatching(/^canvass payload: startFlow\.values\.list: /)],
      },
    ],
    ['a return of null', { return: null }, { giveBack: { value: null }, skipped: [] }],
    ['a return of false', { return: false }, { giveBack: { value: false }, skipped: [] }],
    [
      'a field that does not exist, beside one that does',
      { end: true, endd: true },
      { ended: true, skipped: ['canvass payload: endd is no field that is known here'] },
    ],
    [
      'a return that is too long to be kept',
      { return: 'x'.repeat(20_000) },
      {
        giveBack: { value: null },
        skipped: ['canvass payload: return: more than 16384 characters; nothing is given back'],
      },
    ],
    [
      'data for a person that is too long to be kept',
      { person: { note: 'x'.repeat(20_000) } },
      { person: { data: {} }, skipped: ['canvass payload: person: more than 16384 characters of data'] },
    ],
  ])('of ours: %s', (_, canvass, expected) => {
    expect(es([{ payload: { canvass } }])).toEqual({ messages: [], ...(expected as object) });
  });

  it('says what is wrong with an id of a flow', () => {
    const { skipped, ...rest } = es([{ payload: { canvass: { startFlow: 'My Flow' } } }]);
    expect(rest).toEqual({ messages: [] });
    expect(skipped).toEqual(['canvass payload: startFlow.flow: "My Flow": a flow id has 1 to 64 of a–z, 0–9 and -']);
  });

  it('takes the first of two of a kind', () => {
    const payloads = ['a', 'b'].map((queue) => ({ payload: { canvass: { person: { queue }, startFlow: queue } } }));
    expect(es(payloads)).toMatchObject({ person: { data: { queue: 'a' } }, startFlow: { flowId: 'a' } });
  });
});

describe('choices', () => {
  it('6.5.7: of two with the same title the first is shown', () => {
    const quickReplies = ['Yes', 'No', ' yes ', 'YES', 'Maybe'];
    expect(es([{ quickReplies: { title: 'Well?', quickReplies } }])).toEqual({
      messages: [{ kind: 'choices', text: 'Well?', choices: [says('Yes'), says('No'), says('Maybe')] }],
      skipped: ['choice "yes": given twice', 'choice "YES": given twice'],
    });
  });

  it('without a title are left out', () => {
    const quickReplies = ['Yes', '', ' \u200b'];
    expect(es([{ quickReplies: { title: 'Well?', quickReplies } }])).toEqual({
      messages: [{ kind: 'choices', text: 'Well?', choices: [says('Yes')] }],
      skipped: ['a button without a title'],
    });
  });

  it('are as many as a question may have', () => {
    const quickReplies = Array.from({ length: MAX_OPTIONS + 50 }, (_, index) => `Reply ${index}`);
    const { messages, skipped } = es([{ quickReplies: { title: 'Well?', quickReplies } }]);
    expect(messages).toMatchObject([{ choices: { length: MAX_OPTIONS } }]);
    expect(skipped).toEqual(['more than 200 choices: only the first 200 are shown']);
  });
});

describe('a whole answer', () => {
  it('shows nothing twice', () => {
    const replies = { quickReplies: { title: 'Which?', quickReplies: ['Tea'] } };
    expect(es([text('Hi'), text('Hi'), text('Which?'), replies, replies])).toEqual({
      messages: [said('Hi'), { kind: 'choices', text: 'Which?', choices: [says('Tea')] }],
      skipped: ['text: said twice', 'choices: said twice'],
    });
  });

  it('has an end: messages, characters and notes', () => {
    const many = es(Array.from({ length: 500 }, (_, index) => text(`Text ${index}`)));
    expect(many.messages).toHaveLength(MAX_MESSAGES);
    expect(many.skipped).toEqual([`470 messages after the first ${MAX_MESSAGES}`]);

    const long = es([text('first'), text('👩‍👩‍👧'.repeat(30_000)), text('last')]);
    expect(long.messages).toHaveLength(2);
    expect(JSON.stringify(long.messages)).toHaveLength(
      JSON.stringify([said('first'), said('')]).length +
        long.messages.map((m) => (m.kind === 'text' ? m.text : '')).join('').length -
        'first'.length,
    );
    expect(long.messages[1]).toMatchObject({ text: expect.stringMatching(/^(👩‍👩‍👧)+…$/u) });
    expect(long.skipped).toEqual([`all after ${MAX_SHOWN} characters`]);

    const odd = es(Array.from({ length: 500 }, (_, index) => ({ [`kind${index}`]: {} })));
    expect(odd.skipped).toHaveLength(MAX_NOTES);
    expect(odd.skipped.at(-1)).toBe('451 more');
  });
});
