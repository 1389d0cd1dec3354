import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';

export interface LiveVersion {
  version: string;
  /** When it was published first. */
  createdAt: number;
  /** Sessions that wait on one of its questions. */
  live: number;
}

/** Versions carry their whole source: few at a time. */
const VERSIONS_AT_ONCE = 20;
const COUNTS_AT_ONCE = 20;

/**
 * Counts running sessions by what they wait on. Every count is one range of the index `by_question` of the responses
 * (ended sessions wait on nothing): no session is read, however many there are. A response is written after its turn,
 * so that a session that has just moved on may be counted where it was.
 */
export class LiveSessions {
  constructor(private readonly store: Pick<Store, 'responses' | 'flowVersions'>) {}

  /** The versions of a flow that sessions run on, by when they were published. */
  async versions(scope: WorkspaceId, flowId: string): Promise<LiveVersion[]> {
    const found: LiveVersion[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.store.flowVersions.find(scope, {
        where: { flowId },
        limit: VERSIONS_AT_ONCE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const counted = page.items.map(async ({ version, createdAt }) => ({
        version,
        createdAt,
        live: await this.store.responses.count(scope, { flowId, flowVersion: version, waitingOn: { gt: '' } }),
      }));
      found.push(...(await Promise.all(counted)).filter(({ live }) => live > 0));
      cursor = page.next;
    } while (cursor !== undefined);
    return found.toSorted((a, b) => a.createdAt - b.createdAt || (a.version < b.version ? -1 : 1));
  }

  /** How many sessions of a version wait on each of these questions (of a repeated one, in any round); none are left out. */
  async byQuestion(
    scope: WorkspaceId,
    flowId: string,
    { version, live }: LiveVersion,
    questions: ReadonlyMap<string, readonly string[]>,
  ): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    let left = live;
    const all = [...questions];
    for (let from = 0; from < all.length && left > 0; from += COUNTS_AT_ONCE) {
      const counted = all.slice(from, from + COUNTS_AT_ONCE).map(async ([name, ids]) => {
        const where = { flowId, flowVersion: version, waitingOn: { in: [...ids] } };
        return { name, waiting: await this.store.responses.count(scope, where) };
      });
      for (const { name, waiting } of await Promise.all(counted)) {
        if (waiting > 0) counts.set(name, waiting);
        left -= waiting;
      }
    }
    return counts;
  }
}
