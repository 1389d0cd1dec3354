import { decodeTap } from '../../rendering/binding.js';
import { checkMessage } from '../../rendering/check-message.js';
import type { OutboundMessage } from '../../rendering/outbound.js';
import { renderPrompts } from '../../rendering/render-prompts.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import type { Prompt, PromptOption } from '../prompt.js';
import { agentPrompts } from './agent-prompts.js';
import type { AgentShown } from './agent-prompts.js';
import type { AgentChoice, AgentMessage } from './agent-reply.js';

const image = 'https://example.org/a.jpg';
const text = (said: string): AgentMessage => ({ kind: 'text', text: said });
const picture = (caption?: string): AgentMessage => ({
  kind: 'media',
  media: 'image',
  link: image,
  ...(caption !== undefined && { caption }),
});
const choice = (title: string, rest: Partial<AgentChoice> = {}): AgentChoice => ({
  title,
  says: { kind: 'text', text: title },
  ...rest,
});
const choices = (titles: readonly (string | AgentChoice)[], rest: object = {}): AgentMessage => ({
  kind: 'choices',
  choices: titles.map((title) => (typeof title === 'string' ? choice(title) : title)),
  ...rest,
});

/** As the engine asks: each question has a rendering of its own. */
function show(messages: AgentMessage[], first = 0): AgentShown[] {
  let render = 0;
  const question = (options: PromptOption[]) => ({
    sessionId: 's1',
    stepId: 'talk',
    render: (render += 1),
    options,
    page: 0,
    skippable: false,
  });
  return agentPrompts(messages, { language: 'en', question, first });
}

const promptsOf = (shown: AgentShown[]): Prompt[] =>
  shown.flatMap((item) => (item.kind === 'prompt' ? [item.prompt] : []));

function rendered(messages: AgentMessage[]): OutboundMessage[] {
  const sent = renderPrompts(promptsOf(show(messages)), whatsappCapabilities);
  expect(sent.flatMap((message) => checkMessage(message, whatsappCapabilities))).toEqual([]);
  return sent;
}

/** What can be tapped, as `title → option id`. */
function taps(messages: readonly OutboundMessage[]): string[] {
  return messages.flatMap((message) => {
    const items = message.kind === 'buttons' ? message.buttons : message.kind === 'list' ? message.rows : [];
    return items.map(({ id, title }) => {
      const action = decodeTap(id)?.action;
      return `${title} → ${action?.kind === 'option' ? action.optionId : action?.kind}`;
    });
  });
}

const titles = (count: number) => Array.from({ length: count }, (_, index) => `Reply ${index + 1}`);

describe('quick replies', () => {
  it.each([
    [1, 'buttons', 1],
    [3, 'buttons', 3],
    [4, 'list', 4],
    [10, 'list', 10],
    // Nine and "More": the others are on the next page.
    [11, 'list', 10],
  ])('%d of them are shown as %s', (count, kind, shown) => {
    const sent = rendered([text('Which?'), choices(titles(count))]);
    expect(sent).toMatchObject([{ kind, body: 'Which?' }]);
    expect(taps(sent)).toHaveLength(shown);
    expect(taps(sent).at(-1)).toBe(count > 10 ? 'More → page' : `Reply ${count} → c${count - 1}`);
  });

  it('are all tappable where there are eleven', () => {
    const [prompt] = promptsOf(show([choices(titles(11))]));
    if (!prompt?.question) throw new Error('it asks nothing');
    const second = { ...prompt, question: { ...prompt.question, page: 1 } };
    expect(taps(renderPrompts([second], whatsappCapabilities))).toEqual([
      'Reply 10 → c9',
      'Reply 11 → c10',
      'Back → page',
    ]);
  });

  it.each<[number, OutboundMessage['kind'], string, string | undefined]>([
    [20, 'buttons', 'x'.repeat(20), undefined],
    [21, 'list', 'x'.repeat(21), undefined],
    [24, 'list', 'x'.repeat(24), undefined],
    [25, 'list', `${'x'.repeat(23)}…`, 'x'.repeat(25)],
    [72, 'list', `${'x'.repeat(23)}…`, 'x'.repeat(72)],
  ])('with a title of %d units are %s', (length, kind, title, description) => {
    const [message] = rendered([choices(['x'.repeat(length), 'No'])]);
    expect(message?.kind).toBe(kind);
    const [first] = message?.kind === 'buttons' ? message.buttons : message?.kind === 'list' ? message.rows : [];
    expect(first?.title).toBe(title);
    expect(first && 'description' in first ? first.description : undefined).toBe(description);
  });

  it('with a title of 73 units are numbered text', () => {
    expect(rendered([choices(['x'.repeat(73), 'No'])])).toMatchObject([{ kind: 'text' }]);
  });

  it('that say the same are one', () => {
    const [item] = show([choices(['Yes', 'No', 'yes ', 'YES'])]);
    expect(item).toMatchObject({ choices: { choices: [{ title: 'Yes' }, { title: 'No' }] } });
    expect(taps(rendered([choices(['Yes', 'No', 'yes '])]))).toEqual(['Yes → c0', 'No → c1']);
  });

  it('that are called the same and say something else are told apart', () => {
    const hours = choice('More info', { says: { kind: 'event', name: 'HOURS' } });
    const prices = choice('more info', { says: { kind: 'event', name: 'PRICES' } });
    expect(taps(rendered([choices([hours, prices])]))).toEqual(['More info → c0', 'more info (2) → c1']);
  });

  it('that differ only behind the cut are told apart', () => {
    const long = 'A very long quick reply, the ';
    expect(taps(rendered([choices([`${long}first`, `${long}second`])]))).toEqual([
      'A very long quick reply… → c0',
      'A very long quick r… (2) → c1',
    ]);
  });

  it('without a title show their number', () => {
    expect(taps(rendered([choices(['Yes', ' '])]))).toEqual(['Yes → c0', '2 → c1']);
  });
});

