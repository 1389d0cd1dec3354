import { LRUCache } from 'lru-cache';
import { DeadlineExceeded, within } from '../../clock/within.js';
import type { Clock } from '../../clock/clock.js';
import type { FlowLibrary } from '../../flows/flow-library.js';
import type { Stored, WorkspaceId } from '../../storage/documents.js';
import type { Response } from '../../store/response.js';
import type { Store } from '../../store/store.js';
import { SECOND, type Instant } from '../../time/instant.js';
import { questionsOf } from '../known-question.js';
import { responsesOfFlow } from '../responses-of-flow.js';
import { ResponseTable, type FormsOfVersion } from './response-table.js';

/** All tables together; a table of 100,000 responses to 20 questions has about 36 MB. The least asked for goes first. */
const MOST_BYTES = 512 * 1024 * 1024;
/** How long a table is believed; other processes write responses. */
const BELIEVED_MS = SECOND;
/**
 * How far back is looked again for what was written: clocks of two machines differ a little, and who wrote first may be
 * seen last.
 */
const OVERLAP_MS = 15 * SECOND;
/** How often is counted whether responses were deleted. */
const COUNT_EVERY_MS = 10 * SECOND;

export type TableState =
  | { isComplete: true; table: ResponseTable }
  /** It is being read for the first time. */
  | { isComplete: false; read: number; total: number };

interface Kept {
  table: ResponseTable;
  /** The first reading, or the newest bringing up to date; undefined when nothing is under way. */
  work: Promise<void> | undefined;
  isFilled: boolean;
  total: number;
  /** When the reading began that the table is up to date with. */
  readAt: Instant;
  countedAt: Instant;
}

/**
 * Each flow's responses as a table in this process: read once, then brought up to date by what was written since. Why:
 * docs/decisions/0018-results-from-a-table.md.
 */
export class ResponseTables {
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MOST_BYTES,
    // One that is larger than all room there is still has to be kept.
    sizeCalculation: ({ table }) => Math.min(table.bytes, MOST_BYTES),
  });
  readonly #forms = new LRUCache<string, FormsOfVersion>({ max: 1_000 });

  constructor(
    private readonly store: Pick<Store, 'responses'>,
    private readonly library: Pick<FlowLibrary, 'version'>,
    /** The machine's own. */
    private readonly clock: Clock,
  ) {}

  /**
   * The responses of a flow, at most a second old.
   *
   * @param patienceMs how long to wait for the first reading; how far it has come is the answer when that is over
   */
  async of(scope: WorkspaceId, flowId: string, patienceMs = Infinity): Promise<TableState> {
    const kept = this.#keptFor(scope, flowId);
    const work = (kept.work ??= this.#workOn(scope, flowId, kept));
    if (kept.isFilled || patienceMs === Infinity) await work;
    else {
      try {
        await within(patienceMs, async () => work);
      } catch (error) {
        if (!(error instanceof DeadlineExceeded)) throw error;
        return { isComplete: false, read: kept.table.size, total: Math.max(kept.total, kept.table.size) };
      }
    }
    return { isComplete: true, table: kept.table };
  }

  /** The same where the table is there already; reads none for the first time. */
  async ifThere(scope: WorkspaceId, flowId: string): Promise<ResponseTable | undefined> {
    if (this.#kept.peek(`${scope}/${flowId}`)?.isFilled !== true) return undefined;
    const state = await this.of(scope, flowId);
    return state.isComplete ? state.table : undefined;
  }

  #keptFor(scope: WorkspaceId, flowId: string): Kept {
    const key = `${scope}/${flowId}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const kept = emptyTable();
    this.#kept.set(key, kept);
    return kept;
  }

  /** What brings the table up to date; nothing where it is. */
  #workOn(scope: WorkspaceId, flowId: string, kept: Kept): Promise<void> | undefined {
    const now = this.clock.now();
    if (kept.isFilled && now - kept.readAt < BELIEVED_MS) return undefined;
    const work = kept.isFilled ? this.#refresh(scope, flowId, kept, now) : this.#fill(scope, flowId, kept, now);
    return work
      .catch((error: unknown) => {
        // Half a table would be counted for a whole one.
        if (!kept.isFilled) this.#kept.delete(`${scope}/${flowId}`);
        throw error;
      })
      .finally(() => {
        kept.work = undefined;
      });
  }

  async #fill(scope: WorkspaceId, flowId: string, kept: Kept, now: Instant): Promise<void> {
    kept.total = await this.store.responses.count(scope, responsesOfFlow(flowId));
    // By what never changes: what is written meanwhile does not move.
    const all = this.store.responses.stream(scope, {
      where: { flowId },
      sort: { field: 'startedAt', direction: 'asc' },
    });
    for await (const response of all) kept.table.put(response, await this.#formsOf(scope, response));
    kept.readAt = now;
    kept.countedAt = now;
    kept.isFilled = true;
    // Its size is known now.
    this.#kept.set(`${scope}/${flowId}`, kept);
  }

  async #refresh(scope: WorkspaceId, flowId: string, kept: Kept, now: Instant): Promise<void> {
    const news = this.store.responses.stream(scope, {
      where: { flowId, writtenAt: { gte: kept.readAt - OVERLAP_MS } },
      sort: { field: 'writtenAt', direction: 'asc' },
    });
    const before = kept.table.bytes;
    for await (const response of news) kept.table.put(response, await this.#formsOf(scope, response));
    kept.readAt = now;
    if (kept.table.bytes !== before) this.#kept.set(`${scope}/${flowId}`, kept);
    if (now - kept.countedAt >= COUNT_EVERY_MS) await this.#lookForDeleted(scope, flowId, kept, now);
  }

  /** Which ones were deleted nobody says: all is read anew, beside the old table. */
  async #lookForDeleted(scope: WorkspaceId, flowId: string, kept: Kept, now: Instant): Promise<void> {
    const before = kept.table.size;
    kept.countedAt = now;
    if ((await this.store.responses.count(scope, responsesOfFlow(flowId))) >= before) return;
    const anew = emptyTable();
    await this.#fill(scope, flowId, anew, now);
    kept.table = anew.table;
  }

  async #formsOf(scope: WorkspaceId, { flowId, flowVersion }: Response & Stored): Promise<FormsOfVersion> {
    const key = `${scope}/${flowId}@${flowVersion}`;
    const known = this.#forms.get(key);
    if (known) return known;
    const flow = await this.library.version(scope, flowId, flowVersion);
    const forms = new Map(flow ? questionsOf(flow).map(({ id, form }) => [id, form]) : []);
    // One that is not there yet may come.
    if (flow) this.#forms.set(key, forms);
    return forms;
  }
}

const emptyTable = (): Kept => ({
  table: new ResponseTable(),
  work: undefined,
  isFilled: false,
  total: 0,
  readAt: 0,
  countedAt: 0,
});
