/** What has been typed and not sent, by conversation. It outlives a sign-in, a reload and a look at another conversation. */
export interface Drafts {
  read(conversationId: string): string;
  /** An empty one is forgotten. */
  keep(conversationId: string, text: string): void;
}

const keyOf = (kind: string, conversationId: string): string => `canvass.inbox.${kind}.${conversationId}`;

/** @param kind what is drafted: a message, a note */
export function draftsIn(storage: Storage, kind: 'message' | 'note'): Drafts {
  return {
    read: (conversationId) => storage.getItem(keyOf(kind, conversationId)) ?? '',
    keep(conversationId, text) {
      if (text === '') storage.removeItem(keyOf(kind, conversationId));
      else storage.setItem(keyOf(kind, conversationId), text);
    },
  };
}
