import { z } from 'zod';
import { templateOfDraft, type TemplateDraft } from '../../templates/draft.js';
import type { Template } from '../../templates/template.js';
import type { Checked } from '../channel.js';
import { lenientText } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import type { TwilioAccount } from './account.js';
import type { TwilioApi } from './api.js';
import { contentOfDraft } from './draft-content.js';
import { asRefused, failureOfAnswer, twilioErrors } from './errors.js';
import { stateOf } from './templates.js';

const Made = z.object({ sid: z.string().min(1) });
const HandedIn = z.object({ status: lenientText, rejection_reason: lenientText });

/** Makes the content and hands it in; what was made and could not be handed in comes back as `unsubmitted`. */
export async function createTemplate(
  api: TwilioApi,
  account: TwilioAccount,
  draft: TemplateDraft,
): Promise<Checked<Template>> {
  const written = contentOfDraft(draft);
  if ('hindrance' in written) {
    const { code, detail } = written.hindrance;
    return { ok: false, failure: twilioErrors.failure(code, detail) };
  }
  const made = await api.ask(account, { host: 'content', method: 'POST', path: '/v1/Content', body: written.content });
  if (!made.ok) return { ok: false, failure: asRefused(made.failure) };
  const parsed = Made.safeParse(made.value);
  if (!parsed.success) {
    return { ok: false, failure: twilioErrors.failure('no-message-id', JSON.stringify(made.value)) };
  }
  const template = templateOfDraft(draft, { status: 'unsubmitted', providerId: parsed.data.sid });
  const handedIn = await submit(api, account, template, draft.allowCategoryChange);
  if (handedIn.ok) return handedIn;
  return {
    ok: true,
    value: { ...template, statusDetail: `${handedIn.failure.text} ${handedIn.failure.detail}`.trim() },
  };
}

/** Hands in a content that was made before. One made by hand names no category: WhatsApp may put it into another. */
export async function submitTemplate(
  api: TwilioApi,
  account: TwilioAccount,
  template: Template,
): Promise<Checked<Template>> {
  const category = template.category === 'unknown' ? 'utility' : template.category;
  return submit(api, account, { ...template, category }, true);
}

async function submit(
  api: TwilioApi,
  account: TwilioAccount,
  template: Template,
  allowCategoryChange: boolean,
): Promise<Checked<Template>> {
  const { name, category, providerId = '' } = template;
  const handedIn = await api.ask(account, {
    host: 'content',
    method: 'POST',
    path: `/v1/Content/${encodeURIComponent(providerId)}/ApprovalRequests/whatsapp`,
    body: { name, category: category.toUpperCase(), allow_category_change: allowCategoryChange },
  });
  if (!handedIn.ok) return { ok: false, failure: asRefused(handedIn.failure) };
  const { status = 'received', rejection_reason } = HandedIn.safeParse(handedIn.value).data ?? {};
  return { ok: true, value: { ...template, ...stateOf(status, undefined, rejection_reason) } };
}

/** Takes away the content, and with it the template in its one language; one that is gone already counts as removed. */
export async function removeTemplate(
  api: TwilioApi,
  account: TwilioAccount,
  { providerId = '' }: Template,
): Promise<Checked<void>> {
  const path = `/v1/Content/${encodeURIComponent(providerId)}`;
  const result = await api.call(account, { host: 'content', method: 'DELETE', path });
  if ('failure' in result) return notRead(result.failure);
  const { status } = result.answer;
  if ((status >= 200 && status < 300) || status === 404) return { ok: true, value: undefined };
  return notRead(asRefused(failureOfAnswer(result.answer)));
}
