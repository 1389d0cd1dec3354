import type { ChannelRegistry } from '../channels/registry.js';
import type { Conversation, OutboundState, Teammate, ThreadEntry } from '../conversations/conversation.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Channel } from '../store/channel.js';
import type { Contact } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import { isOpenAt } from '../window/rules.js';
import { plainMessage, type PlainMessage } from './plain-text.js';

export type StoredConversation = Conversation & Stored;

/** One conversation with what a list shows of it. */
export interface InboxItem {
  conversation: StoredConversation;
  channel: { id: string; name: string; provider: string };
  /** Undefined where the person has not been heard of yet. */
  contact: (Contact & Stored) | undefined;
  last: (PlainMessage & { direction: 'in' | 'out'; at: Instant; state?: OutboundState }) | null;
  window: { closesAt: Instant | null; isOpen: boolean; hasWindow: boolean };
  assignee: { user: Teammate | null; team: string | null } | null;
  flow: { id: string; title: string; waitingOn: string | null } | null;
}

/** Gathers what a list shows of many conversations, a few look-ups for all of them. */
export class InboxItems {
  constructor(
    private readonly store: Store,
    private readonly registry: ChannelRegistry,
  ) {}

  async of(scope: WorkspaceId, conversations: readonly StoredConversation[], now: Instant): Promise<InboxItem[]> {
    const ids = <T>(of: (conversation: StoredConversation) => T | null | undefined): T[] => [
      ...new Set(conversations.flatMap((conversation) => of(conversation) ?? [])),
    ];
    const [channels, contacts, entries, users, flows] = await Promise.all([
      this.store.channels.getMany(
        scope,
        ids(({ channelId }) => channelId),
      ),
      this.store.contacts.getMany(
        scope,
        ids(({ contactId }) => contactId),
      ),
      this.store.thread.getMany(
        scope,
        ids(({ lastEntryId }) => lastEntryId),
      ),
      this.store.users.getMany(
        scope,
        ids(({ assigneeId }) => assigneeId),
      ),
      this.store.flows.getMany(
        scope,
        ids(({ session }) => (session?.status === 'active' ? session.flowId : null)),
      ),
    ]);
    const channelById = byId(channels);
    const contactById = byId(contacts);
    const entryById = byId(entries);
    const userById = byId(users);
    const flowById = byId(flows);
    return conversations.map((conversation) => {
      const { session, assigneeId, team, lastEntryId } = conversation;
      const channel = channelById.get(conversation.channelId);
      const user = assigneeId === null ? undefined : userById.get(assigneeId);
      const isRunning = session?.status === 'active';
      return {
        conversation,
        channel: {
          id: conversation.channelId,
          name: channel?.name ?? conversation.channelId,
          provider: channel?.provider ?? '',
        },
        contact: contactById.get(conversation.contactId),
        last: lastOf(lastEntryId === null ? undefined : entryById.get(lastEntryId)),
        window: this.#windowOf(conversation, channel, now),
        assignee:
          assigneeId === null && team === null
            ? null
            : { user: assigneeId === null ? null : { id: assigneeId, name: user?.name ?? assigneeId }, team },
        flow: isRunning
          ? {
              id: session.flowId,
              title: flowById.get(session.flowId)?.title ?? session.flowId,
              waitingOn: session.waiting?.stepId ?? null,
            }
          : null,
      };
    });
  }

  #windowOf({ window }: Conversation, channel: Channel | undefined, now: Instant): InboxItem['window'] {
    const windowHours = channel && this.registry.get(channel.provider)?.capabilities.windowHours;
    const hasWindow = channel === undefined || windowHours !== undefined;
    return {
      closesAt: hasWindow && window.closesAt > 0 ? window.closesAt : null,
      // Nothing is sent on a channel that is gone.
      isOpen: channel !== undefined && isOpenAt(window, windowHours, now),
      hasWindow,
    };
  }
}

function lastOf(entry: ThreadEntry | undefined): InboxItem['last'] {
  const plain = entry && plainMessage(entry);
  if (!entry || !plain) return null;
  if (entry.kind === 'outbound') return { ...plain, direction: 'out', at: entry.at, state: entry.state };
  return { ...plain, direction: 'in', at: entry.at };
}

function byId<D extends Stored>(documents: readonly D[]): Map<string, D> {
  return new Map(documents.map((document) => [document.id, document]));
}
