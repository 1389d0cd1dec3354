import type { Collection, Stored, WorkspaceId } from './documents.js';
import { StorageUnavailable } from './errors.js';

/**
 * As `replace`, for callers that read again whatever they are not sure of: where the database cannot tell any more
 * whether the document was written, because others have written it since, it counts as somebody else's.
 */
export async function replaceSurely<D extends object>(
  collection: Pick<Collection<D>, 'replace'>,
  scope: WorkspaceId,
  doc: D & Stored,
): Promise<(D & Stored) | undefined> {
  try {
    return await collection.replace(scope, doc);
  } catch (error) {
    if (error instanceof StorageUnavailable && error.writtenSince) return undefined;
    throw error;
  }
}
