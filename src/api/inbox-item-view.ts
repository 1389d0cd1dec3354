import type { InboxItem } from '../inbox/inbox-items.js';
import type { Stored } from '../storage/documents.js';
import type { Contact } from '../store/contact.js';
import type { Instant } from '../time/instant.js';
import type { ContactView, InboxConversationView, InboxItemView } from './inbox-views.js';

const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

/** One line of the inbox as it looks from outside. */
export function inboxItemView({
  conversation,
  channel,
  contact,
  last,
  window,
  assignee,
  flow,
}: InboxItem): InboxItemView {
  const { handoff, handedOffAt, lastActivityAt } = conversation;
  return {
    id: conversation.id,
    state: conversation.inboxState,
    channel,
    contact: {
      id: conversation.contactId,
      name: contact?.name ?? null,
      language: contact?.language ?? null,
      identifiers: { ...contact?.identifiers, ...conversation.to },
    },
    lastMessage: last && { ...last, at: iso(last.at) },
    lastActivityAt: iso(lastActivityAt),
    lastInboundAt: isoOrNull(conversation.lastInboundAt),
    window: { ...window, closesAt: isoOrNull(window.closesAt) },
    handoff: handoff && {
      by: handoff.by,
      topic: handoff.topic ?? null,
      since: iso(handedOffAt ?? lastActivityAt),
      taker: handoff.taker ?? null,
    },
    assignee,
    labels: conversation.labels,
    unread: Math.max(0, conversation.inboundCount - conversation.readCount),
    flow,
    optedOutAt: isoOrNull(conversation.optedOutAt),
  };
}

/** The same with what is shown beside the thread. */
export function inboxConversationView(
  item: InboxItem,
  answers: InboxConversationView['answers'],
): InboxConversationView {
  const { conversation, contact } = item;
  return {
    ...inboxItemView(item),
    attributes: contact?.attributes ?? {},
    answers,
    notes: conversation.noteCount,
    history: conversation.history.map((note) => ({ ...note, at: iso(note.at) })),
    waitingToBeSent: conversation.outbox.filter(({ kind }) => kind === 'message').length,
  };
}

export function contactView({ id, name, language, identifiers, attributes, createdAt }: Contact & Stored): ContactView {
  return {
    id,
    name: name ?? null,
    language: language ?? null,
    identifiers,
    attributes,
    createdAt: iso(createdAt),
  };
}
