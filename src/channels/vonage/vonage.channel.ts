import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../time/instant.js';
import type { ChannelAccess, ChannelAdapter, OutboundRequest, SendOutcome } from '../channel.js';
import type { SendFailure } from '../failure.js';
import { hasUnlinkedMedia } from '../outbound-media.js';
import { providerHttp } from '../provider-http/client.js';
import { accountOf, CREDENTIALS, senderNumber } from './account.js';
import { vonageApi, type VonageApi } from './api.js';
import { vonageCapabilities, VONAGE_LIMITS } from './capabilities.js';
import { checkConnection, registerWebhook } from './connection.js';
import { decodeWebhook } from './decode.js';
import { encodeMessage } from './encode.js';
import { classify, failure, failureOfAnswer, readJson } from './errors.js';
import { downloadMedia } from './media.js';
import { isSigned } from './signature.js';
import { createTemplate, listTemplates, removeTemplate } from './templates.js';
import { showTyping } from './typing.js';

interface VonageOptions {
  /** Without a slash at its end: `https://api.nexmo.com`, or the simulator's address. */
  baseUrl: string;
  /** For one whole call, connecting included. */
  timeoutMs: number;
  /** For one file, to its last byte. */
  downloadTimeoutMs?: number;
  userAgent?: string;
  /** The time that tokens are dated with: the real one, however far the clock of conversations is moved. */
  now?: () => Instant;
  tokenId?: () => string;
}

/** Vonage: Messages API v1, Meta's objects inside `custom`, signed webhooks. docs/channels/vonage.md */
export function vonage(options: VonageOptions): ChannelAdapter {
  const { baseUrl, now = Date.now, tokenId = randomUUID } = options;
  const api = vonageApi({ baseUrl, http: providerHttp(options), now, tokenId });
  return {
    provider: 'vonage',
    title: 'Vonage',
    capabilities: vonageCapabilities,
    limits: VONAGE_LIMITS,
    credentials: CREDENTIALS,
    verifyWebhook: (request, secret, { credentials }) => isSigned(request, secret, credentials['apiKey'] ?? ''),
    parseWebhook: (request, access) => decodeWebhook(request, access && senderNumber(access.credentials['number'])),
    // Vonage wants an empty answer.
    acknowledge: { contentType: 'text/plain', body: '' },
    classify,
    encode: encodeMessage,
    send: (access, request) => send(api, access, request),
    connection: {
      check: (access) => checkConnection(api, access),
      registerWebhook: (access, url) => registerWebhook(api, access, url),
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

const Accepted = z.object({ message_uuid: z.string().min(1) });

async function send(api: VonageApi, access: ChannelAccess, request: OutboundRequest): Promise<SendOutcome> {
  const account = accountOf(access);
  if (!account.ok) return failed(account.failure);
  const message = encodeMessage(request);
  if (!message) return failed(failure('no-address', ''));
  if (hasUnlinkedMedia(request.message)) return failed(failure('no-media-link', ''));
  const result = await api.call(account.value, {
    method: 'POST',
    path: '/v1/messages',
    as: 'either',
    body: { from: account.value.number, ...message },
    secrets: account.value.names,
  });
  if ('failure' in result) return failed(result.failure);
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return failed(failureOfAnswer(answer));
  const accepted = Accepted.safeParse(readJson(answer.text));
  if (!accepted.success) return failed(failure('no-message-id', answer.text));
  // Vonage does not say whom it found under the number.
  return { kind: 'accepted', providerMessageId: accepted.data.message_uuid, recipient: request.to };
}

function failed(found: SendFailure): SendOutcome {
  return { kind: 'failed', failure: found };
}
