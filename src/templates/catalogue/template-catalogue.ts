import type { Clock } from '../../clock/clock.js';
import type { ConnectedChannel } from '../../channels/connected/channel-directory.js';
import type { SendFailure } from '../../channels/failure.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { Store } from '../../store/store.js';
import { SECOND } from '../../time/instant.js';
import { TemplateStatus, type Template } from '../template.js';

export type TemplateLookup = (name: string) => Template[];

export interface TemplateChange {
  name: string;
  language: string;
  status?: TemplateStatus | undefined;
  quality?: string | undefined;
  category?: string | undefined;
  detail?: string | undefined;
}

/** How long a channel's list is believed; another process may have synchronised it. */
const BELIEVED_MS = 5 * SECOND;

/** The templates of each channel as its provider approved them. */
export class TemplateCatalogue {
  readonly #lists = new Map<string, { readAt: number; byName: Promise<Map<string, Template[]>> }>();

  constructor(
    private readonly store: Pick<Store, 'templates' | 'channels'>,
    private readonly clock: Clock,
  ) {}

  async lookup(scope: WorkspaceId, channelId: string): Promise<TemplateLookup> {
    const byName = await this.#byName(scope, channelId);
    return (name) => byName.get(name) ?? [];
  }

  async list(scope: WorkspaceId, channelId: string): Promise<Template[]> {
    return [...(await this.#byName(scope, channelId)).values()].flat();
  }

  /** Reads the provider's whole list and makes the catalogue equal to it; what is gone there is gone here. */
  async sync(connected: ConnectedChannel): Promise<{ ok: true; count: number } | { ok: false; failure: SendFailure }> {
    const { scope, channel, adapter, access } = connected;
    if (!adapter.templates) return { ok: true, count: 0 };
    const listed = await adapter.templates.list(access);
    if (!listed.ok) return listed;
    const syncedAt = this.clock.now();
    const kept = new Set<string>();
    for (const template of listed.value) {
      const id = templateId(channel.id, template);
      kept.add(id);
      const doc = { channelId: channel.id, template, name: template.name, syncedAt };
      if (!(await this.store.templates.update(scope, id, () => doc))) {
        await this.store.templates.insertMissing(scope, [{ id, doc }]);
      }
    }
    for await (const stored of this.store.templates.stream(scope, { where: { channelId: channel.id } })) {
      if (!kept.has(stored.id)) await this.store.templates.delete(scope, stored.id);
    }
    await this.store.channels.update(scope, channel.id, (current) => ({ ...current, templatesSyncedAt: syncedAt }));
    this.#lists.clear();
    return { ok: true, count: listed.value.length };
  }

  /** What the provider told by webhook; a template that is not in the catalogue yet comes with the next sync. @returns whether it is */
  async change(scope: WorkspaceId, channelId: string, change: TemplateChange): Promise<boolean> {
    const category = (['marketing', 'utility', 'authentication'] as const).find(
      (known) => known === change.category?.toLowerCase(),
    );
    const saved = await this.store.templates.update(scope, templateId(channelId, change), (stored) => ({
      ...stored,
      template: {
        ...stored.template,
        ...(change.status === undefined ? {} : { status: change.status }),
        ...(change.quality === undefined ? {} : { quality: change.quality }),
        ...(change.detail === undefined ? {} : { statusDetail: change.detail }),
        ...(category === undefined ? {} : { category }),
      },
    }));
    this.#lists.clear();
    return saved !== undefined;
  }

  #byName(scope: WorkspaceId, channelId: string): Promise<Map<string, Template[]>> {
    const key = `${scope} ${channelId}`;
    const known = this.#lists.get(key);
    const now = this.clock.now();
    if (known && now - known.readAt < BELIEVED_MS) return known.byName;
    const byName = this.#read(scope, channelId);
    this.#lists.set(key, { readAt: now, byName });
    byName.catch(() => this.#lists.delete(key));
    return byName;
  }

  async #read(scope: WorkspaceId, channelId: string): Promise<Map<string, Template[]>> {
    const byName = new Map<string, Template[]>();
    for await (const { template } of this.store.templates.stream(scope, { where: { channelId } })) {
      byName.set(template.name, [...(byName.get(template.name) ?? []), template]);
    }
    return byName;
  }
}

function templateId(channelId: string, { name, language }: { name: string; language: string }): string {
  return `${channelId}|${name}|${language}`;
}
