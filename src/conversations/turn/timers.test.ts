import { Chat, START } from '../../../test/support/chat.js';
import { DAY, HOUR } from '../../time/instant.js';
import type { OutboxItem } from '../conversation.js';
import { attentionAt, timersFor } from './timers.js';

const message = (of: Partial<Extract<OutboxItem, { kind: 'message' }>> = {}): OutboxItem => ({
  kind: 'message',
  id: 'm',
  message: { kind: 'text', body: 'x' },
  inboundCount: 0,
  createdAt: START,
  attempts: 0,
  ...of,
});
const timer = { kind: 'nudge' as const, dueAt: START + HOUR, sessionId: 's', turn: 1 };

test.each<[string, OutboxItem[], (typeof timer)[], number | null]>([
  ['nothing', [], [], null],
  ['a timer', [], [{ ...timer, dueAt: START + DAY }, timer], START + HOUR],
  ['a message', [message()], [timer], START],
  ['a message that waits for its time', [message({ notBefore: START + 5 })], [timer], START + 5],
  ['one that waits for its echo', [message({ notBefore: 1, awaitingEchoUntil: START + 9 })], [], START + 9],
  ['one behind another that waits: order holds', [message({ notBefore: START + 5 }), message()], [], START + 5],
  ['one whose time comes after a timer', [message({ notBefore: START + DAY })], [timer], START + HOUR],
])('attention for %s', (_, outbox, timers, at) => {
  expect(attentionAt({ ...new Chat().conversation, outbox, timers }, START)).toBe(at);
});

test('no timers without a waiting question, on a channel without a window, or once the fallback is decided', () => {
  const chat = new Chat();
  expect(timersFor(chat.conversation, chat.world)).toEqual([]);
  chat.says('visit');
  const { capabilities, ...channel } = chat.world.channel;
  const { windowHours: _, ...unlimited } = capabilities;
  expect(timersFor(chat.conversation, { ...chat.world, channel: { ...channel, capabilities: unlimited } })).toEqual([]);
  const decided = { inboundCount: 1, sessionId: chat.session?.id ?? '', tried: [] };
  expect(timersFor({ ...chat.conversation, fallback: { ...decided, state: 'sent' } }, chat.world)).toEqual([]);
  // One of an earlier closing does not count.
  expect(
    timersFor({ ...chat.conversation, fallback: { ...decided, inboundCount: 0, state: 'sent' } }, chat.world),
  ).toHaveLength(2);
});

test('a reminder whose time is past is left out; a closing whose time is past is due now', () => {
  const chat = new Chat();
  chat.says('visit');
  expect(timersFor(chat.conversation, { ...chat.world, now: START + 23 * HOUR })).toMatchObject([
    { kind: 'window-close', dueAt: START + DAY },
  ]);
  expect(timersFor(chat.conversation, { ...chat.world, now: START + 30 * HOUR })).toMatchObject([
    { dueAt: START + 30 * HOUR },
  ]);
});
