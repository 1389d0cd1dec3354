import type { ChannelAccess, Checked } from '../channel.js';
import { decodeTemplates } from '../cloud-payload/decode-templates.js';
import { encodeTemplate } from '../cloud-payload/encode-template.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { templateOfDraft, type TemplateDraft } from '../../templates/draft.js';
import type { Template } from '../../templates/template.js';
import { readAccess, type MessagebirdApi } from './api.js';
import { failureOfAnswer } from './errors.js';
import { readPages } from './pages.js';

/** The list has a third version, making and taking away have the second only. */
const LIST = '/v3/platforms/whatsapp/templates';
const MANAGE = '/v2/platforms/whatsapp/templates';

/** All templates of the account: MessageBird keeps them in Meta's words. */
export async function listTemplates(api: MessagebirdApi, channel: ChannelAccess): Promise<Checked<Template[]>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const rows = await readPages(api, access, 'integrations', LIST);
  if (!rows.ok) return rows;
  const found = new Map(
    decodeTemplates(rows.value).map((template) => [`${template.name} ${template.language}`, template]),
  );
  return { ok: true, value: [...found.values()] };
}

/**
 * Making is handing in. An answer that cannot be read is of a template that was made all the same. MessageBird's
 * library knows four members: of Meta's others only the one goes along without which names would be no variables.
 */
export async function createTemplate(
  api: MessagebirdApi,
  channel: ChannelAccess,
  draft: TemplateDraft,
): Promise<Checked<Template>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const { name, language, category, components, parameter_format } = encodeTemplate(draft);
  const named = draft.parameterFormat === 'named' && { parameter_format };
  const body = { name, language, category, components, ...named };
  const result = await api.call(access, { method: 'POST', at: 'integrations', path: MANAGE, body });
  if ('failure' in result) return { ok: false, failure: result.failure };
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return { ok: false, failure: failureOfAnswer(answer) };
  const [made] = decodeTemplates([readJson(answer.text)]);
  return { ok: true, value: made ?? templateOfDraft(draft, { status: 'pending' }) };
}

/** Takes this one language away. */
export async function removeTemplate(
  api: MessagebirdApi,
  channel: ChannelAccess,
  { name, language }: Template,
): Promise<Checked<void>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const path = `${MANAGE}/${encodeURIComponent(name)}/${encodeURIComponent(language)}`;
  const result = await api.call(access, { method: 'DELETE', at: 'integrations', path });
  if ('failure' in result) return notRead(result.failure);
  const { answer } = result;
  const isGone = answer.status < 300 || answer.status === 404;
  return isGone ? { ok: true, value: undefined } : notRead(failureOfAnswer(answer));
}
