import type { SecretBox } from '../../secrets/secret-box.js';
import { SecretUnreadable } from '../../secrets/secret-box.js';
import type { Stored, WorkspaceId } from '../../storage/documents.js';
import type { AgentLink } from '../../store/agent-link.js';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';
import type { AgentEngine, AgentKindSpec, OpenedAgent, OpenOptions } from '../agent-engine.js';

/** Every kind of agent by its name. */
export type AgentKinds = Readonly<Record<string, AgentKindSpec>>;

export type OpenedLink =
  { ok: true; agent: OpenedAgent; engine: AgentEngine } | { ok: false; failure: AgentFailure; field?: string };

/** What a secret is bound to, so that it opens nowhere else. */
export function secretPlace(scope: WorkspaceId, id: string): string {
  return `${scope}|agent|${id}`;
}

/** Makes agents of links. Nothing of a kind is loaded before the first of them. */
export class LinkOpener {
  constructor(
    private readonly kinds: AgentKinds,
    private readonly secrets: SecretBox,
    private readonly options: OpenOptions,
  ) {}

  /** Never throws. */
  async open(scope: WorkspaceId, { id, kind, settings, sealedSecret }: AgentLink & Stored): Promise<OpenedLink> {
    try {
      const secret = sealedSecret === null ? undefined : this.secrets.open(sealedSecret, secretPlace(scope, id));
      const given: unknown = JSON.parse(settings);
      return await this.openWith(kind, given, secret);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const code = error instanceof SecretUnreadable ? 'secret-unreadable' : 'link-unusable';
      return { ok: false, failure: { class: 'broken', code, text: `The link cannot be used: ${reason}` } };
    }
  }

  /** An agent of settings that are not stored. Closing it is the caller's. @throws what loading the kind throws */
  async openWith(kind: string, given: unknown, secret: string | undefined): Promise<OpenedLink> {
    const spec = Object.hasOwn(this.kinds, kind) ? this.kinds[kind] : undefined;
    if (!spec) return unusable(`there is no kind of agent "${kind}"`);
    const settings = spec.settings.safeParse(given);
    if (!settings.success) {
      const [issue] = settings.error.issues;
      return unusable(`its settings do not fit (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`);
    }
    const engine = await spec.load();
    const opened = await engine.open(settings.data, secret, this.options);
    return opened.ok ? { ...opened, engine } : opened;
  }
}

function unusable(reason: string): OpenedLink {
  return {
    ok: false,
    failure: { class: 'broken', code: 'link-unusable', text: `The link cannot be used: ${reason}.` },
  };
}
