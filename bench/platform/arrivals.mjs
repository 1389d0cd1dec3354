import { rounded } from '../summary.mjs';

/** The first and last of so many messages are those of a run that starts and ends. */
const MARGIN = 0.05;

/**
 * Waits for so many messages of the business and tells how fast they came: over the middle 90 % of them, and in each
 * whole second.
 * @param expected `{ count, withinMs }`
 */
export function arrivals(simulator, { count, withinMs }) {
  return new Promise((done) => {
    const times = [];
    const finish = () => {
      stop();
      clearTimeout(late);
      done(summary(times));
    };
    const stop = simulator.watch(({ kind, message }) => {
      if (kind !== 'message' || message.from !== 'business' || message.tick !== 'accepted') return;
      times.push(performance.now());
      if (times.length === count) finish();
    });
    const late = setTimeout(finish, withinMs);
  });
}

function summary(times) {
  const [first, last] = [Math.floor(times.length * MARGIN), Math.ceil(times.length * (1 - MARGIN)) - 1];
  const seconds = new Map();
  for (const time of times) {
    const second = Math.floor((time - times[0]) / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  return {
    messages: times.length,
    perSecond: last > first ? rounded(((last - first) * 1_000) / (times[last] - times[first])) : 0,
    eachSecond: [...seconds.values()],
  };
}
