import type { Finding } from '../flow/definition/finding.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { FlowLibrary } from './flow-library.js';

/** Looks whether the agents that flows hand over to are linked, and can be asked. */
export class FlowAgentCheck {
  constructor(
    private readonly flows: Pick<FlowLibrary, 'published'>,
    private readonly store: Pick<Store, 'agentLinks'>,
  ) {}

  /** For all published flows: at the start. */
  async findingsEverywhere(scope: WorkspaceId): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const { flow, origin } of (await this.flows.published(scope)).values()) {
      findings.push(...(await this.findings(scope, flow, origin)));
    }
    return findings;
  }

  /** For one flow, published or not. @param file name that findings show */
  async findings(scope: WorkspaceId, { agentUses }: CompiledFlow, file: string): Promise<Finding[]> {
    const names = [...new Set(agentUses.map(({ agent }) => agent))];
    const links = new Map(
      (names.length > 0 ? await this.store.agentLinks.getMany(scope, names) : []).map((link) => [link.id, link]),
    );
    return agentUses.flatMap(({ agent, at: { line, path } }): Finding[] => {
      const place = { severity: 'warning' as const, file, line, column: 1, path };
      const link = links.get(agent);
      if (!link) {
        const mend = `Link an agent as "${agent}" (docs/agents/linking.md); until then the step goes on as if the agent had failed.`;
        return [{ ...place, rule: 'agent-not-linked', message: `there is no agent link "${agent}"`, mend }];
      }
      if (link.state !== 'broken') return [];
      const message = `the agent "${agent}" cannot be asked: ${link.stateReason ?? 'its last test failed'}`;
      return [{ ...place, rule: 'agent-broken', message, mend: 'Mend the link and test it.' }];
    });
  }
}
