import { Refusal } from '../../scripts/say.mjs';
import { openFloor } from '../floor/floor.mjs';
import { rounded } from '../summary.mjs';
import { FASTEST, withTrial } from '../trial.mjs';

/** As many as one call takes. */
const CHUNK = 1_000;
const FIRST_NUMBER = 15_570_000_000;
const WITHIN_MS = 180_000;

/**
 * Messages a second of one channel set to 1,000/s, as the simulator takes them: a flow is started for people who have
 * never written, so that each gets the approved template. The floor is the same program as for turns.
 * @param knownFloor turns a second of the floor, where this run has measured it already
 */
export async function measureBulk(size, scale, tell, knownFloor) {
  return withTrial({ size }, async (trial) => {
    const { platform, api, channel } = trial;
    const floorPerSecond = knownFloor ?? (await measureFloor(trial, scale));

    const people = (from, count) => Array.from({ length: count }, (_, n) => `+${FIRST_NUMBER + from + n}`);
    const send = async (from, count) => {
      for (let n = 0; n < count; n += CHUNK) {
        const to = people(from + n, Math.min(CHUNK, count - n));
        await api('POST', `/channels/${channel.id}/broadcasts`, { flowId: 'ten-questions', to });
      }
    };
    const take = async (from, count) => {
      const [arrived] = await Promise.all([platform.arrivals({ count, withinMs: WITHIN_MS }), send(from, count)]);
      if (arrived.messages < count)
        throw new Refusal(`Of ${count} messages only ${arrived.messages} went out in time.`);
      return arrived;
    };
    const warmUp = Math.ceil(scale.bulkMessages / 10);
    await take(0, warmUp);
    const arrived = await take(warmUp, scale.bulkMessages);
    tell(`bulk: ${arrived.perSecond}/s over ${arrived.messages} messages, floor ${floorPerSecond}/s`);
    return {
      perSecond: arrived.perSecond,
      vsFloor: rounded(arrived.perSecond / floorPerSecond, 2),
      floorPerSecond,
      limit: FASTEST,
      boundedBy: arrived.perSecond >= 0.95 * FASTEST ? 'limit' : 'machine',
      messages: arrived.messages,
    };
  });
}

async function measureFloor(trial, scale) {
  const floor = await openFloor(trial, scale);
  try {
    return (await floor.run(scale.seconds)).perSecond;
  } finally {
    await floor.close();
  }
}
