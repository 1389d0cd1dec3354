import { openFloor } from '../floor/floor.mjs';
import { median, rounded } from '../summary.mjs';
import { withTrial } from '../trial.mjs';

/** More people than can be under way at half the rate. */
const PEOPLE = { first: 15_552_000_000, count: 2_000 };

/**
 * Turns a second in a closed loop, against the floor in turns with it, and the time from webhook to reply in an open
 * loop at half of that. Once without statuses, as the floor has none, and once with those of a real day.
 */
export async function measureTurns(size, scale, tell, nodeArgs) {
  return withTrial({ size, nodeArgs }, async (trial) => {
    const { platform } = trial;
    const floor = await openFloor(trial, scale);
    tell(`floor: ${floor.tried.map(({ concurrency, perSecond }) => `${perSecond}/s at ${concurrency}`).join(', ')}`);

    const { warmUpSeconds, seconds } = scale;
    const closed = (seats, forSeconds) =>
      platform.closedLoop({ seats, people: PEOPLE, warmUpSeconds, seconds: forSeconds });
    let seats;
    for (const tried of scale.seats) {
      const { perSecond } = await closed(tried, scale.tuneSeconds);
      tell(`${tried} people at a time: ${perSecond}/s`);
      if (!(perSecond <= seats?.perSecond)) seats = { count: tried, perSecond };
    }
    const rounds = [];
    for (let round = 0; round < scale.rounds; round += 1) {
      const bare = await floor.run(seconds);
      const ours = await closed(seats.count, seconds);
      rounds.push({ floor: bare.perSecond, ours });
      tell(`floor ${bare.perSecond}/s, Canvass ${ours.perSecond}/s`);
    }
    const runs = rounds.map(({ ours }) => ours);
    const turnsPerSecond = median(runs.map(({ perSecond }) => perSecond));
    const floorPerSecond = median(rounds.map((round) => round.floor));
    const open = (perSecond) => platform.openLoop({ rate: perSecond / 2, people: PEOPLE, warmUpSeconds, seconds });
    const latency = await open(turnsPerSecond);
    tell(`at ${latency.perSecond}/s: p50 ${latency.p50Ms} ms, p95 ${latency.p95Ms} ms, p99 ${latency.p99Ms} ms`);

    await platform.statuses(true);
    const busy = await closed(seats.count, seconds);
    const busyLatency = await open(busy.perSecond);
    await platform.statuses(false);
    tell(`with statuses: ${busy.perSecond}/s, p50 ${busyLatency.p50Ms} ms, p95 ${busyLatency.p95Ms} ms at half of it`);

    const everything = [...runs, latency, busy, busyLatency];
    return {
      turnsPerSecond,
      vsFloor: rounded(turnsPerSecond / floorPerSecond, 2),
      ...timesOf(latency),
      floorPerSecond,
      floorConcurrency: floor.concurrency,
      peopleAtATime: seats.count,
      withStatuses: {
        turnsPerSecond: busy.perSecond,
        webhooksPerSecond: rounded(4 * busy.perSecond),
        ...timesOf(busyLatency),
      },
      platformCpu: median(runs.map(({ platformCpu }) => platformCpu)),
      ...flaws(everything),
    };
  });
}

function timesOf({ p50Ms, p95Ms, p99Ms }) {
  return { p50Ms, p95Ms, p99Ms };
}

/** Replies that were wrong, that nobody had asked for, or that did not come: all must be 0. */
export function flaws(runs) {
  const sum = (name) => runs.reduce((total, run) => total + run[name], 0);
  return { wrong: sum('wrong'), unasked: sum('unasked'), unanswered: sum('unanswered') };
}
