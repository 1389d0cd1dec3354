import type { AgentCall } from '../../src/flow/agent/agent-call.js';
import type { AgentOutcome } from '../../src/flow/agent/agent-reply.js';
import { agentReply } from '../support/agent-reply.js';
import { ECHO_WAIT, House, LEASE, scope } from '../support/house.js';
import type { CrashPlan } from '../support/crashing-documents.js';

const TALK = `
id: talk
kind: conversation
languages: [en]
title: Talk
steps:
  - { id: chat, agent: echo }
`;

/** Longer than a call may take before its bell is rung again. */
const OVERDUE = 91_000;

const echo = ({ input }: AgentCall): AgentOutcome => ({
  kind: 'answered',
  reply: agentReply({
    messages: [{ kind: 'text', text: `You said ${input.kind === 'text' ? input.text : input.kind}.` }],
  }),
});

async function talking(): Promise<House> {
  const house = await House.open({ defaultFlow: 'talk' });
  await house.publish(TALK);
  house.agent = echo;
  return house;
}

test('messages that come while the agent thinks wait their turn, and each gets its own answer in order', async () => {
  const house = await talking();
  await house.says('in1', 'one');
  await house.process.runner.run(scope, (await firstConversation(house)) ?? '');
  expect(house.calls).toHaveLength(1);
  await house.says('in2', 'two', { at: house.now + 1 });
  await house.says('in3', 'three', { at: house.now + 2 });
  await house.says('in2', 'two', { at: house.now + 1 });
  await house.work();
  expect(house.read).toEqual(['You said one.', 'You said two.', 'You said three.']);
  expect(house.asked.map(({ input }) => input)).toMatchObject([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
});

test('what the team says holds while the agent thinks', async () => {
  const house = await talking();
  await house.says('in1', 'one');
  const id = (await firstConversation(house)) ?? '';
  await house.process.runner.run(scope, id);
  await house.process.commands.handOff(scope, id, 'vip', { id: 'u1', name: 'Nour' });
  await house.process.runner.run(scope, id);
  expect((await house.conversation()).handoff).toEqual({
    by: 'person',
    topic: 'vip',
    data: {},
    taker: { id: 'u1', name: 'Nour' },
  });
  await house.work();
  expect(house.asked).toEqual([]);
  expect(house.read).toEqual([]);
});

test('a bell that was lost is rung again when the call is overdue', async () => {
  const house = await talking();
  await house.says('in1', 'one');
  await house.process.runner.run(scope, (await firstConversation(house)) ?? '');
  house.calls = [];
  house.bell.rung.clear();
  await house.pass(OVERDUE);
  expect(house.read).toEqual(['You said one.']);
  expect((await house.conversation()).call).toBeNull();
});

test('a call that nobody waits for any more is not made', async () => {
  const house = await talking();
  await house.says('in1', 'one');
  const id = (await firstConversation(house)) ?? '';
  await house.process.runner.run(scope, id);
  await house.process.commands.endSession(scope, id);
  await house.process.runner.run(scope, id);
  await house.work();
  expect(house.asked).toEqual([]);
});

async function firstConversation(house: House): Promise<string | undefined> {
  const [rung] = house.bell.rung;
  house.bell.rung.clear();
  return rung;
}

describe('a crash at every write', () => {
  async function goThrough(house: House): Promise<void> {
    const says = ['one', 'two', 'three'];
    let echoed = 0;
    const settle = async (): Promise<void> => {
      await house.work();
      for (; echoed < house.provider.accepted.length; echoed += 1)
        await house.status(house.provider.accepted[echoed]?.ref ?? '', 'sent');
      await house.work();
    };
    for (const [index, what] of says.entries()) {
      await house.says(`in${index}`, what);
      await settle();
      for (let waits = 0; house.read.length <= index; waits += 1) {
        if (waits > 12) throw new Error(`message ${index} never came; read: ${house.read.join(' | ')}`);
        await house.pass([LEASE, OVERDUE, ECHO_WAIT][waits % 3] ?? LEASE);
        await settle();
      }
    }
    for (let count = 0; count < 3; count += 1) {
      await house.pass(OVERDUE);
      await settle();
    }
  }

  async function crashing(plan: CrashPlan): Promise<House> {
    const house = await talking();
    house.process = await house.start(plan);
    return house;
  }

  test.each([false, true])('each message is answered exactly once, in order (written: %s)', async (written) => {
    const whole = await talking();
    await goThrough(whole);
    const { writes } = whole.process.life;
    expect(writes).toBeGreaterThan(20);
    for (let atWrite = 1; atWrite <= writes; atWrite += 1) {
      const house = await crashing({ atWrite, written });
      await goThrough(house);
      expect([atWrite, house.read]).toEqual([atWrite, ['You said one.', 'You said two.', 'You said three.']]);
      expect(await house.conversation()).toMatchObject({ call: null, outbox: [], lease: null });
      expect((await house.thread()).filter(({ waiting }) => waiting !== null)).toEqual([]);
    }
  });
});
