import { z } from 'zod';
import { workspaceScope, type CollectionDeclaration, type Documents } from '../../src/storage/documents.js';
import { migrate, rewriteAll, type Migration } from '../../src/storage/migrations.js';

const here = workspaceScope('here');
const Now = z.object({ fullName: z.string() });
const now: CollectionDeclaration<z.infer<typeof Now>> = { name: 'folk', schema: Now, indexes: [] };
const Loose = z.looseObject({});
const loose: CollectionDeclaration<z.infer<typeof Loose>> = { name: 'folk', schema: Loose, indexes: [] };

/** Two doors to one empty database, as two processes that start at the same time have, and one more to look at it. */
export type OpenDoors = () => Promise<{
  first: Documents;
  second: Documents;
  judge: Documents;
  close(): Promise<void>;
}>;

function renaming(visit: () => void = () => undefined): Migration {
  return {
    id: '0001-full-name',
    async run(documents, scopes, signal) {
      for (const scope of scopes) {
        const folk = documents.collection(loose);
        await rewriteAll(
          folk,
          scope,
          ({ name, ...rest }) => (typeof name === 'string' ? { ...rest, fullName: name } : undefined),
          signal,
        );
        visit();
      }
    },
  };
}

/** What migrations promise on any driver. */
export function migrationsOn(title: string, open: OpenDoors, count = 2500): void {
  describe(`migrations on ${title}`, () => {
    let doors: Awaited<ReturnType<OpenDoors>>;

    beforeEach(async () => {
      doors = await open();
      await doors.first.prepare([loose]);
      const docs = Array.from({ length: count }, (_, i) => ({ id: `p${i}`, doc: { name: `N${i}` } }));
      await doors.first.collection(loose).insertMissing(here, docs);
    });
    afterEach(() => doors.close());

    async function migrated(): Promise<{ names: number; revs: Set<number> }> {
      const names = new Set<string>();
      const revs = new Set<number>();
      for await (const { fullName, rev } of doors.judge.collection(now).stream(here)) {
        names.add(fullName);
        revs.add(rev);
      }
      return { names: names.size, revs };
    }

    test('of two processes that start at once one renames the field in all documents, once', async () => {
      let visits = 0;
      const migration = renaming(() => visits++);
      const ran = await Promise.all(
        [doors.first, doors.second].map((door) => migrate(door, [migration], { scopes: [here], pollMs: 5 })),
      );
      expect(ran.flat()).toEqual(['0001-full-name']);
      expect(visits).toBe(1);
      expect(await migrated()).toEqual({ names: count, revs: new Set([2]) });
      expect(await migrate(doors.judge, [migration], { scopes: [here] })).toEqual([]);
    });

    test('one that is cut short is finished by the next start, without a second change of what was done', async () => {
      const cut = renaming();
      const dying: Migration = {
        ...cut,
        async run(documents, _scopes, signal) {
          let left = 100;
          const folk = documents.collection(loose);
          await rewriteAll(
            folk,
            here,
            ({ name, ...rest }) => {
              if (left-- === 0) throw new Error('killed');
              return typeof name === 'string' ? { ...rest, fullName: name } : undefined;
            },
            signal,
          );
        },
      };
      await expect(migrate(doors.first, [dying], { scopes: [here] })).rejects.toThrow('killed');
      expect(await migrate(doors.second, [cut], { scopes: [here] })).toEqual(['0001-full-name']);
      expect(await migrated()).toEqual({ names: count, revs: new Set([2]) });
    });
  });
}
