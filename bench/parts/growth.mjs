import { seed } from '../seed/seed.mjs';
import { rounded } from '../summary.mjs';
import { withTrial } from '../trial.mjs';
import { measureMemory } from './memory.mjs';
import { flaws } from './turns.mjs';

const FIRST_NUMBER = 15_560_000_000;
const SEATS = 200;
/** Of a small population everything is kept; of a million people the two last messages each. */
const ENTRIES = (people) => (people > 100_000 ? 2 : 10);

/**
 * The same turns with more and more conversations stored, each with its contact, identities, a finished session and
 * part of its thread. Those who write are picked from all of them, so that nothing is in memory by chance.
 */
export async function measureGrowth(size, scale, tell) {
  return withTrial({ size }, async (trial) => {
    const { platform } = trial;
    const results = {};
    const runs = [];
    let stored = 0;
    const seeding = [];
    for (const [name, people] of Object.entries(scale.growth)) {
      const seeded = await seed(trial, { first: FIRST_NUMBER, from: stored, to: people, entries: ENTRIES(people) });
      seeding.push({ conversations: people, seconds: seeded.seconds, documents: seeded.documents });
      tell(`${people} conversations stored in ${seeded.seconds} s (${seeded.documents} documents more)`);
      stored = people;
      const run = await platform.closedLoop({
        seats: Math.min(SEATS, people / 4),
        people: { first: FIRST_NUMBER, count: people, spread: true },
        warmUpSeconds: scale.warmUpSeconds,
        seconds: scale.growthSeconds,
      });
      tell(`${run.perSecond}/s, p95 ${run.p95Ms} ms`);
      results[name] = run.perSecond;
      runs.push(run);
    }
    const memory = await measureMemory(trial, scale.memoryTurns, tell);
    const [first] = Object.values(results);
    const ofFirst = Object.fromEntries(
      Object.entries(results).map(([name, perSecond]) => [name, rounded(perSecond / first, 2)]),
    );
    return { ...results, ofFirst, seeding, memory, ...flaws(runs) };
  });
}
