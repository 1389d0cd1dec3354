import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { Finding } from '../flow/definition/finding.js';
import type { WorkspaceId } from '../storage/documents.js';
import { checkTemplateCall } from '../templates/check-call.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import type { Store } from '../store/store.js';
import type { FlowLibrary } from './flow-library.js';
import { templateFindings } from './template-findings.js';

/** Holds every template that published flows need against what a channel has; the same is looked at again when one is sent. */
export class FlowTemplateCheck {
  constructor(
    private readonly flows: FlowLibrary,
    private readonly catalogue: TemplateCatalogue,
    private readonly directory: ChannelDirectory,
    private readonly store: Pick<Store, 'channels'>,
  ) {}

  /** The same for every channel, each finding naming it: for the start, and for a flow that is published. */
  async findingsEverywhere(scope: WorkspaceId, only?: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    for await (const { id, name } of this.store.channels.stream(scope)) {
      for (const finding of await this.findings(scope, id, only)) {
        findings.push({ ...finding, message: `on channel "${name}": ${finding.message}` });
      }
    }
    return findings;
  }

  /** What the published flows (or one of them) and the channel's own settings need and this channel does not have. */
  async findings(scope: WorkspaceId, channelId: string, only?: string): Promise<Finding[]> {
    const templates = await this.catalogue.lookup(scope, channelId);
    const connected = await this.directory.byId(scope, channelId);
    const mend = `Create or mend the template at ${connected?.adapter.title ?? 'the provider'}; until then the next one in the chain is used.`;
    const findings: Finding[] = [];
    const languages = new Set<string>();
    for (const [flowId, { flow, origin }] of await this.flows.published(scope)) {
      for (const language of flow.languages) languages.add(language);
      if (only !== undefined && flowId !== only) continue;
      findings.push(...templateFindings(flow, origin, templates, mend));
    }
    const ownCall = connected?.channel.settings.closed;
    if (!ownCall || only !== undefined) return findings;
    const place = { file: 'channel', line: 1, column: 1, path: 'settings.closed' };
    for (const { code, message } of checkTemplateCall(ownCall, templates(ownCall.template), [...languages])) {
      findings.push({ severity: 'warning', rule: code, message, mend, ...place });
    }
    return findings;
  }
}
