import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.js';
import type { Conversation, InboxState } from '../conversations/conversation.js';
import type { Page, Query, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { HOUR, SECOND, type Instant } from '../time/instant.js';
import { SAFETY_MARGIN } from '../window/rules.js';
import { fits, pageOfFound, type InboxWhere } from './found-page.js';
import type { InboxItem, InboxItems } from './inbox-items.js';
import { searchConversations } from './inbox-search.js';
import { labelKeysWith } from './label-sets.js';

/** A window that closes within this is closing. */
const CLOSING = HOUR;
const COUNTED_FOR_MS = 15 * SECOND;
/**
 * Leaves no conversation out, and lets them be counted by an index alone: those by state and by assignee hold only
 * documents that have this, too, and are not looked at otherwise.
 */
const ANY_TIME = { lastActivityAt: { gte: 0 } };

/** What is asked for; what is absent does not matter. */
export interface InboxFilter {
  state?: InboxState | undefined;
  /** A user's id, or `none`: in people's hands, and neither somebody's nor a team's. */
  assignee?: string | undefined;
  team?: string | undefined;
  label?: string | undefined;
  channelId?: string | undefined;
  window?: 'open' | 'closing' | 'closed' | undefined;
  /** A beginning of a name, number, id or label. */
  search?: string | undefined;
}

export interface InboxCounts {
  waiting: number;
  withPerson: number;
  withBot: number;
  all: number;
  mine: number;
  unassigned: number;
}

export interface PageWanted {
  limit: number;
  cursor?: string | undefined;
}

export interface InboxPage {
  items: InboxItem[];
  next?: string;
}

/** Lists of conversations as the team sees them. */
export class InboxList {
  /** How many the bot has. */
  readonly #counted = new LRUCache<WorkspaceId, number>({ max: 100, ttl: COUNTED_FOR_MS });

  constructor(
    private readonly store: Store,
    private readonly items: InboxItems,
    private readonly clock: Clock,
  ) {}

  /**
   * Newest activity first; of those that wait for a person, who has waited longest; of closing windows, the next to
   * close. What a search finds: newest activity first. @throws InvalidCursor
   */
  async find(scope: WorkspaceId, filter: InboxFilter, page: PageWanted): Promise<InboxPage> {
    const now = this.clock.now();
    const found = await this.#conversations(scope, filter, page, now);
    const items = await this.items.of(scope, found.items, now);
    return { items, ...(found.next === undefined ? {} : { next: found.next }) };
  }

  /**
   * How many the bot has, and with them how many there are, may be a quarter of a minute old.
   * @param userId of whoever asks, where that is somebody with an account
   */
  async count(scope: WorkspaceId, userId: string | undefined): Promise<InboxCounts> {
    const { conversations } = this.store;
    const state = (inboxState: InboxState) => conversations.count(scope, { inboxState, ...ANY_TIME });
    const [waiting, withPerson, withBot, mine, unassigned] = await Promise.all([
      state('waiting'),
      state('with-person'),
      this.#withBot(scope),
      userId === undefined ? 0 : conversations.count(scope, { assigned: userId, ...ANY_TIME }),
      conversations.count(scope, { assigned: '', ...ANY_TIME }),
    ]);
    return { waiting, withPerson, withBot, all: waiting + withPerson + withBot, mine, unassigned };
  }

  async #conversations(
    scope: WorkspaceId,
    filter: InboxFilter,
    { limit, cursor }: PageWanted,
    now: Instant,
  ): Promise<Page<Conversation>> {
    const { label, search } = filter;
    const labelKeys = label === undefined ? undefined : await labelKeysWith(this.store, scope, (one) => one === label);
    if (labelKeys?.length === 0) return { items: [] };
    const where = whereOf(filter, labelKeys, now);
    if (search !== undefined) {
      const found = await searchConversations(this.store, scope, search);
      return pageOfFound(
        found.filter((conversation) => fits(conversation, where)),
        limit,
        cursor,
      );
    }
    return this.store.conversations.find(scope, {
      where,
      sort: sortOf(filter),
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
  }

  /** Nearly all of many: counting them takes a while. */
  async #withBot(scope: WorkspaceId): Promise<number> {
    const known = this.#counted.get(scope);
    if (known !== undefined) return known;
    const count = await this.store.conversations.count(scope, { inboxState: 'with-bot', ...ANY_TIME });
    this.#counted.set(scope, count);
    return count;
  }
}

function whereOf(
  { state, assignee, team, channelId, window }: InboxFilter,
  labelKeys: string[] | undefined,
  now: Instant,
): InboxWhere {
  return {
    ...(state && { inboxState: state }),
    ...(assignee !== undefined && { assigned: assignee === 'none' ? '' : assignee }),
    ...(team !== undefined && { team }),
    ...(channelId !== undefined && { channelId }),
    ...(labelKeys && { labelKey: { in: labelKeys } }),
    ...(window && { windowClosesAt: windowTest(window, now) }),
  };
}

function windowTest(window: 'open' | 'closing' | 'closed', now: number): { lte?: number; gt?: number } {
  // Free-form messages stop a little before the window closes.
  const closed = now + SAFETY_MARGIN;
  if (window === 'closed') return { lte: closed };
  return window === 'open' ? { gt: closed } : { gt: closed, lte: now + CLOSING };
}

function sortOf({ state, window }: InboxFilter): NonNullable<Query['sort']> {
  if (window === 'closing') return { field: 'windowClosesAt', direction: 'asc' };
  if (state === 'waiting') return { field: 'handedOffAt', direction: 'asc' };
  return { field: 'lastActivityAt', direction: 'desc' };
}
