import fc from 'fast-check';
import type { ChannelAdapter } from '../../src/channels/channel.js';
import type { Prompt } from '../../src/flow/prompt.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { checkAgainstMeta } from '../doubles/meta-schema.js';
import { question, statement } from '../properties/prompts.js';
import { registryFor } from '../support/registry.js';
import { until } from '../support/until.js';

/**
 * What the renderer makes of any prompt goes out through Vonage's adapter: Vonage takes it, WhatsApp does not refuse it
 * afterwards, and what is inside a custom object is a message by Meta's own schema.
 */
describe('Vonage takes whatever is rendered', () => {
  const customer = '15550100200';
  let simulator: Simulator;
  let adapter: ChannelAdapter;
  let count = 0;

  beforeAll(async () => {
    simulator = await startSimulator({ provider: 'vonage', limits: { pair: null } });
    adapter = registryFor(simulator.connection().settings).get('vonage')!;
    simulator.say(customer, 'hello');
  });
  afterAll(() => simulator.stop());

  const metaOf = (payload: unknown) => {
    const { custom } = payload as { custom?: Record<string, unknown> };
    return custom && { messaging_product: 'whatsapp', recipient_type: 'individual', to: customer, ...custom };
  };

  test.each([
    [
      'statements and a question',
      fc.tuple(fc.array(statement, { maxLength: 3 }), fc.option(question, { nil: undefined })),
    ],
    ['a question on any page', fc.tuple(fc.constant([]), question)],
  ])(
    '%s: none is refused, at once or later',
    async (_name, arbitrary) => {
      const access = { channelId: 'c', credentials: simulator.connection().credentials };
      await fc.assert(
        fc.asyncProperty(arbitrary, fc.nat(6), async ([statements, asked], page) => {
          const prompts: Prompt[] = [...statements];
          if (asked) prompts.push({ ...asked, question: { ...asked.question, page } });
          for (const message of renderPrompts(prompts, adapter.capabilities)) {
            const request = { to: { waId: customer }, message, ref: `ref-${(count += 1)}` };
            expect(await adapter.send(access, request)).toMatchObject({ kind: 'accepted' });
            const meta = metaOf(adapter.encode(request));
            const verdict = meta === undefined ? [] : checkAgainstMeta(meta);
            if (verdict !== 'unavailable') expect(verdict).toEqual([]);
          }
        }),
        { numRuns: 300 },
      );
      const sent = () => simulator.thread(customer).filter(({ from }) => from === 'business');
      await until('every message’s first status', () => sent().every(({ tick }) => tick !== 'accepted'));
      expect(sent().length).toBeGreaterThan(300);
      expect(sent().filter(({ tick }) => tick === 'failed')).toEqual([]);
      expect(simulator.requests({ verdict: 'refused' })).toEqual([]);
    },
    120_000,
  );
});
