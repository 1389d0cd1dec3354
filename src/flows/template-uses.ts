import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import { authoredQuestions, runningIds } from '../flow/versions/match-questions.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { TemplateSite } from '../templates/drift.js';
import { authoredOptions } from './authored-options.js';
import type { FlowLibrary } from './flow-library.js';
import type { LiveSessions } from './live-sessions.js';

/** A version of a flow that somebody may meet. */
interface UsedVersion {
  flow: CompiledFlow;
  version: string;
  origin: string;
  isPublished: boolean;
  since: number;
}

/** Finds where templates are needed: in each flow that is published, and in each version on which sessions still run. */
export class TemplateUses {
  constructor(
    private readonly flows: FlowLibrary,
    private readonly live: LiveSessions,
    private readonly directory: ChannelDirectory,
    private readonly store: Pick<Store, 'flowVersions' | 'responses'>,
  ) {}

  /** Every place where this channel would send a template, the channel's own settings last. */
  async on(scope: WorkspaceId, channelId: string): Promise<TemplateSite[]> {
    const own = (await this.directory.byId(scope, channelId))?.channel.settings.closed;
    const sites: TemplateSite[] = [];
    const languages = new Set<string>();
    for (const used of await this.#versions(scope)) {
      for (const language of used.flow.languages) languages.add(language);
      sites.push(...(await this.#sitesOf(scope, used, own?.template)));
    }
    if (!own) return sites;
    return [...sites, { path: 'settings.closed', line: 1, call: own, languages: [...languages], waiting: 0 }];
  }

  async #versions(scope: WorkspaceId): Promise<UsedVersion[]> {
    const published = await this.flows.published(scope);
    // A flow that was retired is in no list of flows; its versions stay as long as they are stored.
    const flowIds = new Set(published.keys());
    const stories = new Map<string, { origin: string; since: number }>();
    for await (const stored of this.store.flowVersions.stream(scope)) {
      flowIds.add(stored.flowId);
      stories.set(stored.id, { origin: stored.origin, since: stored.createdAt });
    }
    const used: UsedVersion[] = [];
    for (const flowId of flowIds) {
      const current = published.get(flowId)?.version;
      const running = (await this.live.versions(scope, flowId)).map(({ version }) => version);
      for (const version of new Set([...(current === undefined ? [] : [current]), ...running])) {
        const flow = await this.flows.version(scope, flowId, version);
        const story = stories.get(`${flowId}@${version}`);
        if (flow && story) used.push({ flow, version, isPublished: version === current, ...story });
      }
    }
    return used;
  }

  async #sitesOf(
    scope: WorkspaceId,
    { flow, version, origin, isPublished, since }: UsedVersion,
    ofChannel: string | undefined,
  ): Promise<TemplateSite[]> {
    const of = { id: flow.id, version, origin, isPublished, since };
    const sites = flow.templateUses.map(async ({ call, at: { stepId, path, line } }): Promise<TemplateSite> => {
      const next = stepId === undefined ? ofChannel : (flow.window.closed?.template ?? ofChannel);
      return {
        flow: of,
        ...(stepId !== undefined && { stepId }),
        path,
        line,
        call,
        languages: flow.languages,
        ...(stepId !== undefined && { options: authoredOptions(flow, stepId) }),
        ...(next !== undefined && { next }),
        waiting: await this.store.responses.count(scope, {
          flowId: flow.id,
          flowVersion: version,
          waitingOn: stepId === undefined ? { gt: '' } : { in: idsOf(flow, stepId) },
        }),
      };
    });
    return Promise.all(sites);
  }
}

/** Of a question in a repeated group, its ids in every round. */
function idsOf(flow: CompiledFlow, stepId: string): string[] {
  for (const [name, { id }] of authoredQuestions(flow)) {
    if (id === stepId) return [...runningIds(flow, name)];
  }
  return [stepId];
}
