import fc from 'fast-check';
import { dueTimer } from '../../src/conversations/turn/timers.js';
import type { Command } from '../../src/conversations/conversation.js';
import { AgentFailure, AgentMessage } from '../../src/flow/agent/agent-reply.js';
import type { AgentReply } from '../../src/flow/agent/agent-reply.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import { checkMessage } from '../../src/rendering/check-message.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import { HOUR, MINUTE } from '../../src/time/instant.js';
import { Chat, tapsOf } from '../support/chat.js';
import { POLL, compiled } from '../support/flows.js';

/** Every way in and out of a talk: before and behind questions, in a repeated group, in a circle. */
const CLINIC = compiled(`
id: clinic
kind: survey
languages: [en, ar]
title: Clinic
start: { keywords: [clinic] }
oldTaps: change
person: { keywords: [human] }
window: { closed: { template: come_back } }
expires: 5d
steps:
  - { id: overall, ask: single-choice, text: How was it?, options: [{ id: good, label: Good }, { id: poor, label: Poor }] }
  - id: help
    agent: faq
    opens: { event: WELCOME }
    with: { visit: overall }
    until: intent('done') || turns > 4 || misses > 2
    returns: "parameters['topic']"
    keep: { city: parameters.city }
    on:
      - { intent: Human, handoff: desk }
      - { intent: Rate, start: poll }
      - { intent: Again, goto: overall }
      - { event: OUT, goto: people }
    timeout: { after: 2h, then: skip }
  - group: people
    repeat: { times: 2 }
    steps:
      - { id: who, ask: text, text: Who?, optional: true }
      - { id: about, agent: people, until: turns > 0, trouble: { limit: 1, then: skip } }
  - { id: desk, handoff: front desk, when: overall == 'poor' }
  - { id: bye, say: "Bye {{ city }}" , when: city != null }
`);

const TALK = compiled(`
id: talk
kind: conversation
languages: [en]
title: Talk
steps:
  - { id: chat, agent: faq, trouble: { limit: 3, then: handoff } }
`);

type Deed =
  | { kind: 'says'; content: InboundContent }
  | { kind: 'taps'; message: number; button: number }
  | { kind: 'answers'; reply: AgentReply }
  | { kind: 'fails'; class: AgentFailure['class'] }
  | { kind: 'late' }
  | { kind: 'command'; command: Command }
  | { kind: 'waits'; ms: number };

const text = fc.oneof(
  fc.constantFrom(
    'clinic',
    'Good',
    'poor',
    'back',
    'skip',
    'human',
    'stop',
    'start',
    'restart',
    '1',
    '2',
    'help',
    'hm',
    '',
  ),
  fc.string({ maxLength: 30, unit: 'grapheme' }),
);
const shortText = fc.string({ maxLength: 60, unit: 'grapheme' });
const says = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: shortText }),
  fc.record({ kind: fc.constant('event' as const), name: fc.constantFrom('OUT', 'MENU') }),
);
const choices = fc.array(fc.record({ title: shortText, says }), { maxLength: 13 });
const agentMessage: fc.Arbitrary<AgentMessage> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.oneof(shortText, fc.constant('Long. '.repeat(900))) }),
  fc.record({ kind: fc.constant('choices' as const), choices }),
  fc.record({ kind: fc.constant('choices' as const), text: shortText, choices }),
  fc.record({ kind: fc.constant('location-request' as const) }),
  fc.record({ kind: fc.constant('link' as const), label: shortText, url: fc.constant('https://example.com/x') }),
  fc.record({ kind: fc.constant('template' as const), call: fc.constant({ template: 'come_back' }) }),
);
const reply: fc.Arbitrary<AgentReply> = fc.record(
  {
    messages: fc.array(agentMessage, { maxLength: 4 }),
    match: fc.constantFrom('intent' as const, 'event' as const, 'fallback' as const, 'none' as const),
    intent: fc.constantFrom('done', 'Human', 'Rate', 'Again', 'Other'),
    parameters: fc.dictionary(fc.constantFrom('topic', 'city', 'x'), fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<
      AgentReply['parameters']
    >,
    contexts: fc.constant([]),
    slotFilling: fc.boolean(),
    ended: fc.nat(8).map((n) => n === 0),
    person: fc.option(fc.constant({ data: { reason: 'x' } }), { nil: undefined, freq: 8 }) as fc.Arbitrary<{
      data: Record<string, string>;
    }>,
    giveBack: fc.record({ value: fc.jsonValue({ maxDepth: 1 }) }) as fc.Arbitrary<NonNullable<AgentReply['giveBack']>>,
    skipped: fc.constant([]),
  },
  { requiredKeys: ['messages', 'match', 'parameters', 'contexts', 'slotFilling', 'ended', 'skipped'] },
);
const content: fc.Arbitrary<InboundContent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('text' as const), text }) },
  fc.constantFrom<InboundContent>(
    { kind: 'media', media: 'audio', id: 'a', voice: true },
    { kind: 'media', media: 'image', id: 'i' },
    { kind: 'location', latitude: 1, longitude: 2 },
    { kind: 'reaction', emoji: 'x', messageId: 'm' },
    { kind: 'unsupported', type: 'poll' },
  ),
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('says' as const), content }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('taps' as const), message: fc.nat(4), button: fc.nat(9) }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('answers' as const), reply }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      class: fc.constantFrom(...AgentFailure.shape.class.options),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const) }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Command>(
        { kind: 'release', then: 'resume' },
        { kind: 'release', then: 'end' },
        { kind: 'hand-off' },
        { kind: 'agent-event', name: 'NEWS', parameters: {} },
        { kind: 'start-flow', flowId: 'clinic' },
        { kind: 'end-session', reason: 'test' },
      )
      .map((command) => ({ kind: 'command' as const, command })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('waits' as const), ms: fc.constantFrom(MINUTE, 3 * HOUR, 25 * HOUR) }),
  },
);

