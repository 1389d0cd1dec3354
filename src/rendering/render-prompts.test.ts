import type { Prompt } from '../flow/prompt.js';
import { wordsFor } from '../flow/words/words.js';
import { decodeTap } from './binding.js';
import type { Capabilities } from './capabilities.js';
import { checkMessage } from './check-message.js';
import type { OutboundMessage } from './outbound.js';
import { renderPrompts } from './render-prompts.js';
import { whatsappCapabilities } from './whatsapp-capabilities.js';

const words = wordsFor('en').prompt;
const { buttons: _b, list: _l, link: _k, locationRequest: _r, ...textOnly } = whatsappCapabilities;

type Question = NonNullable<Prompt['question']>;
type Option = Question['options'][number];

const say = (body: string, extra: Partial<Prompt> = {}): Prompt => ({ language: 'en', body, words, ...extra });
const ask = (options: (string | Option)[], question: Partial<Question> = {}, extra: Partial<Prompt> = {}): Prompt =>
  say('How was it?', {
    question: {
      sessionId: 's1',
      stepId: 'q',
      render: 1,
      options: options.map((option, index) =>
        typeof option === 'string' ? { id: `o${index + 1}`, label: option } : option,
      ),
      page: 0,
      skippable: false,
      ...question,
    },
    ...extra,
  });

function render(prompts: Prompt[], capabilities: Capabilities = whatsappCapabilities): OutboundMessage[] {
  const messages = renderPrompts(prompts, capabilities);
  expect(messages.flatMap((message) => checkMessage(message, capabilities))).toEqual([]);
  return messages;
}

/** The only message, as a person sees it: titles in brackets, descriptions behind a bar. */
function look(prompt: Prompt, capabilities?: Capabilities): string[] {
  const messages = render([prompt], capabilities);
  expect(messages).toHaveLength(1);
  const [message] = messages;
  if (message?.kind === 'buttons') return message.buttons.map(({ title }) => `[${title}]`);
  if (message?.kind === 'list')
    return message.rows.map(({ title, description }) =>
      description === undefined ? title : `${title} | ${description}`,
    );
  return message?.kind === 'text' ? message.body.split('\n') : [];
}

const cities = Array.from({ length: 12 }, (_, index) => `City ${index + 1}`);

