import { ECHO_WAIT, House, LEASE, scope } from '../support/house.js';
import type { CrashPlan } from '../support/crashing-documents.js';

/** What the contact reads from beginning to end, each once. */
const WHOLE = ['How was it, friend?', 'Why?', 'Thank you!'];

/**
 * The contact goes through the flow: each time the next message has come, they answer. Where it does not come, time
 * passes: first a lease's length, then what the echo is waited for.
 */
async function goThrough(house: House, echoes: boolean): Promise<void> {
  const says = [() => 'visit', () => house.tap(0), () => 'fast and kind'];
  let echoed = 0;
  const settle = async () => {
    await house.work();
    for (; echoes && echoed < house.provider.accepted.length; echoed += 1) {
      const ref = house.provider.accepted[echoed]?.ref ?? '';
      await house.status(ref, 'sent');
      await house.status(ref, 'delivered');
    }
    await house.work();
  };
  for (const [index, what] of says.entries()) {
    await house.says(`in${index}`, what());
    await settle();
    for (let waits = 0; new Set(house.read).size <= index; waits += 1) {
      if (waits > 10) throw new Error(`message ${index} never came; read: ${house.read.join(' | ')}`);
      await house.pass(waits % 2 === 0 ? LEASE : ECHO_WAIT);
      await settle();
    }
  }
  // Whatever a crash left over is done by now, or with the next rounds.
  for (let count = 0; count < 4; count += 1) {
    await house.pass(ECHO_WAIT);
    await settle();
  }
}

async function expectTheEnd(house: House): Promise<void> {
  const conversation = await house.conversation();
  expect(conversation).toMatchObject({ outbox: [], lease: null, timers: [], session: { status: 'ended' } });
  expect((await house.thread()).filter(({ waiting }) => waiting !== null)).toEqual([]);
  const { items: responses } = await house.store.responses.find(scope);
  expect(responses).toHaveLength(1);
  expect(responses[0]).toMatchObject({
    disposition: 'completed',
    answers: { overall: { value: 'good' }, why: { value: 'fast and kind' } },
  });
}

async function writesOfAWholeSession(): Promise<number> {
  const house = await House.open();
  await goThrough(house, true);
  await expectTheEnd(house);
  expect(house.read).toEqual(WHOLE);
  return house.process.life.writes;
}

test('without a crash everything happens once', async () => {
  expect(await writesOfAWholeSession()).toBeGreaterThan(20);
});

describe.each([
  ['undone', false],
  ['done', true],
])('a crash at every write, the write %s', (_, written) => {
  test('with echoes: the contact gets each message exactly once, in order', async () => {
    const writes = await writesOfAWholeSession();
    for (let atWrite = 1; atWrite <= writes; atWrite += 1) {
      const house = await crashingHouse({ atWrite, written });
      await goThrough(house, true);
      await expectTheEnd(house);
      expect([atWrite, house.read]).toEqual([atWrite, WHOLE]);
    }
  });

  test('without echoes: a second time only after the echo was waited for, under the same id', async () => {
    const writes = await writesOfAWholeSession();
    let twice = 0;
    for (let atWrite = 1; atWrite <= writes; atWrite += 1) {
      const house = await crashingHouse({ atWrite, written });
      await goThrough(house, false);
      await expectTheEnd(house);
      const { accepted } = house.provider;
      expect([atWrite, [...new Set(house.read)]]).toEqual([atWrite, WHOLE]);
      expect(new Set(accepted.map(({ ref }) => ref)).size).toBe(WHOLE.length);
      for (const [index, message] of accepted.entries()) {
        const earlier = accepted.slice(0, index).find(({ ref }) => ref === message.ref);
        if (!earlier) continue;
        twice += 1;
        expect(message.at - earlier.at).toBeGreaterThanOrEqual(ECHO_WAIT);
      }
    }
    // Only the write that records the provider's answer leaves the question open, once for each message.
    expect(twice).toBe(written ? 0 : WHOLE.length);
  });
});

test.each([
  ['undone', false],
  ['done', true],
])(
  'a write that fails, %s, in a process that lives keeps nobody waiting for a lease to run out',
  async (_, written) => {
    const writes = await writesOfAWholeSession();
    let waitedForEcho = 0;
    for (let atWrite = 1; atWrite <= writes; atWrite += 1) {
      const house = await crashingHouse({ atWrite, written, survived: true });
      const says = [() => 'visit', () => house.tap(0), () => 'fast and kind'];
      for (const [index, what] of says.entries()) {
        await house.says(`in${index}`, what());
        await house.work();
        const { lease, outbox } = await house.conversation();
        expect([atWrite, lease]).toEqual([atWrite, null]);
        const [head] = outbox;
        if (head?.kind === 'message' && head.awaitingEchoUntil !== undefined) {
          // Written down as about to go: whether it went is not known.
          waitedForEcho += 1;
          await house.pass(ECHO_WAIT);
        }
        expect([atWrite, [...new Set(house.read)]]).toEqual([atWrite, WHOLE.slice(0, index + 1)]);
      }
    }
    expect(waitedForEcho).toBe(written ? WHOLE.length : 0);
  },
);

async function crashingHouse(plan: CrashPlan): Promise<House> {
  const house = await House.open();
  house.process = await house.start(plan);
  return house;
}
