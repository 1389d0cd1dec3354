import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createLogger } from '../../src/logging/logger.js';
import { seededRandom } from '../../src/simulator/random.js';
import type { SendPriority } from '../../src/delivery/pacing/pacer.js';
import { LimiterStore } from '../../src/delivery/pacing/pacing-store.js';
import { SharedPacer } from '../../src/delivery/pacing/shared-pacer.js';
import { StoreGuard } from '../../src/delivery/pacing/store-guard.js';

const START = Date.UTC(2026, 10, 22, 12);

interface Planned {
  at: number;
  priority: SendPriority;
  channelId?: string;
}

interface Sent {
  priority: SendPriority;
  channelId: string;
  wanted: number;
  sent: number;
  waits: number;
}

interface Trial {
  messages: readonly Planned[];
  perSecond: number;
  /** Workers that share the store; whoever has time takes the next message. */
  workers?: number;
  seed?: number;
}

/** Plays a delivery on a virtual clock: whoever is told to wait comes back then, a little late as jobs are. */
async function play({ messages, perSecond, workers = 1, seed = 7 }: Trial): Promise<Sent[]> {
  const random = seededRandom(seed);
  const store = new LimiterStore(new RateLimiterMemory({ points: 2 ** 31 - 1, duration: 5 }));
  const log = createLogger('silent');
  let clock = START;
  const pacers = Array.from(
    { length: workers },
    () => new SharedPacer(new StoreGuard(store, store, 1, log), random, () => clock),
  );
  const queue = new Calendar<Planned & { wanted: number; waits: number }>();
  for (const message of messages) queue.put(START + message.at, { ...message, wanted: START + message.at, waits: 0 });
  const sent: Sent[] = [];
  for (let next = queue.take(); next; next = queue.take()) {
    const { at, item } = next;
    clock = at;
    const { priority, channelId = 'c1', waits } = item;
    const pacer = pacers[Math.floor(random() * workers)];
    const answer = await pacer!.take({ channelId, perSecond, priority, waits, now: at });
    if (answer.kind === 'go') sent.push({ priority, channelId, wanted: item.wanted, sent: at, waits });
    else queue.put(at + answer.ms + Math.floor(random() * 20), { ...item, waits: waits + 1 });
  }
  return sent;
}

/** Events by whole milliseconds; those of one millisecond in the order in which they came. */
class Calendar<T> {
  readonly #heap: { at: number; n: number; item: T }[] = [];
  #n = 0;

