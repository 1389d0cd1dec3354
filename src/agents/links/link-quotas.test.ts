import fc from 'fast-check';
import { MINUTE } from '../../time/instant.js';
import { LinkQuotas, type SharedCounters } from './link-quotas.js';

/** Counters that two processes share, and how often they were asked. */
class Counters implements SharedCounters {
  share = 1;
  calls = 0;
  readonly held = new Map<string, number>();

  async add(key: string, points: number): Promise<number> {
    this.calls += 1;
    await new Promise((turn) => setImmediate(turn));
    const sum = (this.held.get(key) ?? 0) + points;
    this.held.set(key, sum);
    return sum;
  }

  addAnyhow = this.add.bind(this);

  lookForShared(): void {
    // There is nothing to look for.
  }
}

const granted = async (asked: Promise<boolean>[]) => (await Promise.all(asked)).filter(Boolean).length;

it('however many processes ask, and however they ask, so many queries are let through in a minute and no more', async () => {
  const waves = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(waves, fc.integer({ min: 1, max: 60 }), async (script, perMinute) => {
      const counters = new Counters();
      const processes = [0, 1].map(() => new LinkQuotas(counters, { now: () => 5 * MINUTE }));
      let letIn = 0;
      for (const wave of script) {
        const asked = processes.flatMap((quotas, at) =>
          Array.from({ length: wave[at] ?? 0 }, () => quotas.take('faq', perMinute)),
        );
        letIn += await granted(asked);
      }
      const asked = script.flat().reduce((sum, count) => sum + count, 0);
      expect(letIn).toBe(Math.min(asked, perMinute));
    }),
  );
});

it('asks once for all who come meanwhile, and not at all once the minute is full', async () => {
  const counters = new Counters();
  const quotas = new LinkQuotas(counters, { now: () => 0 });
  expect(await granted(Array.from({ length: 200 }, () => quotas.take('faq', 150)))).toBe(150);
  expect(counters.calls).toBeLessThanOrEqual(2);
  const { calls } = counters;
  expect(await quotas.take('faq', 150)).toBe(false);
  expect(counters.calls).toBe(calls);
  expect(await quotas.take('shop', 150)).toBe(true);
});

it('what one process has found used up, the others are told when they ask', async () => {
  const counters = new Counters();
  let now = 0;
  const [one, other] = [0, 1].map(() => new LinkQuotas(counters, { now: () => now })) as [LinkQuotas, LinkQuotas];
  await one.exhaust('faq', 480);
  expect(await other.take('faq', 480)).toBe(false);
  now = MINUTE;
  expect(await one.take('faq', 480)).toBe(true);
});

it('uses only a share while it counts alone, and at least one', async () => {
  const counters = new Counters();
  counters.share = 1 / 8;
  const quotas = new LinkQuotas(counters, { now: () => 0 });
  expect(await granted(Array.from({ length: 100 }, () => quotas.take('faq', 80)))).toBe(10);
  expect(await quotas.take('rare', 1)).toBe(true);
});
