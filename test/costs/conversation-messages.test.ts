import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { conversationMessages, type ConversationMessages } from '../../src/costs/conversation-messages.js';
import type { CompiledFlow } from '../../src/flow/compiled-flow.js';
import { turnAt } from '../../src/flow/step-prompt.js';
import { resolveQuestion } from '../../src/flow/turn/question.js';
import { decodeTap } from '../../src/rendering/binding.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import { Chat, START, tapsOf } from '../support/chat.js';
import { VISIT, compiled } from '../support/flows.js';

const flowOf = (file: string): CompiledFlow =>
  compiled(readFileSync(join(__dirname, '..', '..', `${file}.yaml`), 'utf8'));

const count = (flow: CompiledFlow, opening: 'template' | 'message' = 'message'): ConversationMessages =>
  conversationMessages(flow, whatsappCapabilities, { language: 'en', opening });

const flow = (steps: string): CompiledFlow =>
  compiled(`id: x\nkind: survey\nlanguages: [en]\ntitle: X\nstart: { keywords: [x] }\nsteps:\n${steps}`);

describe('what is counted', () => {
  it('is what is sent: statements in front of a question are part of its message', () => {
    const merged = flow(
      '  - say: Hello!\n  - say: Welcome.\n  - { id: a, ask: text, text: Name? }\n  - { end: completed, say: Bye }',
    );
    expect(count(merged)).toMatchObject({
      whole: { low: 2, likely: 2, high: 2 },
      atOnce: { low: 1, likely: 1, high: 1 },
    });
  });

  it('is more where texts do not fit into one message', () => {
    const long = flow(`  - say: "${'long words '.repeat(500)}"\n  - { id: a, ask: yes-no, text: Well? }`);
    expect(count(long).whole).toEqual({ low: 3, likely: 3, high: 3 });
  });

  it('goes each way of a fork, and takes half of the people where there is a condition', () => {
    const forked = flow(
      '  - { id: a, ask: yes-no, text: Well? }\n  - { id: b, when: a == true, ask: text, text: Why? }\n  - { end: completed, say: Bye }',
    );
    expect(count(forked).whole).toEqual({ low: 2, likely: 2.5, high: 3 });
  });

  it('shows a question again for each tick, row and place, and not where a template has the answers', () => {
    const options = 'options: [{ id: p, label: P }, { id: q, label: Q }, { id: r, label: R }]';
    expect(count(flow(`  - { id: a, ask: multiple-choice, text: Which?, ${options} }`)).whole).toEqual({
      low: 1,
      likely: 3,
      high: 4,
    });
    expect(count(flow(`  - { id: a, ask: ranking, text: Order?, ${options} }`)).whole).toEqual({
      low: 1,
      likely: 2,
      high: 2,
    });
    const rows = 'rows: [{ id: x, label: X }, { id: y, label: Y }, { id: z, label: Z }]';
    expect(count(flow(`  - { id: a, ask: matrix, text: How?, ${rows}, ${options} }`)).whole).toEqual({
      low: 1,
      likely: 3,
      high: 3,
    });
    expect(count(compiled(VISIT), 'template').whole).toEqual({ low: 2, likely: 2, high: 2 });
    expect(count(compiled(VISIT), 'message').whole).toEqual({ low: 3, likely: 3, high: 3 });
  });

  it('says that talks with agents and ways back are only assumed', () => {
    const talk = flow('  - { id: a, agent: faq }\n  - { end: completed, say: Bye }');
    expect(count(talk)).toMatchObject({ hasTalks: true, goesBack: false, whole: { low: 2, likely: 5, high: 11 } });
    const again = flow(
      '  - { id: a, ask: yes-no, text: Again? }\n  - branch:\n      - { when: a == true, goto: a }\n  - { end: completed, say: Bye }',
    );
    expect(count(again)).toMatchObject({ goesBack: true, whole: { low: 2, likely: 2, high: 2 } });
  });

  it('stays quick where the flow forks again and again', () => {
    const forks = Array.from({ length: 60 }, (_, n) => `  - { when: a == true, say: "Part ${n}." }`).join('\n');
    const began = performance.now();
    expect(count(flow(`  - { id: a, ask: yes-no, text: Well? }\n${forks}`)).whole).toEqual({
      low: 1,
      likely: 2,
      high: 2,
    });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

/** What can be typed to questions without buttons; the first that is an answer is. */
const TYPED = [
  'All was well',
  '4',
  '2026-12-24',
  '18:30',
  'ann@example.org',
  '+4915123456789',
  'https://example.org',
  'yes',
];

/** Goes through a flow as somebody who answers at the first try; gives how many messages they got. */
function goThrough(of: CompiledFlow, picks: () => number): number | undefined {
  const chat = new Chat({ flows: [of], channel: { defaultFlow: of.id, templateCaps: { perDay: 9, perWeek: 9 } } });
  chat.says(of.keywords[0]?.text ?? 'start');
  const ticked = new Set<string>();
  for (let turns = 0; chat.session?.status === 'active'; turns += 1) {
    const waiting = of.questions.get(chat.session.waiting?.stepId ?? '');
    if (turns > 60 || !waiting) return undefined;
    const { id: stepId } = waiting;
    const taps = tapsOf(chat.lastSent().message).flatMap((button) => {
      const action = decodeTap(button.id)?.action;
      // Who ticks a row twice or turns pages back and forth gets as many messages as they like.
      if (!action || action.kind === 'page') return [];
      if (action.kind === 'toggle' && ticked.has(`${stepId} ${action.optionId}`)) return [];
      // Done without a tick is no answer.
      if (action.kind === 'done' && ![...ticked].some((tick) => tick.startsWith(`${stepId} `))) return [];
      return [{ button, action }];
    });
    const tap = taps[picks() % Math.max(taps.length, 1)];
    if (tap) {
      if (tap.action.kind === 'toggle') ticked.add(`${stepId} ${tap.action.optionId}`);
      chat.says({ kind: 'tap', source: 'button', ...tap.button });
      continue;
    }
    const question = resolveQuestion(
      turnAt(of, { language: 'en', contact: { attributes: {} }, answers: {}, vars: {}, now: START }),
      waiting,
    );
    const words = TYPED.find((text) => waiting.type.read(question, { kind: 'text', text }, []).kind === 'answer');
    if (words === undefined) return undefined;
    chat.says(words);
  }
  return chat.sent.length;
}

describe.each([
  'flows/clinic-visit',
  'flows/nps-follow-up',
  'flows/product-survey',
  'flows/market-panel',
  'test/fixtures/flows/garden-visit',
])('%s', (file) => {
  it('gives whoever goes through it as many messages as were counted, however they answer', () => {
    const of = flowOf(file);
    const { whole } = count(of);
    let through = 0;
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1_000)), (stream) => {
        const sent = goThrough(of, () => Number(stream.next().value));
        if (sent === undefined) return;
        through += 1;
        expect(sent).toBeGreaterThanOrEqual(whole.low);
        expect(sent).toBeLessThanOrEqual(whole.high);
      }),
      { numRuns: 60 },
    );
    expect([file, through > 30]).toEqual([file, true]);
  });
});
