import type { ThreadEntrySeen } from '../inbox-api.js';

/** What was unread when somebody began to look. */
export interface UnreadLine {
  count: number;
  /** The newest message of the person then; undefined where there was none. */
  newest: string | undefined;
}

/** Ids of the person's messages. @param newestFirst as the service pages the thread */
export function inboundIds(newestFirst: readonly ThreadEntrySeen[]): string[] {
  return [...new Set(newestFirst.filter(({ kind }) => kind === 'inbound').map(({ id }) => id))];
}

/** The message that the line stands above: undefined where nothing was unread, or it is on a page not fetched yet. */
export function firstUnread(inbound: readonly string[], { count, newest }: UnreadLine): string | undefined {
  const at = newest === undefined ? -1 : inbound.indexOf(newest);
  return at === -1 || count === 0 ? undefined : inbound[at + count - 1];
}

/** How many have come since the one that was newest. */
export function newSince(inbound: readonly string[], newest: string | undefined): number {
  return newest === undefined ? inbound.length : Math.max(0, inbound.indexOf(newest));
}
