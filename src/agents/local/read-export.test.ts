import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { tinyAgent, writeFiles, zipped } from '../../../test/support/tiny-agent.js';
import { MOST_UNPACKED } from './export/limits.js';
import { LocalAgent } from './local-agent.js';
import { loadAgentFolder, readAgentZip, readExport } from './read-export.js';

type Files = Record<string, unknown>;

const read = (files: Files) =>
  readExport(
    new Map(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    ),
  );
const withIntent = (intent: object, more: Files = {}) =>
  read({ 'agent.json': { language: 'en' }, 'intents/It.json': { name: 'It', ...intent }, ...more });
const theIntent = (...given: Parameters<typeof withIntent>) => withIntent(...given).agent?.intents[0];

describe('an export of today', () => {
  test('is read whole', () => {
    const { agent, problems } = read(tinyAgent());
    expect(problems).toEqual([]);
    expect(LocalAgent.parse(agent)).toEqual(agent);
    expect(agent).toMatchObject({ name: 'Tiny', languages: ['en'], timezone: 'Europe/Berlin', threshold: 0.3 });
    expect(agent?.intents.map(({ name }) => name)).toEqual(['Fallback', 'Hours', 'Welcome']);
    const hours = agent?.intents.find(({ name }) => name === 'Hours');
    expect(hours?.phrases['en']).toContainEqual(['When do you open?']);
    expect(hours?.messages['en']).toEqual([
      { text: { text: ['We open at nine.'] } },
      {
        platform: 'FACEBOOK',
        quickReplies: { title: 'We open at nine. Anything else?', quickReplies: ['Parking', 'No'] },
      },
    ]);
  });

  test('may lie below a folder', () => {
    const below = Object.fromEntries(Object.entries(tinyAgent()).map(([path, text]) => [`My agent/v2/${path}`, text]));
    expect(read(below).agent).toEqual(read(tinyAgent()).agent);
  });

  test('annotated words and templates', () => {
    const phrases = [
      {
        data: [
          { text: 'two ' },
          { text: 'large', meta: '@size', alias: 'size' },
          { text: ' ones', meta: '@sys.ignore' },
        ],
      },
      { data: [{ text: 'send @sys.number:count to @sys.any:who' }], isTemplate: true },
      { data: [{ text: ' ' }] },
      'no phrase',
    ];
    expect(theIntent({}, { 'intents/It_usersays_pt-BR.json': phrases })?.phrases).toEqual({
      'pt-br': [
        ['two ', { text: 'large', entity: '@size', alias: 'size' }, ' ones'],
        ['send ', { entity: '@sys.number', alias: 'count' }, ' to ', { entity: '@sys.any', alias: 'who' }],
      ],
    });
  });

  test('contexts, flags, parameters', () => {
    const response = {
      resetContexts: true,
      action: 'go',
      affectedContexts: [{ name: 'Order', lifespan: 0 }, { name: 'x', lifespan: '7' }, { name: 'y' }],
      parameters: [
        {
          name: 'size',
          dataType: '@sys.any',
          value: '$size',
          defaultValue: 'L',
          required: true,
          isList: true,
          prompts: [
            { lang: 'en', value: 'Which?' },
            { lang: 'en', value: 'What size?' },
            { lang: 'es', value: '¿Cuál?' },
          ],
        },
      ],
    };
    const flags = {
      endInteraction: true,
      liveAgentHandoff: true,
      priority: 750000,
      parentId: 'p',
      contexts: ['Order'],
    };
    expect(theIntent({ ...flags, events: [{ name: 'GO' }], responses: [response] })).toMatchObject({
      contexts: ['order'],
      outputContexts: [
        { name: 'order', lifespan: 0 },
        { name: 'x', lifespan: 7 },
        { name: 'y', lifespan: 5 },
      ],
      events: ['GO'],
      action: 'go',
      priority: 750000,
      parent: 'p',
      ends: true,
      person: true,
      resetContexts: true,
      parameters: [
        {
          name: 'size',
          entity: '@sys.any',
          fallback: 'L',
          required: true,
          list: true,
          prompts: { en: [{ text: { text: ['Which?', 'What size?'] } }], es: [{ text: { text: ['¿Cuál?'] } }] },
        },
      ],
    });
  });

  test('secrets are left behind', () => {
    const secret = 'hunter2-secret';
    const webhook = { url: `https://x.example/${secret}`, username: secret, password: secret, headers: { a: secret } };
    const head = { language: 'en', displayName: 'A', webhook, secondaryKey: secret, googleAssistant: { key: secret } };
    const { agent } = withIntent({ webhookUsed: true }, { 'agent.json': head });
    expect(agent).toBeDefined();
    expect(JSON.stringify(agent)).not.toContain(secret);
  });
});

