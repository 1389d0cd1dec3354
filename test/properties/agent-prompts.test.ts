import fc from 'fast-check';
import { agentPrompts } from '../../src/flow/agent/agent-prompts.js';
import type { AgentShown } from '../../src/flow/agent/agent-prompts.js';
import { AgentMessage } from '../../src/flow/agent/agent-reply.js';
import type { Prompt, PromptOption } from '../../src/flow/prompt.js';
import { isBlank } from '../../src/flow/words/fold.js';
import { wordsByLanguage } from '../../src/flow/words/words.js';
import { decodeTap } from '../../src/rendering/binding.js';
import { checkMessage } from '../../src/rendering/check-message.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { visibleLabel } from '../../src/rendering/titles.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import { body, label, lines } from './prompts.js';

const image = fc.constantFrom('https://example.org/a.jpg', 'https://example.org/b.jpg');
const choice = fc.record(
  {
    title: label,
    description: label,
    says: fc.oneof(
      label.map((text) => ({ kind: 'text' as const, text })),
      fc.constantFrom('HOURS', 'PRICES').map((name) => ({ kind: 'event' as const, name })),
    ),
  },
  { requiredKeys: ['title', 'says'] },
);
const around = fc
  .tuple(fc.record({ text: body, image }, { requiredKeys: [] }), lines)
  .map(([own, framed]) => ({ ...own, ...framed }));