describe('reply buttons', () => {
  it('show up to three options, bound to session, step and rendering', () => {
    expect(render([ask(['Good', 'Fair', 'Poor'])])).toEqual([
      {
        kind: 'buttons',
        body: 'How was it?',
        buttons: [
          { id: 'cv1|s1|q|1|o:o1', title: 'Good' },
          { id: 'cv1|s1|q|1|o:o2', title: 'Fair' },
          { id: 'cv1|s1|q|1|o:o3', title: 'Poor' },
        ],
      },
    ]);
  });

  it('count the skip as an option', () => {
    expect(look(ask(['Good', 'Poor'], { skippable: true }))).toEqual(['[Good]', '[Poor]', '[Skip]']);
    expect(render([ask(['Good', 'Fair', 'Poor'], { skippable: true })])[0]?.kind).toBe('list');
  });

  it.each<[string, (string | Option)[], string]>([
    ['a label of 20', ['x'.repeat(20)], 'buttons'],
    ['a label of 21', ['x'.repeat(21)], 'list'],
    ['emoji of 22 units, 2 to the eye', ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦'], 'list'],
    ['labels that differ in case only', ['Good', 'good '], 'list'],
    ['an option with a description', [{ id: 'a', label: 'Good', description: 'Nothing to complain' }], 'list'],
    ['an option called like our skip', ['Skip', 'Go'], 'list'],
  ])('for %s: %s', (_what, options, kind) => {
    expect(render([ask(options, { skippable: kind === 'list' && options.includes('Skip') })])[0]?.kind).toBe(kind);
  });

  it('carry an image, video or document as their header, and audio ahead', () => {
    const image = { kind: 'image', link: 'https://example.org/a.jpg' } as const;
    expect(render([ask(['Good'], {}, { media: image })])).toMatchObject([
      { kind: 'buttons', header: { media: 'image', link: image.link } },
    ]);
    expect(render([ask([{ id: 'a', label: 'Good', description: 'why' }], {}, { media: image })])).toMatchObject([
      { kind: 'media' },
      { kind: 'list' },
    ]);
    const audio = { kind: 'audio', link: 'https://example.org/a.ogg' } as const;
    expect(render([ask(['Good'], {}, { media: audio })])).toMatchObject([{ kind: 'media' }, { kind: 'buttons' }]);
  });

  it('give a typed question its skip', () => {
    expect(look(ask([], { skippable: true }))).toEqual(['[Skip]']);
  });
});

describe('one list', () => {
  it('shows four to ten options', () => {
    expect(look(ask(cities.slice(0, 10)))).toEqual(cities.slice(0, 10));
  });

  it('moves a label that is too long whole into the description', () => {
    const long = 'The doctor took the time to explain everything';
    expect(look(ask([long, 'Short', { id: 'c', label: 'y'.repeat(25), description: 'why' }]))).toEqual([
      `The doctor took the tim… | ${long}`,
      'Short',
      `${'y'.repeat(23)}… | ${'y'.repeat(25)} – why`,
    ]);
  });

  it('keeps shortened and equal titles apart', () => {
    const [a, b] = ['The waiting time at the desk', 'The waiting time at the doctor'];
    expect(look(ask([a, b, 'Other', 'other']))).toEqual([
      `The waiting time at the… | ${a}`,
      `The waiting time at… (2) | ${b}`,
      'Other',
      'other (2) | other',
    ]);
  });

  it('never cuts an emoji in half', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(look(ask([`${family}${family}${family}`, 'A', 'B', 'C']))[0]).toBe(
      `${family}${family}… | ${family}${family}${family}`,
    );
    expect(look(ask([`Flag of ${'🇩🇪'.repeat(5)}`, 'A', 'B', 'C']))[0]).toBe(
      `Flag of 🇩🇪🇩🇪🇩🇪… | Flag of ${'🇩🇪'.repeat(5)}`,
    );
  });

  it('puts the number where a label shows nothing', () => {
    expect(look(ask(['Good', '\u200b', ' \n ', 'Poor']))).toEqual(['Good', '2', '3', 'Poor']);
  });

  it('puts labels on one line', () => {
    expect(look(ask(['Good\nnews', 'b', 'c', 'd']))[0]).toBe('Good news');
  });

  it('sends media ahead', () => {
    const media = { kind: 'image', link: 'https://example.org/a.jpg' } as const;
    expect(render([ask(cities.slice(0, 5), {}, { media })])).toMatchObject([
      { kind: 'media' },
      { kind: 'list', body: 'How was it?' },
    ]);
  });
});

describe('pages of a list', () => {
  it('show nine and More, then Back', () => {
    expect(look(ask(cities))).toEqual([...cities.slice(0, 9), 'More']);
    expect(look(ask(cities, { page: 1 }))).toEqual([...cities.slice(9), 'Back']);
  });

  it('show eight between Back and More', () => {
    const many = Array.from({ length: 26 }, (_, index) => `Option ${index + 1}`);
    expect(look(ask(many, { page: 1 }))).toEqual([...many.slice(9, 17), 'Back', 'More']);
    expect(look(ask(many, { page: 2 }))).toEqual([...many.slice(17), 'Back']);
  });

  it('keep the ids of options the same, and turn to their neighbours', () => {
    const ids = (page: number) => {
      const [message] = render([ask(cities, { page })]);
      return message?.kind === 'list' ? message.rows.map(({ id }) => id) : [];
    };
    expect(ids(0)[3]).toBe('cv1|s1|q|1|o:o4');
    expect(ids(0).at(-1)).toBe('cv1|s1|q|1|p:1');
    expect(ids(1).at(-1)).toBe('cv1|s1|q|1|p:0');
  });

  it('keep Skip at hand on each of them', () => {
    expect(look(ask(cities, { skippable: true }))).toEqual([...cities.slice(0, 8), 'Skip', 'More']);
    expect(look(ask(cities, { skippable: true, page: 1 }))).toEqual([...cities.slice(8), 'Skip', 'Back']);
  });

  it('make an option called More give way', () => {
    expect(look(ask(['More', ...cities]))[0]).toBe('More (2) | More');
  });
});