  put(at: number, item: T): void {
    const heap = this.#heap;
    let i = heap.push({ at, n: (this.#n += 1), item }) - 1;
    for (let up = (i - 1) >> 1; i > 0 && before(heap[i]!, heap[up]!); i = up, up = (i - 1) >> 1) this.#swap(i, up);
  }

  take(): { at: number; item: T } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      const [l, r] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (l < heap.length && before(heap[l]!, heap[least]!)) least = l;
      if (r < heap.length && before(heap[r]!, heap[least]!)) least = r;
      if (least === i) return first;
      this.#swap(i, least);
      i = least;
    }
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}

function before(a: { at: number; n: number }, b: { at: number; n: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.n < b.n);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const delays = (sent: readonly Sent[], priority: SendPriority) =>
  sent.filter((one) => one.priority === priority).map((one) => one.sent - one.wanted);

/** Most in any aligned second, and in any second at all. */
function fastest(sent: readonly Sent[]): { aligned: number; sliding: number } {
  const times = sent.map((one) => one.sent).toSorted((a, b) => a - b);
  const seconds = new Map<number, number>();
  let sliding = 0;
  let from = 0;
  times.forEach((time, i) => {
    seconds.set(Math.floor(time / 1_000), (seconds.get(Math.floor(time / 1_000)) ?? 0) + 1);
    while (times[from]! <= time - 1_000) from += 1;
    sliding = Math.max(sliding, i - from + 1);
  });
  return { aligned: Math.max(...seconds.values()), sliding };
}

const many = (count: number, message: Planned): Planned[] => Array.from({ length: count }, () => message);

/** Poisson: people write when they like. */
function atRandom(priority: SendPriority, perSecond: number, forMs: number, random: () => number): Planned[] {
  const messages: Planned[] = [];
  for (let at = 0; at < forMs; at += (-Math.log(1 - random()) * 1_000) / perSecond) {
    messages.push({ at: Math.floor(at), priority });
  }
  return messages;
}

describe.each([[1], [4]])('a bulk of 10,000 and 20 replies a second on a channel of 80, %i worker(s)', (workers) => {
  let sent: Sent[];

  beforeAll(async () => {
    const random = seededRandom(3);
    // As fast as workers take bells from a queue.
    const bulk = Array.from({ length: 10_000 }, (_, i) => ({ at: Math.floor(i * 2), priority: 'bulk' as const }));
    sent = await play({ messages: [...bulk, ...atRandom('reply', 20, 150_000, random)], perSecond: 80, workers });
  });

  test('never more than 80 in an aligned second, never more than one window above that in any other', () => {
    const { aligned, sliding } = fastest(sent);
    expect(aligned).toBeLessThanOrEqual(80);
    expect(sliding).toBeLessThanOrEqual(88);
  });

  test('the channel is used to 95 %', () => {
    const through = sent.filter(({ priority }) => priority === 'bulk').map((one) => one.sent - START);
    const nine = quantile(through, 0.9);
    expect(sent.filter((one) => one.sent - START < nine).length / (nine / 1_000)).toBeGreaterThanOrEqual(0.95 * 80);
    // The last tenth may take longer: workers do not know how long each other's lines are.
    expect(sent.length / Math.max(150, quantile(through, 1) / 1_000)).toBeGreaterThanOrEqual(0.88 * 80);
  });

  test('replies hardly wait', () => {
    expect(quantile(delays(sent, 'reply'), 0.5)).toBeLessThan(100);
    expect(quantile(delays(sent, 'reply'), 0.99)).toBeLessThan(1_000);
  });

  test('no message asks often, and none is overtaken for ever', () => {
    const bulk = sent.filter(({ priority }) => priority === 'bulk');
    expect(bulk.reduce((sum, { waits }) => sum + waits, 0) / bulk.length).toBeLessThan(3);
    expect(Math.max(...bulk.map(({ waits }) => waits))).toBeLessThanOrEqual(25);
  });
});

test('newcomers that never end do not starve whoever waits', async () => {
  // Twice of what the channel may send, for a minute: the line grows, and everybody gets through in its turn.
  const sent = await play({ messages: atRandom('bulk', 160, 60_000, seededRandom(5)), perSecond: 80, workers: 2 });
  const early = sent.filter((one) => one.wanted < START + 10_000);
  expect(Math.max(...early.map((one) => one.sent - one.wanted))).toBeLessThan(40_000);
  expect(fastest(sent).aligned).toBeLessThanOrEqual(80);
  expect(Math.max(...sent.map((one) => one.sent - one.wanted))).toBeLessThan(90_000);
});

test('more replies than the channel may send: none starves', async () => {
  const sent = await play({ messages: atRandom('reply', 120, 20_000, seededRandom(6)), perSecond: 80, workers: 3 });
  expect(fastest(sent).aligned).toBeLessThanOrEqual(80);
  expect(Math.max(...delays(sent, 'reply'))).toBeLessThan(30_000);
});

test('without replies bulk gets the whole rate; so does 1,000 a second', async () => {
  const sent = await play({ messages: many(5_000, { at: 0, priority: 'bulk' }), perSecond: 1_000, workers: 2 });
  expect(fastest(sent).aligned).toBeLessThanOrEqual(1_000);
  expect(fastest(sent).sliding).toBeLessThanOrEqual(1_100);
  expect((Math.max(...sent.map((one) => one.sent)) - START) / 1_000).toBeLessThan(5 / 0.9);
});

test('one channel’s backlog costs another nothing', async () => {
  const busy = many(3_000, { at: 0, priority: 'bulk', channelId: 'busy' });
  const quiet = Array.from({ length: 200 }, (_, i) => ({
    at: i * 100,
    priority: 'reply' as const,
    channelId: 'quiet',
  }));
  const sent = await play({ messages: [...busy, ...quiet], perSecond: 80 });
  const waited = sent.filter(({ channelId }) => channelId === 'quiet').map(({ waits }) => waits);
  expect(waited).toHaveLength(200);
  expect(Math.max(...waited)).toBe(0);
});
