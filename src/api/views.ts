import { z } from 'zod';
import { Identifiers } from '../channels/events.js';
import { SendFailure } from '../channels/failure.js';
import {
  Conversation,
  Handoff,
  InboxChange,
  OutboundState,
  Teammate,
  type ThreadEntry,
} from '../conversations/conversation.js';
import { InboundContent } from '../flow/inbound.js';
import { Answer, Disposition } from '../flow/session.js';
import { OutboundMessage } from '../rendering/outbound.js';
import type { Stored } from '../storage/documents.js';
import { Channel, ChannelSettings } from '../store/channel.js';
import { Response } from '../store/response.js';
import type { Instant } from '../time/instant.js';

/** How documents look from outside: times as ISO 8601, nothing secret, nothing of our bookkeeping. */
const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : iso(at));
const Time = z.iso.datetime();

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

export const ChannelView = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  state: Channel.shape.state,
  stateReason: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  settings: ChannelSettings,
  webhookUrl: z.string(),
  siteUrl: z.string().nullable().describe('Its own page, where it has one: a web chat'),
  health: z
    .object({
      canSend: z.enum(['yes', 'limited', 'no', 'unknown']),
      problems: z.array(z.string()),
      quality: z.enum(['high', 'medium', 'low']).optional().describe('Absent where the provider does not tell'),
      checkedAt: Time,
    })
    .nullable(),
  notices: z.array(z.object({ at: Time, code: z.string(), text: z.string() })),
  templatesSyncedAt: Time.nullable(),
  createdAt: Time,
});

export type ChannelView = z.infer<typeof ChannelView>;

export function channelView(
  channel: Channel & Stored,
  { webhookUrl, siteUrl }: { webhookUrl: string; siteUrl: string | undefined },
): z.infer<typeof ChannelView> {
  const { id, name, provider, state, stateReason, phoneNumber, settings, health, notices } = channel;
  return {
    id,
    name,
    provider,
    state,
    stateReason,
    phoneNumber,
    settings,
    webhookUrl,
    siteUrl: siteUrl ?? null,
    health: health && { ...health, checkedAt: iso(health.checkedAt) },
    notices: notices.map((notice) => ({ ...notice, at: iso(notice.at) })),
    templatesSyncedAt: isoOrNull(channel.templatesSyncedAt),
    createdAt: iso(channel.createdAt),
  };
}

const SessionView = z.object({
  id: z.string(),
  flowId: z.string(),
  flowVersion: z.string(),
  language: z.string(),
  status: z.enum(['active', 'ended']),
  waitingOn: z.string().nullable(),
  disposition: Disposition.nullable(),
  reason: z.string().nullable(),
});

export const ConversationView = z.object({
  id: z.string(),
  channelId: z.string(),
  contactId: z.string(),
  to: Identifiers,
  window: z.object({ closesAt: Time.nullable(), isOpen: z.boolean() }),
  session: SessionView.nullable(),
  fallback: Conversation.shape.fallback,
  /** A person has the conversation, or is to take it. */
  handoff: Handoff.extend({ since: Time, data: z.record(z.string(), z.unknown()) }).nullable(),
  /** An agent has been asked, and has not answered yet. */
  asking: z.object({ agent: z.string(), since: Time }).nullable(),
  waitingToBeSent: z.number().int(),
  optedOutAt: Time.nullable(),
  lastInboundAt: Time.nullable(),
  lastActivityAt: Time,
  history: z.array(
    z.object({
      at: Time,
      name: z.string(),
      data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
});

export function conversationView(conversation: Conversation & Stored, now: Instant): z.infer<typeof ConversationView> {
  const { session, window } = conversation;
  return {
    id: conversation.id,
    channelId: conversation.channelId,
    contactId: conversation.contactId,
    to: conversation.to,
    window: { closesAt: window.closesAt === 0 ? null : iso(window.closesAt), isOpen: now < window.closesAt },
    session: session && {
      id: session.id,
      flowId: session.flowId,
      flowVersion: session.flowVersion,
      language: session.language,
      status: session.status,
      waitingOn: session.waiting?.stepId ?? null,
      disposition: session.disposition ?? null,
      reason: session.reason ?? null,
    },
    fallback: conversation.fallback,
    handoff: conversation.handoff && { ...conversation.handoff, since: iso(conversation.handedOffAt ?? now) },
    asking: conversation.call && { agent: conversation.call.call.agent, since: iso(conversation.call.since) },
    waitingToBeSent: conversation.outbox.filter((item) => item.kind === 'message').length,
    optedOutAt: isoOrNull(conversation.optedOutAt),
    lastInboundAt: isoOrNull(conversation.lastInboundAt),
    lastActivityAt: iso(conversation.lastActivityAt),
    history: conversation.history.map((note) => ({ ...note, at: iso(note.at) })),
  };
}

export const ThreadEntryView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('inbound'),
    id: z.string(),
    at: Time,
    content: InboundContent,
    editedTo: InboundContent.optional(),
    revokedAt: Time.optional(),
  }),
  z.object({
    kind: z.literal('outbound'),
    id: z.string(),
    at: Time,
    message: OutboundMessage,
    state: OutboundState,
    failure: SendFailure.optional(),
    by: Teammate.optional().describe('Who in the team wrote it; absent where the bot did'),
  }),
  z.object({ kind: z.literal('command'), id: z.string(), at: Time, command: z.unknown() }),
  /** What an agent answered, or why it did not. */
  z.object({ kind: z.literal('agent-answer'), id: z.string(), at: Time, outcome: z.unknown(), tookMs: z.number() }),
  /** For the team alone. */
  z.object({ kind: z.literal('note'), id: z.string(), at: Time, by: Teammate, text: z.string() }),
  /** What somebody in the team did with the conversation. */
  z.object({ kind: z.literal('event'), id: z.string(), at: Time, by: Teammate, change: InboxChange }),
]);