describe('the text of choices', () => {
  it('is their own, and the text in front stays its own', () => {
    const shown = show([text('Hello'), choices(['Yes'], { text: 'Coming?' })]);
    expect(promptsOf(shown).map(({ body }) => body)).toEqual(['Hello', 'Coming?']);
  });

  it('is the text in front where they have none', () => {
    const shown = show([text('Hello'), text('Coming?'), choices(['Yes'], { text: ' ' })]);
    expect(promptsOf(shown).map(({ body }) => body)).toEqual(['Hello', 'Coming?']);
    expect(shown[1]).toMatchObject({ choices: { message: { kind: 'choices', text: 'Coming?' } } });
  });

  it('is taken once only, and otherwise in our words', () => {
    const shown = show([text('Coming?'), choices(['Yes']), choices(['No'])]);
    expect(promptsOf(shown).map(({ body }) => body)).toEqual(['Coming?', 'Please choose:']);
  });

  it('goes ahead where it is too long for one message', () => {
    const sent = rendered([text(`${'A sentence. '.repeat(120)}\n\nComing?`), choices(['Yes'])]);
    expect(sent).toMatchObject([{ kind: 'text' }, { kind: 'buttons', body: 'Coming?' }]);
  });

  it('alone is a text', () => {
    expect(rendered([choices([], { text: 'Nothing to choose', header: 'Sorry' })])).toEqual([
      { kind: 'text', body: 'Sorry\nNothing to choose' },
    ]);
  });
});

describe('a picture with choices', () => {
  it('is on top of up to three buttons', () => {
    expect(rendered([choices(['Book'], { text: 'Room 7', image, footer: 'from 80 €' })])).toMatchObject([
      { kind: 'buttons', header: { media: 'image', link: image }, body: 'Room 7', footer: 'from 80 €' },
    ]);
  });

  it.each<[string, AgentMessage]>([
    ['four', choices(titles(4), { text: 'Room 7', image })],
    ['a description', choices([choice('Book', { description: 'for tonight' })], { text: 'Room 7', image })],
  ])('goes ahead of %s', (_what, message) => {
    expect(rendered([message])).toMatchObject([
      { kind: 'media', media: { link: image } },
      { kind: 'list', body: 'Room 7' },
    ]);
  });

  it.each<[string, AgentMessage[], string]>([
    ['with its caption', [picture('Room 7'), choices(['Book'])], 'Room 7'],
    ['with the text in front of it', [text('Room 7'), picture(), choices(['Book'])], 'Room 7'],
    ['and their own text', [picture(), choices(['Book'], { text: 'Room 7' })], 'Room 7'],
    ['and none at all', [picture(), choices(['Book'])], 'Please choose:'],
  ])('that comes in front is theirs, %s', (_what, messages, body) => {
    expect(rendered(messages)).toMatchObject([{ kind: 'buttons', header: { media: 'image' }, body }]);
  });

  it.each<[string, AgentMessage[]]>([
    ['its caption and their text', [picture('Room 7'), choices(['Book'], { text: 'Now?' })]],
    ['their header', [picture(), choices(['Book'], { text: 'Now?', header: 'Room 7' })]],
    ['their own picture', [picture(), choices(['Book'], { text: 'Now?', image })]],
  ])('stays by itself because of %s', (_what, messages) => {
    expect(rendered(messages)).toMatchObject([{ kind: 'media' }, { kind: 'buttons', body: 'Now?' }]);
  });
});

