import { collectionsByName } from '../collections-by-name.js';
import type { Documents } from '../documents.js';
import { GatheringCollection } from './gathering-collection.js';

/**
 * The same documents with fewer round trips: what many conversations ask of one collection at the same time is asked
 * together. Held to the contract test of the drivers.
 */
export function gatheringDocuments(documents: Documents): Documents {
  return {
    ...documents,
    collection: collectionsByName((declaration) => new GatheringCollection(documents.collection(declaration))),
  };
}
