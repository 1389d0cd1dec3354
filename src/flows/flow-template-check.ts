import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { Finding } from '../flow/definition/finding.js';
import type { WorkspaceId } from '../storage/documents.js';
import { checkTemplateCall } from '../templates/check-call.js';
import type { TemplateCall } from '../templates/template-call.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import type { Store } from '../store/store.js';
import type { FlowLibrary } from './flow-library.js';
import { authoredOptions } from './authored-options.js';

type Options = ReturnType<typeof authoredOptions>;

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
    const check = (call: TemplateCall, place: Pick<Finding, 'file' | 'line' | 'path'>, of: readonly string[], options?: Options) => {
      for (const { code, message } of checkTemplateCall(call, templates(call.template), of, options)) {
        findings.push({ severity: 'warning', rule: code, message, mend, column: 1, ...place });
      }
    };
    for (const [flowId, { flow, origin }] of await this.flows.published(scope)) {
      for (const language of flow.languages) languages.add(language);
      if (only !== undefined && flowId !== only) continue;
      for (const { call, at } of flow.templateUses) {
        const options = at.stepId === undefined ? undefined : authoredOptions(flow, at.stepId);
        check(call, { file: origin, line: at.line, path: at.path }, flow.languages, options);
      }
    }
    const ownCall = connected?.channel.settings.closed;
    if (ownCall && only === undefined) check(ownCall, { file: 'channel', line: 1, path: 'settings.closed' }, [...languages]);
    return findings;
  }
}
