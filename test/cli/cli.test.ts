import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canvass } from '../support/cli.js';
import { commands } from '../../src/cli/commands.js';

const root = join(__dirname, '..', '..');
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'canvass-cli-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const FLOW = `id: tea
kind: survey
languages: [en, de]
title: { en: Tea?, de: Tee? }
steps:
  - id: drink
    ask: single-choice
    text: { en: "What do you drink, {{ contact.name | default: 'friend' }}?", de: Was trinkst du? }
    options:
      - { id: tea, label: { en: Tea, de: Tee } }
      - { id: coffee, label: { en: Coffee, de: Kaffee } }
  - { id: why, ask: text, when: drink == 'tea', text: { en: "Why {{ drink }}?", de: "Warum {{ drink }}?" } }
  - { id: where, ask: text, text: { en: Where?, de: Wo? }, optional: true }
  - { end: completed, say: { en: Thank you!, de: Danke! } }
`;

describe('usage', () => {
  test.each([[['nonsense']], [['lint']], [['lint', 'flows', '--colour']], [['play']], [['render', 'flow.yaml']], [[]]])(
    '%j is wrong usage',
    async (args) => {
      const { code, err, out } = await canvass(folder, args);
      expect(code).toBe(2);
      expect(err + out).not.toBe('');
      expect(err).not.toMatch(/\n\s+at /);
    },
  );

  test('help names every command', async () => {
    const { code, out, err } = await canvass(folder, ['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of ['lint', 'play', 'render', 'test', 'schema']) expect(out).toContain(`  ${name} `);
    expect(commands.length).toBeGreaterThanOrEqual(5);
  });

  test('its page names every command and option', async () => {
    const page = readFileSync(join(root, 'docs', 'cli.md'), 'utf8');
    const { out } = await canvass(folder, ['--help']);
    const names = [...out.matchAll(/^ {2}(\w+) /gmu)].map(([, name]) => name ?? '').filter((name) => name !== 'help');
    expect(names.length).toBe(commands.length);
    for (const name of names) {
      expect(page).toContain(`## ${name}\n`);
      const help = await canvass(folder, [name, '--help']);
      for (const [option] of help.out.matchAll(/--[a-z-]+/g))
        if (option !== '--help') expect(page).toContain(`${option}`);
    }
  });
});

