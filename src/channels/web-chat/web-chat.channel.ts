import { fileURLToPath } from 'node:url';
import type { ChannelAccess, ChannelAdapter, ChannelHealth, Checked } from '../channel.js';
import type { ChannelLogs } from '../channel-logs.js';
import { WEB_CHAT_LIMITS, webChatCapabilities } from './capabilities.js';
import { classify, webChatErrors } from './errors.js';
import { encode, send, showTyping } from './outbox.js';
import { pageFiles } from './page-files.js';
import { isPlace, PLACE_FIELDS, placeOf } from './place.js';
import { webChatSite } from './site.js';
import { allowanceOf, parseWebhook, verifyWebhook } from './webhook.js';

interface WebChatOptions {
  logs: ChannelLogs;
  /** Folder of the built page. */
  pageDir?: string;
  mostStreams?: number;
}

const MOST_STREAMS = 1_000;

/**
 * A chat on a website. Its provider is this service: what is sent lies in the visitor's log until their page fetches
 * it, and what the page posts is a webhook like any other. No window, no templates. docs/channels/web-chat.md
 */
export function webChat({
  logs,
  pageDir = fileURLToPath(new URL('page', import.meta.url)),
  mostStreams = MOST_STREAMS,
}: WebChatOptions): ChannelAdapter {
  return {
    provider: 'web-chat',
    title: 'Web chat',
    capabilities: webChatCapabilities,
    limits: WEB_CHAT_LIMITS,
    credentials: PLACE_FIELDS,
    verifyWebhook,
    parseWebhook,
    allowance: allowanceOf,
    classify,
    encode,
    send: (access, request) => send(logs, access, request),
    connection: {
      check: async (access) => checked(access, { canSend: 'yes', problems: [] }),
      // Nobody has to be told: the page knows its own address.
      registerWebhook: async (access) => checked(access, undefined),
    },
    typing: { show: (access, messageId) => showTyping(logs, access, messageId) },
    site: webChatSite({ logs, files: pageFiles(pageDir), mostStreams }),
  };
}

function checked<T extends ChannelHealth | undefined>(access: ChannelAccess, value: T): Checked<T> {
  const place = placeOf(access);
  return isPlace(place) ? { ok: true, value } : { ok: false, failure: webChatErrors.failure(place.wrong, place.value) };
}
