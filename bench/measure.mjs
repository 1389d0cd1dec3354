import { Refusal } from '../scripts/say.mjs';
import { measureBulk } from './parts/bulk.mjs';
import { measureGrowth } from './parts/growth.mjs';
import { measureStart } from './parts/start.mjs';
import { measureTurns } from './parts/turns.mjs';
import { measureWorkers } from './parts/workers.mjs';
import { machine } from './report/machine.mjs';
import { serversHere } from './report/servers.mjs';
import { SCALES } from './scales.mjs';

const MINUTE = 60_000;
/** What takes longer than this is not measured but stopped; together well under an hour, and 40 minutes as a rule. */
const BOUNDS = { turns: 8 * MINUTE, bulk: 4 * MINUTE, growth: 20 * MINUTE, workers: 4 * MINUTE, start: 3 * MINUTE };

/**
 * All figures asked for, in the shape that `--json` prints. A part that was not asked for, or whose servers are not
 * there, is null.
 * @param wanted `{ parts, form, size?, profile?, tell }`
 */
export async function measure({ parts, form, size: only, profile, tell }) {
  const scale = SCALES[form];
  const servers = await serversHere();
  const wanted = (size) => scale.sizes.includes(size) && (only === undefined || only === size);
  const sizes = ['embedded', 'mongo'].filter((size) => wanted(size) && servers[size] !== undefined);
  if (wanted('mongo') && servers.mongo === undefined) tell(`The size mongo is left out: ${servers.missing}`);
  const nodeArgs = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];

  const run = async (part, size, work) => {
    if (!parts.includes(part) || !sizes.includes(size)) return null;
    tell(`\n${part}, ${size}: ${servers[size]}`);
    return within(BOUNDS[part], `${part} (${size})`, work());
  };
  const turns = {};
  const [bulk, start] = [{}, {}];
  for (const size of ['embedded', 'mongo']) {
    turns[size] = await run('turns', size, () => measureTurns(size, scale, tell, nodeArgs));
    bulk[size] = await run('bulk', size, () => measureBulk(size, scale, tell, turns[size]?.floorPerSecond));
    start[size] = await run('start', size, () => measureStart(size, scale, tell));
  }
  const growth = await run('growth', 'embedded', () => measureGrowth('embedded', scale, tell));
  const workers = await run('workers', 'mongo', () => measureWorkers(scale, tell));
  return {
    embedded: turns.embedded,
    mongo: turns.mongo,
    // The size that is made for it; the other one where that could not be measured.
    bulk: bulk.mongo || bulk.embedded ? { ...(bulk.mongo ?? bulk.embedded), ...bulk } : null,
    growth,
    workers,
    startMs: start,
    form,
    servers,
    machine: machine(),
    measuredAt: new Date().toISOString().slice(0, 10),
  };
}

async function within(ms, what, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Refusal(`${what} took longer than ${ms / MINUTE} minutes.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
