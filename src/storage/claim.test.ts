import { claims, withClaim, type Claim } from './claim.js';
import { SYSTEM, type Collection } from './documents.js';
import { memoryDocuments } from './memory/memory-documents.js';

let collection: Collection<Claim>;
let time: number;
const now = () => time;

beforeEach(() => {
  collection = memoryDocuments().collection(claims);
  time = 1_000_000;
});

test('of two that want the same work the second begins when the first has ended', async () => {
  const order: string[] = [];
  let end: () => void = () => undefined;
  const first = withClaim(
    collection,
    'work',
    () => {
      order.push('first begins');
      return new Promise<void>((done) => (end = done));
    },
    { now },
  );
  let looks = 0;
  const pause = async () => {
    if (++looks < 3) return;
    order.push('first ends');
    end();
    await first;
  };
  await withClaim(collection, 'work', async () => order.push('second begins'), { now, pause });
  expect(order).toEqual(['first begins', 'first ends', 'second begins']);
});

test('a claim outlives its dead owner by its time and no longer', async () => {
  await collection.insert(SYSTEM, 'work', { owner: 'dead', until: time + 15_000 });
  const started = time;
  const pause = async (ms: number) => {
    time += ms;
  };
  const began = await withClaim(collection, 'work', async () => time, { now, pause });
  expect(began - started).toBe(15_000);
});

test('is given back when the work fails, and the failure is told', async () => {
  const failing = withClaim(collection, 'work', () => Promise.reject(new Error('no')), { now });
  await expect(failing).rejects.toThrow('no');
  const pause = () => Promise.reject(new Error('waited'));
  await expect(withClaim(collection, 'work', async () => 'done', { now, pause })).resolves.toBe('done');
});

describe('with beats of a fake timer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('is renewed while the work lasts, and the work is told when it is lost', async () => {
    const outcome = withClaim(
      collection,
      'work',
      async (signal) => {
        time += 5_000;
        await jest.advanceTimersByTimeAsync(5_000);
        const renewed = await collection.get(SYSTEM, 'work');
        await collection.setFields(SYSTEM, ['work'], { owner: 'another' });
        await jest.advanceTimersByTimeAsync(5_000);
        return { until: renewed?.until, lost: signal.aborted };
      },
      { now },
    );
    expect(await outcome).toEqual({ until: 1_020_000, lost: true });
    expect(await collection.get(SYSTEM, 'work')).toMatchObject({ owner: 'another' });
  });
});