describe('lint', () => {
  test('a good flow', async () => {
    write('tea.yaml', FLOW);
    expect(await canvass(folder, ['lint', 'tea.yaml'])).toEqual({
      code: 0,
      out: '1 file: 0 errors, 0 warnings\n',
      err: '',
    });
  });

  test('mistakes with place, rule and how to mend, without colours', async () => {
    write('bad.yaml', FLOW.replace("drink == 'tea'", "drink == 'beer'").replace('id: where', 'id: why'));
    write('tea.yaml', FLOW.replace('id: tea\n', 'id: tea2\n'));
    const { code, out } = await canvass(folder, ['lint', '.']);
    expect(code).toBe(1);
    expect(out).toContain('bad.yaml:12:42 error condition-unknown-option: "drink" has no option "beer"');
    expect(out).toContain('bad.yaml:13:11 error step-id-duplicate');
    expect(out).toContain("    → use the option's id, not its label");
    expect(out).toContain('2 files: 2 errors, 0 warnings');
    expect(out).not.toContain('\u001b');
  });

  test('warnings fail only where that is asked for', async () => {
    write('tea.yaml', FLOW.replace("drink == 'tea'", "drink == 'tea' && drink == 'coffee'"));
    const lenient = await canvass(folder, ['lint', 'tea.yaml']);
    const strict = await canvass(folder, ['lint', 'tea.yaml', '--strict']);
    expect([lenient.code, strict.code]).toEqual([0, 1]);
    expect(strict.out).toContain('warning condition-never');
  });

  test('JSON', async () => {
    write('tea.yaml', FLOW.replace('say: {', 'says: {'));
    const { code, out } = await canvass(folder, ['lint', 'tea.yaml', '--json', '--channel', '360dialog']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      files: ['tea.yaml'],
      findings: [
        {
          severity: 'error',
          rule: 'unknown-field',
          message: 'unknown field "says"',
          mend: expect.any(String),
          file: 'tea.yaml',
          line: 14,
          column: 23,
          path: 'steps[3].says',
        },
      ],
    });
  });

  test('templates that are not there or do not fit', async () => {
    write('tea.yaml', FLOW.replace('steps:', 'window: { closed: { template: come_back, params: [x] } }\nsteps:'));
    const body = { name: 'come_back', category: 'UTILITY', components: [{ type: 'BODY', text: 'Come back!' }] };
    write('none.json', '[]');
    write('some.json', JSON.stringify([{ ...body, language: 'en' }]));
    const none = await canvass(folder, ['lint', 'tea.yaml', '--templates', 'none.json']);
    expect(none.out).toContain('tea.yaml:5:1 warning template-missing');
    const some = await canvass(folder, ['lint', 'tea.yaml', '--templates', 'none.json', 'some.json']);
    expect(some.out).toContain('language-missing');
    expect(some.out).toContain('parameter-count');
  });

  test.each([
    [['lint', 'nowhere.yaml'], 'nowhere.yaml cannot be read: there is no such file'],
    [['lint', '.'], 'there is no .yaml file in .'],
    [['lint', 'tea.yaml', '--channel', 'pigeon'], 'there is no provider "pigeon"; there is 360dialog'],
    [['lint', 'tea.yaml', '--templates', 'bad.json'], 'bad.json is no JSON'],
    [['lint', 'tea.yaml', '--templates', 'odd.json'], 'odd.json is no list of templates'],
  ])('%j is one sentence', async (args, sentence) => {
    write('bad.json', '{');
    write('odd.json', '{}');
    const { code, err, out } = await canvass(folder, args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(`canvass: ${sentence}`);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('play', () => {
  const talk = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

  test('a chat from a pipe', async () => {
    write('tea.yaml', FLOW);
    const { code, out, err } = await canvass(
      folder,
      ['play', 'tea.yaml', '--name', 'Ann'],
      talk('1', 'I like it', 'skip'),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`Tea? (:help says what you can do here, :quit leaves)

bot> What do you drink, Ann?
     [1] Tea  [2] Coffee

you> 1
bot> Why Tea?

you> I like it
bot> Where?
     [1] Skip

you> skip
bot> Thank you!

     (the survey is over: completed; "start" begins it again)

drink: "tea" (Tea)
why: "I like it"
where: null (Skip)
`);
  });

  test('a number taps only what is there; :say types it', async () => {
    write('tea.yaml', FLOW);
    const { out } = await canvass(folder, ['play', 'tea.yaml'], talk(':say 2', '7', ':quit', 'never read'));
    expect(out).toContain('drink: "coffee"');
    expect(out).toContain('where: "7"');
    expect(out).not.toContain('never read');
  });

  test('time, media, places, old taps', async () => {
    write('tea.yaml', FLOW.replace('title:', 'window: { closing: { nudge: 1h before } }\ntitle:'));
    const lines = [
      ':wait soon',
      ':wait 23h 30m',
      ':image look',
      ':location 30.04, 31.23',
      ':location there',
      ':dance',
      ':tap Coffee',
      ':tap Rum',
    ];
    const { out } = await canvass(
      folder,
      ['play', 'tea.yaml', '--notes'],
      talk(...lines, ':contact Ann +49 151 23456789', ':answers', ':help'),
    );
    expect(out).toContain('(write it as :wait 25h');
    expect(out).toContain('Just a reminder');
    expect(out).toContain('· window.closing');
    expect(out).toContain('· answer.rejected stepId=drink reason=');
    expect(out).toContain('write it as latitude, longitude');
    expect(out).toContain('there is no :dance');
    expect(out).toContain('nothing reads "Rum"');
    expect(out).toContain('drink: "coffee" (Coffee)');
    expect(out).toContain(':quit');
  });

  test('another language, and one that the flow does not speak', async () => {
    write('tea.yaml', FLOW);
    expect((await canvass(folder, ['play', 'tea.yaml', '--language', 'de'])).out).toContain('Was trinkst du?');
    const { code, err } = await canvass(folder, ['play', 'tea.yaml', '--language', 'fr']);
    expect(code).toBe(1);
    expect(err).toContain('does not speak "fr"; it speaks en, de');
  });

  test('the same seed gives the same chat', async () => {
    write('tea.yaml', FLOW);
    const chat = async () => canvass(folder, ['play', 'tea.yaml', '--seed', 'x', '--notes'], talk('1', 'x', 'y'));
    expect(await chat()).toEqual(await chat());
  });

  test('hidden values', async () => {
    write(
      'tea.yaml',
      FLOW.replace('steps:', 'hidden: [campaign]\nsteps:').replace(
        'Where?',
        '"Where, {{ campaign | default: \'x\' }}?"',
      ),
    );
    const { out } = await canvass(folder, ['play', 'tea.yaml', '--hidden', 'campaign=spring'], talk('2'));
    expect(out).toContain('Where, spring?');
    const { code, err } = await canvass(folder, ['play', 'tea.yaml', '--hidden', 'colour=red']);
    expect(code).toBe(1);
    expect(err).toContain('no hidden value "colour"; there are campaign');
  });

  test('a flow with mistakes says where to look', async () => {
    write('tea.yaml', FLOW.replace('id: why', 'id: drink'));
    const { code, err } = await canvass(folder, ['play', 'tea.yaml']);
    expect(code).toBe(1);
    expect(err).toContain('tea.yaml has mistakes, line 12: the step id "drink" is there twice');
    expect(err).toContain('canvass lint tea.yaml');
  });
});

describe('render', () => {
  const render = async (...args: string[]) => {
    const result = await canvass(folder, ['render', 'tea.yaml', ...args]);
    const bodies: unknown = result.code === 0 ? JSON.parse(result.out) : undefined;
    return { ...result, bodies };
  };

  test("a question as the provider's JSON", async () => {
    write('tea.yaml', FLOW);
    const { bodies } = await render('drink', '--language', 'de', '--phone', '+4915123');
    expect(bodies).toMatchObject([
      {
        messaging_product: 'whatsapp',
        to: '4915123',
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Was trinkst du?' },
          action: { buttons: [{ reply: { title: 'Tee' } }, { reply: { title: 'Kaffee' } }] },
        },
      },
    ]);
  });

  test.each([['{ "drink": "tea" }'], ['{ "drink": "Tea" }']])('with answers before: %s', async (answers) => {
    write('tea.yaml', FLOW);
    write('answers.json', answers);
    expect((await render('why', '--answers', 'answers.json')).bodies).toMatchObject([{ text: { body: 'Why Tea?' } }]);
  });

  test('by number, and the last words', async () => {
    write('tea.yaml', FLOW);
    expect((await render('4')).bodies).toMatchObject([{ text: { body: 'Thank you!' } }]);
  });

  test.each([
    [['nowhere'], 'tea.yaml has no step "nowhere"; it has drink, why, where'],
    [['drink', '--provider', 'pigeon'], 'there is no provider "pigeon"'],
    [['drink', '--language', 'fr'], 'does not speak "fr"'],
    [['drink', '--answers', 'odd.json'], 'odd.json: there is no question "food"; there are drink, why, where'],
    [['drink', '--answers', 'wrong.json'], 'wrong.json: "drink" does not take "beer"'],
    [['drink', '--answers', 'list.json'], 'list.json: write the answers as'],
  ])('%j is one sentence', async (args, sentence) => {
    write('tea.yaml', FLOW);
    write('odd.json', '{ "food": 1 }');
    write('wrong.json', '{ "drink": "beer" }');
    write('list.json', '[1]');
    const { code, err } = await render(...args);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
  });
});

describe('test', () => {
  const CHAT = `title: Tea
flow: tea.yaml
chat:
  - bot: What do you drink, friend?
    buttons: [Tea, Coffee]
  - tap: Coffee
  - bot: Where?
    buttons: [Skip]
  - customer: at home
  - bot: Thank you!
answers: { drink: coffee, where: at home }
ended: completed
`;

  test('a chat that goes as written', async () => {
    write('tea.yaml', FLOW);
    write('chat.yaml', CHAT);
    expect(await canvass(folder, ['test', 'chat.yaml'])).toEqual({
      code: 0,
      err: '',
      out: 'ok    chat.yaml\n1 transcript as written\n',
    });
  });

  test('a chat that goes otherwise shows where', async () => {
    write('tea.yaml', FLOW.replace('Where?', 'In which place?'));
    write('chat.yaml', CHAT.replace('ended: completed', 'ended: no'));
    const { code, out } = await canvass(folder, ['test', 'chat.yaml']);
    expect(code).toBe(1);
    expect(out).toBe(`wrong chat.yaml
      chat:
              - Tea
              - Coffee
          - tap: Coffee
        - - bot: Where?
        + - bot: In which place?
            buttons:
              - Skip
          - customer: at home
      ended:
        - no
        + completed
1 of 1 transcript went otherwise (- written, + what came)
`);
  });

  test('what comes can be written down, and then it goes as written', async () => {
    write('tea.yaml', FLOW);
    write('chat.yaml', 'title: Tea\nflow: tea.yaml\nchat: [{ customer: coffee }, { wait: 1h }, { customer: x }]\n');
    expect((await canvass(folder, ['test', 'chat.yaml'])).code).toBe(1);
    expect((await canvass(folder, ['test', 'chat.yaml', '--update'])).code).toBe(0);
    expect((await canvass(folder, ['test', 'chat.yaml'])).code).toBe(0);
    expect(readFileSync(join(folder, 'chat.yaml'), 'utf8')).toContain('path:\n  - drink\n  - where\n');
  });

  test.each([
    ['chat: [{ tap: Rum }]', 'tap: no message so far has anything that reads "Rum"'],
    ['chat: [{ tap: Tea, on: 2 }]', 'tap: message 2 does not have'],
    ['chat: [{ wait: long }]', 'chat.yaml:3:'],
    ['chat: [{ dances: true }]', 'chat.yaml:3:'],
    ['chat: []\ncolour: red', 'chat.yaml:4:1 error unknown-field'],
  ])('%s is told', async (line, told) => {
    write('tea.yaml', FLOW);
    write('chat.yaml', `title: x\nflow: tea.yaml\n${line}\n`);
    const { code, out } = await canvass(folder, ['test', 'chat.yaml']);
    expect(code).toBe(1);
    expect(out).toContain(told);
  });

  test('a flow that is not there', async () => {
    write('chat.yaml', 'title: x\nflow: nothing\nchat: []\n');
    const { code, out } = await canvass(folder, ['test', '.', '--flows', 'mine']);
    expect(code).toBe(1);
    expect(out).toContain(`${join('mine', 'nothing.yaml')} cannot be read`);
  });
});

test('schema', async () => {
  const { code, out } = await canvass(folder, ['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ title: 'Canvass flow', type: 'object' });
});

test('the example of docs/transcripts.md is read', async () => {
  const page = readFileSync(join(root, 'docs', 'transcripts.md'), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const answered = example.replace('  - customer: less than 10\n', '');
  write('chat.yaml', answered);
  const { out, code } = await canvass(folder, ['test', 'chat.yaml', '--flows', join(root, 'flows')]);
  expect(out).toBe('ok    chat.yaml\n1 transcript as written\n');
  expect(code).toBe(0);
});

describe('a flow that calls another one', () => {
  const CALLING = 'id: calling\nkind: survey\nlanguages: [en]\ntitle: T\nsteps:\n  - { id: c, subflow: tea }\n';

  test('finds it among the files of its folder, by its id', async () => {
    write('calling.yaml', CALLING);
    write('another-name.yaml', FLOW);
    const linted = await canvass(folder, ['lint', 'calling.yaml']);
    expect(linted.code).toBe(0);
    const played = await canvass(folder, ['play', 'calling.yaml'], '1\nfor taste\nskip\n');
    expect(played.out).toContain('Why Tea?');
    expect(played.out).toContain('Thank you!');
    const rendered = await canvass(folder, ['render', 'calling.yaml', 'c__drink']);
    expect(rendered.out).toContain('What do you drink');
  });

  test('names what it does not find, and what is wrong in what it finds', async () => {
    write('calling.yaml', CALLING);
    expect((await canvass(folder, ['lint', 'calling.yaml'])).out).toContain('there is no flow "tea"');
    write('tea.yaml', FLOW.replace('ask: text', 'ask: riddle'));
    const { code, out } = await canvass(folder, ['lint', 'calling.yaml']);
    expect(code).toBe(1);
    expect(out).toContain('tea.yaml, line 12: there is no question type "riddle"');
  });
});