/** What a person does while an agent thinks waits in the mailbox; here it is simply not done. */
function apply(chat: Chat, act: Deed): void {
  const { call } = chat.conversation;
  switch (act.kind) {
    case 'says':
      if (!call) chat.says(act.content);
      return;
    case 'taps': {
      const message = chat.sent.at(-1 - act.message)?.message;
      const tap = message && tapsOf(message)[act.button];
      if (tap && !call) chat.says({ kind: 'tap', source: 'button', ...tap });
      return;
    }
    case 'answers':
      if (call) chat.answers(act.reply);
      return;
    case 'fails':
      if (call) chat.answers({ failed: act.class });
      return;
    case 'late':
      chat.answers({ messages: [{ kind: 'text', text: 'late' }] }, 'nobody.1');
      return;
    case 'command':
      chat.command(act.command);
      return;
    case 'waits': {
      chat.now += act.ms;
      for (let count = 0; count < 5; count += 1) {
        const timer = dueTimer(chat.conversation.timers, chat.now);
        if (!timer) return;
        chat.take({ kind: 'timer', timer });
        chat.send();
      }
    }
  }
}

const begun = (flowId: string): Chat => {
  const chat = new Chat({ flows: [CLINIC, TALK, compiled(POLL)], channel: { defaultFlow: flowId } });
  chat.says('hello');
  return chat;
};

test('whatever people, agents and the team do, the conversation lives and stays whole', () => {
  fc.assert(
    fc.property(fc.constantFrom('clinic', 'talk'), fc.array(deed, { maxLength: 30 }), (flowId, deeds) => {
      const chat = begun(flowId);
      for (const act of deeds) {
        const before = chat.sent.length;
        const wasWaiting = chat.conversation.call !== null;
        apply(chat, act);
        const { call, handoff, handedOffAt, session } = chat.conversation;
        // A call stands in the conversation exactly as long as the session waits for it.
        expect(call?.call.id).toBe(handoff ? undefined : session?.waiting?.agent?.pending);
        expect(handoff === null).toBe(handedOffAt === null);
        for (const { message } of chat.sent.slice(before))
          expect(checkMessage(message, whatsappCapabilities)).toEqual([]);
        // Who waits for an agent's answer gets one message at least, or the next call is under way, or a person has it.
        const answered = act.kind === 'answers' || act.kind === 'fails';
        if (wasWaiting && answered && session?.status === 'active' && session.waiting)
          expect(chat.sent.length > before || call !== null || handoff !== null || !isOpen(chat)).toBe(true);
        // While a person has it nothing is said, but for the word that stops everything.
        if (handoff && act.kind === 'says' && handedOffAt !== chat.now)
          expect(chat.sent.length - before).toBeLessThan(2);
      }
    }),
    { numRuns: 400 },
  );
});

test('the same deeds make the same conversation', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 20 }), (deeds) => {
      const [one, other] = [begun('clinic'), begun('clinic')];
      for (const act of deeds) {
        apply(one, act);
        apply(other, act);
      }
      expect(other.conversation).toEqual(one.conversation);
    }),
    { numRuns: 60 },
  );
});

function isOpen({ conversation, now }: Chat): boolean {
  return now < conversation.window.closesAt;
}
