import type { TurnRunner } from '../../src/conversations/turn-runner.js';
import { House, LEASE, scope } from '../support/house.js';

const QUESTION = 'How was it, friend?';

test('a webhook that comes twice is one message', async () => {
  const house = await House.open();
  await house.says('in1', 'visit');
  await house.says('in1', 'visit');
  await house.work();
  await house.says('in1', 'visit');
  expect(house.bell.rung.size).toBe(0);
  expect(house.read).toEqual([QUESTION]);
  expect((await house.conversation()).inboundCount).toBe(1);
});

test('messages that waited are taken by the contact’s time, however many there are', async () => {
  const house = await House.open();
  const count = 150;
  const order = Array.from({ length: count }, (_, index) => (index * 67) % count);
  for (const index of order)
    await house.says(`in${index}`, `word ${index}`, { at: house.now - (count - index) * 1_000 });
  const taken: string[] = [];
  const { runner } = house.process;
  while ((await house.thread()).some(({ waiting }) => waiting !== null)) {
    const before = new Set((await house.thread()).filter(({ waiting }) => waiting !== null).map(({ id }) => id));
    await once(runner, house);
    const after = new Set((await house.thread()).filter(({ waiting }) => waiting !== null).map(({ id }) => id));
    taken.push(...[...before].filter((id) => !after.has(id)));
  }
  expect(taken).toHaveLength(count);
  expect((await house.conversation()).inboundCount).toBe(count);
});

test('the first hundred of a long mailbox are the oldest', async () => {
  const house = await House.open();
  for (let index = 0; index < 101; index += 1) {
    const text = ['poll', 'blue'][index] ?? 'hm';
    // Ids the other way round than times.
    await house.says(`in${String(999 - index)}`, text, { at: house.now + index });
  }
  await house.work();
  expect((await house.conversation()).session).toMatchObject({
    status: 'ended',
    answers: { colour: { value: 'blue' } },
  });
});

describe('two workers at one conversation', () => {
  test('one has it, the other is told so; nothing is sent twice', async () => {
    const house = await House.open();
    const other = await house.start();
    let meanwhile: string | undefined;
    house.provider.script = async () => {
      meanwhile ??= await other.runner.run(scope, (await house.conversation()).id);
      return 'accept';
    };
    await house.says('in1', 'visit');
    await house.work();
    expect(meanwhile).toBe('busy');
    expect(house.read).toEqual([QUESTION]);
  });

  test('at the very same moment: one turn', async () => {
    const house = await House.open();
    const others = await Promise.all([house.start(), house.start(), house.start()]);
    await house.says('in1', 'visit');
    await Promise.all(others.map(({ runner }) => once(runner, house)));
    await house.work();
    expect(house.read).toEqual([QUESTION]);
    expect((await house.conversation()).session?.turn).toBe(1);
  });

  test('in one process too, when the lease has run out in the middle of a send', async () => {
    const house = await House.open();
    const { runner } = house.process;
    house.provider.script = async (_, nth) => {
      if (nth > 1) return 'accept';
      // This send hangs beyond its lease, and a new message comes.
      house.now += LEASE + 1;
      await house.says('in2', 'Good');
      await runner.run(scope, (await house.conversation()).id);
      return 'accept';
    };
    await house.says('in1', 'visit');
    await house.work();
    for (let count = 0; count < 4; count += 1) await house.pass(30_000);
    // The second run found the question in doubt: nothing overtook it, and it was not sent again.
    expect(house.read).toEqual([QUESTION, 'Why?']);
    expect(await house.conversation()).toMatchObject({ outbox: [], lease: null });
  });

  test('an entry read before the conversation moved on twice is not taken again', async () => {
    const house = await House.open();
    await house.says('in1', 'visit');
    await house.work();
    const slow = await house.start();
    const { id } = await house.conversation();
    await house.says('in2', 'Good');
    // The slow worker reads the conversation only after two turns of the quick one.
    const read = slow.store.conversations.get.bind(slow.store.conversations);
    let first = true;
    slow.store.conversations.get = async (...args) => {
      if (first) {
        first = false;
        await house.work();
        await house.says('in3', 'because');
        await house.work();
      }
      return read(...args);
    };
    await slow.runner.run(scope, id);
    expect(house.read).toEqual([QUESTION, 'Why?', 'Thank you!']);
    expect((await house.conversation()).inboundCount).toBe(3);
  });
});

test('each run has a lease of its own, in one process too', async () => {
  const house = await House.open();
  const owners = new Set<string | undefined>();
  house.provider.script = async () => {
    owners.add((await house.conversation()).lease?.owner);
    return 'accept';
  };
  await house.says('in1', 'visit');
  await house.work();
  await house.says('in2', 'Good');
  await house.work();
  expect(owners.size).toBe(2);
});

test('a lease that a dead process left is taken over when it has run out, not before', async () => {
  const house = await House.open();
  await house.says('in1', 'visit');
  await house.work();
  const { id } = await house.conversation();
  const until = house.now + LEASE;
  await house.store.conversations.update(scope, id, (one) => ({ ...one, lease: { owner: 'dead', until } }));
  await house.says('in2', 'Good');
  await house.work();
  expect(house.read).toEqual([QUESTION]);
  await house.pass(LEASE);
  expect(house.read).toEqual([QUESTION, 'Why?']);
});

