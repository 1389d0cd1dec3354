import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore } from '../store/store.js';
import { BEAT_EVERY_MS, Listening } from './listening.js';

async function webAndWorker() {
  const store = await openStore(memoryDocuments());
  const world = { now: 1_000_000 };
  const clock = { now: () => world.now };
  const web = new Listening(store, clock);
  const worker = new Listening(store, clock);
  /** The web process beats for so long. */
  const beatFor = async (ms: number): Promise<void> => {
    for (const end = world.now + ms; world.now < end; world.now += BEAT_EVERY_MS) await web.beat();
    await web.beat();
  };
  return { world, store, clock, web, worker, beatFor };
}

test('begins with the first beat and goes on while beats come', async () => {
  const { world, worker, beatFor } = await webAndWorker();
  const began = world.now;
  await beatFor(120_000);
  expect(await worker.since()).toBe(began);
});

test('a silence begins it anew', async () => {
  const { world, worker, beatFor } = await webAndWorker();
  await beatFor(20_000);
  world.now += 60_000;
  const again = world.now;
  await beatFor(20_000);
  expect(await worker.since()).toBe(again);
});

test('while nobody listens it has not begun', async () => {
  const { world, worker, beatFor } = await webAndWorker();
  expect(await worker.since()).toBe(world.now);
  await beatFor(20_000);
  world.now += 60_000;
  expect(await worker.since()).toBe(world.now);
});

test('a restart of one of two web processes is no silence', async () => {
  const { world, store, clock, worker, beatFor } = await webAndWorker();
  const began = world.now;
  const other = new Listening(store, clock);
  await other.beat();
  await beatFor(30_000);
  await other.beat();
  expect(await worker.since()).toBe(began);
});
