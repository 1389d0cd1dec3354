import { withTrial } from '../trial.mjs';
import { flaws } from './turns.mjs';

const PEOPLE = { first: 15_553_000_000, count: 2_000 };
const SEATS = 200;

/** Turns a second of one web process with more and more workers, and whether each conversation kept its order. */
export async function measureWorkers(scale, tell) {
  const { warmUpSeconds, seconds } = scale;
  const counted = {};
  const runs = [];
  for (const workers of scale.workers) {
    const run = await withTrial({ size: 'mongo', workers }, ({ platform }) =>
      platform.closedLoop({ seats: SEATS, people: PEOPLE, warmUpSeconds, seconds }),
    );
    tell(`${workers} workers: ${run.perSecond}/s`);
    counted[workers] = run.perSecond;
    runs.push(run);
  }
  const { wrong, unasked, unanswered } = flaws(runs);
  return { ...counted, orderKept: wrong + unasked + unanswered === 0 };
}
