import { z } from 'zod';
import { Handoff, OutboundState } from '../conversations/conversation.js';
import { Identifiers } from '../channels/events.js';
import { ConversationView } from './views.js';
import { TemplatePreviewView } from './template-views.js';

const Time = z.iso.datetime();

/** Somebody in the team, by the name that the team knows. */
export const PersonView = z.object({ id: z.string(), name: z.string() });
export type PersonView = z.infer<typeof PersonView>;

export const InboxState = z.enum(['waiting', 'with-person', 'with-bot']);
export type InboxState = z.infer<typeof InboxState>;

export const InboxItemView = z.object({
  id: z.string(),
  state: InboxState.describe('waiting: handed off, and nobody in the team has taken it yet'),
  channel: z.object({ id: z.string(), name: z.string(), provider: z.string() }),
  contact: z.object({
    id: z.string(),
    name: z.string().nullable(),
    language: z.string().nullable().describe('BCP-47'),
    identifiers: Identifiers,
  }),
  lastMessage: z
    .object({
      direction: z.enum(['in', 'out']),
      kind: z.string().describe('text, tap, image, video, audio, document, sticker, location, template …'),
      text: z.string().describe('Short and plain; empty where the message has no words of its own'),
      at: Time,
      state: OutboundState.optional().describe('Of one of ours'),
    })
    .nullable(),
  lastActivityAt: Time,
  lastInboundAt: Time.nullable(),
  window: z.object({
    closesAt: Time.nullable().describe('Null where the person never wrote, or the channel has no window'),
    isOpen: z.boolean().describe('Whether a free-form message may be sent now'),
    hasWindow: z.boolean().describe('False on a channel such as the web chat, where one may always write'),
  }),
  handoff: z
    .object({ by: Handoff.shape.by, topic: z.string().nullable(), since: Time, taker: PersonView.nullable() })
    .nullable(),
  assignee: z.object({ user: PersonView.nullable(), team: z.string().nullable() }).nullable(),
  labels: z.array(z.string()),
  unread: z.number().int().describe('Messages of the person since somebody in the team last looked'),
  flow: z
    .object({ id: z.string(), title: z.string(), waitingOn: z.string().nullable() })
    .nullable()
    .describe('The session that runs'),
  optedOutAt: Time.nullable(),
});
export type InboxItemView = z.infer<typeof InboxItemView>;

export const InboxPageView = z.object({ items: z.array(InboxItemView), next: z.string().optional() });
export type InboxPageView = z.infer<typeof InboxPageView>;

export const InboxCountsView = z.object({
  waiting: z.number().int(),
  withPerson: z.number().int(),
  withBot: z.number().int(),
  all: z.number().int(),
  mine: z.number().int().describe('Assigned to whoever asks'),
  unassigned: z.number().int().describe('Waiting or with a person, and assigned to nobody'),
});
export type InboxCountsView = z.infer<typeof InboxCountsView>;

export const InboxConversationView = InboxItemView.extend({
  attributes: z.record(z.string(), z.unknown()),
  answers: z
    .record(z.string(), z.object({ value: z.unknown(), raw: z.string().nullable(), label: z.string().nullable() }))
    .describe('Of the last session, by question, as a template’s values may name them: {{ answers.overall.label }}'),
  notes: z.number().int().describe('How many notes the team has written'),
  history: ConversationView.shape.history,
  waitingToBeSent: z.number().int(),
});
export type InboxConversationView = z.infer<typeof InboxConversationView>;

export const LabelsView = z.object({ items: z.array(z.string()) });
export type LabelsView = z.infer<typeof LabelsView>;

export const PeopleView = z.object({
  people: z.array(PersonView.extend({ teams: z.array(z.string()) })),
  teams: z.array(z.string()),
});
export type PeopleView = z.infer<typeof PeopleView>;

/** A message or template of a person's that is on its way. */
export const SentView = z.object({ id: z.string().describe('Of the message, as the thread will show it') });
export type SentView = z.infer<typeof SentView>;

/** A file that is about to be sent. */
export const AttachmentView = z.object({
  id: z.string().describe('For `media.attachment` of a message'),
  kind: z.enum(['image', 'video', 'audio', 'document']),
  mime: z.string().describe('By its content'),
  filename: z.string(),
  size: z.number().int().describe('Bytes'),
  expiresAt: Time,
});
export type AttachmentView = z.infer<typeof AttachmentView>;

export const InboxTemplatePreviewView = z.object({
  language: z.string().describe('Of the variant that goes out'),
  preview: TemplatePreviewView.describe('Filled in as far as everything fits'),
  problems: z.array(z.object({ code: z.string(), message: z.string() })).describe('Why it would not be sent'),
  notes: z.array(z.string()),
});
export type InboxTemplatePreviewView = z.infer<typeof InboxTemplatePreviewView>;

export const ContactView = z.object({
  id: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable().describe('BCP-47'),
  identifiers: Identifiers,
  attributes: z.record(z.string(), z.unknown()),
  createdAt: Time,
});
export type ContactView = z.infer<typeof ContactView>;

/** What a stream of `GET /api/v1/events` tells: that something has changed, never what. */
export const LiveEventView = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation.changed'), id: z.string(), at: Time }),
  z
    .object({ type: z.literal('resync'), id: z.literal('all'), at: Time })
    .describe('Too much has changed to tell it one by one: read again what is shown'),
]);
export type LiveEventView = z.infer<typeof LiveEventView>;
