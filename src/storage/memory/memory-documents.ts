import { checkDeclaration } from '../declaration-check.js';
import type { Collection, CollectionDeclaration, Documents } from '../documents.js';
import { MemoryCollection } from './memory-collection.js';

/** Documents that live as long as the process: for tests that need no database. Held to the drivers' contract test. */
export function memoryDocuments(): Documents {
  const collections = new Map<string, unknown>();
  return {
    collection<D extends object>(declaration: CollectionDeclaration<D>): Collection<D> {
      checkDeclaration(declaration);
      const known = collections.get(declaration.name);
      // One name has one declaration; the map cannot carry that relation in its type.
      if (known) return known as Collection<D>;
      const made = new MemoryCollection(declaration);
      collections.set(declaration.name, made);
      return made;
    },
    prepare: async (declarations) => declarations.forEach(checkDeclaration),
    ping: async () => undefined,
    close: async () => undefined,
  };
}
