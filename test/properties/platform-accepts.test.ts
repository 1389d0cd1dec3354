import fc from 'fast-check';
import type { ChannelAccess, ChannelAdapter } from '../../src/channels/channel.js';
import type { Prompt } from '../../src/flow/prompt.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { DIALECT_NAMES } from '../../src/simulator/dialects/registry.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { checkAgainstMeta } from '../doubles/meta-schema.js';
import { registryFor } from '../support/registry.js';
import { until } from '../support/until.js';
import { question, statement } from './prompts.js';

/** Those that are sent Meta's own bodies: Meta's published schema judges them too. */
const SPEAK_META = new Set(['360dialog', 'cloud-api']);
const RUNS = { '360dialog': 1_500 } as Record<string, number>;

/**
 * What the renderer makes of any prompt goes out through the real adapter and is judged by the simulator in the
 * provider's dialect, whose rules are its own, and, where it stands beside the checkout, by Meta's published schema.
 */
describe.each(DIALECT_NAMES)('%s takes whatever is rendered', (provider) => {
  const customer = '15550100200';
  let simulator: Simulator;
  let adapter: ChannelAdapter;
  let access: ChannelAccess;
  let count = 0;
  let seen = 0;
  /** Refused by status: a provider may take a message and refuse it later. */
  const failed: unknown[] = [];

  beforeAll(async () => {
    // One person gets thousands of messages here: the rate to one person is another test's matter.
    simulator = await startSimulator({ provider, limits: { pair: null } });
    const { credentials, settings } = simulator.connection();
    adapter = registryFor(settings).get(provider)!;
    access = { channelId: 'c', credentials };
    simulator.watch((update) => {
      if (update.kind === 'message' && update.message.tick === 'failed') failed.push(update.message);
    });
    simulator.say(customer, 'hello');
    seen = simulator.requests().at(-1)?.n ?? 0;
  });
  afterAll(() => simulator?.stop());

  const optionsIn = (message: OutboundMessage): { id: string; title: string }[] => {
    const options = message.kind === 'buttons' ? message.buttons : message.kind === 'list' ? message.rows : [];
    return options.map(({ id, title }) => ({ id, title }));
  };

  test.each([
    [
      'statements and a question',
      fc.tuple(fc.array(statement, { maxLength: 3 }), fc.option(question, { nil: undefined })),
    ],
    ['a question on any page', fc.tuple(fc.constant([]), question)],
  ])(
    '%s: none is refused, no option is lost',
    async (_name, arbitrary) => {
      await fc.assert(
        fc.asyncProperty(arbitrary, fc.nat(6), async ([statements, asked], page) => {
          const prompts: Prompt[] = [...statements];
          if (asked) prompts.push({ ...asked, question: { ...asked.question, page } });
          for (const message of renderPrompts(prompts, adapter.capabilities)) {
            const ref = `ref-${(count += 1)}`;
            const outcome = await adapter.send(access, { to: { waId: customer }, message, ref });
            expect(outcome).toMatchObject({ kind: 'accepted' });
            const shown = simulator.thread(customer).at(-1);
            expect(shown?.options.map(({ id, title }) => ({ id, title }))).toEqual(optionsIn(message));
            if (!SPEAK_META.has(provider)) continue;
            const [sent] = simulator.requests({ after: seen });
            seen = sent?.n ?? seen;
            const meta = checkAgainstMeta(sent?.payload);
            if (meta !== 'unavailable') expect(meta).toEqual([]);
          }
        }),
        { numRuns: RUNS[provider] ?? 300 },
      );
      await until('the last status', () => simulator.thread(customer).at(-1)?.tick !== 'accepted');
      expect(failed).toEqual([]);
      expect(simulator.requests({ verdict: 'refused' })).toEqual([]);
    },
    120_000,
  );
});
