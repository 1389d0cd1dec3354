import { z } from 'zod';
import { Identifiers } from '../channels/events.js';
import { SendFailure } from '../channels/failure.js';
import { BillingFacts } from '../costs/billing-facts.js';
import { AgentCall } from '../flow/agent/agent-call.js';
import { AgentOutcome } from '../flow/agent/agent-reply.js';
import { InboundContent } from '../flow/inbound.js';
import { Localised } from '../flow/definition/localised.js';
import { HiddenValues } from '../flow/hidden.js';
import { JsonValue } from '../flow/json-value.js';
import { StoredSession } from '../flow/session-migrations.js';
import { OutboundMessage } from '../rendering/outbound.js';
import { CLOSED_WINDOW, MessagingWindow } from '../window/window.js';

/** A background decision, kept with the conversation: a stable name (docs/events.md) and a few facts. */
export const HistoryNote = z.object({
  at: z.number(),
  name: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type HistoryNote = z.infer<typeof HistoryNote>;

/** What is to leave the conversation, in order. Ids are ours and known before anything is sent. */
/** Somebody in the team, with the name they had then. */
export const Teammate = z.object({ id: z.string(), name: z.string() });
export type Teammate = z.infer<typeof Teammate>;

/** Who has a conversation: nobody but the bot, nobody yet although somebody is to take it, or a person. */
export const InboxState = z.enum(['with-bot', 'waiting', 'with-person']);
export type InboxState = z.infer<typeof InboxState>;

export const OutboxItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    id: z.string(),
    message: OutboundMessage,
    /** The flow that it is sent for, where there is one. */
    flowId: z.string().optional(),
    /** The question this shows, if it shows one. */
    question: z.object({ sessionId: z.string(), stepId: z.string(), render: z.number().int() }).optional(),
    /** How many messages the contact had sent when this was written: tells whether it was overtaken. */
    inboundCount: z.number().int(),
    createdAt: z.number(),
    attempts: z.number().int(),
    /** How often the same message was sent before under another id, accepted and failed later. */
    resends: z.number().int().optional(),
    /** Nobody asked for it at this moment: replies go first. */
    bulk: z.literal(true).optional(),
    /** Not to be tried before. */
    notBefore: z.number().optional(),
    /** How often the provider said that this person gets too many messages at once. */
    pairRefusals: z.number().int().optional(),
    /** How often it was told to wait for the pace of its channel. */
    paceWaits: z.number().int().optional(),
    /** Set while nobody knows whether it went out: until then the provider's echo is awaited. */
    awaitingEchoUntil: z.number().optional(),
    /** Who in the team wrote it; absent where the bot did. */
    by: Teammate.optional(),
  }),
  /** The session as it stands, for the responses. */
  z.object({ kind: z.literal('response'), id: z.string(), session: StoredSession }),
]);
export type OutboxItem = z.infer<typeof OutboxItem>;
export type OutboxMessage = Extract<OutboxItem, { kind: 'message' }>;

export const Timer = z.object({
  kind: z.enum(['nudge', 'window-close', 'fallback', 'reminder', 'timeout', 'expire']),
  dueAt: z.number(),
  /** The session and turn it was set in; a timer whose fence does not match does nothing. */
  sessionId: z.string(),
  turn: z.number().int(),
});
export type Timer = z.infer<typeof Timer>;

/** The one fallback of one closing; a closing is known by how often the contact had opened the window before it. */
export const Fallback = z.object({
  inboundCount: z.number().int(),
  sessionId: z.string(),
  state: z.enum(['deferred', 'sent', 'given-up']),
  tried: z.array(z.string()),
  /** When deferred: decide again then. */
  until: z.number().optional(),
  /** Outbox id of the template last sent, and when that was. */
  itemId: z.string().optional(),
  sentAt: z.number().optional(),
});
export type Fallback = z.infer<typeof Fallback>;

/** A query to an agent whose answer has not come. While there is one, what the contact says waits in the mailbox. */
export const PendingCall = z.object({
  call: AgentCall,
  since: z.number(),
  /** Times its bell was rung. */
  rings: z.number().int(),
  /** If no answer has come by then, it is rung for again. */
  ringAgainAt: z.number(),
});
export type PendingCall = z.infer<typeof PendingCall>;

/** A person has the conversation, or is to take it: until they release it, the bot says nothing. */
export const Handoff = z.object({
  /** Who asked for it: an agent, a step, the contact's own words, or somebody in the team. */
  by: z.enum(['agent', 'flow', 'keyword', 'person']),
  topic: z.string().optional(),
  /** What the agent said about it. */
  data: z.record(z.string(), JsonValue),
  /** Who in the team has taken it; absent while nobody has. */
  taker: Teammate.optional(),
});
export type Handoff = z.infer<typeof Handoff>;

