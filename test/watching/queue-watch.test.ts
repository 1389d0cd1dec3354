import { QueueWatch } from '../../src/queue/queue-watch.js';
import { SERVERS, type TestQueue } from './queue-servers.js';

describe.each(SERVERS)('the queue on %s', (_name, open) => {
  let held: TestQueue;
  beforeAll(async () => {
    held = await open();
  });
  afterAll(() => held.close());

  test('is empty', async () => {
    const depth = await new QueueWatch(held.queue, { now: Date.now }).read();
    expect(depth).toEqual({
      queue: 'turns',
      jobs: { waiting: 0, prioritized: 0, active: 0, delayed: 0, failed: 0 },
      oldestWaitingSeconds: 0,
    });
  });

  test('tells its depth, and the age of what has waited longest whatever its priority', async () => {
    const { queue } = held;
    const now = Date.now();
    const watch = new QueueWatch(queue, { now: () => now });
    await queue.add('turn', {}, { timestamp: now - 4_000 });
    await queue.add('turn', {}, { timestamp: now - 2_000 });
    await queue.add('wake', {}, { timestamp: now, delay: 60_000 });
    expect(await watch.read()).toMatchObject({ jobs: { waiting: 2, delayed: 1 }, oldestWaitingSeconds: 4 });

    // Many that are more urgent, and one that is not and has waited longer.
    await queue.add('turn', {}, { timestamp: now - 9_000, priority: 50 });
    for (let n = 0; n < 8; n += 1) await queue.add('turn', {}, { timestamp: now - 100 * n, priority: 1 });
    expect(await watch.read()).toMatchObject({ jobs: { prioritized: 9 }, oldestWaitingSeconds: 9 });
  });

  test('a delay that is over is no waiting', async () => {
    const { queue } = held;
    await queue.drain(true);
    const now = Date.now();
    const job = await queue.add('wake', {}, { timestamp: now - 3_600_000, delay: 3_599_000 });
    await job.promote();
    const depth = await new QueueWatch(queue, { now: () => now }).read();
    expect(depth.jobs).toMatchObject({ waiting: 1 });
    expect(depth.oldestWaitingSeconds).toBe(1);
  });
});