describe('forms of several years', () => {
  test.each([
    ['0, one text', { type: 0, speech: 'Hi' }, { text: { text: ['Hi'] } }],
    ['"0", variants', { type: '0', speech: ['Hi', 'Hello', ''] }, { text: { text: ['Hi', 'Hello'] } }],
    ['a type left out', { speech: 'Hi' }, { text: { text: ['Hi'] } }],
    [
      '1, a card',
      {
        type: 1,
        platform: 'telegram',
        title: 'T',
        subtitle: 'S',
        imageUrl: 'https://x.example/i.png',
        buttons: [{ text: 'A', postback: 'a' }],
      },
      {
        platform: 'TELEGRAM',
        card: {
          title: 'T',
          subtitle: 'S',
          imageUri: 'https://x.example/i.png',
          buttons: [{ text: 'A', postback: 'a' }],
        },
      },
    ],
    [
      '3, an image',
      { type: 3, imageUrl: 'https://x.example/i.png' },
      { image: { imageUri: 'https://x.example/i.png' } },
    ],
    ['4, a payload', { type: '4', payload: { a: [1, null] } }, { payload: { a: [1, null] } }],
    [
      'chips of the Assistant',
      { type: 'suggestion_chips', platform: 'google', suggestions: [{ title: 'A' }] },
      { platform: 'ACTIONS_ON_GOOGLE', suggestions: { suggestions: [{ title: 'A' }] } },
    ],
    [
      'a card of the Assistant',
      { type: 'basic_card', platform: 'google', title: 'A' },
      { platform: 'ACTIONS_ON_GOOGLE', basicCard: {} },
    ],
  ])('messages: %s', (_name, message, expected) => {
    expect(theIntent({ responses: [{ messages: [{ lang: 'en', ...message }] }] })?.messages).toEqual({
      en: [expected],
    });
  });

  test('empty texts say nothing', () => {
    expect(
      theIntent({
        responses: [
          {
            messages: [
              { type: 0, speech: [] },
              { type: 2, replies: [] },
            ],
          },
        ],
      })?.messages,
    ).toEqual({});
  });

  test('speech counts where there are no messages', () => {
    expect(theIntent({ responses: [{ speech: ['Hi', 'Hello'] }] })?.messages).toEqual({
      en: [{ text: { text: ['Hi', 'Hello'] } }],
    });
  });

  test('a platform that begins with the default answer has a copy of it in front', () => {
    const messages = [
      { type: 2, platform: 'facebook', title: 'Q', replies: ['A'] },
      { type: 0, speech: 'Hi' },
    ];
    const intent = theIntent({ responses: [{ messages, defaultResponsePlatforms: { facebook: true, slack: false } }] });
    expect(intent?.messages['en']).toEqual([
      { platform: 'FACEBOOK', text: { text: ['Hi'] } },
      { platform: 'FACEBOOK', quickReplies: { title: 'Q', quickReplies: ['A'] } },
      { text: { text: ['Hi'] } },
    ]);
  });

  test('phrases, templates and entries within the file of the intent or the entity', () => {
    const { agent } = withIntent(
      { userSays: [{ data: [{ text: 'hello' }] }], templates: ['for @size:size'] },
      { 'entities/size.json': { name: 'size', entries: [{ value: 'L', synonyms: ['big'] }] } },
    );
    expect(agent?.intents[0]?.phrases['en']).toEqual([['hello'], ['for ', { entity: '@size', alias: 'size' }]]);
    expect(agent?.entities[0]?.entries).toEqual({ en: [{ value: 'L', synonyms: ['big'] }] });
  });
});

describe('entities', () => {
  const entity = (head: object, entries: unknown) =>
    withIntent({}, { 'entities/e.json': { name: 'e', ...head }, 'entities/e_entries_en.json': entries });

  test('of words, of an enumeration, of patterns', () => {
    const entries = [{ value: 'L', synonyms: ['big', ' '] }];
    expect(entity({ allowFuzzyExtraction: true }, entries).agent?.entities[0]).toMatchObject({
      kind: 'words',
      fuzzy: true,
      entries: { en: [{ value: 'L', synonyms: ['big'] }] },
    });
    expect(entity({ isEnum: true }, entries).agent?.entities[0]?.entries['en']).toEqual([
      { value: 'L', synonyms: ['L'] },
    ]);
    expect(entity({ isRegexp: true }, [{ value: 'A\\d+', synonyms: [] }]).agent?.entities[0]?.kind).toBe('patterns');
  });

  test('made of others are refused by name', () => {
    const { agent, problems } = entity({}, [{ value: '@size:size @colour:colour', synonyms: [] }]);
    expect(agent?.entities).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('entities/e.json: @e is made of other entities')]);
  });

  test('patterns that would not end are told', () => {
    const { problems } = entity({ isRegexp: true }, [{ value: '(?=a)b', synonyms: ['(a+)+b'] }]);
    expect(problems).toEqual([expect.stringContaining('the pattern "(?=a)b" is left out')]);
  });
});

