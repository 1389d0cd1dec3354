import type { ChannelAccess, ChannelAdapter, Checked, ProviderObjects, SendOutcome } from '../channel.js';
import { notRead } from '../provider-http/error-table.js';
import { providerHttp, type ProviderHttpOptions } from '../provider-http/client.js';
import { accountOf, twilioCredentials, type TwilioAccount } from './account.js';
import { TwilioApi } from './api.js';
import { TWILIO_LIMITS, twilioCapabilities } from './capabilities.js';
import { checkConnection, registerWebhook } from './connection.js';
import { Contents } from './contents.js';
import { decodeWebhook } from './decode.js';
import { describeRequest } from './encode.js';
import { classify } from './errors.js';
import { downloadMedia } from './media.js';
import { MessageSending } from './send.js';
import { isSigned } from './signature.js';
import { TemplateLayouts } from './template-layouts.js';
import { createTemplate, removeTemplate, submitTemplate } from './template-making.js';

interface TwilioOptions extends ProviderHttpOptions {
  /** `https://api.twilio.com`, a regional host of that form, or the simulator's address. */
  baseUrl: string;
  objects: ProviderObjects;
}

/** Twilio: forms to its messages API, contents for what can be tapped, signed forms back. docs/channels/twilio.md */
export function twilio({ baseUrl, objects, ...options }: TwilioOptions): ChannelAdapter {
  const http = providerHttp(options);
  const api = new TwilioApi(http, baseUrl);
  const layouts = new TemplateLayouts(api, objects);
  const sending = new MessageSending(api, objects, new Contents(api, objects), layouts);
  return {
    provider: 'twilio',
    title: 'Twilio',
    capabilities: twilioCapabilities,
    limits: TWILIO_LIMITS,
    credentials: twilioCredentials,
    verifyWebhook: (request, _secret, access) => isSigned(request, access.credentials['authToken'] ?? ''),
    parseWebhook: decodeWebhook,
    // Twilio takes plain text for a message to the contact.
    acknowledge: { contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' },
    classify,
    encode: describeRequest,
    send: async (access, request): Promise<SendOutcome> => {
      const account = accountOf(access);
      return 'failure' in account ? { kind: 'failed', failure: account.failure } : sending.send(account, request);
    },
    connection: {
      check: (access) => withAccount(access, (account) => checkConnection(api, account)),
      registerWebhook: (access, url) => withAccount(access, (account) => registerWebhook(api, objects, account, url)),
    },
    templates: {
      list: (access) => withAccount(access, (account) => layouts.list(account)),
      create: (access, draft) => withAccount(access, (account) => createTemplate(api, account, draft)),
      submit: (access, template) => withAccount(access, (account) => submitTemplate(api, account, template)),
      remove: (access, template) => withAccount(access, (account) => removeTemplate(api, account, template)),
    },
    typing: { show: (access, messageId) => withAccount(access, (account) => showTyping(api, account, messageId)) },
    media: {
      download: (access, mediaUrl, maxBytes) =>
        withAccount(access, (account) => downloadMedia(http, api, account, mediaUrl, maxBytes)),
    },
  };
}

async function withAccount<T>(
  access: ChannelAccess,
  act: (account: TwilioAccount) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  const account = accountOf(access);
  return 'failure' in account ? notRead(account.failure) : act(account);
}

/** Marks that message as read and shows "typing…" for up to 25 seconds; Twilio has one call for both. */
async function showTyping(api: TwilioApi, account: TwilioAccount, messageId: string): Promise<Checked<void>> {
  const shown = await api.read(account, {
    host: 'messaging',
    method: 'POST',
    path: '/v3/Indicators/Typing.json',
    body: { channel: 'WHATSAPP', messageId },
  });
  return shown.ok ? { ok: true, value: undefined } : shown;
}