describe('a multiple choice', () => {
  it('is a list of ticks with Done, even for two options', () => {
    const prompt = ask(['Tea', 'Milk'], { multiple: { selected: ['o2'] } });
    expect(look(prompt)).toEqual(['Tea', '✓ Milk', 'Done']);
    const [message] = render([prompt]);
    const actions = message?.kind === 'list' ? message.rows.map(({ id }) => decodeTap(id)?.action) : [];
    expect(actions).toEqual([{ kind: 'toggle', optionId: 'o1' }, { kind: 'toggle', optionId: 'o2' }, { kind: 'done' }]);
  });

  it('keeps room for the tick, so that titles stay the same', () => {
    const label = 'x'.repeat(23);
    const title = `${'x'.repeat(21)}…`;
    expect(look(ask([label], { multiple: { selected: [] } }))).toEqual([`${title} | ${label}`, 'Done']);
    expect(look(ask([label], { multiple: { selected: ['o1'] } }))).toEqual([`✓ ${title} | ${label}`, 'Done']);
  });

  it('has Done on every page', () => {
    expect(look(ask(cities, { multiple: { selected: ['o1'] }, skippable: true }))).toEqual([
      '✓ City 1',
      ...cities.slice(1, 7),
      'Done',
      'Skip',
      'More',
    ]);
    expect(look(ask(cities, { multiple: { selected: ['o1'] }, skippable: true, page: 1 }))).toEqual([
      ...cities.slice(7),
      'Done',
      'Skip',
      'Back',
    ]);
  });

  it('tells an option that begins with a tick from one that is ticked', () => {
    expect(look(ask(['Tea', '✓ Tea'], { multiple: { selected: ['o1'] } }))).toEqual([
      '✓ Tea',
      'Tea (2) | ✓ Tea',
      'Done',
    ]);
  });

  it('asks for numbers where there are no lists', () => {
    expect(look(ask(['Tea', 'Milk'], { multiple: { selected: ['o2'] } }), textOnly)).toEqual([
      'How was it?',
      '',
      '1. Tea',
      '2. ✓ Milk',
      '',
      words.replyWithNumbers,
    ]);
  });
});

describe('numbered text', () => {
  it('is what a channel without interactive messages gets', () => {
    expect(
      look(ask(['Good', { id: 'b', label: 'Poor', description: 'tell us why' }], { skippable: true }), textOnly),
    ).toEqual(['How was it?', '', '1. Good', '2. Poor – tell us why', '3. Skip', '', words.replyWithNumber]);
  });

  it('is where a label fits no row', () => {
    expect(look(ask(['z'.repeat(73), 'b']))).toEqual([
      'How was it?',
      '',
      `1. ${'z'.repeat(73)}`,
      '2. b',
      '',
      words.replyWithNumber,
    ]);
    expect(render([ask(['z'.repeat(72), 'b'])])[0]?.kind).toBe('list');
  });

  it('gives no second number to labels that are numbers', () => {
    expect(look(ask(['0', '1', '2', '3+']), textOnly).slice(2, 6)).toEqual(['• 0', '• 1', '• 2', '• 3+']);
  });

  it('is cut between options where it is too long', () => {
    const options = Array.from({ length: 40 }, (_, index) => `${index + 1} ${'long '.repeat(30)}end`);
    const messages = render([ask(options)], textOnly);
    expect(messages).toHaveLength(2);
    for (const message of messages) expect(message.kind === 'text' && /end$|choice\.$/.test(message.body)).toBe(true);
  });
});

describe('an open question', () => {
  it('has its hint on a line of its own', () => {
    expect(look(ask([], { hint: '0 = never, 10 = always' }))).toEqual(['How was it?', '0 = never, 10 = always']);
  });

  it('says how to skip where it cannot show a button', () => {
    expect(look(ask([], { skippable: true }), textOnly)).toEqual(['How was it?', '', words.replyWithSkip]);
  });

  it('is the caption of its image where it fits', () => {
    const media = { kind: 'image', link: 'https://example.org/a.jpg' } as const;
    expect(render([ask([], {}, { media })])).toMatchObject([{ kind: 'media', caption: 'How was it?' }]);
    expect(render([ask([], {}, { media, body: 'x'.repeat(1025) })])).toMatchObject([
      { kind: 'media' },
      { kind: 'text' },
    ]);
  });

  it('is a picture without a word', () => {
    const media = { kind: 'image', link: 'https://example.org/a.jpg' } as const;
    expect(render([ask([], {}, { media, body: '' })])).toEqual([
      { kind: 'media', media: { media: 'image', link: media.link } },
    ]);
  });

  it('is seen even when nothing is said', () => {
    expect(render([ask([], {}, { body: ' ' })])).toEqual([{ kind: 'text', body: 'Choose' }]);
  });

  it('asks for the position where the channel can', () => {
    expect(render([ask([], { locationRequest: true })])).toEqual([{ kind: 'location-request', body: 'How was it?' }]);
    expect(render([ask([], { locationRequest: true })], textOnly)).toEqual([{ kind: 'text', body: 'How was it?' }]);
  });
});

