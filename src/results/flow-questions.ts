import type { FlowLibrary } from '../flows/flow-library.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import { questionsOf, unionOfVersions, type KnownQuestion } from './known-question.js';

export interface VersionQuestions {
  version: string;
  /** Undefined where the version is gone. */
  publishedAt: Instant | undefined;
  questions: readonly KnownQuestion[];
}

/** What was asked in a flow's versions. */
export class FlowQuestions {
  constructor(
    private readonly store: Pick<Store, 'flowVersions'>,
    private readonly library: Pick<FlowLibrary, 'version'>,
  ) {}

  /** The newest first. One that is gone, or that no longer compiles, has no questions. */
  async ofVersions(scope: WorkspaceId, flowId: string, versions: readonly string[]): Promise<VersionQuestions[]> {
    const stored = await this.store.flowVersions.getMany(
      scope,
      versions.map((version) => `${flowId}@${version}`),
    );
    const createdAt = new Map(stored.map((version) => [version.version, version.createdAt]));
    const found = await Promise.all(
      versions.map(async (version) => {
        const flow = createdAt.has(version) ? await this.library.version(scope, flowId, version) : undefined;
        return { version, publishedAt: createdAt.get(version), questions: flow ? questionsOf(flow) : [] };
      }),
    );
    return found.toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0) || (a.version < b.version ? -1 : 1));
  }
}

/**
 * In what the versions differ that matters to counting one question: of another kind its answers are others, another
 * number of points is another scale, other options were to choose from.
 */
export function differenceIn(id: string, versions: readonly VersionQuestions[]): 'kind' | 'points' | 'options' | null {
  const asked = versions.flatMap(({ questions }) => questions.filter((question) => question.id === id));
  const differ = (of: (question: KnownQuestion) => string | null) => new Set(asked.map(of)).size > 1;
  if (differ(({ kind }) => kind)) return 'kind';
  if (!differ(({ options }) => options.map((option) => option.id).join('\n'))) return null;
  return asked.some(({ form }) => form === 'scores') ? 'points' : 'options';
}

export const unionOf = (versions: readonly VersionQuestions[]): KnownQuestion[] =>
  unionOfVersions(versions.map(({ questions }) => questions));
