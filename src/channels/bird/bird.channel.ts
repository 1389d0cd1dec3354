import type { ChannelAdapter } from '../channel.js';
import { providerHttp, type ProviderHttpOptions } from '../provider-http/client.js';
import { BirdApi } from './api.js';
import { BIRD_LIMITS, birdCapabilities } from './capabilities.js';
import { checkConnection, registerWebhook } from './connection.js';
import { decodeWebhook } from './decode.js';
import { encodeMessage } from './encode.js';
import { classify, TITLE } from './errors.js';
import { downloadMedia } from './media.js';
import { send, showTyping } from './send.js';
import { isSigned } from './signature.js';
import { listTemplates } from './templates.js';

interface BirdOptions extends ProviderHttpOptions {
  /** Without a slash at its end, such as the simulator's address; absent: the host of each key's region. */
  baseUrl?: string | undefined;
}

/** Bird's API of 2026, which follows MessageBird's (channels/messagebird). docs/channels/bird.md */
export function bird({ baseUrl, ...options }: BirdOptions): ChannelAdapter {
  const api = new BirdApi(providerHttp(options), baseUrl);
  return {
    provider: 'bird',
    title: TITLE,
    capabilities: birdCapabilities,
    limits: BIRD_LIMITS,
    credentials: {
      apiKey: {
        label: 'API key',
        help: 'In Bird’s dashboard, under Developers, “API keys”: it begins with bk_ and the region.',
        translations: {
          ar: { label: 'مفتاح API', help: 'في لوحة Bird ضمن Developers ثم API keys: يبدأ بـ bk_ ثم المنطقة.' },
        },
      },
      phoneNumber: {
        label: 'WhatsApp number',
        help: 'The number that sends, with plus sign and country code, as the dashboard lists it under WhatsApp.',
        form: 'plain',
        translations: {
          ar: { label: 'رقم واتساب', help: 'الرقم المُرسِل مع علامة الزائد ورمز البلد، كما تعرضه اللوحة ضمن WhatsApp.' },
        },
      },
    },
    verifyWebhook: (request, secret) => isSigned(request, secret),
    parseWebhook: (request, access) => decodeWebhook(request, access?.credentials['phoneNumber']),
    classify,
    encode: (request) => encodeMessage(request),
    send: (access, request) => send(api, access, request),
    connection: {
      check: (access) => checkConnection(api, access),
      registerWebhook: (access, url, secret) => registerWebhook(api, access, url, secret),
    },
    templates: { list: (access) => listTemplates(api, access) },
    typing: { show: (access, messageId) => showTyping(api, access, messageId) },
    media: { download: (access, mediaId, maxBytes) => downloadMedia(api, access, mediaId, maxBytes) },
  };
}
