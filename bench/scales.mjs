/**
 * How much is measured. `full` is what docs/benchmarks.md shows, `quick` a look in under three minutes, `smoke` only
 * shows that everything works.
 */
export const SCALES = {
  full: {
    sizes: ['embedded', 'mongo'],
    rounds: 3,
    warmUpSeconds: 4,
    seconds: 20,
    tuneSeconds: 5,
    seats: [64, 200],
    growth: { '1k': 1_000, '100k': 100_000, '1m': 1_000_000 },
    growthSeconds: 30,
    memoryTurns: [10_000, 50_000, 100_000],
    workers: [1, 2, 4],
    bulkMessages: 20_000,
    starts: 5,
  },
  quick: {
    sizes: ['embedded', 'mongo'],
    rounds: 1,
    warmUpSeconds: 2,
    seconds: 6,
    tuneSeconds: 2,
    seats: [200],
    growth: { '1k': 1_000 },
    growthSeconds: 6,
    memoryTurns: [500, 1_000],
    workers: [1, 2],
    bulkMessages: 3_000,
    starts: 1,
  },
  smoke: {
    sizes: ['embedded'],
    rounds: 1,
    warmUpSeconds: 1,
    seconds: 2,
    tuneSeconds: 0.5,
    seats: [32],
    growth: { '1k': 200 },
    growthSeconds: 1,
    memoryTurns: [50, 100],
    workers: [],
    bulkMessages: 200,
    starts: 1,
  },
};
