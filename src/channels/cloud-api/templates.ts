import { z } from 'zod';
import type { Checked } from '../channel.js';
import { decodeTemplates } from '../cloud-payload/decode-templates.js';
import { encodeTemplate } from '../cloud-payload/encode-template.js';
import { lenientRecord, lenientText } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';
import { templateStatusOf } from '../cloud-payload/template-status.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { templateOfDraft, type TemplateDraft } from '../../templates/draft.js';
import type { Template } from '../../templates/template.js';
import type { Account, GraphApi } from './api.js';
import { failure } from './errors.js';
import { readPages } from './pages.js';

const FIELDS = 'id,name,language,category,status,rejected_reason,quality_score,parameter_format,components';

const edgeOf = ({ businessAccountId }: Account) => `${businessAccountId}/message_templates`;

/** All templates of the account. */
export async function listTemplates(api: GraphApi, account: Account): Promise<Checked<Template[]>> {
  const listed = await readPages(api, account, edgeOf(account), { fields: FIELDS });
  return listed.ok ? { ok: true, value: decodeTemplates(listed.value.map(namedRow)) } : listed;
}

/** Meta's own id is the row's `id` here; partners, who have ids of their own, call it `external_id`. */
function namedRow(row: unknown): unknown {
  const { id, ...rest } = lenientRecord.parse(row) ?? {};
  return { ...rest, external_id: id };
}

const Created = z.object({ id: lenientText, status: lenientText, category: lenientText });

/** Makes a template and hands it in: at Meta the two are one. */
export async function createTemplate(
  api: GraphApi,
  account: Account,
  draft: TemplateDraft,
): Promise<Checked<Template>> {
  const asked = await api.call(account, { method: 'POST', path: edgeOf(account), body: encodeTemplate(draft) });
  if ('failure' in asked) return { ok: false, failure: asked.failure };
  const parsed = Created.safeParse(readJson(asked.answer.text));
  if (!parsed.success) return { ok: false, failure: failure('http-5xx', asked.answer.text) };
  const { id, status = 'PENDING' } = parsed.data;
  const state = present({
    status: templateStatusOf(status) ?? ('pending' as const),
    providerId: id,
  });
  return { ok: true, value: templateOfDraft(draft, state) };
}

/** Takes one language away; without Meta's id all languages of the name would go. */
export async function removeTemplate(api: GraphApi, account: Account, template: Template): Promise<Checked<void>> {
  if (template.providerId === undefined) return { ok: false, failure: failure('no-template-id', template.name) };
  const asked = await api.call(account, {
    method: 'DELETE',
    path: edgeOf(account),
    query: { hsm_id: template.providerId, name: template.name },
  });
  if (!('failure' in asked) || asked.failure.code === 'unknown-template') return { ok: true, value: undefined };
  return notRead(asked.failure);
}
