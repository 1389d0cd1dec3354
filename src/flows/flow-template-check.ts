import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { Finding } from '../flow/definition/finding.js';
import type { WorkspaceId } from '../storage/documents.js';
import { checkTemplateCall } from '../templates/check-call.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import type { FlowLibrary } from './flow-library.js';
import { authoredOptions } from './authored-options.js';

/** Holds every template that published flows need against what a channel has; the same is looked at again when one is sent. */
export class FlowTemplateCheck {
  constructor(
    private readonly flows: FlowLibrary,
    private readonly catalogue: TemplateCatalogue,
    private readonly directory: ChannelDirectory,
  ) {}

  /** Findings of all published flows, or of one, for a channel. */
  async findings(scope: WorkspaceId, channelId: string, only?: string): Promise<Finding[]> {
    const templates = await this.catalogue.lookup(scope, channelId);
    const connected = await this.directory.byId(scope, channelId);
    const findings: Finding[] = [];
    for (const [flowId, { flow }] of await this.flows.published(scope)) {
      if (only !== undefined && flowId !== only) continue;
      for (const { call, at } of flow.templateUses) {
        const options = at.stepId === undefined ? undefined : authoredOptions(flow, at.stepId);
        for (const problem of checkTemplateCall(call, templates(call.template), [...flow.languages], options)) {
          findings.push({
            severity: 'warning',
            rule: problem.code,
            message: problem.message,
            mend: `Create or mend the template at ${connected?.adapter.title ?? 'the provider'}; until then the next one in the chain is used.`,
            file: flowId,
            line: at.line,
            column: 1,
            path: at.path,
          });
        }
      }
    }
    return findings;
  }
}
