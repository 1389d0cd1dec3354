import fc from 'fast-check';
import type { ChannelEvent } from '../channels/events.js';
import { gatherBilling, type BillingFacts } from './billing-facts.js';

type StatusEvent = Extract<ChannelEvent, { kind: 'status' }>;

const status = (of: Partial<StatusEvent>): StatusEvent => ({
  kind: 'status',
  messageId: 'm',
  status: 'sent',
  at: 1,
  ...of,
});

const gather = (statuses: readonly StatusEvent[]): BillingFacts | undefined =>
  statuses.reduce<BillingFacts | undefined>((facts, one) => gatherBilling(facts, one), undefined);

const anyStatus: fc.Arbitrary<StatusEvent> = fc.record(
  {
    kind: fc.constant('status' as const),
    messageId: fc.constant('m'),
    status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
    at: fc.integer({ min: 1, max: 50 }),
    recipient: fc.constantFrom({ waId: '34600' }, { waId: '4915123456789' }, { userId: 'US.a1' }, {}),
    pricing: fc.record(
      {
        category: fc.constantFrom('utility', 'service', 'marketing'),
        type: fc.constantFrom('regular', 'free_entry_point'),
        billable: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['kind', 'messageId', 'status', 'at'] },
);

test('whatever the order of the statuses, and however often each comes, the same is gathered', () => {
  fc.assert(
    fc.property(
      fc
        .array(anyStatus, { maxLength: 6 })
        .chain((statuses) =>
          fc.tuple(
            fc.constant(statuses),
            fc.shuffledSubarray([...statuses, ...statuses], { minLength: statuses.length * 2 }),
          ),
        ),
      ([statuses, again]) => {
        expect(gather(again)).toEqual(gather(statuses));
      },
    ),
  );
});

test('a status that says nothing new gives the same object back', () => {
  const delivered = status({
    status: 'delivered',
    at: 5,
    recipient: { waId: '34600' },
    pricing: { category: 'utility' },
  });
  const facts = gather([delivered]);
  expect(gatherBilling(facts, delivered)).toBe(facts);
  expect(gatherBilling(facts, status({ status: 'sent', at: 9, pricing: { category: 'service' } }))).toBe(facts);
  expect(gatherBilling(facts, status({ status: 'failed', at: 9 }))).toBe(facts);
});

test('what was read was delivered, at the earlier of both times', () => {
  expect(gather([status({ status: 'read', at: 7 })])?.deliveredAt).toBe(7);
  expect(gather([status({ status: 'read', at: 7 }), status({ status: 'delivered', at: 6 })])?.deliveredAt).toBe(6);
  expect(gather([status({ status: 'sent', at: 5 })])?.deliveredAt).toBeUndefined();
});

test('what is delivered counts also where it had been given up', () => {
  expect(gather([status({ status: 'failed', at: 5 }), status({ status: 'delivered', at: 6 })])?.deliveredAt).toBe(6);
});

test('the price on delivered or read stands above the one on sent', () => {
  const sent = status({ status: 'sent', pricing: { category: 'utility', type: 'regular' } });
  const read = status({ status: 'read', pricing: { category: 'utility', type: 'free_entry_point' } });
  expect(gather([read, sent])?.pricing).toEqual({ of: 'read', category: 'utility', type: 'free_entry_point' });
});
