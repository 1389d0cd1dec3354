import type { Clock } from '../../clock/clock.js';
import type { ConnectedChannel } from '../../channels/connected/channel-directory.js';
import type { SendFailure } from '../../channels/failure.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { CatalogueTemplate } from '../../store/catalogue-template.js';
import type { Store } from '../../store/store.js';
import { DAY, MINUTE, SECOND } from '../../time/instant.js';
import { changesBetween, stillUpcoming, withEntries, type TemplateHistoryEntry } from '../history.js';
import type { Template, TemplateStatus } from '../template.js';

export type TemplateLookup = (name: string) => Template[];

/** What a webhook tells of a template. */
export interface ToldChange {
  name: string;
  language: string;
  status?: TemplateStatus | undefined;
  quality?: string | undefined;
  category?: string | undefined;
  detail?: string | undefined;
  /** It will become this; `at` where the time was told. */
  upcoming?: { what: 'status' | 'category'; to: string; at?: number | undefined } | undefined;
}

/** Something that has changed, with the template as it is now. */
export interface CatalogueChange {
  template: Template;
  entry: TemplateHistoryEntry;
}

/** How long a channel's list is believed; another process may have synchronised it. */
const BELIEVED_MS = 5 * SECOND;

/** As long as a removed name cannot be used again at WhatsApp. */
const GONE_KEPT_MS = 30 * DAY;

/** How long a list may take to show a template that was made through us. */
const LISTED_WITHIN_MS = 10 * MINUTE;

type Kept = Pick<CatalogueTemplate, 'template' | 'history' | 'upcoming'>;

/** The templates of each channel as its provider approved them, each with what has changed. */
export class TemplateCatalogue {
  readonly #lists = new Map<string, { readAt: number; byName: Promise<Map<string, CatalogueTemplate[]>> }>();

  constructor(
    private readonly store: Pick<Store, 'templates' | 'channels'>,
    private readonly clock: Clock,
  ) {}

  /** One that is gone at the provider is found too, as `deleted`: whoever needs it is told what has become of it. */
  async lookup(scope: WorkspaceId, channelId: string): Promise<TemplateLookup> {
    const byName = await this.#byName(scope, channelId);
    return (name) => (byName.get(name) ?? []).map(({ template }) => template);
  }

  /** What the provider lists. */
  async list(scope: WorkspaceId, channelId: string): Promise<Template[]> {
    return (await this.all(scope, channelId)).filter(({ goneAt }) => goneAt === null).map(({ template }) => template);
  }

