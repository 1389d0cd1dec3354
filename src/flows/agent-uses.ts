import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { FlowLibrary } from './flow-library.js';

export interface UsesOfAgent {
  flows: { flowId: string; title: string; kind: 'survey' | 'conversation'; steps: string[] }[];
  /** Whose default flow is one of these. */
  channels: { channelId: string; name: string; flowId: string }[];
}

/** Finds where an agent is asked: the published flows that hand over to it, and the channels that begin with one of them. */
export class AgentUses {
  constructor(
    private readonly library: Pick<FlowLibrary, 'published'>,
    private readonly store: Pick<Store, 'channels'>,
  ) {}

  async of(scope: WorkspaceId, agent: string): Promise<UsesOfAgent> {
    const flows: UsesOfAgent['flows'] = [];
    for (const { flow } of (await this.library.published(scope)).values()) {
      const steps = flow.agentUses.filter((use) => use.agent === agent).map(({ at }) => at.stepId);
      if (steps.length === 0) continue;
      const { id, title, definition } = flow;
      flows.push({ flowId: id, title: title(flow.languages[0] ?? ''), kind: definition.kind, steps });
    }
    const channels: UsesOfAgent['channels'] = [];
    for await (const { id, name, settings } of this.store.channels.stream(scope)) {
      const { defaultFlow } = settings;
      if (flows.some(({ flowId }) => flowId === defaultFlow)) {
        channels.push({ channelId: id, name, flowId: defaultFlow ?? '' });
      }
    }
    return { flows, channels };
  }
}
