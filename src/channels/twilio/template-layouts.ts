import type { Checked, ProviderObjects } from '../channel.js';
import type { Template } from '../../templates/template.js';
import type { TwilioAccount } from './account.js';
import type { TwilioApi } from './api.js';
import { readJson, twilioErrors } from './errors.js';
import { TemplateLayout } from './template-layout.js';
import { listTemplates, type TwilioTemplate } from './templates.js';

/**
 * The layouts of a channel's templates, remembered beside it: a message names its template as WhatsApp does, by name
 * and language, and Twilio wants the content's id and its own names of the variables.
 */
export class TemplateLayouts {
  constructor(
    private readonly api: TwilioApi,
    private readonly objects: ProviderObjects,
  ) {}

  /** All templates of the account; on the way the layouts are renewed. */
  async list(account: TwilioAccount): Promise<Checked<Template[]>> {
    const listed = await this.#read(account);
    return listed.ok ? { ok: true, value: listed.value.map(({ template }) => template) } : listed;
  }

  /** The layout that is remembered; asked at Twilio where there is none. */
  async layoutOf(account: TwilioAccount, name: string, language: string): Promise<Checked<TemplateLayout>> {
    const known = await this.objects.get(account.channelId, keyOf(name, language));
    const parsed = TemplateLayout.safeParse(known === undefined ? undefined : readJson(known));
    return parsed.success ? { ok: true, value: parsed.data } : this.renewed(account, name, language);
  }

  /** The layout as Twilio has it now. */
  async renewed(account: TwilioAccount, name: string, language: string): Promise<Checked<TemplateLayout>> {
    const listed = await this.#read(account);
    if (!listed.ok) return listed;
    const found = listed.value.find(({ template }) => template.name === name && template.language === language);
    return found
      ? { ok: true, value: found.layout }
      : { ok: false, failure: twilioErrors.failure('63027', `no template ${name} in ${language}`) };
  }

  async #read(account: TwilioAccount): Promise<Checked<TwilioTemplate[]>> {
    const listed = await listTemplates(this.api, account);
    if (!listed.ok) return listed;
    for (const { template, layout } of listed.value) {
      const key = keyOf(template.name, template.language);
      const text = JSON.stringify(layout);
      if ((await this.objects.get(account.channelId, key)) !== text) {
        await this.objects.set(account.channelId, key, text);
      }
    }
    return listed;
  }
}

function keyOf(name: string, language: string): string {
  return `template ${name} ${language}`;
}
