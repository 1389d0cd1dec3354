import type { Collection, CollectionDeclaration, Documents } from '../documents.js';
import { GatheringCollection } from './gathering-collection.js';

/**
 * The same documents with fewer round trips: what many conversations ask of one collection at the same time is asked
 * together. Held to the contract test of the drivers.
 */
export function gatheringDocuments(documents: Documents): Documents {
  const collections = new Map<string, unknown>();
  return {
    ...documents,
    collection<D extends object>(declaration: CollectionDeclaration<D>): Collection<D> {
      const known = collections.get(declaration.name);
      // One name has one declaration; the map cannot carry that relation in its type.
      if (known) return known as Collection<D>;
      const made = new GatheringCollection(documents.collection(declaration));
      collections.set(declaration.name, made);
      return made;
    },
  };
}
