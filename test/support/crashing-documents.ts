import type { Collection, CollectionDeclaration, Documents } from '../../src/storage/documents.js';

/** The process is gone: whatever it still tries fails. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** A write that fails once: the connection broke, the database was too busy. The process lives on. */
export class Hiccup extends Error {
  override readonly name = 'Hiccup';
}

/** When a process dies: at its nth write, with the write done or not. */
export interface CrashPlan {
  atWrite: number;
  written: boolean;
  /** It does not die of it: only this write fails. */
  survived?: boolean;
}

const WRITES = ['insert', 'insertMissing', 'replace', 'setFields', 'increment', 'delete', 'deleteWhere'] as const;
const READS = ['get', 'getMany', 'find', 'count'] as const;

/** The life of one process; shared by everything it does. */
export class Life {
  writes = 0;
  dead = false;
  constructor(readonly plan?: CrashPlan) {}

  check(): void {
    if (this.dead) throw new Crash('the process is dead');
  }
}

/** A process' view of the database, which dies with it as planned. */
export function crashingDocuments(documents: Documents, life: Life): Documents {
  return {
    collection: <D extends object>(declaration: CollectionDeclaration<D>) =>
      crashing(documents.collection(declaration), life),
    prepare: (declarations) => documents.prepare(declarations),
    ping: () => documents.ping(),
    close: async () => undefined,
  };
}

function crashing<D extends object>(collection: Collection<D>, life: Life): Collection<D> {
  return new Proxy(collection, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const call = (args: unknown[]): unknown => Reflect.apply(member, target, args);
      if (READS.some((read) => read === name)) {
        return async (...args: unknown[]) => {
          life.check();
          return call(args);
        };
      }
      // `update` is a read and a write of its own; `stream` reads page by page.
      if (name === 'update') {
        return async (...args: unknown[]) => write(life, () => call(args));
      }
      if (WRITES.some((one) => one === name)) return async (...args: unknown[]) => write(life, () => call(args));
      return (...args: unknown[]) => call(args);
    },
  });
}

async function write(life: Life, work: () => unknown): Promise<unknown> {
  life.check();
  life.writes += 1;
  if (life.plan?.atWrite !== life.writes) return work();
  if (life.plan.written) await work();
  if (life.plan.survived) throw new Hiccup(`at write ${life.writes}`);
  life.dead = true;
  throw new Crash(`at write ${life.writes}`);
}
