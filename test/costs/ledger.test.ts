import fc from 'fast-check';
import type { DeliveryStatus } from '../../src/channels/events.js';
import { Ledger, type CountedLine } from '../../src/costs/ledger.js';
import { START } from '../support/chat.js';
import { CHANNEL, House, scope } from '../support/house.js';

/** START is in March. */
const MONTH = '2026-03';
const FEBRUARY_END = Date.UTC(2026, 2, 1) - 1_000;

const counted = async (house: House, month = MONTH): Promise<CountedLine[]> =>
  new Ledger(house.store).lines(scope, month);

const together = (lines: readonly CountedLine[]): number => lines.reduce((sum, { messages }) => sum + messages, 0);

/** A house in which one question has gone out; gives its message's id. */
async function asked(): Promise<{ house: House; ref: string }> {
  const house = await House.open();
  await house.says('in1', 'visit', { from: { waId: '34600123456' } });
  await house.work();
  return { house, ref: house.provider.accepted[0]?.ref ?? '' };
}

test('a message that was delivered is one line of channel, flow, country and category', async () => {
  const { house, ref } = await asked();
  await house.status(ref, 'sent');
  expect(await counted(house)).toEqual([]);
  await house.status(ref, 'delivered');
  expect(await counted(house)).toEqual([
    {
      line: {
        ...{ month: MONTH, channelId: CHANNEL, provider: 'scripted', flowId: 'visit', country: 'ES' },
        ...{ category: 'service', billing: 'billed' },
      },
      messages: 1,
    },
  ]);
  expect(await new Ledger(house.store).lines(scope, MONTH, 'another')).toEqual([]);
  expect(await counted(house, '2026-04')).toEqual([]);
});

test("WhatsApp's own words on category and price hold, and those that come late put the entry right", async () => {
  const { house, ref } = await asked();
  await house.status(ref, 'delivered');
  await house.status(ref, 'read', {
    pricing: { category: 'utility', type: 'free_entry_point' },
    recipient: { waId: '4915123456789' },
  });
  const lines = await counted(house);
  expect(lines).toMatchObject([
    { line: { category: 'utility', billing: 'free-entry-point', country: 'DE' }, messages: 1 },
  ]);
});

test('a template that is sent outside the window has its own category where WhatsApp keeps quiet', async () => {
  const house = await House.open();
  await house.surviving((process) =>
    process.commands.startFlow(scope, '+34600123456', { channelId: CHANNEL, flowId: 'visit' }),
  );
  await house.work();
  const [template] = house.provider.accepted;
  expect(template?.message.kind).toBe('template');
  await house.status(template?.ref ?? '', 'delivered');
  expect(await counted(house)).toMatchObject([
    { line: { category: 'utility', flowId: 'visit', country: 'ES' }, messages: 1 },
  ]);
});

test('what was sent by somebody else is not counted, and what failed neither', async () => {
  const { house, ref } = await asked();
  await house.status('not-ours', 'delivered');
  await house.status(ref, 'failed', { error: { code: '131026', title: 'x' } });
  expect(await counted(house)).toEqual([]);
});

interface Told {
  message: number;
  status: DeliveryStatus;
  at: number;
  category: string | undefined;
}

const told: fc.Arbitrary<Told> = fc.record({
  message: fc.nat(2),
  status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
  at: fc.constantFrom(FEBRUARY_END, START, START + 1_000),
  category: fc.constantFrom(undefined, 'utility', 'marketing'),
});

/** Three messages, and the statuses told; a process may die at one of its writes, and the webhook comes again. */
async function afterStatuses(statuses: readonly Told[], crash?: { atWrite: number; written: boolean }): Promise<House> {
  const house = await House.open();
  for (const person of ['34600123401', '34600123402', '34600123403']) {
    await house.says(`in-${person}`, 'visit', { from: { waId: person } });
    await house.work();
  }
  const refs = house.provider.accepted.map(({ ref }) => ref);
  expect(refs).toHaveLength(3);
  if (crash) house.process = await house.start(crash);
  for (const { message, status, at, category } of statuses) {
    await house.status(refs[message] ?? '', status, { at, ...(category !== undefined && { pricing: { category } }) });
  }
  return house;
}

test('statuses in any order, doubled, with a crash at any write: each message that arrived is counted once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { maxLength: 7 }).chain((statuses) =>
        fc.record({
          statuses: fc.constant(statuses),
          again: fc.shuffledSubarray([...statuses, ...statuses], { minLength: statuses.length * 2 }),
          crash: fc.option(fc.record({ atWrite: fc.integer({ min: 1, max: 20 }), written: fc.boolean() }), {
            nil: undefined,
          }),
        }),
      ),
      async ({ statuses, again, crash }) => {
        const arrived = new Set(
          statuses.flatMap(({ message, status }) => (status === 'delivered' || status === 'read' ? message : [])),
        );
        const [plain, rough] = [await afterStatuses(statuses), await afterStatuses(again, crash)];
        const both = async (house: House) => [...(await counted(house, '2026-02')), ...(await counted(house))];
        expect(together(await both(rough))).toBe(arrived.size);
        expect(await both(rough)).toEqual(await both(plain));
      },
    ),
    { numRuns: 30 },
  );
});

test('a crash at every single write that follows a status, the write done or not: counted once', async () => {
  for (const written of [false, true]) {
    for (let atWrite = 1; atWrite <= 3; atWrite += 1) {
      const { house, ref } = await asked();
      house.process = await house.start({ atWrite, written });
      await house.status(ref, 'delivered');
      expect([atWrite, written, together(await counted(house))]).toEqual([atWrite, written, 1]);
    }
  }
});

test('two processes that take the same statuses at the same moment count each message once', async () => {
  const { house, ref } = await asked();
  const other = await house.start();
  const connected = await house.process.directory.byId(scope, CHANNEL);
  if (!connected) throw new Error('no channel');
  const statuses = (['delivered', 'read'] as const).map((status) => ({
    ...{ kind: 'status' as const, messageId: 'wamid.1', ref, status, at: START },
    ...(status === 'read' && { pricing: { category: 'marketing' } }),
  }));
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      (n % 2 === 0 ? house.process : other).statuses.apply(scope, connected.adapter, [statuses[n % 3 === 0 ? 0 : 1]!]),
    ),
  );
  expect(await counted(house)).toMatchObject([{ line: { category: 'marketing' }, messages: 1 }]);
});
