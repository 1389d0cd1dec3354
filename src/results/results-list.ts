import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Flow } from '../store/flow.js';
import type { Store } from '../store/store.js';
import { SECOND, type Instant } from '../time/instant.js';
import { OUTCOMES } from './response-filter.js';
import { responsesOfFlow } from './responses-of-flow.js';
import type { ResponseTables } from './table/response-tables.js';

export interface FlowCounts {
  flowId: string;
  title: string;
  kind: 'survey' | 'conversation';
  started: number;
  ended: number;
  completed: number;
  lastStartedAt: Instant | null;
}

type Counts = Omit<FlowCounts, 'flowId' | 'title' | 'kind'>;

/** Ends that are not one of an answered survey: few, so that the many are counted once. */
const OTHER_ENDS = OUTCOMES.filter((outcome) => outcome !== 'active' && outcome !== 'completed');
const NONE: Counts = { started: 0, ended: 0, completed: 0, lastStartedAt: null };

/** What was counted is believed so many times as long as counting it took, */
const BELIEVED_TIMES = 20;
/** and at most so long. Counting thus never takes more than a twentieth of the database's time. */
const BELIEVED_MOST_MS = 15 * SECOND;
/** Flows whose counts are remembered. */
const MOST_REMEMBERED = 1_000;
/** Flows that are counted at the same time. */
const AT_ONCE = 8;

/**
 * How many responses each published flow has: by its table where there is one, and then at most a second old; else
 * counted by the database's indexes, and believed for a while where that takes long.
 */
export class ResultsList {
  readonly #counted: LRUCache<string, Counts, { scope: WorkspaceId; flowId: string }>;

  constructor(
    private readonly store: Pick<Store, 'flows' | 'responses'>,
    private readonly library: Pick<FlowLibrary, 'published'>,
    private readonly tables: Pick<ResponseTables, 'ifThere'>,
    /** The machine's own. */
    clock: Clock,
  ) {
    this.#counted = new LRUCache({
      max: MOST_REMEMBERED,
      ttl: BELIEVED_MOST_MS,
      ttlResolution: 0,
      perf: clock,
      // Whoever asks meanwhile waits for the same counting.
      fetchMethod: async (_key, _before, { options, context: { scope, flowId } }) => {
        const began = clock.now();
        const counts = await this.#count(scope, flowId);
        // None at all would be for ever.
        options.ttl = Math.min(BELIEVED_MOST_MS, Math.max(1, BELIEVED_TIMES * (clock.now() - began)));
        return counts;
      },
    });
  }

  /** The one that was answered last comes first. */
  async all(scope: WorkspaceId): Promise<FlowCounts[]> {
    const published = await this.library.published(scope);
    const flows: (Flow & Stored)[] = [];
    for await (const flow of this.store.flows.stream(scope)) flows.push(flow);
    const counts: FlowCounts[] = [];
    for (let from = 0; from < flows.length; from += AT_ONCE) {
      const counted = flows.slice(from, from + AT_ONCE).map(async ({ id: flowId, title }) => {
        const kind = published.get(flowId)?.flow.kind ?? 'survey';
        return { flowId, title, kind, ...(await this.#countsOf(scope, flowId)) };
      });
      counts.push(...(await Promise.all(counted)));
    }
    return counts.toSorted((a, b) => (b.lastStartedAt ?? 0) - (a.lastStartedAt ?? 0));
  }

  async #countsOf(scope: WorkspaceId, flowId: string): Promise<Counts> {
    const table = await this.tables.ifThere(scope, flowId);
    if (table) {
      const { active, ...counts } = table.counts;
      return { ...counts, ended: counts.started - active };
    }
    const counts = await this.#counted.fetch(`${scope}/${flowId}`, { context: { scope, flowId } });
    return counts ?? NONE;
  }

  async #count(scope: WorkspaceId, flowId: string): Promise<Counts> {
    const { responses } = this.store;
    const all = responsesOfFlow(flowId);
    const started = await responses.count(scope, all);
    if (started === 0) return NONE;
    const [completed, others, newest] = await Promise.all([
      responses.count(scope, { flowId, disposition: 'completed' }),
      responses.count(scope, { flowId, disposition: { in: OTHER_ENDS } }),
      responses.find(scope, { where: all, sort: { field: 'startedAt', direction: 'desc' }, limit: 1 }),
    ]);
    return { started, completed, ended: completed + others, lastStartedAt: newest.items[0]?.startedAt ?? null };
  }
}
