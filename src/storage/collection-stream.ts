import type { Collection, Query, Stored, WorkspaceId } from './documents.js';

const PAGE = 500;

/** `stream` of a collection on top of its `find`: page after page, each asked for when the one before is used up. */
export async function* collectionStream<D extends object>(
  collection: Pick<Collection<D>, 'find'>,
  scope: WorkspaceId,
  query: Omit<Query, 'limit' | 'cursor'> = {},
): AsyncIterable<D & Stored> {
  let page = await collection.find(scope, { ...query, limit: PAGE });
  yield* page.items;
  while (page.next !== undefined) {
    page = await collection.find(scope, { ...query, limit: PAGE, cursor: page.next });
    yield* page.items;
  }
}
