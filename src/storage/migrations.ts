import { z } from 'zod';
import { claims, withClaim, type ClaimOptions } from './claim.js';
import { SYSTEM, type Collection, type CollectionDeclaration, type Documents, type WorkspaceId } from './documents.js';

/** A change of stored documents that a new version of the program needs. */
export interface Migration {
  /** Never changes once published; migrations run in the order in which they are listed. */
  id: string;
  /**
   * Does the change. It may be cut short at any point and is then run again from the beginning, so that it has to leave
   * alone what is changed already. Other processes go on reading and writing meanwhile; where those of the old version
   * cannot, the CHANGELOG has to say that they are stopped first.
   */
  run(documents: Documents, scopes: readonly WorkspaceId[], signal: AbortSignal): Promise<void>;
}

export interface MigrationOptions extends ClaimOptions {
  /** Workspaces whose documents are changed. */
  scopes: readonly WorkspaceId[];
}

/** Documents that are rewritten at the same time. */
const AT_ONCE = 20;

const Applied = z.object({ at: z.number() });

const applied: CollectionDeclaration<z.infer<typeof Applied>> = { name: 'migrations', schema: Applied, indexes: [] };

/**
 * Runs what has not run on this database yet, once, however many processes start at the same time: the others wait. One
 * that dies in the middle leaves its place to another. Returns the ids that this call ran.
 *
 * @param documents not used for anything else: their collections keep the declarations of the migrations
 */
export async function migrate(
  documents: Documents,
  migrations: readonly Migration[],
  options: MigrationOptions,
): Promise<string[]> {
  await documents.prepare([claims, applied]);
  const done = documents.collection(applied);
  const missing = async () => {
    const known = new Set(
      (
        await done.getMany(
          SYSTEM,
          migrations.map(({ id }) => id),
        )
      ).map(({ id }) => id),
    );
    return migrations.filter(({ id }) => !known.has(id));
  };
  if ((await missing()).length === 0) return [];
  const now = options.now ?? Date.now;
  return withClaim(
    documents.collection(claims),
    'migrate',
    async (signal) => {
      const ran: string[] = [];
      for (const migration of await missing()) {
        await migration.run(documents, options.scopes, signal);
        signal.throwIfAborted();
        await done.insertMissing(SYSTEM, [{ id: migration.id, doc: { at: now() } }]);
        ran.push(migration.id);
      }
      return ran;
    },
    options,
  );
}

/**
 * Rewrites the documents that `change` gives another form of, by compare-and-set beside whoever else writes. Declare the
 * collection loosely (`z.looseObject({})`) to read what the present schema no longer fits. Returns how many changed.
 */
export async function rewriteAll<D extends object>(
  collection: Collection<D>,
  scope: WorkspaceId,
  change: (doc: D) => D | undefined,
  signal: AbortSignal,
): Promise<number> {
  let changed = 0;
  const rewrite = async (id: string) => {
    let wrote = false;
    await collection.update(scope, id, (doc) => {
      const next = change(doc);
      wrote = next !== undefined;
      return next;
    });
    if (wrote) changed++;
  };
  let group: string[] = [];
  const flush = async () => {
    signal.throwIfAborted();
    const ids = group;
    group = [];
    await Promise.all(ids.map(rewrite));
  };
  for await (const found of collection.stream(scope)) {
    if (change(found) === undefined) continue;
    if (group.push(found.id) === AT_ONCE) await flush();
  }
  await flush();
  return changed;
}
