import { z } from 'zod';
import { templateOfDraft, type TemplateDraft } from '../../templates/draft.js';
import type { Template } from '../../templates/template.js';
import type { ChannelAccess, Checked } from '../channel.js';
import { decodeTemplates } from '../cloud-payload/decode-templates.js';
import { encodeTemplate } from '../cloud-payload/encode-template.js';
import { present } from '../cloud-payload/present.js';
import { templateStatusOf } from '../cloud-payload/template-status.js';
import { lenientObject, lenientRecord, lenientText } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import type { Account } from './account.js';
import { withAccount, type VonageApi } from './api.js';
import { failure, failureOfAnswer, readJson } from './errors.js';

/** Vonage allows 500, and advises less: large pages time out. */
const PAGE = 100;
/** Meta allows 6,000 names; with every language of each, this is far beyond. */
const MAX_PAGES = 1_000;

const Page = z.object({
  templates: z.array(z.unknown()),
  paging: lenientObject({ next: lenientText, cursors: lenientObject({ after: lenientText }) }),
});
type Page = z.infer<typeof Page>;

/** All templates of the WhatsApp business account (Vonage, WhatsApp Template Management API v2, 2026; applications only). */
export function listTemplates(api: VonageApi, access: ChannelAccess): Promise<Checked<Template[]>> {
  return withAccount(access, async (account) => {
    const path = pathOf(account);
    if (path === undefined) return NEEDS_WABA;
    const found = new Map<string, Template>();
    let query: string | undefined = `?limit=${PAGE}`;
    for (let page = 0; page < MAX_PAGES && query !== undefined; page += 1) {
      const result = await api.call(account, { method: 'GET', path: path + query, as: 'application' });
      if ('failure' in result) return notRead(result.failure);
      if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
      const parsed = Page.safeParse(readJson(result.answer.text));
      if (!parsed.success) return notRead(failure('unreadable-answer', result.answer.text));

      const before = found.size;
      for (const template of decodeTemplates(parsed.data.templates.map(withProviderId))) {
        found.set(`${template.name} ${template.language}`, template);
      }
      // A page that brings nothing new ends the reading: a server that repeats itself cannot make it endless.
      query = found.size === before ? undefined : nextQuery(parsed.data);
    }
    return { ok: true, value: [...found.values()] };
  });
}

const Made = z.object({ id: lenientText, status: lenientText, category: lenientText });
const CATEGORIES: Record<string, Template['category']> = {
  MARKETING: 'marketing',
  UTILITY: 'utility',
  AUTHENTICATION: 'authentication',
};

/** Making is handing in. The answer tells only what is new: its id, its state, and perhaps another category. */
export function createTemplate(
  api: VonageApi,
  access: ChannelAccess,
  draft: TemplateDraft,
): Promise<Checked<Template>> {
  return withAccount(access, async (account) => {
    const path = pathOf(account);
    if (path === undefined) return NEEDS_WABA;
    const call = {
      method: 'POST',
      path,
      as: 'application',
      body: encodeTemplate(draft),
      secrets: account.names,
    } as const;
    const result = await api.call(account, call);
    if ('failure' in result) return { ok: false, failure: result.failure };
    const { answer } = result;
    if (answer.status < 200 || answer.status > 299) return { ok: false, failure: failureOfAnswer(answer) };
    // An answer that cannot be read is of a template that was made all the same.
    const { id, status = '', category = '' } = Made.safeParse(readJson(answer.text)).data ?? {};
    const made = templateOfDraft(draft, present({ status: templateStatusOf(status) ?? 'pending', providerId: id }));
    return { ok: true, value: { ...made, category: CATEGORIES[category.toUpperCase()] ?? made.category } };
  });
}

/** Takes the name away in every language. */
export function removeTemplate(api: VonageApi, access: ChannelAccess, { name }: Template): Promise<Checked<void>> {
  return withAccount(access, async (account) => {
    const path = pathOf(account);
    if (path === undefined) return NEEDS_WABA;
    const query = `?name=${encodeURIComponent(name)}`;
    const result = await api.call(account, { method: 'DELETE', path: path + query, as: 'application' });
    if ('failure' in result) return notRead(result.failure);
    const { status } = result.answer;
    const isGone = (status >= 200 && status < 300) || status === 404;
    return isGone ? { ok: true, value: undefined } : notRead(failureOfAnswer(result.answer));
  });
}

const NEEDS_WABA = { ok: false, failure: failure('needs-waba', '') } as const;

function pathOf({ wabaId }: Account): string | undefined {
  return wabaId === undefined ? undefined : `/v2/whatsapp-manager/wabas/${wabaId}/templates`;
}

/** Meta's own id stands under another name here. */
function withProviderId(row: unknown): unknown {
  const { id, ...rest } = lenientRecord.parse(row) ?? {};
  return { ...rest, external_id: id };
}

/** Only the query of the next page's address is taken, so that the token goes nowhere else. */
function nextQuery({ paging }: Page): string | undefined {
  const { next, cursors } = paging ?? {};
  if (next === undefined) return undefined;
  if (URL.canParse(next)) return new URL(next).search || undefined;
  return cursors?.after === undefined ? undefined : `?limit=${PAGE}&after=${encodeURIComponent(cursors.after)}`;
}
