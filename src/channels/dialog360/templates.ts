import { z } from 'zod';
import type { ChannelAccess, Checked } from '../channel.js';
import { decodeTemplates } from '../cloud-payload/decode-templates.js';
import { encodeTemplate } from '../cloud-payload/encode-template.js';
import { lenientNumber } from '../cloud-payload/lenient.js';
import { templateOfDraft, type TemplateDraft } from '../../templates/draft.js';
import type { Template } from '../../templates/template.js';
import type { Dialog360Api } from './api.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { failure, failureOfAnswer } from './errors.js';

const PATH = '/v1/configs/templates';

const PAGE = 500;
/** Meta allows 6,000 names; with every language of each, this is far beyond. */
const MAX_PAGES = 200;

const Page = z.object({ waba_templates: z.array(z.unknown()), total: lenientNumber });

/**
 * All templates of the account. The query's syntax is not documented, only that `limit` and `offset` exist: a page
 * that brings nothing new ends the reading, so that a server that ignores `offset` cannot make it endless.
 */
export async function listTemplates(api: Dialog360Api, access: ChannelAccess): Promise<Checked<Template[]>> {
  const found = new Map<string, Template>();
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const result = await api.call(access, {
      method: 'GET',
      path: `${PATH}?limit=${PAGE}&offset=${offset}`,
    });
    if ('failure' in result) return notRead(result.failure);
    if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
    const parsed = Page.safeParse(readJson(result.answer.text));
    if (!parsed.success) return notRead(failure('unreadable-answer', result.answer.text));

    const before = found.size;
    for (const template of decodeTemplates(parsed.data.waba_templates)) {
      found.set(`${template.name} ${template.language}`, template);
    }
    offset += parsed.data.waba_templates.length;
    if (offset >= (parsed.data.total ?? 0) || found.size === before) break;
  }
  return { ok: true, value: [...found.values()] };
}

/** Making is handing in. An answer that cannot be read is of a template that was made all the same. */
export async function createTemplate(
  api: Dialog360Api,
  access: ChannelAccess,
  draft: TemplateDraft,
): Promise<Checked<Template>> {
  const result = await api.call(access, { method: 'POST', path: PATH, body: encodeTemplate(draft) });
  if ('failure' in result) return { ok: false, failure: result.failure };
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return { ok: false, failure: failureOfAnswer(answer) };
  const [made] = decodeTemplates([readJson(answer.text)]);
  return { ok: true, value: made ?? templateOfDraft(draft, { status: 'pending' }) };
}

/** Takes the name away in every language; an approved one cannot be used again for 30 days. */
export async function removeTemplate(
  api: Dialog360Api,
  access: ChannelAccess,
  { name }: Template,
): Promise<Checked<void>> {
  const result = await api.call(access, { method: 'DELETE', path: `${PATH}/${encodeURIComponent(name)}` });
  if ('failure' in result) return notRead(result.failure);
  const { answer } = result;
  const isGone = answer.status < 300 || answer.status === 404;
  return isGone ? { ok: true, value: undefined } : notRead(failureOfAnswer(answer));
}