const message: fc.Arbitrary<AgentMessage> = fc.oneof(
  { weight: 4, arbitrary: body.map((text) => ({ kind: 'text' as const, text })) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(around, fc.array(choice, { maxLength: 14 }))
      .map(([own, choices]) => ({ kind: 'choices' as const, ...own, choices })),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        kind: fc.constant('media' as const),
        media: fc.constantFrom('image' as const, 'video' as const, 'audio' as const, 'document' as const),
        link: image,
        caption: body,
        filename: fc.constantFrom('a.pdf'),
      },
      { requiredKeys: ['kind', 'media', 'link'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(around, label, fc.constantFrom('https://example.org/x', 'tel:1'))
      .map(([own, shown, url]) => ({ kind: 'link' as const, ...own, label: shown, url })),
  },
  {
    weight: 1,
    arbitrary: fc.option(body, { nil: undefined }).map((text) => ({ kind: 'location-request' as const, text })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('invoice', 'reminder')
      .map((template) => ({ kind: 'template' as const, call: { template } })),
  },
);
const answer = fc.record({
  language: fc.constantFrom(...Object.keys(wordsByLanguage)),
  messages: fc.array(message, { maxLength: 6 }),
});

function show(messages: readonly AgentMessage[], language: string): AgentShown[] {
  let render = 0;
  const question = (options: PromptOption[]) => ({
    sessionId: '0192f1a0-7d2b-7c3e-8f00-0123456789ab',
    stepId: 's'.repeat(64),
    render: (render += 1),
    options,
    page: 0,
    skippable: false,
  });
  return agentPrompts(messages, { language, question });
}

/** Everything that is sent, with each prompt's other pages behind it, as a person would turn them. */
function sent(shown: readonly AgentShown[]): OutboundMessage[] {
  const turns: Prompt[][] = [[]];
  const pages: Prompt[] = [];
  for (const item of shown) {
    if (item.kind === 'template') turns.push([]);
    else {
      turns.at(-1)?.push(item.prompt);
      const { question } = item.prompt;
      if (question && question.options.length > 10) pages.push({ ...item.prompt, question: { ...question, page: 1 } });
    }
  }
  return [...turns, ...pages.map((page) => [page])].flatMap((turn) => renderPrompts(turn, whatsappCapabilities));
}

/** The visible letters of a text: cuts, joins and blanks are the renderer's. */
const bare = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');

/** Media stands above its body, and so in the middle of a text that is cut: apart from the texts. */
function addressesOf(one: OutboundMessage): (string | undefined)[] {
  if (one.kind === 'buttons') return [one.header?.link];
  if (one.kind === 'link') return [one.header?.link, one.url];
  return one.kind === 'media' ? [one.media.link] : [];
}

function textsOf(one: OutboundMessage): (string | undefined)[] {
  switch (one.kind) {
    case 'text':
    case 'location-request':
      return [one.body];
    case 'buttons':
      return [one.headerText, one.body, one.footer, ...one.buttons.map(({ title }) => title)];
    case 'list':
      return [one.headerText, one.body, one.footer, ...one.rows.flatMap((row) => [row.title, row.description])];
    case 'link':
      return [one.headerText, one.body, one.footer, one.label];
    case 'media':
      return [one.caption];
    case 'template':
      return [];
  }
}

function partsOf(given: AgentMessage): (string | undefined)[] {
  switch (given.kind) {
    case 'text':
    case 'location-request':
      return [given.text];
    case 'media':
      return [given.link, given.caption];
    case 'link':
      return [given.text, given.header, given.image, given.footer, given.label, given.url];
    case 'choices': {
      const { text, header, image: picture, footer, choices } = given;
      return [text, header, picture, footer, ...choices.flatMap(({ title, description }) => [title, description])];
    }
    case 'template':
      return [];
  }
}

it('loses nothing of what an agent says, and WhatsApp takes all of it', () => {
  fc.assert(
    fc.property(answer, ({ language, messages }) => {
      const out = sent(show(messages, language));
      expect(out.flatMap((one) => checkMessage(one, whatsappCapabilities))).toEqual([]);
      const whole = bare([...out.flatMap(textsOf), ...out.flatMap(addressesOf)].join(' ')).toLowerCase();
      for (const part of messages.flatMap(partsOf)) {
        if (part === undefined || isBlank(part)) continue;
        expect(whole).toContain(bare(part).toLowerCase());
      }
    }),
    { numRuns: 700 },
  );
});

it('binds every choice to one tap, and says with it what the choice says', () => {
  fc.assert(
    fc.property(answer, ({ language, messages }) => {
      const shown = show(messages, language);
      const bound = shown.flatMap((item) => (item.kind === 'prompt' && item.choices ? [item.choices] : []));
      const says = bound.flatMap(({ choices }) => choices);
      // Ids count on from one message to the next.
      const counts = bound.map(({ choices }) => choices.length);
      expect(bound.map(({ first }) => first)).toEqual(
        counts.map((_, index) => counts.slice(0, index).reduce((sum, count) => sum + count, 0)),
      );
      const visible = new Map<string, string>();
      for (const one of sent(shown)) {
        const items = one.kind === 'buttons' ? one.buttons : one.kind === 'list' ? one.rows : [];
        for (const item of items) {
          const action = decodeTap(item.id)?.action;
          const description = 'description' in item ? item.description : undefined;
          if (action?.kind === 'option') visible.set(action.optionId, [item.title, description].join('\n'));
        }
      }
      for (const [id, seen] of visible) {
        const meant = says[Number(id.slice(1))];
        expect(meant).toBeDefined();
        const at = bound.findLast(({ first }) => first <= Number(id.slice(1)))?.first ?? 0;
        expect(seen).toContain(visibleLabel(meant?.title ?? '', Number(id.slice(1)) - at + 1));
      }
      const isText = (item: AgentShown) =>
        item.kind === 'prompt' &&
        renderPrompts([item.prompt], whatsappCapabilities).every(({ kind }) => kind === 'text' || kind === 'media');
      const asText = shown.flatMap((item) =>
        item.kind === 'prompt' && item.choices && isText(item) ? [item.choices.choices.length] : [],
      );
      expect(visible.size + asText.reduce((sum, count) => sum + count, 0)).toBe(says.length);
    }),
    { numRuns: 500 },
  );
});

it('shows the same once more when choices are shown by themselves', () => {
  fc.assert(
    fc.property(answer, ({ language, messages }) => {
      for (const item of show(messages, language)) {
        if (item.kind !== 'prompt' || !item.choices) continue;
        // As the session keeps it.
        const kept = AgentMessage.parse(JSON.parse(JSON.stringify(item.choices.message)));
        const question = (options: PromptOption[]) => ({ ...(item.prompt.question ?? fail()), options });
        expect(agentPrompts([kept], { language, question, first: item.choices.first })).toEqual([item]);
      }
    }),
    { numRuns: 300 },
  );
});

function fail(): never {
  throw new Error('choices without a question');
}