describe('statements', () => {
  it('go into the body of the question behind them', () => {
    expect(render([say('Thanks.'), say('One more:'), ask(['Good'])])).toMatchObject([
      { kind: 'buttons', body: 'Thanks.\n\nOne more:\n\nHow was it?' },
    ]);
  });

  it('merge with each other, and stay apart from a question they do not fit', () => {
    const long = 'x'.repeat(600);
    expect(render([say(long), say(long), ask(['Good'])])).toMatchObject([
      { kind: 'text', body: `${long}\n\n${long}` },
      { kind: 'buttons', body: 'How was it?' },
    ]);
  });

  it('keep their place between other messages', () => {
    const media = { kind: 'image', link: 'https://example.org/a.jpg' } as const;
    expect(render([say('Look:'), say('Our clinic', { media }), say('Nice?'), say('Bye')])).toEqual([
      { kind: 'text', body: 'Look:' },
      { kind: 'media', media: { media: 'image', link: media.link }, caption: 'Our clinic' },
      { kind: 'text', body: 'Nice?\n\nBye' },
    ]);
  });

  it('leave out what shows nothing', () => {
    expect(render([say(' \u200b '), say('')])).toEqual([]);
  });

  it('carry a link as a button, or in the text', () => {
    const link = { label: 'Open', url: 'https://example.org' };
    expect(render([say('Read this'), say('More here', { link })])).toEqual([
      { kind: 'link', body: 'Read this\n\nMore here', ...link },
    ]);
    expect(render([say('More here', { link })], textOnly)).toEqual([
      { kind: 'text', body: 'More here\n\nOpen: https://example.org', previewUrl: true },
    ]);
    const long = { label: 'Open the whole annual report', url: 'https://example.org' };
    expect(render([say('See', { link: long })])).toMatchObject([{ kind: 'text', previewUrl: true }]);
    expect(render([say('See', { link: { label: 'Call', url: 'tel:+4912' } })])).toMatchObject([
      { kind: 'text', body: 'See\n\nCall: tel:+4912' },
    ]);
  });
});

