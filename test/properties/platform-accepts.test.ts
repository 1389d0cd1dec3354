import fc from 'fast-check';
import { dialog360 } from '../../src/channels/dialog360/dialog360.channel.js';
import type { ChannelAdapter } from '../../src/channels/channel.js';
import type { Prompt } from '../../src/flow/prompt.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { checkAgainstMeta } from '../doubles/meta-schema.js';
import { question, statement } from './prompts.js';

/**
 * What the renderer makes of any prompt goes out through the real adapter and is judged by the simulator, whose rules are
 * its own, and, where it stands beside the checkout, by Meta's published schema.
 */
describe('the platform takes whatever is rendered', () => {
  const customer = '15550100200';
  let simulator: Simulator;
  let adapter: ChannelAdapter;
  let count = 0;
  let seen = 0;

  beforeAll(async () => {
    // One person gets thousands of messages here: the rate to one person is another test's matter.
    simulator = await startSimulator({ limits: { pair: null } });
    adapter = dialog360({ baseUrl: simulator.url, timeoutMs: 10_000 });
    simulator.say(customer, 'hello');
    seen = simulator.requests().at(-1)?.n ?? 0;
  });
  afterAll(() => simulator.stop());

  test.each([
    [
      'statements and a question',
      fc.tuple(fc.array(statement, { maxLength: 3 }), fc.option(question, { nil: undefined })),
    ],
    ['a question on any page', fc.tuple(fc.constant([]), question)],
  ])(
    '%s: none is refused',
    async (_name, arbitrary) => {
      await fc.assert(
        fc.asyncProperty(arbitrary, fc.nat(6), async ([statements, asked], page) => {
          const prompts: Prompt[] = [...statements];
          if (asked) prompts.push({ ...asked, question: { ...asked.question, page } });
          for (const message of renderPrompts(prompts, adapter.capabilities)) {
            const ref = `ref-${(count += 1)}`;
            const access = { channelId: 'c', credentials: { apiKey: simulator.apiKey } };
            const outcome = await adapter.send(access, { to: { waId: customer }, message, ref });
            expect(outcome).toMatchObject({ kind: 'accepted' });
            const [sent] = simulator.requests({ after: seen });
            seen = sent?.n ?? seen;
            const meta = checkAgainstMeta(sent?.payload);
            if (meta !== 'unavailable') expect(meta).toEqual([]);
          }
        }),
        { numRuns: 1_500 },
      );
      expect(simulator.requests({ verdict: 'refused' })).toEqual([]);
    },
    120_000,
  );
});
