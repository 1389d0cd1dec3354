import type { Readable } from 'node:stream';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { MINUTE } from '../../time/instant.js';

interface HttpRequest {
  /** Absolute, with its query, already encoded. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Words that may appear in nothing that is given back. */
  secrets: readonly string[];
}

export interface HttpCall extends HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form, in place of a body. */
  form?: Readonly<Record<string, string>>;
}

/** An answer that came whole, whatever its status. */
export interface HttpAnswer {
  status: number;
  /** From `Retry-After`, where it is a number of seconds. */
  retryAfterMs?: number;
  /** The body as text, secrets struck out. */
  text: string;
}

/** What prevented an answer, by the names of `connectionErrors`. */
export interface HttpTrouble {
  trouble: 'timeout' | 'connection' | 'not-connected' | 'certificate';
  /** Without secrets. */
  detail: string;
}

export type Download =
  | { kind: 'file'; mime: string; bytes: Buffer }
  | { kind: 'too-large' }
  /** Not followed: the caller decides where its headers may go. */
  | { kind: 'redirect'; location: string }
  | { kind: 'answer'; answer: HttpAnswer }
  | { kind: 'trouble'; trouble: HttpTrouble };

/** HTTP as a provider's adapter needs it: total, redirects not followed, no secret in what it gives back. */
export interface ProviderHttp {
  call(call: HttpCall): Promise<HttpAnswer | HttpTrouble>;
  /** A file of up to `maxBytes`; reading stops at the first byte beyond. */
  download(request: HttpRequest, maxBytes: number): Promise<Download>;
}

export interface ProviderHttpOptions {
  /** For one whole call, connecting included. */
  timeoutMs: number;
  /** For one file, to its last byte. */
  downloadTimeoutMs?: number;
  userAgent?: string;
}

/** Answers of these APIs are small; a template catalogue of thousands is the largest. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** WhatsApp's files have up to 100 MB. */
const DOWNLOAD_TIMEOUT_MS = 2 * MINUTE;

export function providerHttp(options: ProviderHttpOptions): ProviderHttp {
  const { timeoutMs, downloadTimeoutMs = DOWNLOAD_TIMEOUT_MS, userAgent = 'canvass' } = options;

  async function request<T>(
    { url, headers, secrets }: HttpRequest,
    config: AxiosRequestConfig,
    allowedMs: number,
  ): Promise<AxiosResponse<T> | HttpTrouble> {
    try {
      return await axios.request<T>({
        ...config,
        url,
        headers: { 'User-Agent': userAgent, ...headers },
        // axios' own timeout counts from byte to byte; this one is for the whole call.
        signal: AbortSignal.timeout(allowedMs),
        // A redirect would carry the key to another host.
        maxRedirects: 0,
        validateStatus: () => true,
      });
    } catch (error) {
      // An axios error holds the whole request with its key: only its code and words go on.
      return troubleOf(error, secrets);
    }
  }

  return {
    async call(call) {
      const sent = sentAs(call);
      const headers = { ...(sent !== undefined && { 'Content-Type': sent.type }), ...call.headers };
      const config: AxiosRequestConfig = {
        method: call.method,
        ...(sent !== undefined && { data: sent.data }),
        maxContentLength: MAX_ANSWER_BYTES,
        responseType: 'text',
        // It is text already: axios would parse it to find out what it is.
        transformRequest: [(text: string) => text],
        // Parsed by us: axios would lose digits of long numbers.
        transformResponse: [(text: string) => text],
      };
      const response = await request<string>({ ...call, headers }, config, timeoutMs);
      return 'trouble' in response ? response : answerOf(response, redact(response.data, call.secrets));
    },

    async download(wanted, maxBytes) {
      const response = await request<Readable>(wanted, { method: 'GET', responseType: 'stream' }, downloadTimeoutMs);
      if ('trouble' in response) return { kind: 'trouble', trouble: response };
      const { status, headers, data } = response;
      if (status === 200) return readFile(data, String(headers['content-type'] ?? ''), maxBytes);
      // Its text is not worth waiting for; the status says what is to be done.
      data.destroy();
      const location = headers['location'];
      if (status > 300 && status < 400 && typeof location === 'string') return { kind: 'redirect', location };
      return { kind: 'answer', answer: answerOf(response, `answered ${status} to the download`) };
    },
  };
}

function sentAs({ body, form }: HttpCall): { type: string; data: string } | undefined {
  if (form) return { type: 'application/x-www-form-urlencoded', data: new URLSearchParams(form).toString() };
  return body === undefined ? undefined : { type: 'application/json', data: JSON.stringify(body) };
}

/** The text with every secret struck out. */
function redact(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}

async function readFile(body: Readable, type: string, maxBytes: number): Promise<Download> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Leaving the loop destroys the stream, and with it the connection.
    for await (const chunk of body) {
      const part = Buffer.from(chunk);
      length += part.length;
      if (length > maxBytes) return { kind: 'too-large' };
      chunks.push(part);
    }
  } catch {
    // Whatever broke it (a cut connection, the time limit): the caller only needs to know that it did.
    return { kind: 'trouble', trouble: { trouble: 'connection', detail: 'the download broke off' } };
  }
  const mime = type.split(';')[0]?.trim() || 'application/octet-stream';
  return { kind: 'file', mime, bytes: Buffer.concat(chunks, length) };
}

function answerOf({ status, headers }: AxiosResponse<unknown>, text: string): HttpAnswer {
  const seconds = String(headers['retry-after'] ?? '');
  return { status, text, ...(/^\d{1,6}$/.test(seconds) && { retryAfterMs: Number(seconds) * 1_000 }) };
}

/** The request never left: the name was not found, or nobody listens there. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
const TIMEOUTS = new Set(['ERR_CANCELED', 'ECONNABORTED', 'ETIMEDOUT']);

function troubleOf(error: unknown, secrets: readonly string[]): HttpTrouble {
  // A defect of ours (not of the call) must not pass for a failing provider.
  if (!axios.isAxiosError(error)) throw error;
  const code = error.code ?? '';
  const detail = redact(code === '' ? error.message : `${code}: ${error.message}`, secrets);
  if (NOT_CONNECTED.has(code)) return { trouble: 'not-connected', detail };
  if (CERTIFICATE.test(code)) return { trouble: 'certificate', detail };
  return { trouble: TIMEOUTS.has(code) ? 'timeout' : 'connection', detail };
}
