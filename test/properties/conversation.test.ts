import fc from 'fast-check';
import type { SendFailure } from '../../src/channels/failure.js';
import { FailureClass } from '../../src/channels/failure.js';
import { DAY, HOUR, MINUTE } from '../../src/time/instant.js';
import { isOpenAt } from '../../src/window/rules.js';
import { Chat, tapsOf } from '../support/chat.js';
import { POLL, TIMED, VISIT, compiled } from '../support/flows.js';
import { dueTimer } from '../../src/conversations/turn/timers.js';
import type { OutboxMessage } from '../../src/conversations/conversation.js';

/** What happens to a conversation, before it is known what it meets. */
type Deed =
  | { kind: 'writes'; text: string; late: number }
  /** Taps the nth button of the nth message from the end: a good tap or an old one. */
  | { kind: 'taps'; message: number; button: number; late: number }
  | { kind: 'reacts' }
  | { kind: 'waits'; ms: number }
  | { kind: 'timer' }
  | { kind: 'fails'; message: number; class: FailureClass; accepted: boolean }
  | { kind: 'starts'; flowId: string }
  | { kind: 'sends' }
  /** What the last turn wanted is forgotten; the mailbox gives the same input again. */
  | { kind: 'crash' };

const late = fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.constantFrom(2 * MINUTE, 3 * HOUR, 2 * DAY));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('writes' as const),
      text: fc.constantFrom(
        'visit',
        'poll',
        'timed',
        'Good',
        'back',
        'red',
        'because',
        'hm',
        'stop',
        'start',
        'زيارة',
        '',
      ),
      late,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('taps' as const), message: fc.nat(4), button: fc.nat(1), late }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reacts' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('waits' as const),
      ms: fc.constantFrom(1_000, 5 * MINUTE, 5 * HOUR, 25 * HOUR),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('timer' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      message: fc.nat(3),
      class: fc.constantFrom(...FailureClass.options),
      accepted: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('starts' as const),
      flowId: fc.constantFrom('visit', 'poll', 'timed', 'gone'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('sends' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);

const flows = [VISIT, POLL, TIMED].map(compiled);

/** A chat with a shadow that counts what it must not do. Every turn goes through JSON and the schema (Chat.take). */
class Watched {
  readonly chat: Chat;
  /** Templates that left, by closing and session, without those that were refused. */
  readonly #templates = new Map<string, Set<string>>();
  readonly #failed = new Set<string>();

  constructor(quiet: boolean) {
    const quietHours = quiet ? { from: '20:00', to: '09:00', zone: 'Europe/Madrid' } : undefined;
    const channel = { defaultFlow: 'poll', closed: { template: 'come_back' }, quietHours };
    this.chat = new Chat({ channel, flows });
  }

  do(deed: Deed): void {
    const { chat } = this;
    switch (deed.kind) {
      case 'writes':
        this.#message({ kind: 'text', text: deed.text }, deed.late);
        return;
      case 'taps': {
        const message = chat.sent.at(-1 - deed.message)?.message;
        const tap = message && tapsOf(message)[deed.button];
        if (tap) this.#message({ kind: 'tap', source: 'button', ...tap }, deed.late);
        return;
      }
      case 'reacts':
        this.#message({ kind: 'reaction', emoji: '👍', messageId: 'x' }, 0);
        return;
      case 'waits':
        chat.now += deed.ms;
        this.#dueTimers();
        return;
      case 'timer':
        if (chat.conversation.timers.length === 0) return;
        chat.now = Math.max(chat.now, Math.min(...chat.conversation.timers.map(({ dueAt }) => dueAt)));
        this.#dueTimers();
        return;
      case 'fails': {
        const message = chat.sent.at(-1 - deed.message);
        // A message fails once; what was never accepted is known at once, so it is the last.
        if (message && !this.#failed.has(message.id)) this.#fail(message, deed);
        return;
      }
      case 'starts':
        chat.take({ kind: 'command', command: { kind: 'start-flow', flowId: deed.flowId } });
        return;
      case 'sends':
        this.#send();
        return;
      case 'crash': {
        // The turn before the write is as if it had not been: the same input, from the same state, again.
        const { conversation } = chat;
        chat.take({ kind: 'message', content: { kind: 'text', text: 'hm' }, at: chat.now });
        chat.conversation = conversation;
        return;
      }
    }
  }

  #message(content: Parameters<Chat['says']>[0] & object, delay: number): void {
    const { chat } = this;
    const before = chat.conversation;
    chat.take({ kind: 'message', content, at: chat.now - delay });
    // The contact is there: no template is decided in the moment of their message, if it was of this day.
    if (delay < DAY) {
      const known = new Set(before.outbox.map(({ id }) => id));
      const fresh = chat.conversation.outbox.filter((item) => !known.has(item.id));
      expect(fresh.filter((item) => item.kind === 'message' && item.message.kind === 'template')).toEqual([]);
    }
  }

  /** As the runner does it: one after the other, until none is due. */
  #dueTimers(): void {
    const { chat } = this;
    for (let count = 0; count < 5; count += 1) {
      const due = dueTimer(chat.conversation.timers, chat.now);
      if (!due) return;
      chat.take({ kind: 'timer', timer: due });
    }
    throw new Error('timers come due without end');
  }

  #fail(message: OutboxMessage, { class: of, accepted }: Extract<Deed, { kind: 'fails' }>): void {
    this.#failed.add(message.id);
    for (const sent of this.#templates.values()) sent.delete(message.id);
    const failure: SendFailure = { class: of, code: '1', detail: '', text: '', tellPerson: false };
    const { message: what, question, inboundCount, resends } = message;
    const providerMessageId = accepted ? 'wamid.1' : null;
    this.chat.take({
      kind: 'send-failed',
      message: { message: what, question, inboundCount, resends, providerMessageId },
      failure,
    });
  }

  /** The outbox is drained; what is free-form and too late comes back as a failure, as the outbox has it. */
  #send(): void {
    const { chat } = this;
    const { outbox } = chat.conversation;
    chat.conversation = { ...chat.conversation, outbox: [] };
    for (const item of outbox) {
      if (item.kind !== 'message') continue;
      const open = isOpenAt(chat.conversation.window, 24, chat.now);
      if (item.message.kind !== 'template' && !open) {
        // Only what had to wait for its time may come too late; the turn itself leaves nothing for a closed window.
        expect(item.notBefore === undefined && item.createdAt === chat.now).toBe(false);
        this.#fail(item, { kind: 'fails', message: 0, class: 'fall-back', accepted: false });
        continue;
      }
      chat.sent.push(item);
      if (item.message.kind !== 'template') continue;
      const closing = `${item.inboundCount} ${item.question?.sessionId ?? ''}`;
      const sent = this.#templates.get(closing) ?? new Set();
      if (item.resends === undefined) sent.add(item.id);
      this.#templates.set(closing, sent);
    }
  }

  check(): void {
    const { conversation, now } = this.chat;
    const { session, outbox, timers, fallback, window } = conversation;
    // At most one fallback a closing.
    for (const [closing, sent] of this.#templates)
      expect([closing, sent.size]).toEqual([closing, Math.min(sent.size, 1)]);
    const templates = outbox.filter((item) => item.kind === 'message' && item.message.kind === 'template');
    expect(templates.length).toBeLessThanOrEqual(1);
    if (session) {
      expect(Object.keys(session.answers).filter((id) => !session.path.includes(id))).toEqual([]);
      expect(session.status === 'ended').toBe(session.waiting === null);
    }
    // Nothing hangs for ever.
    if (session?.waiting) {
      const isDecided =
        fallback?.sessionId === session.id &&
        fallback.inboundCount === conversation.inboundCount &&
        fallback.state === 'sent';
      expect(isDecided || timers.length > 0 || outbox.some(({ kind }) => kind === 'message')).toBe(true);
      // The closing is always seen to: by its timer, or because its fallback is decided.
      expect(isDecided || timers.some(({ kind }) => kind === 'window-close' || kind === 'fallback')).toBe(true);
      for (const timer of timers) expect(timer).toMatchObject({ sessionId: session.id, turn: session.turn });
    } else {
      expect(timers).toEqual([]);
    }
    if (conversation.optedOutAt !== null) expect(session?.status).not.toBe('active');
    expect(window.closesAt).toBeLessThanOrEqual(now + DAY);
    expect(conversation.history.length).toBeLessThanOrEqual(50);
    if (timers.length > 0 || outbox.length > 0)
      expect(conversation.attentionAt === null && timers.length > 0).toBe(false);
  }
}

test('whatever happens in whatever order, a conversation keeps its promises', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(deed, { maxLength: 40 }), (quiet, deeds) => {
      const watched = new Watched(quiet);
      for (const one of deeds) {
        watched.do(one);
        watched.check();
      }
    }),
    { numRuns: 400 },
  );
});

test('the same input from the same state gives the same conversation: a turn that a crash undid can be taken again', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 15 }), (deeds) => {
      const [one, other] = [new Watched(false), new Watched(false)];
      for (const each of deeds) {
        one.do(each);
        other.do(each);
      }
      expect(one.chat.conversation).toEqual(other.chat.conversation);
    }),
    { numRuns: 50 },
  );
});
