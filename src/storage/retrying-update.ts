import { setTimeout as delay } from 'node:timers/promises';
import type { Collection, Stored, WorkspaceId } from './documents.js';
import { TooMuchContention } from './errors.js';
import { replaceSurely } from './replace-surely.js';

const ATTEMPTS = 20;
/** Losses in a row that are mere chance; from then on the loser steps back, or it may lose in lockstep for ever. */
const BY_CHANCE = 3;
const LONGEST_PAUSE_MS = 64;

/**
 * `update` of a collection on top of its `get` and `replace`. Updates of one document within this process wait for
 * each other, so that attempts are only used up by other processes. Where the database cannot tell whether a change was
 * written, since others have written after it, it is made once more: on what may hold it already.
 */
export function retryingUpdate<D extends object>(
  collection: Pick<Collection<D>, 'declaration' | 'get' | 'replace'>,
): Collection<D>['update'] {
  const tails = new Map<string, Promise<unknown>>();

  async function attempt(scope: WorkspaceId, id: string, change: (doc: D & Stored) => D | undefined) {
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const current = await collection.get(scope, id);
      if (current === undefined) return undefined;
      const changed = change(current);
      if (changed === undefined) return current;
      const written = await replaceSurely(collection, scope, { ...changed, id: current.id, rev: current.rev });
      if (written !== undefined) return written;
      if (tries >= BY_CHANCE) await delay(Math.min(2 ** (tries - BY_CHANCE), LONGEST_PAUSE_MS));
    }
    throw new TooMuchContention(collection.declaration.name, id);
  }

  return (scope, id, change) => {
    const key = `${scope}/${id}`;
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(() => attempt(scope, id, change));
    // The next in line starts whatever became of this one; its own caller gets the error.
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    return mine;
  };
}
