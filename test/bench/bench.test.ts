import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const project = join(__dirname, '..', '..');

const positive = z.number().positive();
const Times = { p50Ms: positive, p95Ms: positive, p99Ms: positive };
const Size = z.object({
  turnsPerSecond: positive,
  vsFloor: positive,
  ...Times,
  floorPerSecond: positive,
  withStatuses: z.object({ turnsPerSecond: positive, ...Times }),
  wrong: z.literal(0),
  unasked: z.literal(0),
  unanswered: z.literal(0),
});
const Figures = z.object({
  embedded: Size,
  mongo: z.null(),
  bulk: z.object({ perSecond: positive, vsFloor: positive, boundedBy: z.enum(['limit', 'machine']) }),
  growth: z.object({
    '1k': positive,
    memory: z.array(z.object({ turns: positive, residentMb: positive })),
    wrong: z.literal(0),
    unasked: z.literal(0),
    unanswered: z.literal(0),
  }),
  workers: z.null(),
  startMs: z.object({ embedded: positive, mongo: z.null() }),
  form: z.literal('smoke'),
  machine: z.object({ cores: positive, node: z.string() }),
});

async function bench(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  try {
    const said = await promisify(execFile)(process.execPath, ['bench/bench.mjs', ...args], { cwd: project });
    return { ...said, code: 0 };
  } catch (error) {
    return z.object({ stdout: z.string(), stderr: z.string(), code: z.number() }).parse(error);
  }
}

it('measures everything in its smallest form and prints one line of JSON that makes sense', async () => {
  const { stdout, stderr, code } = await bench('--smoke', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(1);
  const { embedded, growth } = Figures.parse(JSON.parse(lines[0] ?? ''));
  expect(embedded.vsFloor).toBeCloseTo(embedded.turnsPerSecond / embedded.floorPerSecond, 1);
  expect(embedded.p50Ms).toBeLessThanOrEqual(embedded.p95Ms);
  expect(embedded.p95Ms).toBeLessThanOrEqual(embedded.p99Ms);
  expect(growth.memory.map(({ turns }) => turns)).toEqual([50, 100]);
});

it('says which parts there are when it is asked for another', async () => {
  const { code, stderr } = await bench('--only', 'lunch');
  expect(code).toBe(1);
  expect(stderr).toContain('There is no part "lunch"');
  expect(stderr).toContain('turns,bulk,growth,workers,start');
});
