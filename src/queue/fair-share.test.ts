import fc from 'fast-check';
import { FairShare, LAST_PRIORITY } from './fair-share.js';

const START = Date.UTC(2026, 10, 22, 12);

interface Rung {
  channelId: string;
  at: number;
  place: number;
}

/** Rings in the order of time. @returns the bells as the queue hands them out when nobody works meanwhile */
function ring(bells: readonly { channelId: string; at: number; kind?: 'reply' | 'bulk' }[]): Rung[] {
  const share = new FairShare();
  return bells
    .toSorted((a, b) => a.at - b.at)
    .map(({ channelId, at, kind = 'reply' }) => ({ channelId, at, place: share.place(channelId, kind, START + at) }))
    .toSorted((a, b) => a.place - b.place);
}

test('a quiet channel gets no priority at all', () => {
  const share = new FairShare();
  for (let second = 0; second < 600; second += 1) {
    for (let i = 0; i < 40; i += 1) expect(share.place('c1', 'reply', START + second * 1_000)).toBe(0);
  }
});

test('whoever rings once a second goes ahead of 5,000 bells of another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 30 }), (spreadMs, seconds) => {
      const busy = Array.from({ length: 5_000 }, (_, i) => ({ channelId: 'busy', at: (i * spreadMs) / 5_000 }));
      const quiet = Array.from({ length: seconds }, (_, i) => ({ channelId: 'quiet', at: i * 1_000 + 500 }));
      const order = ring([...busy, ...quiet]);
      const last = order.findLastIndex(({ channelId }) => channelId === 'quiet');
      // Before it only what the busy channel may ring as a quiet one: 50 at once and 200 a second.
      expect(last).toBeLessThanOrEqual(50 + (200 * spreadMs) / 1_000 + seconds);
    }),
    { numRuns: 50 },
  );
});

test('two busy channels take turns', () => {
  const crowd = (channelId: string) => Array.from({ length: 1_000 }, () => ({ channelId, at: 0 }));
  const order = ring([...crowd('a'), ...crowd('b')]);
  const first = order.slice(0, 500).filter(({ channelId }) => channelId === 'a').length;
  expect(first).toBeGreaterThanOrEqual(200);
  expect(first).toBeLessThanOrEqual(300);
});

test('a channel’s own bells keep their order while its pile grows', () => {
  const order = ring(Array.from({ length: 3_000 }, (_, i) => ({ channelId: 'a', at: i })));
  expect(order.map(({ at }) => at)).toEqual(order.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('bulk comes after every reply, and nothing after the last priority', () => {
  const share = new FairShare({ quiet: 0, perSecond: 1 });
  let reply = 0;
  for (let i = 0; i < 5_000; i += 1) reply = share.place('a', 'reply', START);
  const bulk = share.place('b', 'bulk', START);
  expect(reply).toBe(5_000);
  expect(bulk).toBeGreaterThan(2 ** 20);
  let last = 0;
  for (let i = 0; i < 2 ** 20 + 10; i += 1) last = share.place('b', 'bulk', START);
  expect(last).toBe(LAST_PRIORITY);
});

test('a pile melts', () => {
  const share = new FairShare();
  for (let i = 0; i < 1_000; i += 1) share.place('a', 'reply', START);
  expect(share.place('a', 'reply', START)).toBe(951);
  expect(share.place('a', 'reply', START + 2_000)).toBe(552);
  expect(share.place('a', 'reply', START + 10_000)).toBe(0);
  // A clock that goes back melts nothing and breaks nothing.
  expect(share.place('a', 'reply', START)).toBe(0);
});
