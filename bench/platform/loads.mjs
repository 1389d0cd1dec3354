import { setTimeout as delay } from 'node:timers/promises';
import { percentiles, rounded } from '../summary.mjs';

/** Nobody answers in the very millisecond; long beside nothing that a service does, short beside a turn under load. */
const THINK_MS = 20;
/** How long replies that are still out are awaited at the end. */
const PATIENCE_MS = 20_000;

/** Always the same numbers from the same seed (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Phone numbers of a population, one after the other, or picked anywhere from it. */
function numbers({ first, count, spread = false }, random) {
  let next = 0;
  return () => String(first + (spread ? Math.floor(random() * count) : next++ % count));
}

/**
 * Closed loop: so many people at a time, each writes as soon as the reply is there. After each survey a seat goes to
 * the next person of the population. Ends after so many seconds, or turns.
 * @param load `{ seats, people: { first, count, spread? }, warmUpSeconds, seconds?, turns?, seed? }`
 */
export async function closedLoop(people, { seats, people: population, warmUpSeconds, seconds, turns, seed = 1 }) {
  const random = seeded(seed);
  const nextNumber = numbers(population, random);
  const seated = new Set();
  const times = [];
  let [counting, over, count, out] = [false, false, 0, 0];
  let reached;
  const enough = new Promise((done) => (reached = done));

  const newcomer = () => {
    for (;;) {
      const waId = nextNumber();
      if (seated.has(waId)) continue;
      seated.add(waId);
      return people.person(waId);
    }
  };
  const act = (person) => {
    if (over) return;
    out += 1;
    people.act(person);
  };
  people.onReply = (person, tookMs) => {
    out -= 1;
    if (counting) {
      count += 1;
      times.push(tookMs);
      if (count === turns) reached();
    }
    let next = person;
    if (person.step === 0) {
      seated.delete(person.waId);
      next = newcomer();
    }
    setTimeout(act, THINK_MS, next);
  };
  const [wrong, unasked] = [people.wrong, people.unasked];
  for (let seat = 0; seat < seats; seat += 1) setTimeout(act, (500 * seat) / seats, newcomer());
  await delay(warmUpSeconds * 1_000);
  counting = true;
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await (turns === undefined ? delay(seconds * 1_000) : enough);
  const tookSeconds = (performance.now() - start) / 1_000;
  counting = false;
  const spent = process.cpuUsage(cpu);
  over = true;
  const unanswered = await settled(() => out);
  return {
    turns: count,
    perSecond: rounded(count / tookSeconds),
    ...percentiles(times),
    /** Of one core, by the simulator and the people at its phones. */
    platformCpu: rounded((spent.user + spent.system) / 1e6 / tookSeconds, 2),
    wrong: people.wrong - wrong,
    unasked: people.unasked - unasked,
    unanswered,
  };
}

/**
 * Open loop: people write at this rate on the average, independently of each other (exponential gaps) and of how fast
 * the replies are. Times count from when somebody meant to write.
 * @param load `{ rate, people: { first, count }, warmUpSeconds, seconds, seed? }`
 */
export async function openLoop(people, { rate, people: population, warmUpSeconds, seconds, seed = 2 }) {
  const random = seeded(seed);
  const idle = Array.from({ length: population.count }, (_, n) => people.person(String(population.first + n)));
  const meant = [];
  const times = [];
  let out = 0;
  const begin = () => {
    while (meant.length > 0 && idle.length > 0) {
      out += 1;
      people.act(idle.shift(), meant.shift());
    }
  };
  const start = performance.now() + 50;
  const countFrom = start + warmUpSeconds * 1_000;
  const end = countFrom + seconds * 1_000;
  people.onReply = (person, tookMs) => {
    out -= 1;
    if (performance.now() - tookMs >= countFrom) times.push(tookMs);
    setTimeout(() => {
      idle.push(person);
      begin();
    }, THINK_MS);
  };
  const [wrong, unasked] = [people.wrong, people.unasked];
  let writesAt = start;
  while (writesAt < end) {
    for (const now = performance.now(); writesAt <= now; writesAt += (-Math.log(1 - random()) * 1_000) / rate) {
      meant.push(writesAt);
    }
    begin();
    await delay(1);
  }
  const unanswered = await settled(() => out + meant.length);
  return {
    turns: times.length,
    perSecond: rounded(times.length / seconds),
    ...percentiles(times),
    wrong: people.wrong - wrong,
    unasked: people.unasked - unasked,
    unanswered,
  };
}

/** How many replies are missing when all have come or patience is at its end. */
async function settled(out) {
  const end = performance.now() + PATIENCE_MS;
  while (out() > 0 && performance.now() < end) await delay(20);
  return out();
}
