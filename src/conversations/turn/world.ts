import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { ContactView } from '../../flow/session.js';
import type { Capabilities } from '../../rendering/capabilities.js';
import type { Template } from '../../templates/template.js';
import type { TemplateCall } from '../../templates/template-call.js';
import type { Instant } from '../../time/instant.js';
import type { TemplateCaps } from '../../window/fallback.js';
import type { QuietHours } from '../../window/quiet-hours.js';

/** What a turn needs to know of the channel. */
export interface ChannelView {
  capabilities: Capabilities;
  /** Started by a message that belongs to no session and is no keyword. */
  defaultFlow: string | undefined;
  /** The last template in the fallback chain. */
  closed: TemplateCall | undefined;
  quietHours: QuietHours | undefined;
  templateCaps: TemplateCaps;
}

export interface PublishedFlow {
  version: string;
  flow: CompiledFlow;
}

/** The flows of the workspace, already loaded. */
export interface FlowLookup {
  published(flowId: string): PublishedFlow | undefined;
  /** The very version a session runs on. */
  version(flowId: string, version: string): CompiledFlow | undefined;
  /** The flow whose start keyword this text is, as a whole message. */
  forKeyword(text: string): { flowId: string; language: string | undefined } | undefined;
  /** Languages of all published flows: in these, stop and restart words are understood. */
  readonly languages: readonly string[];
}

/** Everything outside the conversation that a turn may look at. Values and lookups, no I/O. */
export interface TurnWorld {
  now: Instant;
  newId(): string;
  channel: ChannelView;
  contact: ContactView;
  /** False where the person stopped marketing messages on WhatsApp itself; utility templates still may go. */
  marketingAllowed: boolean;
  flows: FlowLookup;
  /** By session and quota: whether it has a place. What is not there has not been asked for. */
  quotas?: ReadonlyMap<string, Readonly<Record<string, boolean>>>;
  /** All language variants of a template in the channel's catalogue. */
  templates(name: string): Template[];
}