describe('a turn that throws', () => {
  test('leaves its message where it is, and other conversations go on', async () => {
    const house = await House.open();
    await house.says('in1', 'visit');
    await house.work();
    const { id } = await house.conversation();
    // A session that the engine refuses as a defect: it waits on a question that its flow does not have.
    await house.store.conversations.update(scope, id, (one) => {
      if (!one.session?.waiting) throw new Error('nothing waits');
      return { ...one, session: { ...one.session, waiting: { ...one.session.waiting, stepId: 'nowhere' } } };
    });
    await house.says('bad', 'Good');
    await expect(house.process.runner.run(scope, id)).rejects.toThrow('nowhere');
    house.bell.rung.clear();
    expect((await house.thread()).filter(({ waiting }) => waiting !== null).map((entry) => entry.id)).toEqual([
      'in|ch|bad',
    ]);
    await house.says('in2', 'poll', { from: { waId: '999' } });
    await house.work();
    expect(house.read).toEqual([QUESTION, 'Red or blue?']);
    // Mended, it goes on where it stood.
    await house.store.conversations.update(scope, id, (one) => {
      if (!one.session?.waiting) throw new Error('nothing waits');
      return { ...one, session: { ...one.session, waiting: { ...one.session.waiting, stepId: 'overall' } } };
    });
    await house.pass(0);
    expect(house.read.at(-1)).toBe('Why?');
  });
});

describe('the bell', () => {
  test('is set when something comes due later, and left alone while the one that is set rings before', async () => {
    const house = await House.open();
    await house.says('in1', 'visit');
    await house.work();
    expect(house.bell.sets).toBe(1);
    const { id, bellAt } = await house.conversation();
    expect(house.bell.at.get(id)).toBe(bellAt);
    house.now += 60_000;
    await house.says('in2', 'Good');
    await house.work();
    // The reminder has moved later; the old bell will see to it.
    expect(house.bell.sets).toBe(1);
    await house.pass((bellAt ?? 0) - house.now);
    expect(house.bell.sets).toBe(2);
    expect(house.bell.at.get(id)).toBe((await house.conversation()).attentionAt);
    expect(house.read).toEqual([QUESTION, 'Why?']);
  });

  test('one that was moved nearer because the conversation was busy is set again', async () => {
    const house = await House.open();
    await house.says('in1', 'visit');
    await house.work();
    const { id, attentionAt } = await house.conversation();
    house.bell.at.clear();
    await house.process.runner.run(scope, id, { delayedBellRang: true });
    expect(house.bell.at.get(id)).toBe(attentionAt);
  });

  test('one that was lost is made up for by the sweep', async () => {
    const house = await House.open();
    await house.says('in1', 'visit');
    house.bell.rung.clear();
    expect(await house.process.sweep.run(scope)).toBe(1);
    await house.work();
    expect(house.read).toEqual([QUESTION]);
    house.bell.at.clear();
    await house.pass(86_400_000);
    expect(house.read.at(-1)).toBe('[visit_overall/en] How was it?');
    expect(await house.process.sweep.run(scope)).toBe(0);
  });
});

describe('a flow that is started for a phone number', () => {
  test('goes out as a template, and the answer comes home under the id that the provider knows', async () => {
    const house = await House.open();
    const adapter = await house.process.directory.byId(scope, 'ch');
    if (!adapter) throw new Error('no channel');
    const send = adapter.adapter.send.bind(adapter.adapter);
    // WhatsApp knows this Brazilian number without its ninth digit.
    adapter.adapter.send = async (...args) => {
      const outcome = await send(...args);
      return outcome.kind === 'accepted'
        ? { ...outcome, recipient: { waId: '551188887777', userId: 'BR.1' } }
        : outcome;
    };
    await house.process.commands.startFlow(scope, '+55 11 98888-7777', { channelId: 'ch', flowId: 'visit' });
    await house.work();
    expect(house.read).toEqual(['[visit_overall/en] How was it?']);
    await house.says('in1', house.tap(0), { from: { waId: '551188887777' } });
    await house.work();
    expect(house.read).toEqual(['[visit_overall/en] How was it?', 'Why?']);
    expect(await house.conversations()).toHaveLength(1);
  });

  test.each([
    [{ to: 'abc' }, 400],
    [{ channelId: 'nowhere' }, 404],
    [{ flowId: 'nothing' }, 404],
  ])('%j is refused', async (wrong, status) => {
    const house = await House.open();
    const { to, ...wanted } = { channelId: 'ch', to: '+34612345678', flowId: 'visit', ...wrong };
    const start = house.process.commands.startFlow(scope, to, wanted);
    await expect(start).rejects.toMatchObject({ status });
    expect(await house.thread()).toEqual([]);
  });
});

async function once(runner: TurnRunner, house: House): Promise<void> {
  const entry = (await house.thread())[0];
  if (entry) await runner.run(scope, entry.conversationId);
}

test('a reply that is stored after the template was decided and before it leaves comes first', async () => {
  const house = await House.open();
  await house.says('in1', 'visit');
  await house.work();
  const { store } = house.process;
  const { conversations } = store;
  let replied = false;
  store.conversations = new Proxy(conversations, {
    get(target, name) {
      if (name !== 'replace') return Reflect.get(target, name).bind(target);
      return async (...args: Parameters<typeof conversations.replace>) => {
        const written = await target.replace(...args);
        const decided = written?.outbox.some((item) => item.kind === 'message' && item.message.kind === 'template');
        if (decided && !replied) {
          replied = true;
          await house.says('in2', 'Good');
        }
        return written;
      };
    },
  });
  await house.pass(24 * 3_600_000);
  await house.work();
  expect(replied).toBe(true);
  expect(house.provider.accepted.map(({ message }) => message.kind)).not.toContain('template');
  expect((await house.conversation()).session?.answers['overall']).toMatchObject({ value: 'good' });
});
