import { checkDeclaration } from '../declaration-check.js';
import { collectionsByName } from '../collections-by-name.js';
import type { Documents } from '../documents.js';
import { MemoryCollection } from './memory-collection.js';

/** Documents that live as long as the process: for tests that need no database. Held to the drivers' contract test. */
export function memoryDocuments(): Documents {
  return {
    collection: collectionsByName((declaration) => new MemoryCollection(declaration)),
    prepare: async (declarations) => declarations.forEach(checkDeclaration),
    ping: async () => undefined,
    close: async () => undefined,
  };
}