describe('an answer of several messages', () => {
  it('keeps its order, templates among it', () => {
    const call = { template: 'invoice' };
    const shown = show([text('One'), picture('Two'), { kind: 'template', call }, text('Three')]);
    expect(shown.map((item) => (item.kind === 'prompt' ? item.prompt.body : item.call))).toEqual([
      'One',
      'Two',
      call,
      'Three',
    ]);
  });

  it('has all its choices tappable, under ids of their own', () => {
    const messages = [choices(['A', 'B'], { text: 'First?' }), text('Or'), choices(['A', 'C'])];
    expect(taps(rendered(messages))).toEqual(['A → c0', 'B → c1', 'A → c2', 'C → c3']);
    const bound = show(messages).flatMap((item) => (item.kind === 'prompt' && item.choices ? [item.choices] : []));
    expect(bound.map(({ first }) => first)).toEqual([0, 2]);
  });

  it('counts ids from where it is told', () => {
    const [item] = show([choices(['A'])], 7);
    expect(item).toMatchObject({ prompt: { question: { options: [{ id: 'c7' }] } }, choices: { first: 7 } });
  });

  it('shows choices again as they were, by themselves', () => {
    const [, item] = show([picture('Look'), text('Which?'), choices(titles(12))]);
    if (item?.kind !== 'prompt' || !item.choices) throw new Error('no choices');
    const [again] = show([item.choices.message], item.choices.first);
    expect(again).toMatchObject({ prompt: { body: 'Which?' }, choices: item.choices });
  });

  it.each<[string, AgentMessage[], (boolean | undefined)[]]>([
    ['a text', [text('a'), text('b')], [false, true]],
    ['choices in front of a text', [choices(['A']), text('b')], [true, true]],
    ['a picture', [text('a'), picture()], [false, true]],
    ['a link', [text('a'), { kind: 'link', label: 'Open', url: 'https://example.org' }], [false, false]],
    ['a text in front of a template', [text('a'), { kind: 'template', call: { template: 'x' } }], [true]],
  ])('awaits the answer at its end: %s', (_what, messages, awaits) => {
    expect(promptsOf(show(messages)).map(({ question }) => question !== undefined)).toEqual(awaits);
  });

  it('shows links as buttons, each by itself', () => {
    const link = (label: string): AgentMessage => ({ kind: 'link', text: `See ${label}`, label, url: 'https://e.org' });
    expect(rendered([link('One'), link('Two')])).toMatchObject([
      { kind: 'link', label: 'One', body: 'See One' },
      { kind: 'link', label: 'Two', body: 'See Two' },
    ]);
  });

  it('asks for the position, with the text in front', () => {
    expect(rendered([text('Where are you?'), { kind: 'location-request' }])).toEqual([
      { kind: 'location-request', body: 'Where are you?' },
    ]);
    expect(rendered([{ kind: 'location-request', text: '' }])).toEqual([
      { kind: 'location-request', body: 'Please share your location.' },
    ]);
  });

  it('is empty where nothing can be seen', () => {
    expect(show([text(' \u200b'), choices([], { text: '', footer: ' ' })])).toEqual([]);
  });

  it('keeps what is said when nothing is awaited any more', () => {
    const messages: AgentMessage[] = [
      text('Bye'),
      choices(['Rate us'], { text: 'Nice talk' }),
      { kind: 'location-request' },
    ];
    const prompts = promptsOf(agentPrompts(messages, { language: 'en' }));
    expect(prompts.map(({ body, question }) => [body, question])).toEqual([
      ['Bye', undefined],
      ['Nice talk', undefined],
    ]);
  });
});
