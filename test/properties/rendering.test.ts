import fc from 'fast-check';
import type { Prompt } from '../../src/flow/prompt.js';
import { webChatCapabilities } from '../../src/channels/web-chat/capabilities.js';
import { wordsFor } from '../../src/flow/words/words.js';
import { decodeTap } from '../../src/rendering/binding.js';
import type { TapAction } from '../../src/rendering/binding.js';
import type { Capabilities } from '../../src/rendering/capabilities.js';
import { checkMessage } from '../../src/rendering/check-message.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { body, lines, question, statement } from './prompts.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { visibleLabel } from '../../src/rendering/titles.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';

const { buttons: _buttons, ...withoutButtons } = whatsappCapabilities;
const { list: _list, ...withoutList } = whatsappCapabilities;
const { list: _none, ...textOnly } = withoutButtons;
const { link: _link, locationRequest: _location, ...bare } = textOnly;

const channels: [string, Capabilities][] = [
  ['WhatsApp', whatsappCapabilities],
  ['a channel without buttons', withoutButtons],
  ['a channel without lists', withoutList],
  ['a channel without interactive messages', bare],
  ['the web chat', webChatCapabilities],
];

interface Seen {
  action: TapAction;
  visible: string;
}

/** Everything tappable of a message, decoded. */
function taps(message: OutboundMessage): Seen[] {
  const items = message.kind === 'buttons' ? message.buttons : message.kind === 'list' ? message.rows : [];
  return items.map((item) => {
    const binding = decodeTap(item.id);
    if (!binding) throw new Error(`"${item.id}" does not decode`);
    return { action: binding.action, visible: [item.title, 'description' in item ? item.description : ''].join('\n') };
  });
}

function expectAccepted(messages: readonly OutboundMessage[], capabilities: Capabilities): void {
  expect(messages.flatMap((message) => checkMessage(message, capabilities))).toEqual([]);
}

describe.each(channels)('on %s', (_name, capabilities) => {
  it('accepts every message of a random turn', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), question, (statements, asked) => {
        expectAccepted(renderPrompts([...statements, asked], capabilities), capabilities);
      }),
      { numRuns: 700 },
    );
  });

  it('loses no option: each stands whole on exactly one page, or in the text', () => {
    fc.assert(
      fc.property(question, (prompt) => {
        const { options, multiple, skippable } = prompt.question;
        fc.pre(options.length > 0);
        const seen: Seen[] = [];
        const texts: string[] = [];
        let interactive = false;
        let page: number | undefined = 0;
        let pages = 0;
        while (page !== undefined) {
          const messages = renderPrompts([{ ...prompt, question: { ...prompt.question, page } }], capabilities);
          expectAccepted(messages, capabilities);
          const shown: Seen[] = messages.flatMap(taps);
          interactive ||= shown.length > 0;
          texts.push(
            ...messages.map((message) =>
              message.kind === 'text' ? message.body : message.kind === 'media' ? (message.caption ?? '') : '',
            ),
          );
          seen.push(...shown.filter(({ action }) => action.kind === 'option' || action.kind === 'toggle'));
          if (interactive && multiple) expect(shown.filter(({ action }) => action.kind === 'done')).toHaveLength(1);
          if (interactive && skippable) expect(shown.filter(({ action }) => action.kind === 'skip')).toHaveLength(1);
          const turns: number[] = shown.flatMap(({ action }) => (action.kind === 'page' ? [action.page] : []));
          // Back and More lead to the neighbours, and nowhere else.
          const current: number = page;
          expect(turns.every((to) => Math.abs(to - current) === 1)).toBe(true);
          expect(turns.includes(page - 1)).toBe(page > 0);
          page = turns.find((to) => to === current + 1);
          expect((pages += 1)).toBeLessThan(20);
        }
        if (interactive) {
          expect(seen.map(({ action }) => 'optionId' in action && action.optionId)).toEqual(
            options.map(({ id }) => id),
          );
          options.forEach((option, index) =>
            expect(seen[index]?.visible).toContain(visibleLabel(option.label, index + 1)),
          );
        } else {
          const whole = texts.join('').replace(/\s+/g, '');
          options.forEach((option, index) =>
            expect(whole).toContain(visibleLabel(option.label, index + 1).replace(/\s+/g, '')),
          );
        }
      }),
      { numRuns: 700 },
    );
  });
});

it('says all of a statement and of a question, whatever their length', () => {
  fc.assert(
    fc.property(fc.array(body, { maxLength: 3 }), body, lines, fc.boolean(), (statements, asked, around, open) => {
      const words = wordsFor('en').prompt;
      const options = open
        ? []
        : [
            { id: 'a', label: 'Yes' },
            { id: 'b', label: 'No' },
          ];
      const prompts: Prompt[] = [
        ...statements.map((said) => ({ language: 'en', body: said, words })),
        {
          language: 'en',
          body: asked,
          ...around,
          words,
          question: { sessionId: 's', stepId: 'q', render: 1, options, page: 0, skippable: false },
        },
      ];
      const seen = renderPrompts(prompts, whatsappCapabilities).flatMap((message) => [
        'headerText' in message ? message.headerText : '',
        'body' in message ? message.body : '',
        'footer' in message ? message.footer : '',
      ]);
      const bare = (text: string) =>
        text
          .normalize('NFC')
          .replace(/[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
          .replace(/\p{Surrogate}/gu, '\ufffd');
      const said = bare([...statements, around.header, asked, around.footer].join(' '));
      fc.pre(bare(asked) !== '');
      expect(bare(seen.join(' '))).toBe(said);
    }),
    { numRuns: 500 },
  );
});

it('shows the nearest page when the one asked for is gone', () => {
  const words = wordsFor('en').prompt;
  const options = Array.from({ length: 12 }, (_, index) => ({ id: `o${index}`, label: `City ${index}` }));
  const at = (page: number) =>
    renderPrompts(
      [
        {
          language: 'en',
          body: 'Where?',
          words,
          question: { sessionId: 's', stepId: 'q', render: 1, options, page, skippable: false },
        },
      ],
      whatsappCapabilities,
    );
  expect(at(99)).toEqual(at(1));
  expect(at(-1)).toEqual(at(0));
});
