import { checkDeclaration } from './declaration-check.js';
import type { Collection, CollectionDeclaration, Documents } from './documents.js';

type Make = <D extends object>(declaration: CollectionDeclaration<D>) => Collection<D>;

/** `collection` of Documents: each is made once, however often it is asked for. */
export function collectionsByName(make: Make): Documents['collection'] {
  const collections = new Map<string, unknown>();
  return <D extends object>(declaration: CollectionDeclaration<D>): Collection<D> => {
    checkDeclaration(declaration);
    const known = collections.get(declaration.name);
    // One name has one declaration; the map cannot carry that relation in its type.
    if (known) return known as Collection<D>;
    const made = make(declaration);
    collections.set(declaration.name, made);
    return made;
  };
}
