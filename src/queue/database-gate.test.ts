import { createLogger } from '../logging/logger.js';
import { StorageUnavailable } from '../storage/errors.js';
import { DatabaseGate } from './database-gate.js';

const log = createLogger('silent');

/** A database that is away for so many looks at it; pauses are over at once and written down. */
function gateFor(looksUntilBack: number) {
  const pauses: number[] = [];
  let looks = 0;
  const documents = {
    ping: async () => {
      looks += 1;
      if (looks < looksUntilBack) throw new StorageUnavailable('still away');
    },
  };
  const gate = new DatabaseGate(
    documents,
    log,
    () => 0.5,
    async (ms, signal) => {
      pauses.push(ms);
      signal.throwIfAborted();
    },
  );
  return { gate, pauses, looks: () => looks };
}

test('work that finds the database away waits and is done again from the start', async () => {
  const { gate, looks } = gateFor(3);
  let tries = 0;
  const result = await gate.through(async () => {
    tries += 1;
    if (tries < 3) throw new StorageUnavailable('away');
    return 'done';
  });
  expect(result).toBe('done');
  // Away twice: the first time three looks, then it was there at the first.
  expect({ tries, looks: looks() }).toEqual({ tries: 3, looks: 4 });
});

test('however many wait, one looks; then they go on spread over a second', async () => {
  const { gate, pauses, looks } = gateFor(2);
  const away = new Set([1, 2, 3, 4, 5]);
  await Promise.all(
    [...away].map((job) =>
      gate.through(async () => {
        if (away.delete(job)) throw new StorageUnavailable('away');
      }),
    ),
  );
  expect(looks()).toBe(2);
  expect(pauses.filter((ms) => ms === 500)).toHaveLength(5);
});

test('what is no fault of the database goes to the caller', async () => {
  const { gate, looks } = gateFor(1);
  await expect(gate.through(() => Promise.reject(new TypeError('ours')))).rejects.toThrow(TypeError);
  expect(looks()).toBe(0);
});

test('a process that stops lets go of those who wait', async () => {
  const { gate } = gateFor(1_000_000);
  const error = new StorageUnavailable('away');
  const waiting = gate.through(() => Promise.reject(error));
  gate.stop();
  await expect(waiting).rejects.toBe(error);
});
