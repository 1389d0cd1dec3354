import { LRUCache } from 'lru-cache';
import type { ChannelEvent } from '../channels/events.js';
import type { Clock } from '../clock/clock.js';
import type { Ids } from '../ids/ids.js';
import { ringOrLeaveToSweep, type Bell } from '../queue/bell.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Identity } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { Watching } from '../watching/watching.js';
import type { ThreadEntry } from './conversation.js';
import { identify } from './identify.js';

type MessageEvent = Extract<ChannelEvent, { kind: 'message' }>;

/** About 10 MB. */
const PEOPLE_REMEMBERED = 50_000;

/** A provider's ids are opaque text up to 255 characters; ours may not be longer than an index allows. */
export function inboundEntryId(channelId: string, providerMessageId: string): string {
  return `in|${channelId}|${providerMessageId}`;
}

/**
 * Puts the messages of one webhook into the mailboxes of their conversations and rings. When this resolves they are
 * stored; a message that comes again is nothing.
 */
export class Receiver {
  readonly #people = new LRUCache<string, Identity>({ max: PEOPLE_REMEMBERED });

  constructor(
    private readonly store: Store,
    private readonly bell: Bell,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly watching: Watching,
  ) {}

  /** @returns how many were new */
  async receive(scope: WorkspaceId, channelId: string, events: readonly MessageEvent[]): Promise<number> {
    if (events.length === 0) return 0;
    const people = await identify(
      this.store,
      this.ids,
      scope,
      channelId,
      events.map((event) => event.from),
      this.#people,
    );
    const now = this.clock.now();
    const entries = events.flatMap((event, index) => {
      const person = people[index];
      if (!person) {
        this.watching.log.warn(
          { event: 'message.without-sender', channelId, providerMessageId: event.id },
          'message without any sender',
        );
        return [];
      }
      return [{ id: inboundEntryId(channelId, event.id), doc: inboundEntry(channelId, event, person, now) }];
    });
    const inserted = await this.store.thread.insertMissing(scope, entries);
    const conversations = new Set(
      entries.filter((entry) => inserted.has(entry.id)).map((entry) => entry.doc.conversationId),
    );
    if (inserted.size < entries.length) {
      const known = entries.filter((entry) => !inserted.has(entry.id)).map(({ id }) => id);
      // Stored the first time by a request that failed before it rang.
      for (const entry of await this.store.thread.getMany(scope, known)) {
        if (entry.waiting !== null) conversations.add(entry.conversationId);
      }
      this.watching.metrics.duplicatesDropped(entries.length - inserted.size);
      this.watching.log.debug(
        { event: 'message.duplicate', channelId, count: entries.length - inserted.size },
        'duplicates dropped',
      );
    }
    // Not waited for: what is stored may be acknowledged, and a slow queue must not hold the provider's request.
    void ringOrLeaveToSweep(
      this.bell,
      this.watching.log,
      [...conversations].map((conversationId) => ({ scope, conversationId, channelId })),
    );
    return inserted.size;
  }
}

function inboundEntry(
  channelId: string,
  event: MessageEvent,
  person: { contactId: string; conversationId: string },
  now: number,
): ThreadEntry {
  return {
    kind: 'inbound',
    conversationId: person.conversationId,
    channelId,
    contactId: person.contactId,
    at: event.at,
    waiting: person.conversationId,
    receivedAt: now,
    providerMessageId: event.id,
    from: event.from,
    content: event.content,
    ...(event.profileName === undefined ? {} : { profileName: event.profileName }),
    ...(event.repliesTo === undefined ? {} : { repliesTo: event.repliesTo }),
    ...(event.fromAd === undefined ? {} : { fromAd: event.fromAd }),
  };
}
