import type { ChannelAdapter, TemplateAbility } from '../../channels/channel.js';
import type { ChannelDirectory, ConnectedChannel } from '../../channels/connected/channel-directory.js';
import type { ChannelUpkeep } from '../../channels/connected/channel-upkeep.js';
import type { SendFailure } from '../../channels/failure.js';
import { Problem, invalid, notFound } from '../../http/problem.js';
import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { TemplateUses } from '../../flows/template-uses.js';
import type { TemplateDraft } from '../draft.js';
import type { TemplateSite } from '../drift.js';
import { checkDraft, isRefused } from '../rules/check-draft.js';
import type { TemplateFinding } from '../rules/finding.js';
import type { Template } from '../template.js';
import type { TemplateCatalogue } from './template-catalogue.js';

export interface MadeTemplate {
  template: Template;
  /** Doubts that did not keep it from being handed in. */
  findings: TemplateFinding[];
}

type Variant = Pick<Template, 'name' | 'language'>;

/** Makes, hands in and takes away templates at a channel's provider, and keeps the catalogue in step. */
export class TemplateService {
  constructor(
    private readonly directory: ChannelDirectory,
    private readonly catalogue: TemplateCatalogue,
    private readonly upkeep: ChannelUpkeep,
    private readonly uses: Pick<TemplateUses, 'on'>,
    private readonly log: Logger,
  ) {}

  /**
   * Checks a draft against Meta's rules and hands it in. Where the outcome is unknown, the provider's list says what
   * became of it.
   *
   * @throws Problem 400 for a broken rule, 404, 409 where there is one already, 422 for what the provider refuses or
   * cannot do, 504 where nobody knows
   */
  async create(scope: WorkspaceId, channelId: string, draft: TemplateDraft): Promise<MadeTemplate> {
    const connected = await this.#connected(scope, channelId);
    const templates = abilityOf(connected.adapter, 'create');
    const findings = checkDraft(draft);
    if (isRefused(findings)) throw brokenRules(findings);
    const { name, language } = draft;
    const known = await this.#variant(scope, channelId, { name, language });
    if (known) throw exists(known);

    const made = await templates.create(connected.access, draft);
    const template = made.ok
      ? made.value
      : await this.#afterFailure(connected, made.failure, { name, language }, 'made');
    await this.catalogue.made(scope, channelId, template);
    this.#log('template.made', channelId, template);
    return { template, findings };
  }

  /** Hands in a template that was only made. @throws Problem 404, 409, 422, 504 */
  async submit(scope: WorkspaceId, channelId: string, name: string, language: string): Promise<Template> {
    const connected = await this.#connected(scope, channelId);
    const templates = abilityOf(connected.adapter, 'submit');
    const known = await this.#variant(scope, channelId, { name, language });
    if (!known) throw notFound('template', `${name} (${language})`);
    if (known.status !== 'unsubmitted') {
      const detail = `Template "${name}" (${language}) has been handed in: it is ${known.status}.`;
      throw new Problem(409, 'template-submitted', 'Handed in already', detail);
    }
    const submitted = await templates.submit(connected.access, known);
    const template = submitted.ok
      ? submitted.value
      : await this.#afterFailure(connected, submitted.failure, { name, language }, 'handed in');
    await this.catalogue.made(scope, channelId, template);
    this.#log('template.submitted', channelId, template);
    return template;
  }

  /**
   * Takes a template away, in one language or in all.
   * @param options `evenIfUsed`: also where flows need it
   * @throws Problem 404, 409 where flows need it or the provider would take more than was asked for, 422
   */
  async remove(
    scope: WorkspaceId,
    channelId: string,
    name: string,
    { language, evenIfUsed = false }: { language?: string | undefined; evenIfUsed?: boolean },
  ): Promise<Template[]> {
    const { adapter, access } = await this.#connected(scope, channelId);
    const templates = abilityOf(adapter, 'remove');
    const byName = templates.removes === 'name';
    const all = await this.#listed(scope, channelId, name);
    const wanted = all.filter((template) => language === undefined || template.language === language);
    if (wanted.length === 0) throw notFound('template', language === undefined ? name : `${name} (${language})`);
    if (byName && wanted.length < all.length) throw everyLanguage(adapter, all);
    const needed = evenIfUsed
      ? []
      : (await this.uses.on(scope, channelId)).filter(({ call }) => call.template === name);
    if (needed.length > 0) throw inUse(name, needed);

    for (const template of byName ? wanted.slice(0, 1) : wanted) {
      const removed = await templates.remove(access, template);
      if (!removed.ok) throw refused(adapter, removed.failure);
      await this.catalogue.removed(scope, channelId, byName ? wanted : [template]);
    }
    for (const template of wanted) this.#log('template.removed', channelId, template);
    return wanted;
  }