/**
 * One contact on one channel: everything a turn changes, in one document, so that one compare-and-set write moves all
 * of it or nothing.
 */
export const Conversation = z.object({
  channelId: z.string(),
  contactId: z.string(),
  /** Where messages go: what is known of the contact on this channel. */
  to: Identifiers,
  window: MessagingWindow,
  session: StoredSession.nullable(),
  outbox: z.array(OutboxItem),
  timers: z.array(Timer),
  fallback: Fallback.nullable(),
  /** When templates went out in the last seven days. */
  templatesSentAt: z.array(z.number()),
  optedOutAt: z.number().nullable(),
  call: PendingCall.nullable().default(null),
  handoff: Handoff.nullable().default(null),
  /** Since when; null where nobody has it but the bot. */
  handedOffAt: z.number().nullable().default(null),
  /** Whose it is in the team. */
  assigneeId: z.string().nullable().default(null),
  team: z.string().nullable().default(null),
  labels: z.array(z.string()).default([]),
  /** `inboundCount` when somebody in the team last looked. */
  readCount: z.number().int().default(0),
  /** How many notes the team has written. */
  noteCount: z.number().int().default(0),
  /** The newest message in the thread, from either side. */
  lastEntryId: z.string().nullable().default(null),
  /** What lists look for, worked out from the above (turn/inbox-fields.ts). */
  inboxState: InboxState.default('with-bot'),
  /** Whose it is; empty where a person has it or is to take it and it is nobody's; null for the others. */
  assigned: z.string().nullable().default(null),
  /** All labels in one text (turn/label-key.ts); null where there is none. */
  labelKey: z.string().nullable().default(null),
  /** The window's end; far away where the channel has none. */
  windowClosesAt: z.number().default(0),
  /** When anything of this last changed, by the machine's clock: who watches looks here. */
  changedAt: z.number().default(0),
  /** Messages of the contact that could open the window; those that came days late are not counted. */
  inboundCount: z.number().int(),
  /** The response as it was last written for the session, and its revision then: as a rule it need not be read again. */
  lastResponse: z.object({ sessionId: z.string(), rev: z.number().int() }).nullable().optional(),
  /** Thread entries applied by the last write; they are skipped should the crash have come before they were marked. */
  applied: z.array(z.string()),
  /** The last fifty background decisions. */
  history: z.array(HistoryNote),
  lease: z.object({ owner: z.string(), until: z.number() }).nullable(),
  /** From when on the next message may go to this person (delivery/pacing/pair-pace); null: none has gone yet. */
  pairFreeFrom: z.number().nullable().default(null),
  /** When this conversation next needs a worker; absent when nothing is due. The sweep looks here. */
  attentionAt: z.number().nullable(),
  /** When the delayed bell that was last set will ring; spares setting one a turn. */
  bellAt: z.number().nullable(),
  lastInboundAt: z.number().nullable(),
  /** For lists, newest first. */
  lastActivityAt: z.number(),
});
export type Conversation = z.infer<typeof Conversation>;

export const HISTORY_LENGTH = 50;

export function newConversation(of: {
  channelId: string;
  contactId: string;
  to: Identifiers;
  now: number;
}): Conversation {
  return {
    channelId: of.channelId,
    contactId: of.contactId,
    to: of.to,
    window: CLOSED_WINDOW,
    session: null,
    outbox: [],
    timers: [],
    fallback: null,
    templatesSentAt: [],
    optedOutAt: null,
    call: null,
    handoff: null,
    handedOffAt: null,
    assigneeId: null,
    team: null,
    labels: [],
    readCount: 0,
    noteCount: 0,
    lastEntryId: null,
    inboxState: 'with-bot',
    assigned: null,
    labelKey: null,
    windowClosesAt: 0,
    changedAt: 0,
    inboundCount: 0,
    applied: [],
    history: [],
    lease: null,
    pairFreeFrom: null,
    attentionAt: null,
    bellAt: null,
    lastInboundAt: null,
    lastActivityAt: of.now,
  };
}

