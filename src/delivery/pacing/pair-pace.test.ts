import fc from 'fast-check';
import { PairPace } from './pair-pace.js';

const NOON = Date.UTC(2026, 10, 22, 12);

test('45 at once, then one in six seconds; after a long pause the whole burst again', () => {
  const pace = new PairPace({ burst: 45, everyMs: 6_000 }, null);
  const burstAt = (now: number): number => {
    let count = 0;
    for (; pace.waitUntil(now) === undefined; count += 1) pace.sent(now);
    return count;
  };
  expect(burstAt(NOON)).toBe(45);
  expect(pace.waitUntil(NOON)).toBe(NOON + 6_000);
  expect(burstAt(NOON + 5_999)).toBe(0);
  expect(burstAt(NOON + 6_000)).toBe(1);
  expect(burstAt(NOON + 18_000)).toBe(2);
  expect(burstAt(NOON + 18_000 + 45 * 6_000)).toBe(45);
});

test('in every stretch of time no more than the burst and what was paid back since, whenever it is asked', () => {
  const limit = fc.record({ burst: fc.integer({ min: 1, max: 50 }), everyMs: fc.integer({ min: 1, max: 10_000 }) });
  const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 120 });
  fc.assert(
    fc.property(limit, steps, ({ burst, everyMs }, pauses) => {
      const sent: number[] = [];
      let freeFrom: number | null = null;
      let now = NOON;
      for (const pause of pauses) {
        now += pause;
        // Each time another worker, with what the conversation says.
        const pace: PairPace = new PairPace({ burst, everyMs }, freeFrom);
        if (pace.waitUntil(now) !== undefined) continue;
        sent.push(now);
        pace.sent(now);
        freeFrom = pace.freeFrom;
      }
      sent.forEach((from, i) =>
        sent.slice(i).forEach((to, more) => {
          expect(more + 1).toBeLessThanOrEqual(burst + Math.floor((to - from) / everyMs));
        }),
      );
    }),
  );
});

test('told to rest, nothing goes before, and the burst is used up', () => {
  const pace = new PairPace({ burst: 45, everyMs: 6_000 }, NOON - 60_000);
  pace.rest(NOON + 24_000);
  pace.rest(NOON + 6_000);
  expect(pace.waitUntil(NOON + 23_999)).toBe(NOON + 24_000);
  pace.sent(NOON + 24_000);
  expect(pace.waitUntil(NOON + 24_000)).toBe(NOON + 30_000);
});

test('without a limit nothing waits, unless the provider said so', () => {
  const pace = new PairPace(undefined, null);
  for (let count = 0; count < 100; count += 1) pace.sent(NOON);
  expect(pace.waitUntil(NOON)).toBeUndefined();
  pace.rest(NOON + 6_000);
  expect(pace.waitUntil(NOON)).toBe(NOON + 6_000);
});
