import type { Principal } from '../accounts/principal.js';
import type { Clock } from '../clock/clock.js';
import { FlowId } from '../flow/definition/names.js';
import { Problem, invalid, notFound } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import { UniqueViolation } from '../storage/errors.js';
import type { FlowDraft } from '../store/flow-draft.js';
import type { Store } from '../store/store.js';
import { blankSource, copiedSource, headOf, idFromTitle } from './draft-source.js';
import type { Examples } from './examples.js';

type StoredDraft = FlowDraft & Stored;
type By = Pick<Principal, 'kind' | 'id' | 'name'>;

/** What a new survey begins as: nothing, a flow that comes with the product, or a flow of the workspace. */
export type Beginning = { kind: 'blank'; languages: string[] } | { kind: 'example' | 'flow'; id: string };

/** Ids tried for one title before giving up: `visit`, `visit-2`, … */
const MAX_TRIES = 200;

/** Flows as people write them. Of two who write at once the later is told; nothing is overwritten. */
export class Drafts {
  constructor(
    private readonly store: Pick<Store, 'flowDrafts' | 'flows' | 'flowVersions'>,
    private readonly examples: Examples,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  all(scope: WorkspaceId): AsyncIterable<StoredDraft> {
    return this.store.flowDrafts.stream(scope);
  }

  /** @throws Problem 404 */
  async get(scope: WorkspaceId, flowId: string): Promise<StoredDraft> {
    const draft = await this.store.flowDrafts.get(scope, flowId);
    if (!draft) throw notFound('draft of the flow', flowId);
    return draft;
  }

  /**
   * @param revision the one that the change began with; null where there was no draft
   * @throws Problem 409 `draft-changed` where somebody else has saved since
   */
  async save(
    scope: WorkspaceId,
    flowId: string,
    { source, revision }: { source: string; revision: string | null },
    by: By,
  ): Promise<StoredDraft> {
    const stored = await this.store.flowDrafts.get(scope, flowId);
    if ((stored?.revision ?? null) !== revision) throw changed(flowId, stored);
    const now = this.clock.now();
    const draft = this.#draftOf(flowId, source, by, stored?.createdAt ?? now);
    if (!stored) return this.#insert(scope, flowId, draft);
    const saved = await this.store.flowDrafts.replace(scope, { ...draft, id: flowId, rev: stored.rev });
    if (!saved) throw changed(flowId, await this.store.flowDrafts.get(scope, flowId));
    return saved;
  }

  /** @throws Problem 404; 409 `draft-changed` where it is not this revision any more */
  async discard(scope: WorkspaceId, flowId: string, revision: string): Promise<void> {
    if ((await this.store.flowDrafts.deleteWhere(scope, { id: flowId, revision })) > 0) return;
    throw changed(flowId, await this.get(scope, flowId));
  }

  /** A new survey with an id made of its title. @throws Problem 404 where there is nothing to begin with; 400 */
  async create(scope: WorkspaceId, title: string, beginning: Beginning, by: By): Promise<StoredDraft> {
    const wanted = idFromTitle(title);
    const source = beginning.kind === 'blank' ? undefined : await this.#sourceOf(scope, beginning.kind, beginning.id);
    for (let number = 1; number <= MAX_TRIES; number += 1) {
      const id = number === 1 ? wanted : `${wanted}-${number}`;
      if (await this.#isTaken(scope, id)) continue;
      const written =
        beginning.kind === 'blank'
          ? blankSource({ id, title, languages: beginning.languages })
          : copiedSource(source ?? '', { id, title });
      if (written === undefined) {
        const message = 'its source cannot be read; mend it before it is copied';
        throw invalid([{ field: 'from.id', rule: 'readable', message }]);
      }
      try {
        return await this.store.flowDrafts.insert(scope, id, this.#draftOf(id, written, by, this.clock.now()));
      } catch (error) {
        // Somebody else took the id in the same moment: the next one.
        if (!(error instanceof UniqueViolation)) throw error;
      }
    }
    const message = `there are ${MAX_TRIES} surveys with this title already; choose another`;
    throw invalid([{ field: 'title', rule: 'unique', message }]);
  }

  #draftOf(flowId: string, source: string, by: By, createdAt: number): FlowDraft {
    const { title = flowId, languages } = headOf(source);
    const { kind, id, name } = by;
    return {
      source,
      revision: this.ids.next(),
      title,
      languages,
      savedAt: this.clock.now(),
      savedBy: { kind, id, name },
      createdAt,
    };
  }

  async #insert(scope: WorkspaceId, flowId: string, draft: FlowDraft): Promise<StoredDraft> {
    const id = FlowId.safeParse(flowId);
    if (!id.success) {
      const message = id.error.issues[0]?.message ?? 'this is no id of a flow';
      throw invalid([{ field: 'id', rule: 'flow-id', message }]);
    }
    try {
      return await this.store.flowDrafts.insert(scope, flowId, draft);
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      throw changed(flowId, await this.store.flowDrafts.get(scope, flowId));
    }
  }

  async #isTaken(scope: WorkspaceId, id: string): Promise<boolean> {
    if (await this.store.flows.get(scope, id)) return true;
    // Of a flow that was retired sessions and responses may be left: its id is not another's.
    const { items } = await this.store.flowVersions.find(scope, { where: { flowId: id }, limit: 1 });
    return items.length > 0 || (await this.store.flowDrafts.get(scope, id)) !== undefined;
  }

  /** The newest there is: the draft, else the published version. */
  async #sourceOf(scope: WorkspaceId, kind: 'example' | 'flow', id: string): Promise<string> {
    if (kind === 'example') {
      const example = await this.examples.get(id);
      if (!example) throw notFound('example', id);
      return example.source;
    }
    const draft = await this.store.flowDrafts.get(scope, id);
    if (draft) return draft.source;
    const flow = await this.store.flows.get(scope, id);
    const version = flow && (await this.store.flowVersions.get(scope, `${id}@${flow.publishedVersion}`));
    if (!version) throw notFound('flow', id);
    return version.source;
  }
}

function changed(flowId: string, other: FlowDraft | undefined): Problem {
  const detail = other
    ? `${other.savedBy.name} saved this draft at ${new Date(other.savedAt).toISOString()}, after you began. Nothing was overwritten; GET /flows/${flowId}/draft has their source.`
    : 'Somebody discarded this draft after you began. Nothing was overwritten; save it without a revision to begin it anew.';
  return new Problem(409, 'draft-changed', 'The draft has changed meanwhile', detail);
}
