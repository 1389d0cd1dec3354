import type { Finding } from '../flow/definition/finding.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { templateDrift, type TemplateDrift } from '../templates/drift.js';
import type { TemplateUses } from './template-uses.js';

/** What the check of flows (flow-template-check.ts) finds by itself. */
const FOUND_ANYWAY: readonly TemplateDrift['kind'][] = ['missing', 'unusable', 'unfitting'];

/** What has become of the templates that flows need, and what that means for them. */
export class TemplateDriftReport {
  constructor(
    private readonly uses: TemplateUses,
    private readonly catalogue: TemplateCatalogue,
    private readonly store: Pick<Store, 'channels'>,
  ) {}

  async on(scope: WorkspaceId, channelId: string): Promise<TemplateDrift[]> {
    const all = await this.catalogue.all(scope, channelId);
    const sites = await this.uses.on(scope, channelId);
    return templateDrift(sites, (name) => all.filter((known) => known.name === name));
  }

  /** For the start: what is at risk or has changed on any channel, beyond what the flows' own check tells. */
  async findingsEverywhere(scope: WorkspaceId): Promise<Finding[]> {
    const findings: Finding[] = [];
    for await (const { id, name } of this.store.channels.stream(scope)) {
      for (const drift of await this.on(scope, id)) {
        if (!FOUND_ANYWAY.includes(drift.kind)) findings.push(...findingsOf(drift, name));
      }
    }
    return findings;
  }
}

function findingsOf({ kind, message, since, takesEffectAt, sites }: TemplateDrift, channel: string): Finding[] {
  const times = [
    since === null ? undefined : `since ${new Date(since).toISOString()}`,
    takesEffectAt === null ? undefined : `from ${new Date(takesEffectAt).toISOString()} on`,
  ].filter((part) => part !== undefined);
  const when = times.length === 0 ? '' : ` (${times.join(', ')})`;
  return sites
    .filter(({ flow }) => flow?.isPublished ?? true)
    .map(({ flow, path, line }) => ({
      severity: 'warning',
      rule: `template-${kind}`,
      message: `on channel "${channel}": ${message}${when}`,
      file: flow?.origin ?? 'channel',
      line,
      column: 1,
      path,
    }));
}