  async #connected(scope: WorkspaceId, channelId: string): Promise<ConnectedChannel> {
    const connected = await this.directory.byId(scope, channelId);
    if (!connected) throw notFound('channel', channelId);
    return connected;
  }

  /** Every language of a name that the provider lists. */
  async #listed(scope: WorkspaceId, channelId: string, name: string): Promise<Template[]> {
    const all = await this.catalogue.named(scope, channelId, name);
    return all.filter(({ goneAt }) => goneAt === null).map(({ template }) => template);
  }

  async #variant(scope: WorkspaceId, channelId: string, { name, language }: Variant): Promise<Template | undefined> {
    return (await this.#listed(scope, channelId, name)).find((template) => template.language === language);
  }

  /** @throws Problem, unless the provider's list shows that it went well all the same */
  async #afterFailure(
    connected: ConnectedChannel,
    failure: SendFailure,
    { name, language }: Variant,
    what: string,
  ): Promise<Template> {
    const { scope, channel, adapter } = connected;
    if (failure.class !== 'maybe-sent') throw refused(adapter, failure);
    const unread = await this.upkeep.syncTemplates(connected);
    const found = await this.#variant(scope, channel.id, { name, language });
    if (!unread && found && found.status !== 'unsubmitted') return found;
    const detail =
      `Nobody knows yet whether ${adapter.title} has ${what} template "${name}" (${language}) (${failure.code}). ` +
      'Its list shows it in some minutes, if it has.';
    throw new Problem(504, 'outcome-unknown', 'The outcome is unknown', detail);
  }

  #log(event: string, channelId: string, { name, language, status }: Template): void {
    this.log.info({ event, channelId, template: name, language, status }, 'template changed through us');
  }
}

/** @throws Problem 422 */
function abilityOf<K extends 'create' | 'submit' | 'remove'>(
  adapter: ChannelAdapter,
  what: K,
): TemplateAbility & Required<Pick<TemplateAbility, K>> {
  const { templates } = adapter;
  if (templates && has(templates, what)) return templates;
  const verbs = { create: 'made', submit: 'handed in', remove: 'taken away' };
  const detail = `Templates of ${adapter.title} cannot be ${verbs[what]} from here; do it at ${adapter.title}’s own pages.`;
  throw new Problem(422, 'not-supported', 'The provider cannot do this', detail);
}

function has<K extends keyof TemplateAbility>(
  templates: TemplateAbility,
  what: K,
): templates is TemplateAbility & Required<Pick<TemplateAbility, K>> {
  return templates[what] !== undefined;
}

export function brokenRules(findings: readonly TemplateFinding[]): Problem {
  return invalid(
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ field, value, rule, message }) => ({ field, rule, message: `${message}; it is "${value}"` })),
  );
}

function exists({ name, language, status }: Template): Problem {
  const detail = `There is a template "${name}" in ${language} already; it is ${status}. Take another name, such as "${name}_2".`;
  return new Problem(409, 'template-exists', 'There already', detail);
}

function everyLanguage({ title }: ChannelAdapter, all: readonly Template[]): Problem {
  const languages = all.map(({ language }) => language).join(', ');
  const detail = `${title} takes away every language of a template at once, here ${languages}. Leave out the language to do so.`;
  return new Problem(409, 'removes-every-language', 'More than was asked for', detail);
}

function inUse(name: string, sites: readonly TemplateSite[]): Problem {
  const places = sites.map(({ flow, path }) => (flow ? `${flow.id} at ${path}` : `the channel’s ${path}`));
  const detail = `Template "${name}" is needed by ${[...new Set(places)].join(', ')}. Say evenIfUsed to take it away all the same.`;
  return new Problem(409, 'template-in-use', 'Still needed', detail);
}

function refused(adapter: ChannelAdapter, failure: SendFailure): Problem {
  // Its text may speak of a message; the detail is the provider's own.
  return new Problem(422, 'refused-by-provider', `${adapter.title} refused`, `${failure.text} (code ${failure.code})`, [
    { field: '', rule: failure.code, message: failure.detail },
  ]);
}