export function threadEntryView(entry: ThreadEntry & Stored): z.infer<typeof ThreadEntryView> {
  const at = iso(entry.at);
  switch (entry.kind) {
    case 'inbound':
      return {
        kind: 'inbound',
        id: entry.id,
        at,
        content: entry.content,
        ...(entry.editedTo ? { editedTo: entry.editedTo } : {}),
        ...(entry.revokedAt === undefined ? {} : { revokedAt: iso(entry.revokedAt) }),
      };
    case 'outbound':
      return {
        kind: 'outbound',
        id: entry.id,
        at,
        message: entry.message,
        state: entry.state,
        ...(entry.failure ? { failure: entry.failure } : {}),
        ...(entry.by && { by: entry.by }),
      };
    case 'command':
      return { kind: 'command', id: entry.id, at, command: entry.command };
    case 'agent-answer':
      return { kind: 'agent-answer', id: entry.id, at, outcome: entry.outcome, tookMs: entry.tookMs };
    case 'note':
      return { kind: 'note', id: entry.id, at, by: entry.by, text: entry.text };
    case 'event':
      return { kind: 'event', id: entry.id, at, by: entry.by, change: entry.change };
  }
}

/** Any JSON: spelt out it would be a recursive schema, whose references lead nowhere inside the API's description. */
const JsonObject = z.record(z.string(), z.unknown());

const AnswerView = Answer.extend({
  at: Time,
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), JsonObject, z.null()]),
  detail: JsonObject.optional(),
});

export const ResponseView = Response.omit({ turn: true, writtenAt: true }).extend({
  id: z.string(),
  answers: z.record(z.string(), AnswerView),
  vars: JsonObject,
  startedAt: Time,
  updatedAt: Time,
  endedAt: Time.nullable(),
});

export function responseView(response: Response & Stored): z.infer<typeof ResponseView> {
  const { rev: _, turn: __, writtenAt: ___, answers, startedAt, updatedAt, endedAt, ...rest } = response;
  return {
    ...rest,
    answers: Object.fromEntries(
      Object.entries(answers).map(([step, answer]) => [step, { ...answer, at: iso(answer.at) }]),
    ),
    startedAt: iso(startedAt),
    updatedAt: iso(updatedAt),
    endedAt: isoOrNull(endedAt),
  };
}

export const FlowView = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  languages: z.array(z.string()),
  keywords: z.array(z.string()),
  publishedAt: Time,
  origin: z.string(),
});

export const FindingView = z.object({
  severity: z.enum(['error', 'warning']),
  rule: z.string(),
  message: z.string(),
  mend: z.string().optional(),
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  path: z.string(),
});
export type FindingView = z.infer<typeof FindingView>;
