import type { CompiledFlow } from '../flow/compiled-flow.js';
import { compareVersions } from '../flow/versions/compare-versions.js';
import type { QuestionChange, VersionComparison } from '../flow/versions/compare-versions.js';
import { authoredQuestions, runningIds } from '../flow/versions/match-questions.js';
import type { QuestionMap } from '../flow/versions/match-questions.js';
import type { FieldProblem } from '../http/problem.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { FlowLibrary } from './flow-library.js';
import type { LiveSessions, LiveVersion } from './live-sessions.js';

/** Sessions that wait on one question, and what the new version does to it. */
export interface WaitingSessions {
  question: string;
  waiting: number;
  change: QuestionChange['change'];
  becomes?: string;
}

/** The running sessions of one version. */
export interface VersionSessions extends LiveVersion {
  questions: WaitingSessions[];
  /** Those that wait elsewhere, or all of them where the version cannot be read any more. */
  elsewhere: number;
}

export interface SessionsReport {
  live: number;
  /** Of these, how many wait on a question that the new version removes or alters. */
  affected: number;
  versions: VersionSessions[];
}

/** What publishing a version would mean for what there is; changes nothing. */
export class VersionPreview {
  constructor(
    private readonly library: FlowLibrary,
    private readonly liveSessions: LiveSessions,
  ) {}

  /** Against the version that new sessions start with; undefined where none is published. */
  async comparison(
    scope: WorkspaceId,
    next: CompiledFlow,
    map: QuestionMap,
  ): Promise<{ published: string; comparison: VersionComparison } | undefined> {
    const current = (await this.library.published(scope)).get(next.id);
    return current && { published: current.version, comparison: compareVersions(current.flow, next, map) };
  }

  /** Each running version's sessions, held against the new version as it differs from theirs. */
  async sessions(scope: WorkspaceId, next: CompiledFlow, map: QuestionMap): Promise<SessionsReport> {
    const versions: VersionSessions[] = [];
    for (const live of await this.liveSessions.versions(scope, next.id)) {
      const flow = await this.library.version(scope, next.id, live.version);
      versions.push(
        flow ? await this.#sessionsOf(scope, flow, next, live, map) : { ...live, questions: [], elsewhere: live.live },
      );
    }
    const questions = versions.flatMap((version) => version.questions);
    return {
      live: sum(versions.map(({ live }) => live)),
      affected: sum(questions.filter(({ change }) => change !== 'unchanged').map(({ waiting }) => waiting)),
      versions,
    };
  }

  /** What is wrong with a map: questions that no version it could be about has, or that the new one has not. */
  async mapProblems(scope: WorkspaceId, next: CompiledFlow, map: QuestionMap): Promise<FieldProblem[]> {
    const known = new Set((await this.#versionsBefore(scope, next)).flatMap((flow) => [...authoredQuestions(flow).keys()]));
    const after = authoredQuestions(next);
    const targets = Object.values(map);
    return Object.entries(map).flatMap(([question, becomes], index) => {
      const problem = (rule: string, message: string) => [{ field: `map.${question}`, rule, message }];
      if (!known.has(question))
        return problem('unknown-question', `no version that is published or has sessions has a question "${question}"`);
      if (!after.has(becomes)) return problem('unknown-question', `the new version has no question "${becomes}"`);
      if (targets.indexOf(becomes) < index)
        return problem('question-twice', `two questions cannot both become "${becomes}"`);
      return [];
    });
  }

  async #versionsBefore(scope: WorkspaceId, next: CompiledFlow): Promise<CompiledFlow[]> {
    const live = await this.liveSessions.versions(scope, next.id);
    const flows = await Promise.all(live.map(({ version }) => this.library.version(scope, next.id, version)));
    const published = (await this.library.published(scope)).get(next.id)?.flow;
    return [...flows, published].filter((flow) => flow !== undefined);
  }

  async #sessionsOf(
    scope: WorkspaceId,
    flow: CompiledFlow,
    next: CompiledFlow,
    live: LiveVersion,
    map: QuestionMap,
  ): Promise<VersionSessions> {
    const { questions: changes } = compareVersions(flow, next, map);
    const ids = new Map([...authoredQuestions(flow).keys()].map((name) => [name, runningIds(flow, name)]));
    const counts = await this.liveSessions.byQuestion(scope, next.id, live, ids);
    const questions = changes.flatMap(({ question, change, becomes }): WaitingSessions[] => {
      const waiting = change === 'added' ? undefined : counts.get(question);
      return waiting === undefined
        ? []
        : [{ question, waiting, change, ...(becomes !== undefined && { becomes }) }];
    });
    const elsewhere = Math.max(0, live.live - sum(questions.map(({ waiting }) => waiting)));
    return { ...live, questions, elsewhere };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