/** What a person outside asks of a conversation; comes through the mailbox like everything else. */
export const Command = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start-flow'),
    flowId: z.string(),
    language: z.string().optional(),
    hidden: HiddenValues.optional(),
    /** One of many: replies to people go before it. */
    bulk: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('end-session'), reason: z.string() }),
  /** The session goes on in another version of its flow, if it still runs. */
  z.object({
    kind: z.literal('move-session'),
    sessionId: z.string(),
    flowId: z.string(),
    version: z.string(),
    /** Questions of the version it is in → questions of that one, where their ids differ. */
    map: z.record(z.string(), z.string()),
  }),
  /** The version of this session is closed: it ends with what was answered, if it still runs. */
  z.object({
    kind: z.literal('close-session'),
    sessionId: z.string(),
    /** What the person is told, if anything; plain text. */
    say: Localised.optional(),
  }),
  /** A person takes the conversation over. */
  z.object({ kind: z.literal('hand-off'), topic: z.string().optional(), by: Teammate.optional() }),
  /** And gives it back: the session goes on where it stopped, or ends. */
  z.object({ kind: z.literal('release'), then: z.enum(['resume', 'end']), by: Teammate.optional() }),
  /** Somebody in the team writes to the contact, and has the conversation from then on. */
  z.object({
    kind: z.literal('write'),
    /** Of the message, in outbox and thread. */
    messageId: z.string(),
    message: OutboundMessage,
    by: Teammate,
  }),
  /** The agent that is being talked to hears of something. */
  z.object({ kind: z.literal('agent-event'), name: z.string(), parameters: z.record(z.string(), JsonValue) }),
]);
export type Command = z.infer<typeof Command>;

/** How far one of our messages has come. Moves forwards only (delivery/status-order). */
export const OutboundState = z.enum(['sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'failed']);
export type OutboundState = z.infer<typeof OutboundState>;

const common = {
  conversationId: z.string(),
  channelId: z.string(),
  contactId: z.string(),
  at: z.number(),
  /** The conversation's id while this entry waits in its mailbox; null once a turn has taken it. */
  waiting: z.string().nullable(),
};

/** Whose the conversation is now, or what was put on it and taken off. */
export const InboxChange = z.discriminatedUnion('name', [
  z.object({ name: z.literal('assigned'), user: Teammate.nullable(), team: z.string().nullable() }),
  z.object({ name: z.literal('labelled'), added: z.array(z.string()), removed: z.array(z.string()) }),
]);
export type InboxChange = z.infer<typeof InboxChange>;

/**
 * One line of a conversation's thread, and at the same time its mailbox: an entry that waits is an event that no turn
 * has taken yet. Inbound entries are unique on (channel, provider message id) by their id.
 */
export const ThreadEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('inbound'),
    ...common,
    receivedAt: z.number(),
    providerMessageId: z.string(),
    from: Identifiers,
    profileName: z.string().optional(),
    content: InboundContent,
    repliesTo: z.string().optional(),
    fromAd: z.boolean().optional(),
    editedTo: InboundContent.optional(),
    revokedAt: z.number().optional(),
  }),
  z.object({
    kind: z.literal('outbound'),
    ...common,
    message: OutboundMessage,
    /** The flow that it was sent for. */
    flowId: z.string().optional(),
    question: z.object({ sessionId: z.string(), stepId: z.string(), render: z.number().int() }).optional(),
    inboundCount: z.number().int(),
    state: OutboundState,
    /** Times it was given to the provider. */
    attempts: z.number().int(),
    /** Of these, how many got no answer, and no echo in time either. */
    unanswered: z.number().int().optional(),
    /** As in the outbox. */
    resends: z.number().int().optional(),
    sendingAt: z.number(),
    providerMessageId: z.string().nullable(),
    failure: SendFailure.optional(),
    deliveredAt: z.number().optional(),
    readAt: z.number().optional(),
    /** What its statuses say about the bill (costs/ledger). */
    billing: BillingFacts.optional(),
    /** Who in the team wrote it. */
    by: Teammate.optional(),
  }),
  z.object({ kind: z.literal('command'), ...common, command: Command }),
  /** What an agent said to a call, under the call's id: an answer that comes twice is one. */
  z.object({
    kind: z.literal('agent-answer'),
    ...common,
    callId: z.string(),
    outcome: AgentOutcome,
    tookMs: z.number(),
  }),
  /** For the team alone; never waits and is never sent. */
  z.object({ kind: z.literal('note'), ...common, by: Teammate, text: z.string() }),
  /** What somebody in the team did with the conversation; never waits. */
  z.object({ kind: z.literal('event'), ...common, by: Teammate, change: InboxChange }),
]);
export type ThreadEntry = z.infer<typeof ThreadEntry>;
export type InboundEntry = Extract<ThreadEntry, { kind: 'inbound' }>;
export type OutboundEntry = Extract<ThreadEntry, { kind: 'outbound' }>;
