import type { Readable } from 'node:stream';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { z } from 'zod';
import type { ChannelAccess, ChannelAdapter, Checked, OutboundRequest, SendOutcome } from '../channel.js';
import { decodeWebhook } from '../cloud-payload/decode.js';
import { encodeMessage, encodeTyping } from '../cloud-payload/encode.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import type { SendFailure } from '../failure.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import { META_LIMITS } from '../cloud-payload/limits.js';
import { MINUTE } from '../../time/instant.js';
import type { ApiAnswer, ApiCall, Dialog360Api } from './api.js';
import { checkConnection, hasSecret, registerWebhook } from './connection.js';
import { classify, failure, failureOfAnswer, readJson } from './errors.js';
import { downloadMedia } from './media.js';
import { createTemplate, listTemplates, removeTemplate } from './templates.js';

interface Dialog360Options {
  /** Without a slash at its end: `https://waba-v2.360dialog.io`, or the simulator's address. */
  baseUrl: string;
  /** For one whole call, connecting included. */
  timeoutMs: number;
  /** For one file, to its last byte. */
  downloadTimeoutMs?: number;
  userAgent?: string;
}

/** 360dialog: Meta's messages and webhooks under 360dialog's key, host and error shapes. docs/channels/360dialog.md */
export function dialog360(options: Dialog360Options): ChannelAdapter {
  const api = dialog360Api(options);
  return {
    provider: '360dialog',
    title: '360dialog',
    capabilities: whatsappCapabilities,
    limits: META_LIMITS,
    credentials: {
      apiKey: {
        label: 'API key',
        help: 'In the 360dialog Hub, open the number and generate its API key. A new key replaces the old one.',
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

/** Answers of the API are small; a template catalogue of thousands is the largest. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Visible ASCII; anything else (a pasted line break) is no key and would not even make a header. */
const API_KEY = /^[\x21-\x7e]+$/;

/** WhatsApp's files have up to 100 MB. */
const DOWNLOAD_TIMEOUT_MS = 2 * MINUTE;

function dialog360Api(options: Dialog360Options): Dialog360Api {
  const { baseUrl, timeoutMs, downloadTimeoutMs = DOWNLOAD_TIMEOUT_MS, userAgent = 'canvass' } = options;

  async function request<T>(
    access: ChannelAccess,
    secrets: readonly string[],
    config: AxiosRequestConfig & { allowedMs: number },
  ): Promise<{ response: AxiosResponse<T>; redact: (text: string) => string } | { failure: SendFailure }> {
    const apiKey = access.credentials['apiKey'] ?? '';
    if (!API_KEY.test(apiKey)) return { failure: failure('no-api-key', '') };
    const redact = (text: string) =>
      [apiKey, ...secrets].filter(Boolean).reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
    const { allowedMs, ...rest } = config;
    try {
      const response = await axios.request<T>({
        ...rest,
        baseURL: baseUrl,
        headers: { 'D360-API-KEY': apiKey, 'User-Agent': userAgent, ...rest.headers },
        // axios' own timeout counts from byte to byte; this one is for the whole call.
        signal: AbortSignal.timeout(allowedMs),
        // A redirect would carry the key to another host.
        maxRedirects: 0,
        validateStatus: () => true,
      });
      return { response, redact };
    } catch (error) {
      // An axios error holds the whole request with its key: only its code and words go on.
      return { failure: failureOfException(error, redact) };
    }
  }

  return {
    async call(access, { method, path, body, secrets = [] }: ApiCall) {
      const result = await request<string>(access, secrets, {
        method,
        url: path,
        allowedMs: timeoutMs,
        ...(body !== undefined && { data: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
        maxContentLength: MAX_ANSWER_BYTES,
        responseType: 'text',
        // It is JSON already: axios would parse it to find out.
        transformRequest: [(text: string) => text],
        // Parsed by us: axios would lose digits of long numbers.
        transformResponse: [(text: string) => text],
      });
      return 'failure' in result ? result : { answer: answerOf(result.response, result.redact(result.response.data)) };
    },
    async stream(access, path) {
      const result = await request<Readable>(access, [], {
        method: 'GET',
        url: path,
        allowedMs: downloadTimeoutMs,
        responseType: 'stream',
      });
      if ('failure' in result) return result;
      const { response } = result;
      if (response.status === 200) return { body: response.data };
      // Its text is not worth waiting for; the status says what is to be done.
      response.data.destroy();
      return { answer: answerOf(response, `answered ${response.status} to the download`) };
    },
  };
}

function answerOf({ status, headers }: AxiosResponse<unknown>, text: string): ApiAnswer {
  const seconds = String(headers['retry-after'] ?? '');
  return { status, text, ...(/^\d{1,6}$/.test(seconds) && { retryAfterMs: Number(seconds) * 1_000 }) };
}

/** The request never left: the name was not found, or nobody listens there. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
const TIMEOUTS = new Set(['ERR_CANCELED', 'ECONNABORTED', 'ETIMEDOUT']);

function failureOfException(error: unknown, redact: (text: string) => string): SendFailure {
  // A defect of ours (not of the call) must not pass for a failing provider.
  if (!axios.isAxiosError(error)) throw error;
  const code = error.code ?? '';
  const detail = redact(code === '' ? error.message : `${code}: ${error.message}`);
  if (NOT_CONNECTED.has(code)) return failure('not-connected', detail);
  if (CERTIFICATE.test(code)) return failure('certificate', detail);
  return failure(TIMEOUTS.has(code) ? 'timeout' : 'connection', detail);
}
