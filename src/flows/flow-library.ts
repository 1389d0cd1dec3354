import { createHash } from 'node:crypto';
import type { Clock } from '../clock/clock.js';
import type { FlowLookup, PublishedFlow } from '../conversations/turn/world.js';
import { compileFlow } from '../flow/compile.js';
import type { Compiled } from '../flow/compile.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { FindSubflow } from '../flow/lint/called-flows.js';
import type { Finding } from '../flow/definition/finding.js';
import { foldText } from '../flow/words/fold.js';
import type { Session } from '../flow/session.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { FlowVersion } from '../store/flow.js';
import type { Store } from '../store/store.js';
import { SECOND } from '../time/instant.js';

export type PublishResult =
  | {
      published: true;
      flowId: string;
      version: string;
      isNew: boolean;
      /** Published flows that call it: they go on with the version that they were published with. */
      calledBy: string[];
      /** The version that new sessions started with until now, where it was another one. */
      replaced?: string;
      findings: Finding[];
    }
  | { published: false; findings: Finding[] };

export interface PublishOptions {
  /** It stands in the flows folder: when the file goes, the flow is retired. */
  fromFile?: boolean;
  /** Says which other file has taken an id already. */
  takenBy?: (flowId: string) => string | undefined;
  /** The flows that it may call, where these are not the published ones. */
  subflow?: FindSubflow;
  /** Who publishes it, where a person or program does. */
  by?: FlowVersion['by'];
}

/** How long the list of published versions is believed; another process may publish. */
const BELIEVED_MS = 5 * SECOND;
/** Compiled versions kept at once; old ones are compiled again when a session still runs on them. */
const MAX_COMPILED = 500;

export interface ShelvedFlow extends PublishedFlow {
  /** The file or call it came from. */
  origin: string;
}

interface Shelf {
  readAt: number;
  published: Map<string, ShelvedFlow>;
  keywords: Map<string, { flowId: string; language: string | undefined }>;
  languages: string[];
}

/** The flows of each workspace, compiled: which version is published, and every version that a session still runs on. */
export class FlowLibrary {
  readonly #shelves = new Map<WorkspaceId, Promise<Shelf>>();
  readonly #compiled = new Map<string, CompiledFlow>();

