import { z } from 'zod';
import type { ChannelAccess, ChannelAdapter, Checked, OutboundRequest, SendOutcome } from '../channel.js';
import { decodeWebhook } from '../cloud-payload/decode.js';
import { encodeMessage, encodeTyping } from '../cloud-payload/encode.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import type { SendFailure } from '../failure.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import { META_LIMITS } from '../cloud-payload/limits.js';
import { providerHttp, type ProviderHttpOptions } from '../provider-http/client.js';
import { readJson } from '../provider-http/webhook-body.js';
import { dialog360Api, type Dialog360Api } from './api.js';
import { checkConnection, hasSecret, registerWebhook } from './connection.js';
import { classify, failure, failureOfAnswer } from './errors.js';
import { downloadMedia } from './media.js';
import { createTemplate, listTemplates, removeTemplate } from './templates.js';

interface Dialog360Options extends ProviderHttpOptions {
  /** Without a slash at its end: `https://waba-v2.360dialog.io`, or the simulator's address. */
  baseUrl: string;
}

/** 360dialog: Meta's messages and webhooks under 360dialog's key, host and error shapes. docs/channels/360dialog.md */
export function dialog360(options: Dialog360Options): ChannelAdapter {
  const api = dialog360Api(options.baseUrl, providerHttp(options));
  return {
    provider: '360dialog',
    title: '360dialog',
    capabilities: whatsappCapabilities,
    limits: META_LIMITS,
    credentials: {
      apiKey: {
        label: 'API key',
        help: 'In the 360dialog Hub, open the number and generate its API key. A new key replaces the old one.',
        translations: {
          ar: {
            label: 'مفتاح API',
            help: 'افتح الرقم في 360dialog Hub وأنشئ مفتاح API الخاص به. المفتاح الجديد يحل محل القديم.',
          },
        },
      },
    },
    verifyWebhook: (request, secret) => hasSecret(request, secret),
    parseWebhook: (request) => decodeWebhook(request.rawBody.toString('utf8')),
    classify,
    encode: encodeMessage,
    send: (access, request) => send(api, access, request),
    connection: {
      check: (access) => checkConnection(api, access),
      registerWebhook: (access, url, secret) => registerWebhook(api, access, url, secret),
    },
    templates: {
      list: (access) => listTemplates(api, access),
      create: (access, draft) => createTemplate(api, access, draft),
      remove: (access, template) => removeTemplate(api, access, template),
      removes: 'name',
    },
    typing: { show: (access, messageId) => showTyping(api, access, messageId) },
    media: { download: (access, mediaId, maxBytes) => downloadMedia(api, access, mediaId, maxBytes) },
  };
}

const Accepted = z.object({ contacts: lenientList, messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const AcceptedContact = z.object({ wa_id: lenientText, user_id: lenientText });

async function send(api: Dialog360Api, access: ChannelAccess, request: OutboundRequest): Promise<SendOutcome> {
  const body = encodeMessage(request);
  if (!body) return failed(failure('no-address', ''));
  const result = await api.call(access, { method: 'POST', path: '/messages', body });
  if ('failure' in result) return failed(result.failure);
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return failed(failureOfAnswer(answer));
  const accepted = Accepted.safeParse(readJson(answer.text));
  const id = accepted.data?.messages[0]?.id;
  if (id === undefined) return failed(failure('no-message-id', answer.text));
  const [contact] = parseEach(accepted.data?.contacts ?? [], AcceptedContact);
  const recipient = identifiersOf(contact?.wa_id, contact?.user_id);
  return { kind: 'accepted', providerMessageId: id, recipient: isNobody(recipient) ? request.to : recipient };
}

function failed(found: SendFailure): SendOutcome {
  return { kind: 'failed', failure: found };
}

async function showTyping(api: Dialog360Api, access: ChannelAccess, messageId: string): Promise<Checked<void>> {
  const result = await api.call(access, { method: 'POST', path: '/messages', body: encodeTyping(messageId) });
  if ('failure' in result) return { ok: false, failure: result.failure };
  return result.answer.status < 300
    ? { ok: true, value: undefined }
    : { ok: false, failure: failureOfAnswer(result.answer) };
}