describe('header and footer', () => {
  const framed = { header: 'Your appointment', footer: 'Free of charge' };
  const link = { label: 'Open', url: 'https://example.org' };
  const image = { kind: 'image', link: 'https://example.org/a.jpg' } as const;

  it.each<[string, Prompt]>([
    ['buttons', ask(['Good'], {}, framed)],
    ['list', ask(cities.slice(0, 4), {}, framed)],
    ['link', say('How was it?', { link, ...framed })],
  ])('stand around the body of %s', (kind, prompt) => {
    expect(render([prompt])).toMatchObject([
      { kind, headerText: 'Your appointment', body: 'How was it?', footer: 'Free of charge' },
    ]);
  });

  it.each<[string, Partial<Prompt>, object]>([
    ['a header of 60', { header: 'h'.repeat(60) }, { headerText: 'h'.repeat(60), body: 'How was it?' }],
    ['a header of 61', { header: 'h'.repeat(61) }, { body: `${'h'.repeat(61)}\nHow was it?` }],
    ['a footer of 60', { footer: 'f'.repeat(60) }, { footer: 'f'.repeat(60), body: 'How was it?' }],
    ['a footer of 61', { footer: 'f'.repeat(61) }, { body: `How was it?\n\n${'f'.repeat(61)}` }],
    ['two lines', { header: 'a\nb', footer: 'c\nd' }, { headerText: 'a b', body: 'How was it?', footer: 'c d' }],
    ['what shows nothing', { header: ' \u200b', footer: '\n' }, { body: 'How was it?' }],
    ['a header without a body', { ...framed, body: '' }, { body: 'Your appointment', footer: 'Free of charge' }],
    ['a footer without a body', { footer: 'f', body: '' }, { body: 'Choose', footer: 'f' }],
  ])('of a question: %s', (_what, extra, shown) => {
    const [message, ...others] = render([ask(['Good'], {}, extra)]);
    expect(others).toEqual([]);
    expect({ kind: 'buttons', buttons: expect.anything(), ...shown }).toEqual(message);
  });

  it('give way to an image', () => {
    expect(render([ask(['Good'], {}, { ...framed, media: image })])).toMatchObject([
      { kind: 'buttons', header: { media: 'image' }, body: 'Your appointment\nHow was it?', footer: 'Free of charge' },
    ]);
    // A list has no picture, so that its header stays.
    expect(render([ask(cities.slice(0, 4), {}, { ...framed, media: image })])).toMatchObject([
      { kind: 'media' },
      { kind: 'list', headerText: 'Your appointment', body: 'How was it?' },
    ]);
  });

  it('stay in their place when a statement is merged or the body is cut', () => {
    expect(render([say('Thanks.'), ask(['Good'], {}, framed)])).toMatchObject([
      { kind: 'buttons', body: 'Thanks.\n\nYour appointment\nHow was it?', footer: 'Free of charge' },
    ]);
    const long = `${'A sentence. '.repeat(90).trim()}\n\nAnd how was it?`;
    expect(render([ask(['Good'], {}, { ...framed, body: long })])).toMatchObject([
      { kind: 'text', body: expect.stringMatching(/^Your appointment\nA sentence\./) },
      { kind: 'buttons', body: 'And how was it?', footer: 'Free of charge' },
    ]);
  });

  it.each<[string, Prompt, object]>([
    ['a statement', say('Hello', framed), { kind: 'text', body: 'Your appointment\nHello\n\nFree of charge' }],
    [
      'a caption',
      say('Hello', { ...framed, media: image }),
      { kind: 'media', caption: 'Your appointment\nHello\n\nFree of charge' },
    ],
    [
      'an open question',
      ask([], { hint: '0 to 10' }, framed),
      { kind: 'text', body: 'Your appointment\nHow was it?\n0 to 10\n\nFree of charge' },
    ],
    [
      'a location request',
      ask([], { locationRequest: true }, framed),
      { kind: 'location-request', body: 'Your appointment\nHow was it?\n\nFree of charge' },
    ],
    [
      'numbered text',
      ask(['z'.repeat(73), 'b'], {}, framed),
      { kind: 'text', body: expect.stringMatching(/^Your appointment\nHow was it\?\n\n1\. z[^]*Free of charge$/) },
    ],
    [
      'an address in the text',
      say('See', { link: { label: 'Call', url: 'tel:1' }, ...framed }),
      { kind: 'text', body: 'Your appointment\nSee\n\nCall: tel:1\n\nFree of charge' },
    ],
  ])('are lines of the text of %s', (_what, prompt, shown) => {
    expect(render([prompt])).toEqual([expect.objectContaining(shown)]);
  });
});

describe('long texts', () => {
  it('go ahead of the buttons, which keep the last paragraph', () => {
    const story = `${'A sentence. '.repeat(120).trim()}\n\nAnd how was it?`;
    expect(render([ask(['Good'], {}, { body: story })])).toMatchObject([
      { kind: 'text', body: expect.stringMatching(/A sentence\.$/) },
      { kind: 'buttons', body: 'And how was it?' },
    ]);
  });

  it('are cut after a sentence where there is no paragraph', () => {
    const [ahead, buttons] = render([ask(['Good'], {}, { body: 'A sentence. '.repeat(120).trim() })]);
    expect(ahead).toMatchObject({ body: expect.stringMatching(/^A sentence.*sentence\.$/) });
    expect(buttons).toMatchObject({ body: expect.stringMatching(/^A sentence.*sentence\.$/) });
  });

  it('take several messages beyond 4096', () => {
    expect(render([say('word '.repeat(2000))]).map(({ kind }) => kind)).toEqual(['text', 'text', 'text']);
  });
});