  /** Every template with its past, those that are gone too. */
  async all(scope: WorkspaceId, channelId: string): Promise<CatalogueTemplate[]> {
    return [...(await this.#byName(scope, channelId)).values()].flat();
  }

  /** Every language of a name, with its past. */
  async named(scope: WorkspaceId, channelId: string, name: string): Promise<CatalogueTemplate[]> {
    return (await this.#byName(scope, channelId)).get(name) ?? [];
  }

  /** Reads the provider's whole list and makes the catalogue equal to it. @returns what has changed since it was read last */
  async sync(
    connected: ConnectedChannel,
  ): Promise<{ ok: true; count: number; changes: CatalogueChange[] } | { ok: false; failure: SendFailure }> {
    const { scope, channel, adapter, access } = connected;
    if (!adapter.templates) return { ok: true, count: 0, changes: [] };
    const listed = await adapter.templates.list(access);
    if (!listed.ok) return listed;
    const syncedAt = this.clock.now();
    const kept = new Set<string>();
    const changes: CatalogueChange[] = [];
    for (const template of listed.value) {
      kept.add(templateId(channel.id, template));
      changes.push(...(await this.#keep(scope, channel.id, template, { at: syncedAt, by: 'list' })));
    }
    for await (const stored of this.store.templates.stream(scope, { where: { channelId: channel.id } })) {
      if (!kept.has(stored.id)) changes.push(...(await this.#markGone(scope, stored.id, { at: syncedAt, by: 'list' })));
    }
    await this.store.channels.update(scope, channel.id, (current) => ({ ...current, templatesSyncedAt: syncedAt }));
    this.#lists.clear();
    return { ok: true, count: listed.value.length, changes };
  }

  /**
   * A template that was made or handed in through us, before any list shows it. What a webhook or a list has told of it
   * since then is newer than the provider's answer, and stays.
   */
  async made(scope: WorkspaceId, channelId: string, template: Template): Promise<void> {
    const [known] = await this.store.templates.getMany(scope, [templateId(channelId, template)]);
    const isOlder = known && known.goneAt === null && known.template.status !== 'unsubmitted';
    if (!isOlder) await this.#keep(scope, channelId, template, { at: this.clock.now(), by: 'us' });
    this.#lists.clear();
  }

  /** Templates that were taken away through us. */
  async removed(scope: WorkspaceId, channelId: string, templates: readonly Template[]): Promise<void> {
    for (const template of templates) {
      await this.#markGone(scope, templateId(channelId, template), { at: this.clock.now(), by: 'us' });
    }
    this.#lists.clear();
  }

  /** What the provider told by webhook. @returns what has changed; undefined for a template that only its list can show */
  async change(scope: WorkspaceId, channelId: string, told: ToldChange): Promise<CatalogueChange[] | undefined> {
    const at = this.clock.now();
    let changes: CatalogueChange[] | undefined;
    await this.store.templates.update(scope, templateId(channelId, told), (stored) => {
      // Made anew under the name of one that is gone.
      const isAnother = stored.goneAt !== null && told.status !== undefined && told.status !== 'deleted';
      changes = undefined;
      if (isAnother) return undefined;
      const template = toldOf(stored.template, told);
      const entries = changesBetween(stored.template, template, { at, by: 'webhook' });
      changes = entries.map((entry) => ({ template, entry }));
      const { upcoming } = told;
      const announced = upcoming ? [{ ...upcoming, at: upcoming.at ?? null, toldAt: at }] : [];
      const upcomingThen = [...stored.upcoming, ...announced];
      return { ...stored, ...keptOf({ ...stored, upcoming: upcomingThen }, template, entries, at) };
    });
    this.#lists.clear();
    return changes;
  }

  /** Puts a template as the provider has it beside what was known of it. */
  async #keep(
    scope: WorkspaceId,
    channelId: string,
    template: Template,
    when: Pick<TemplateHistoryEntry, 'at' | 'by'>,
  ): Promise<CatalogueChange[]> {
    const id = templateId(channelId, template);
    const common = { channelId, name: template.name, syncedAt: when.at, goneAt: null };
    let entries: TemplateHistoryEntry[] = [];
    const updated = await this.store.templates.update(scope, id, (stored) => {
      const { quality = stored.template.quality } = template;
      // A list that says nothing of the quality takes back nothing that a webhook told.
      const now = { ...template, ...(quality !== undefined && { quality }) };
      entries = changesBetween(stored.template, now, when);
      return { ...common, ...keptOf(stored, now, entries, when.at) };
    });
    if (!updated) {
      entries = [{ ...when, what: 'seen', from: null, to: template.status }];
      const doc = { ...common, template, history: entries, upcoming: [] };
      await this.store.templates.insertMissing(scope, [{ id, doc }]);
    }
    return entries.map((entry) => ({ template, entry }));
  }

  /** Not listed any more: it stays for a while as `deleted`, then it is forgotten. */
  async #markGone(
    scope: WorkspaceId,
    id: string,
    when: Pick<TemplateHistoryEntry, 'at' | 'by'>,
  ): Promise<CatalogueChange[]> {
    let changes: CatalogueChange[] = [];
    let isOver = false;
    await this.store.templates.update(scope, id, (stored) => {
      if (stored.goneAt !== null) {
        isOver = when.at - stored.goneAt > GONE_KEPT_MS;
        return undefined;
      }
      if (when.by === 'list' && isJustMade(stored, when.at)) return undefined;
      const { statusDetail: _, ...known } = stored.template;
      const template: Template = { ...known, status: 'deleted' };
      const entries = changesBetween(stored.template, template, when);
      changes = entries.map((entry) => ({ template, entry }));
      return { ...stored, ...keptOf(stored, template, entries, when.at), goneAt: when.at };
    });
    if (isOver) await this.store.templates.delete(scope, id);
    return changes;
  }

  #byName(scope: WorkspaceId, channelId: string): Promise<Map<string, CatalogueTemplate[]>> {
    const key = `${scope} ${channelId}`;
    const known = this.#lists.get(key);
    const now = this.clock.now();
    if (known && now - known.readAt < BELIEVED_MS) return known.byName;
    const byName = this.#read(scope, channelId);
    this.#lists.set(key, { readAt: now, byName });
    byName.catch(() => this.#lists.delete(key));
    return byName;
  }

  async #read(scope: WorkspaceId, channelId: string): Promise<Map<string, CatalogueTemplate[]>> {
    const byName = new Map<string, CatalogueTemplate[]>();
    for await (const stored of this.store.templates.stream(scope, { where: { channelId } })) {
      byName.set(stored.name, [...(byName.get(stored.name) ?? []), stored]);
    }
    return byName;
  }
}

function keptOf(
  { history, upcoming }: Kept,
  template: Template,
  entries: readonly TemplateHistoryEntry[],
  now: number,
): Kept {
  return { template, history: withEntries(history, entries), upcoming: stillUpcoming(upcoming, template, now) };
}

/** The list may have been read before it was made, or show it only some minutes later. */
function isJustMade({ history }: Kept, now: number): boolean {
  const last = history.at(-1);
  return last?.by === 'us' && last.what === 'seen' && now - last.at < LISTED_WITHIN_MS;
}

function toldOf(template: Template, { status, quality, category: said, detail }: ToldChange): Template {
  const category = (['marketing', 'utility', 'authentication'] as const).find((known) => known === said?.toLowerCase());
  return {
    ...template,
    ...(status === undefined ? {} : { status }),
    ...(quality === undefined ? {} : { quality }),
    ...(detail === undefined ? {} : { statusDetail: detail }),
    ...(category === undefined ? {} : { category }),
  };
}

function templateId(channelId: string, { name, language }: { name: string; language: string }): string {
  return `${channelId}|${name}|${language}`;
}
