import { createLogger } from '../logging/logger.js';
import { SYSTEM } from '../storage/documents.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore, type Store } from '../store/store.js';
import { Upkeep, type UpkeepTask } from './upkeep.js';
import { UpkeepClaims } from './upkeep-claims.js';

const log = createLogger('silent');
const clock = { now: () => Date.now() };

let store: Store;

beforeEach(async () => {
  jest.useFakeTimers({ now: 1_000_000 });
  store = await openStore(memoryDocuments());
});
afterEach(() => jest.useRealTimers());

function processWith(...tasks: UpkeepTask[]): Upkeep {
  return new Upkeep(tasks, new UpkeepClaims(store, clock), () => 0.5, log);
}

function counting(over: Partial<UpkeepTask> = {}): UpkeepTask & { done: number[] } {
  const done: number[] = [];
  return {
    name: 'sweep',
    everyMs: 10_000,
    atStart: true,
    run: async () => {
      done.push(Date.now());
      return 'done';
    },
    ...over,
    done,
  };
}

test('is done at the start and then again and again, across a restart too', async () => {
  const task = counting();
  const first = processWith(task);
  await first.onApplicationBootstrap();
  expect(task.done).toEqual([1_000_000]);
  await jest.advanceTimersByTimeAsync(31_500);
  expect(task.done).toHaveLength(4);
  await first.beforeApplicationShutdown();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(task.done).toHaveLength(4);
  // Lately, but not just now.
  await processWith(task).onApplicationBootstrap();
  expect(task.done).toHaveLength(5);
});

test('of several processes one does it each time', async () => {
  const tasks = [counting(), counting(), counting()];
  await Promise.all(tasks.map((task) => processWith(task).onApplicationBootstrap()));
  const total = () => tasks.reduce((sum, { done }) => sum + done.length, 0);
  expect(total()).toBe(1);
  await jest.advanceTimersByTimeAsync(10 * 10_500 + 100);
  expect(total()).toBe(11);
});

test('what is left over is done soon', async () => {
  let left = 3;
  const task = counting({ run: async () => ((left -= 1) > 0 ? 'more' : 'done') });
  await processWith(task).onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(2_500);
  expect(left).toBe(0);
});

test('a failure is not the end of it', async () => {
  let runs = 0;
  const task = counting({
    run: () => {
      runs += 1;
      return Promise.reject(new Error('broken'));
    },
  });
  await processWith(task).onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(22_000);
  expect(runs).toBe(3);
});

test('a start does not wait for what need not be done at the start', async () => {
  const task = counting({ atStart: false, run: () => new Promise(() => undefined) });
  await processWith(task).onApplicationBootstrap();
});

test('a time in the future, of a machine whose clock was wrong, does not stop it', async () => {
  await store.upkeepRuns.insert(SYSTEM, 'sweep', { startedAt: 9_000_000_000 });
  const task = counting();
  await processWith(task).onApplicationBootstrap();
  expect(task.done).toHaveLength(1);
});
