import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { onMongo } from '../setup/mongo.js';
import { findRedisServer } from '../support/redis-server.js';
import { buildService } from '../support/service-process.js';

/** Under 90 seconds on two cores of its own; a trial in which something is stuck takes up to its patience three times. */
const WITHIN_MS = 600_000;

jest.setTimeout(WITHIN_MS + 60_000);

const project = join(__dirname, '..', '..');

const Figures = z.object({
  conversations: z.literal(60),
  lost: z.number(),
  duplicated: z.number(),
  ambiguous: z.number(),
  outOfOrder: z.number(),
  fallbackTwice: z.number(),
  fallbackMissing: z.number(),
  statusBackwards: z.number(),
  quiet: z.boolean(),
  seconds: z.number(),
  templates: z.number().positive(),
  sends: z.object({ faults: z.number().positive() }),
  webhooks: z.object({ failedAttempts: z.number().positive() }),
  disturbances: z.array(z.object({ name: z.string() })),
});

/** Each of them once; the clock a second time at the end. */
const DONE_TO_IT = [
  'clock',
  'clock',
  'empty-redis',
  'flush-redis',
  'kill-database',
  'kill-redis',
  'kill-web',
  'kill-worker',
  'outage',
  'stop-database',
  'stop-redis',
];

onMongo('chaos', () => {
  const given = findRedisServer() === undefined ? test.skip : test;

  beforeAll(() => buildService());

  given(
    '60 people keep every answer and get every prompt once, whatever is killed, stopped, emptied or moved',
    async () => {
      const { stdout, stderr } = await chaos('--short', '--json');
      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(1);
      const { lost, duplicated, outOfOrder, fallbackTwice, fallbackMissing, statusBackwards, quiet, ...figures } =
        Figures.parse(JSON.parse(lines[0] ?? ''));
      const broken = { lost, duplicated, outOfOrder, fallbackTwice, fallbackMissing, statusBackwards };
      const whole = Object.values(broken).every((count) => count === 0);
      if (!quiet || !whole) console.log(stderr);
      expect({ quiet, ...broken }).toEqual({
        quiet: true,
        lost: 0,
        duplicated: 0,
        outOfOrder: 0,
        fallbackTwice: 0,
        fallbackMissing: 0,
        statusBackwards: 0,
      });
      expect(figures.disturbances.map(({ name }) => name).toSorted()).toEqual(DONE_TO_IT);
      console.log(
        `${figures.conversations} conversations, ${figures.ambiguous} ambiguous copies, ${figures.seconds} s`,
      );
    },
  );
});

/** What it printed, also where it found something: then its exit code is 1. */
async function chaos(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  try {
    return await promisify(execFile)(process.execPath, ['chaos/chaos.mjs', ...args], {
      cwd: project,
      timeout: WITHIN_MS,
    });
  } catch (error) {
    const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    if (stdout === '') throw new Error(stderr, { cause: error });
    return { stdout, stderr };
  }
}
