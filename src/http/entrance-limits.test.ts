import pino from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { LimiterStore } from '../delivery/pacing/pacing-store.js';
import { StoreGuard } from '../delivery/pacing/store-guard.js';
import { EntranceLimits, type Attempt } from './entrance-limits.js';
import { Problem } from './problem.js';

const memory = () => new LimiterStore(new RateLimiterMemory({ points: 1_000_000, duration: 5 }));

/** Limits over a shared store that can be taken away, as one too busy to answer in time is. */
function entrance() {
  const shared = memory();
  const state = { isAway: false, now: 0 };
  const flaky = Object.assign(Object.create(shared) as typeof shared, {
    add: async (key: string, points: number, seconds: number) => {
      if (state.isAway) throw new Error('no answer in time');
      return shared.add(key, points, seconds);
    },
  });
  const guard = new StoreGuard(flaky, memory(), 1 / 8, pino({ level: 'silent' }));
  const limits = new EntranceLimits(guard, { now: () => state.now });
  const right = (of: Attempt) => limits.attempt(of, async () => 'in');
  const wrong = (of: Attempt) =>
    limits.attempt(of, () =>
      Promise.reject(new Problem(401, 'wrong-credentials', 'Not signed in', 'It does not fit.')),
    );
  const wrongTimes = async (times: number, of: Attempt) => {
    for (let i = 0; i < times; i += 1) await expect(wrong(of)).rejects.toMatchObject({ status: 401 });
  };
  return { state, guard, limits, right, wrong, wrongTimes };
}

const ann = { address: '198.51.100.1', account: 'ann@example.org' };
const ben = { ...ann, account: 'ben@example.org' };
const refused = { status: 429, type: 'too-many-attempts', retryAfterSeconds: 900 };

it('an account is shut to the address that guesses at it, and to nobody else', async () => {
  const { right, wrongTimes } = entrance();
  await wrongTimes(20, ann);
  await expect(right(ann)).rejects.toMatchObject(refused);
  expect(await right({ ...ann, address: '198.51.100.2' })).toBe('in');
  expect(await right(ben)).toBe('in');
  expect(await right({ address: ann.address })).toBe('in');
});

it('guessing from many addresses shuts the account, guessing at many accounts the address', async () => {
  const { right, wrongTimes } = entrance();
  for (let i = 0; i < 5; i += 1) await wrongTimes(10, { ...ann, address: `198.51.100.${10 + i}` });
  await expect(right(ann)).rejects.toMatchObject(refused);
  const address = '198.51.100.3';
  for (let i = 0; i < 100; i += 1) await wrongTimes(1, { address, account: `user${i}@example.org` });
  await expect(right({ address })).rejects.toMatchObject(refused);
});

it('what is right counts for nothing, a whole office at once included', async () => {
  const { right } = entrance();
  const office = Array.from({ length: 80 }, (_, i) => right({ ...ann, account: `user${i}@example.org` }));
  expect(new Set(await Promise.all(office))).toEqual(new Set(['in']));
  for (let i = 0; i < 60; i += 1) expect(await right(ann)).toBe('in');
});

it('who goes on when it is too much uses up nothing that others need', async () => {
  const { right, wrong, wrongTimes } = entrance();
  await wrongTimes(20, ann);
  for (let i = 0; i < 200; i += 1) await expect(wrong(ann)).rejects.toMatchObject(refused);
  expect(await right(ben)).toBe('in');
  expect(await right({ ...ann, address: '198.51.100.2' })).toBe('in');
});

it('a failure of our own is no wrong guess', async () => {
  const { limits, right } = entrance();
  for (let i = 0; i < 30; i += 1) {
    await expect(limits.attempt(ann, () => Promise.reject(new Error('the database is away')))).rejects.toThrow('away');
  }
  expect(await right(ann)).toBe('in');
});

it('counters that do not answer turn nobody away, and still count', async () => {
  const { state, right, wrongTimes } = entrance();
  state.isAway = true;
  expect(await right(ann)).toBe('in');
  for (let i = 0; i < 5; i += 1) expect(await right({ ...ann, account: `user${i}@example.org` })).toBe('in');
  await wrongTimes(20, ann);
  await expect(right(ann)).rejects.toMatchObject(refused);
});

it('the shared counters are looked for again, and hold what they held', async () => {
  const { state, guard, right, wrongTimes } = entrance();
  await wrongTimes(20, ann);
  state.isAway = true;
  expect(await right(ann)).toBe('in');
  state.isAway = false;
  state.now = 1_000;
  expect(await right(ben)).toBe('in');
  expect(guard.share).toBe(1);
  await expect(right(ann)).rejects.toMatchObject(refused);
});
