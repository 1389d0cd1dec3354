import { z } from 'zod';
import type { ChannelAccess, ChannelAdapter, Checked, OutboundRequest, SendOutcome } from '../channel.js';
import { decodeWebhook } from '../cloud-payload/decode.js';
import { encodeMessage, encodeTyping } from '../cloud-payload/encode.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { META_LIMITS } from '../cloud-payload/limits.js';
import type { SendFailure } from '../failure.js';
import { providerHttp } from '../provider-http/client.js';
import { readJson } from '../provider-http/webhook-body.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import { accountOf, graphApi, type Account, type GraphApi } from './api.js';
import { checkConnection, registerWebhook } from './connection.js';
import { classify, failure } from './errors.js';
import { downloadMedia } from './media.js';
import { answerChallenge, isSigned } from './signature.js';
import { createTemplate, listTemplates, removeTemplate } from './templates.js';

export interface CloudApiOptions {
  /** Without a slash at its end: `https://graph.facebook.com`, or the simulator's address. */
  baseUrl: string;
  /** Of the Graph API: `v23.0`. */
  version: string;
  /** For one whole call, connecting included. */
  timeoutMs: number;
  /** For one file, to its last byte. */
  downloadTimeoutMs?: number;
  userAgent?: string;
}

const SETUP_PAGE = 'In the Meta app, on the page “API setup” of WhatsApp.';
const SETUP_PAGE_AR = 'في تطبيق Meta، في صفحة API setup الخاصة بواتساب.';

/** Meta's Cloud API without a partner: the company's own app, token and secret. docs/channels/cloud-api.md */
export function cloudApi(options: CloudApiOptions): ChannelAdapter {
  const api = graphApi({ ...options, http: providerHttp(options) });
  return {
    provider: 'cloud-api',
    title: 'Meta Cloud API',
    capabilities: whatsappCapabilities,
    limits: META_LIMITS,
    credentials: {
      accessToken: {
        label: 'Access token',
        help: 'In Meta’s Business settings, the token of a system user with whatsapp_business_messaging and whatsapp_business_management.',
        translations: {
          ar: {
            label: 'رمز الوصول (Access token)',
            help: 'في إعدادات الأعمال لدى Meta: رمز مستخدم نظام له whatsapp_business_messaging وwhatsapp_business_management.',
          },
        },
      },
      phoneNumberId: {
        label: 'Phone number ID',
        help: `${SETUP_PAGE} It is not the phone number.`,
        form: 'plain',
        translations: {
          ar: { label: 'معرّف رقم الهاتف (Phone number ID)', help: `${SETUP_PAGE_AR} ليس هو رقم الهاتف نفسه.` },
        },
      },
      businessAccountId: {
        label: 'WhatsApp business account ID',
        help: SETUP_PAGE,
        form: 'plain',
        translations: { ar: { label: 'معرّف حساب واتساب للأعمال', help: SETUP_PAGE_AR } },
      },
      appSecret: {
        label: 'App secret',
        help: 'In the Meta app, under “App settings”, “Basic”.',
        translations: { ar: { label: 'سر التطبيق (App secret)', help: 'في تطبيق Meta ضمن App settings ثم Basic.' } },
      },
    },
    verifyWebhook: (request, _secret, { credentials }) => isSigned(request, credentials['appSecret'] ?? ''),
    parseWebhook: (request, access) =>
      decodeWebhook(request.rawBody.toString('utf8'), access && senderOf(access.credentials)),
    handshake: (request, secret) => answerChallenge(request, secret),
    classify,
    encode: encodeMessage,
    send: (access, request) => send(api, access, request),
    connection: {
      check: (access) => withAccount(access, (account) => checkConnection(api, account)),
      registerWebhook: (access, url, secret) =>
        withAccount(access, (account) => registerWebhook(api, account, url, secret)),
    },
    templates: {
      list: (access) => withAccount(access, (account) => listTemplates(api, account)),
      create: (access, draft) => withAccount(access, (account) => createTemplate(api, account, draft)),
      remove: (access, template) => withAccount(access, (account) => removeTemplate(api, account, template)),
    },
    typing: { show: (access, messageId) => withAccount(access, (account) => showTyping(api, account, messageId)) },
    media: {
      download: (access, mediaId, maxBytes) =>
        withAccount(access, (account) => downloadMedia(api, account, mediaId, maxBytes)),
    },
  };
}

/** The one address of an app may get what is meant for its other numbers and accounts. */
function senderOf({ phoneNumberId, businessAccountId }: ChannelAccess['credentials']) {
  return { phoneNumberId, businessAccountId };
}

async function withAccount<T>(
  access: ChannelAccess,
  act: (account: Account) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  const found = accountOf(access);
  return 'failure' in found ? { ok: false, failure: found.failure } : act(found.account);
}

const Accepted = z.object({ contacts: lenientList, messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const AcceptedContact = z.object({ wa_id: lenientText, user_id: lenientText });

async function send(api: GraphApi, access: ChannelAccess, request: OutboundRequest): Promise<SendOutcome> {
  const found = accountOf(access);
  if ('failure' in found) return failed(found.failure);
  const { account } = found;
  const body = encodeMessage(request);
  if (!body) return failed(failure('no-address', ''));
  const result = await api.call(account, { method: 'POST', path: `${account.phoneNumberId}/messages`, body });
  if ('failure' in result) return failed(result.failure);
  const accepted = Accepted.safeParse(readJson(result.answer.text));
  const id = accepted.data?.messages[0]?.id;
  if (id === undefined) return failed(failure('no-message-id', result.answer.text));
  const [contact] = parseEach(accepted.data?.contacts ?? [], AcceptedContact);
  const recipient = identifiersOf(contact?.wa_id, contact?.user_id);
  return { kind: 'accepted', providerMessageId: id, recipient: isNobody(recipient) ? request.to : recipient };
}

function failed(found: SendFailure): SendOutcome {
  return { kind: 'failed', failure: found };
}

async function showTyping(api: GraphApi, account: Account, messageId: string): Promise<Checked<void>> {
  const path = `${account.phoneNumberId}/messages`;
  const result = await api.call(account, { method: 'POST', path, body: encodeTyping(messageId) });
  return 'failure' in result ? { ok: false, failure: result.failure } : { ok: true, value: undefined };
}
