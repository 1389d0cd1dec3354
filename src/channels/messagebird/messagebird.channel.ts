import type { ChannelAdapter } from '../channel.js';
import { providerHttp, type ProviderHttpOptions } from '../provider-http/client.js';
import { hostsOf, MessagebirdApi } from './api.js';
import { MESSAGEBIRD_LIMITS, messagebirdCapabilities } from './capabilities.js';
import { checkConnection, registerWebhook } from './connection.js';
import { decodeWebhook } from './decode.js';
import { encodeMessage } from './encode.js';
import { classify, TITLE } from './errors.js';
import { downloadMedia } from './media.js';
import { send } from './send.js';
import { isSigned } from './signature.js';
import { createTemplate, listTemplates, removeTemplate } from './templates.js';

interface MessagebirdOptions extends ProviderHttpOptions {
  /** Without a slash at its end: `https://conversations.messagebird.com`, or the simulator's address. */
  baseUrl: string;
}

/**
 * MessageBird's Conversations API, for accounts from before 2026; new ones have Bird's (channels/bird).
 * docs/channels/messagebird.md
 */
export function messagebird({ baseUrl, ...options }: MessagebirdOptions): ChannelAdapter {
  const api = new MessagebirdApi(providerHttp(options), hostsOf(baseUrl));
  return {
    provider: 'messagebird',
    title: TITLE,
    capabilities: messagebirdCapabilities,
    limits: MESSAGEBIRD_LIMITS,
    credentials: {
      accessKey: {
        label: 'Access key',
        help: 'In MessageBird’s dashboard, under Developers, “API access”: the live key.',
        translations: {
          ar: {
            label: 'مفتاح الوصول (Access key)',
            help: 'في لوحة MessageBird ضمن Developers ثم API access: المفتاح الفعلي (live).',
          },
        },
      },
      channelId: {
        label: 'Channel id',
        help: 'In the dashboard, under Channels, open the WhatsApp number: 32 digits and letters.',
        form: 'plain',
        translations: {
          ar: { label: 'معرّف القناة (Channel id)', help: 'افتح رقم واتساب في اللوحة ضمن Channels: 32 رقمًا وحرفًا.' },
        },
      },
      signingKey: {
        label: 'Signing key',
        help: 'In the dashboard, under Developers, “API settings”: it proves that webhooks are MessageBird’s.',
        translations: {
          ar: {
            label: 'مفتاح التوقيع (Signing key)',
            help: 'في اللوحة ضمن Developers ثم API settings: يثبت أن ما يصلنا هو من MessageBird.',
          },
        },
      },
      namespace: {
        label: 'Namespace of templates',
        help: 'In the dashboard’s WhatsApp template manager, above the list of templates.',
        form: 'plain',
        translations: {
          ar: { label: 'نطاق القوالب (Namespace)', help: 'في مدير قوالب واتساب في اللوحة، أعلى قائمة القوالب.' },
        },
      },
    },
    verifyWebhook: (request, _secret, { credentials }) => isSigned(request, credentials['signingKey'] ?? ''),
    parseWebhook: (request, access) => decodeWebhook(request, access?.credentials['channelId']),
    classify,
    encode: (request) => encodeMessage(request),
    send: (access, request) => send(api, access, request),
    connection: {
      check: (access) => checkConnection(api, access),
      registerWebhook: (access, url) => registerWebhook(api, access, url),
    },
    templates: {
      list: (access) => listTemplates(api, access),
      create: (access, draft) => createTemplate(api, access, draft),
      remove: (access, template) => removeTemplate(api, access, template),
    },
    media: { download: (access, mediaId, maxBytes) => downloadMedia(api, access, mediaId, maxBytes) },
  };
}
