import fc from 'fast-check';
import { FairShare } from './fair-share.js';

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
    for (let i = 0; i < 20; i += 1) expect(share.place('c1', 'reply', START + second * 1_000)).toBe(0);
    share.place('c2', 'reply', START + second * 1_000);
  }
});

test('whoever rings once a second goes ahead of 5,000 bells of another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 30 }), (spreadMs, seconds) => {
      const busy = Array.from({ length: 5_000 }, (_, i) => ({ channelId: 'busy', at: (i * spreadMs) / 5_000 }));
      const quiet = Array.from({ length: seconds }, (_, i) => ({ channelId: 'quiet', at: i * 1_000 + 500 }));
      const order = ring([...busy, ...quiet]);
      const last = order.findLastIndex(({ channelId }) => channelId === 'quiet');
      // Before it what the busy channel rang while it was alone, or rang as a quiet one: 50 at once and 20 a second.
      const alone = busy.filter(({ at }) => at < 500).length;
      expect(last).toBeLessThanOrEqual(alone + 50 + (20 * spreadMs) / 1_000 + seconds);
    }),
    { numRuns: 50 },
  );
});

test('a channel that has the queue to itself needs no places, whatever its pile', () => {
  const share = new FairShare();
  for (let i = 0; i < 5_000; i += 1) expect(share.place('a', 'reply', START + i)).toBe(0);
});

/** A bell of another channel, so that the one that is looked at is not alone. */
const OTHER = { channelId: 'other', at: 0 };

test('two busy channels take turns', () => {
  const crowd = (channelId: string) => Array.from({ length: 1_000 }, () => ({ channelId, at: 0 }));
  const order = ring([OTHER, ...crowd('a'), ...crowd('b')]);
  const first = order.slice(0, 500).filter(({ channelId }) => channelId === 'a').length;
  expect(first).toBeGreaterThanOrEqual(200);
  expect(first).toBeLessThanOrEqual(300);
});

test('a channel’s own bells keep their order while its pile grows', () => {
  const bells = Array.from({ length: 3_000 }, (_, i) => ({ channelId: 'a', at: i }));
  const order = ring([OTHER, ...bells]).filter(({ channelId }) => channelId === 'a');
  expect(order.map(({ at }) => at)).toEqual(order.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('a newly busy channel is ahead of one that has been busy for long, but not for ever', () => {
  const share = new FairShare();
  for (let i = 0; i < 50_000; i += 1) share.place('old', 'reply', START);
  const old = share.place('old', 'reply', START);
  let bells = 0;
  while (share.place('new', 'reply', START) < old) bells += 1;
  expect(bells).toBeLessThanOrEqual(5_050);
});

test('bulk comes after every reply, within BullMQ’s limits', () => {
  const share = new FairShare({ quiet: 0, perSecond: 1 });
  share.place('b', 'bulk', START);
  let reply = 0;
  for (let i = 0; i < 50_000; i += 1) reply = share.place('a', 'reply', START);
  let bulk = share.place('b', 'bulk', START);
  expect(bulk).toBeGreaterThan(reply);
  for (let i = 0; i < 50_000; i += 1) bulk = share.place('b', 'bulk', START);
  expect(bulk).toBeLessThanOrEqual(2_097_152);
});

test('a pile melts', () => {
  const share = new FairShare({ perSecond: 200 });
  const place = (at: number) => {
    share.place('other', 'reply', at);
    return share.place('a', 'reply', at);
  };
  for (let i = 0; i < 1_000; i += 1) place(START);
  expect(place(START)).toBe(951);
  expect(place(START + 2_000)).toBe(552);
  expect(place(START + 10_000)).toBe(0);
  // A clock that goes back melts nothing and breaks nothing.
  expect(place(START)).toBe(0);
});