describe('problems are named, never thrown', () => {
  test.each<[string, Files, string]>([
    ['no JSON', { 'intents/It.json': '{' }, 'intents/It.json: this is no JSON'],
    ['an intent without a name', { 'intents/It.json': { id: '1' } }, 'intents/It.json: this is no intent'],
    ['nothing', {}, 'there are no intents'],
    ['an agent of CX', { 'agent.json': {}, 'flows/a/a.json': {}, 'intents/a/a.json': {} }, 'Dialogflow CX'],
  ])('%s', (_name, files, problem) => {
    const result = read(files);
    expect(result.agent).toBeUndefined();
    expect(result.problems.join('\n')).toContain(problem);
  });

  test('the rest is read', () => {
    const files = { ...tinyAgent(), 'intents/Bad.json': '[', 'intents/Hours2.json': '{"name":"Hours"}' };
    const { agent, problems } = read(files);
    expect(agent?.intents).toHaveLength(3);
    expect(problems).toEqual([
      expect.stringContaining('intents/Bad.json: this is no JSON'),
      expect.stringContaining('another intent with the name "Hours"'),
    ]);
  });

  test('what is read otherwise than by Dialogflow', () => {
    const parameters = [{ name: 'a', dataType: '@sys.flight-number', required: true }];
    const messages = [{ type: 'dance' }, { type: 0, speech: 'Hi', condition: 'x = 1' }];
    const { problems } = withIntent(
      { webhookUsed: true, responses: [{ parameters, messages }] },
      { 'agent.json': { defaultTimezone: 'Mars/Base' } },
    );
    expect(problems).toEqual([
      expect.stringContaining('its webhook is not called'),
      expect.stringContaining('"a" is required and has no prompt'),
      expect.stringContaining('unknown type "dance"'),
      expect.stringContaining('a message with a condition'),
      expect.stringContaining('@sys.flight-number'),
      expect.stringContaining('Mars/Base'),
    ]);
  });
});

describe('zips', () => {
  test('are read', () => {
    expect(readAgentZip(zipped(tinyAgent()))).toEqual(read(tinyAgent()));
  });

  test.each([
    ['no zip', strToU8('hello'), 'this is no zip'],
    ['an empty one', zipSync({}), 'the zip is empty'],
    ['a place above', zipped({ ...tinyAgent(), '../../etc/x.json': '{}' }), 'outside of itself: "../../etc/x.json"'],
    ['a place from the root', zipped({ ...tinyAgent(), '/etc/x.json': '{}' }), 'outside of itself'],
    ['a place on a drive', zipped({ ...tinyAgent(), 'C:\\x.json': '{}' }), 'outside of itself'],
    ['a truncated one', zipped(tinyAgent()).subarray(0, 700), 'its end is missing'],
  ])('%s', (_name, bytes, problem) => {
    const result = readAgentZip(bytes);
    expect(result.agent).toBeUndefined();
    expect(result.problems.join('\n')).toContain(problem);
    expect(result.problems).not.toEqual([]);
  });

  test('a bomb is refused by its stated size', () => {
    const bomb = zipSync({ 'intents/a.json': new Uint8Array(MOST_UNPACKED + 1) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(readAgentZip(bomb).problems).toEqual(['unpacked the zip has more than 48 MB']);
  });

  test('and by its real one, whatever it states', () => {
    const bomb = zipSync({ 'intents/a.json': new Uint8Array(MOST_UNPACKED + 1) }, { level: 9 });
    // The uncompressed size in the local header (APPNOTE.txt, 4.3.7).
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(22, 10, true);
    expect(readAgentZip(bomb).problems).toEqual(['unpacked the zip has more than 48 MB']);
  });
});

describe('folders', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agent-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('are read, links passed over', async () => {
    await writeFiles(folder, { ...tinyAgent(), 'notes.txt': 'x', '.git/x.json': '{' });
    await symlink('/etc/passwd', join(folder, 'intents', 'link.json'));
    expect(await loadAgentFolder(folder)).toEqual(read(tinyAgent()));
  });

  test('that are not there', async () => {
    const { agent, problems } = await loadAgentFolder(join(folder, 'none'));
    expect(agent).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining('the folder cannot be read')]);
  });
});