  constructor(
    private readonly store: Pick<Store, 'flows' | 'flowVersions'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a flow and, if it has no errors, makes it the version that new sessions start with. The same source again
   * changes nothing. Sessions that run stay on the version they began with.
   *
   * @param origin name that findings show: a file's, or what the caller gave
   */
  async publish(
    scope: WorkspaceId,
    source: string,
    origin: string,
    { fromFile = false, takenBy = () => undefined, subflow, by }: PublishOptions = {},
  ): Promise<PublishResult> {
    const { flow, findings } = subflow ? compileFlow(source, origin, { subflow }) : await this.check(scope, source, origin);
    if (!flow) return { published: false, findings };
    const other = takenBy(flow.id);
    if (other !== undefined) return { published: false, findings: [...findings, idTaken(flow.id, origin, other)] };
    findings.push(...(await this.#sharedKeywords(scope, flow, origin)));
    const version = versionOf(flow);
    const subflows = sourcesOf(flow);
    const now = this.clock.now();
    await this.store.flowVersions.insertMissing(scope, [
      { id: versionId(flow.id, version), doc: { flowId: flow.id, version, source, ...(subflows && { subflows }), origin, ...(by && { by }), createdAt: now } },
    ]);
    const title = flow.title(flow.languages[0] ?? 'en');
    const published = { title, publishedVersion: version, publishedAt: now, origin, fromFile };
    let isNew = false;
    let replaced: string | undefined;
    const updated = await this.store.flows.update(scope, flow.id, (stored) => {
      isNew = stored.publishedVersion !== version;
      replaced = isNew ? stored.publishedVersion : undefined;
      return isNew || stored.origin !== origin ? published : undefined;
    });
    if (!updated) {
      isNew = true;
      await this.store.flows.insertMissing(scope, [{ id: flow.id, doc: published }]);
    }
    this.#keep(versionId(flow.id, version), flow);
    this.#shelves.delete(scope);
    const calledBy = [...(await this.#shelf(scope)).published.values()].flatMap((shelved) =>
      shelved.flow.called.has(flow.id) ? [shelved.flow.id] : [],
    );
    return {
      ...{ published: true, flowId: flow.id, version, isNew, calledBy, findings },
      ...(replaced !== undefined && { replaced }),
    };
  }

  /** What publishing would find; nothing is changed. Calls are those of the flows published now. */
  async check(scope: WorkspaceId, source: string, origin: string): Promise<Compiled> {
    // What another process has just published can be called.
    this.#shelves.delete(scope);
    const { published } = await this.#shelf(scope);
    const subflow: FindSubflow = (id) => {
      const shelved = published.get(id);
      return shelved && { source: shelved.flow.source, file: shelved.origin };
    };
    return compileFlow(source, origin, { subflow });
  }

  /** No new session starts with it; those that run go on with their version. @returns whether it was published */
  async retire(scope: WorkspaceId, flowId: string): Promise<boolean> {
    const retired = await this.store.flows.delete(scope, flowId);
    this.#shelves.delete(scope);
    return retired;
  }

  /** What a turn may ask; the version of the given session is loaded with it, and those that it may be moved to. */
  async lookup(
    scope: WorkspaceId,
    session: Session | null,
    others: readonly { flowId: string; version: string }[] = [],
  ): Promise<FlowLookup> {
    const shelf = await this.#shelf(scope);
    const wanted = session ? [{ flowId: session.flowId, version: session.flowVersion }, ...others] : others;
    const loaded = new Map<string, CompiledFlow>();
    for (const { flowId, version } of wanted) {
      const flow = await this.version(scope, flowId, version);
      if (flow) loaded.set(versionId(flowId, version), flow);
    }
    return {
      languages: shelf.languages,
      published: (flowId) => shelf.published.get(flowId),
      forKeyword: (text) => shelf.keywords.get(foldText(text)),
      version: (flowId, version) => {
        const known = loaded.get(versionId(flowId, version));
        if (known) return known;
        const published = shelf.published.get(flowId);
        return published?.version === version ? published.flow : undefined;
      },
    };
  }

  async published(scope: WorkspaceId): Promise<ReadonlyMap<string, ShelvedFlow>> {
    return (await this.#shelf(scope)).published;
  }

  async version(scope: WorkspaceId, flowId: string, version: string): Promise<CompiledFlow | undefined> {
    const id = versionId(flowId, version);
    const known = this.#compiled.get(id);
    if (known) return known;
    const stored = await this.store.flowVersions.get(scope, id);
    if (!stored) return undefined;
    const { subflows = {} } = stored;
    const subflow: FindSubflow = (called) => {
      const source = Object.hasOwn(subflows, called) ? subflows[called] : undefined;
      return source === undefined ? undefined : { source, file: called };
    };
    const { flow } = compileFlow(stored.source, stored.origin, { subflow });
    if (flow) this.#keep(id, flow);
    return flow;
  }

  /** A word that another flow listens to as well: only one of them can start. */
  async #sharedKeywords(scope: WorkspaceId, flow: CompiledFlow, file: string): Promise<Finding[]> {
    const { keywords } = await this.#shelf(scope);
    return flow.keywords.flatMap(({ text }) => {
      const other = keywords.get(foldText(text));
      if (!other || other.flowId === flow.id) return [];
      const message = `the keyword "${text}" starts the flow "${other.flowId}" already`;
      const mend = 'Give one of them another word; the flow that comes first by its id gets the message.';
      return [{ severity: 'warning', rule: 'keyword-shared', message, mend, file, line: 1, column: 1, path: 'start.keywords' }];
    });
  }

  #shelf(scope: WorkspaceId): Promise<Shelf> {
    const shelf = this.#shelves.get(scope);
    const fresh = shelf
      ? shelf.then((read) => (this.#isBelieved(read) ? read : this.#readShelf(scope)))
      : this.#readShelf(scope);
    this.#shelves.set(scope, fresh);
    fresh.catch(() => this.#shelves.delete(scope));
    return fresh;
  }

  /** A list without any flow is that of a process which started before the first was published. */
  #isBelieved({ published, readAt }: Shelf): boolean {
    return published.size > 0 && this.clock.now() - readAt < BELIEVED_MS;
  }

  async #readShelf(scope: WorkspaceId): Promise<Shelf> {
    const shelf: Shelf = { readAt: this.clock.now(), published: new Map(), keywords: new Map(), languages: [] };
    const languages = new Set<string>();
    for await (const stored of this.store.flows.stream(scope)) {
      const flow = await this.version(scope, stored.id, stored.publishedVersion);
      if (!flow) continue;
      shelf.published.set(stored.id, { version: stored.publishedVersion, flow, origin: stored.origin });
      for (const language of flow.languages) languages.add(language);
      for (const { text, language } of flow.keywords) {
        const said = foldText(text);
        if (!shelf.keywords.has(said)) shelf.keywords.set(said, { flowId: stored.id, language });
      }
    }
    shelf.languages = [...languages];
    return shelf;
  }

  #keep(id: string, flow: CompiledFlow): void {
    const oldest = this.#compiled.keys().next().value;
    if (this.#compiled.size >= MAX_COMPILED && oldest !== undefined) this.#compiled.delete(oldest);
    this.#compiled.set(id, flow);
  }
}

function idTaken(flowId: string, file: string, other: string): Finding {
  return {
    severity: 'error',
    rule: 'flow-id-taken',
    message: `the id "${flowId}" is already used by ${other}`,
    mend: 'Give this flow an id of its own.',
    file,
    line: 1,
    column: 1,
    path: 'id',
  };
}

/** The same source that calls the same flows is the same version. */
function versionOf(flow: CompiledFlow): string {
  const subflows = sourcesOf(flow);
  // A list is no flow: no other source is the same text.
  const text = subflows ? JSON.stringify([flow.source, subflows]) : flow.source;
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Undefined where it calls none. */
function sourcesOf({ called }: CompiledFlow): Record<string, string> | undefined {
  if (called.size === 0) return undefined;
  const byId = [...called].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(byId.map(([id, { source }]) => [id, source]));
}

function versionId(flowId: string, version: string): string {
  return `${flowId}@${version}`;
}
