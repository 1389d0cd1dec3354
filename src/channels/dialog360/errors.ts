import { z } from 'zod';
import type { Checked } from '../channel.js';
import { decodeErrors } from '../cloud-payload/decode-status.js';
import { lenientFlag, lenientObject, lenientText } from '../cloud-payload/lenient.js';
import { parseLosslessJson } from '../cloud-payload/lossless-json.js';
import { metaErrorRow, type ErrorRow } from '../cloud-payload/meta-errors.js';
import { present } from '../cloud-payload/present.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import { MINUTE, SECOND } from '../../time/instant.js';
import type { ApiAnswer } from './api.js';

type NamedRow = Omit<ErrorRow, 'code'> & { code: string };

/**
 * What is not a code of Meta's: 360dialog's own refusals by HTTP status, and what the connection does. Source:
 * 360dialog, "Error messages" (2026). A 5xx may have been accepted before it failed.
 */
export const DIALOG360_ERRORS: readonly NamedRow[] = [
  {
    code: 'http-401',
    class: 'stop-channel',
    tellPerson: true,
    text: '360dialog does not know this API key. Make a new one in the 360dialog Hub and enter it here.',
  },
  {
    code: 'http-403',
    class: 'stop-channel',
    tellPerson: true,
    text: '360dialog has blocked this for the account. Ask 360dialog’s support.',
  },
  {
    code: 'http-429',
    class: 'retry',
    tooFast: 'channel',
    tellPerson: false,
    retryAfterMs: 10 * SECOND,
    text: 'Too many calls in a short time. Sending goes on more slowly.',
  },
  {
    code: 'rate-limit',
    class: 'retry',
    tooFast: 'channel',
    tellPerson: false,
    retryAfterMs: MINUTE,
    text: '360dialog’s own limit of calls is reached. Sending goes on more slowly.',
  },
  {
    code: 'payment',
    class: 'stop-channel',
    tellPerson: true,
    text: 'An invoice of 360dialog is overdue. Pay it in the 360dialog Hub, then resume the channel.',
  },
  {
    code: 'api-disabled',
    class: 'stop-channel',
    tellPerson: true,
    text: '360dialog has switched off the API of this number. Ask 360dialog’s support.',
  },
  {
    code: 'http-4xx',
    class: 'refused',
    tellPerson: true,
    text: '360dialog did not accept this request. The detail says why.',
  },
  {
    code: 'http-3xx',
    class: 'refused',
    tellPerson: true,
    text: 'The address of 360dialog’s API sends elsewhere, which is not followed. Check the setting of the address.',
  },
  {
    code: 'http-5xx',
    class: 'maybe-sent',
    tellPerson: false,
    text: '360dialog had an error of its own; the message may have been accepted all the same.',
  },
  {
    code: 'timeout',
    class: 'maybe-sent',
    tellPerson: false,
    text: '360dialog did not answer in time; the message may have been accepted all the same.',
  },
  {
    code: 'connection',
    class: 'maybe-sent',
    tellPerson: false,
    text: 'The connection to 360dialog broke; the message may have been accepted all the same.',
  },
  {
    code: 'no-message-id',
    class: 'maybe-sent',
    tellPerson: false,
    text: '360dialog accepted the request but named no message; it may have been sent.',
  },
  {
    code: 'not-connected',
    class: 'retry',
    tellPerson: false,
    retryAfterMs: 5 * SECOND,
    text: '360dialog cannot be reached. Nothing was sent; check the network and the setting of the address.',
  },
  {
    code: 'certificate',
    class: 'retry',
    tellPerson: true,
    retryAfterMs: MINUTE,
    text: 'The certificate of 360dialog’s address is not valid. Nothing was sent; check the setting of the address.',
  },
  {
    code: 'no-api-key',
    class: 'stop-channel',
    tellPerson: true,
    text: 'This channel has no API key, or one with characters that no key has. Enter the key from the 360dialog Hub.',
  },
  {
    code: 'no-address',
    class: 'undeliverable',
    tellPerson: false,
    text: 'Neither a phone number nor a user id of this person is known.',
  },
  {
    code: 'unreadable-answer',
    class: 'refused',
    tellPerson: true,
    text: '360dialog answered something that cannot be understood. The detail shows its beginning.',
  },
  {
    code: 'media-too-large',
    class: 'refused',
    tellPerson: false,
    text: 'The file is larger than what is accepted here.',
  },
  {
    code: 'media-damaged',
    class: 'retry',
    tellPerson: false,
    retryAfterMs: 10 * SECOND,
    text: 'The file did not arrive as WhatsApp had announced it (its size or its hash differs).',
  },
];

const BY_CODE = new Map(DIALOG360_ERRORS.map((entry) => [entry.code, entry]));

/** Long enough for every text of Meta's; an HTML page of a gateway is no use beyond it. */
const MAX_DETAIL = 500;

/**
 * A provider's error in our classes, also one that came by a `failed` status. There it is certain that nothing was
 * delivered, so that `maybe-sent` then means: may be tried again.
 */
export function classify(error: ProviderError): SendFailure {
  const detail = [error.title, error.details].filter((part) => part).join(': ');
  const found = metaErrorRow(error.code) ?? BY_CODE.get(error.code);
  if (found) return failureOf(found, error.code, detail);
  const status = /^http-([345])\d\d$/.exec(error.code)?.[1];
  if (status) return failure(`http-${status}xx`, detail, error.code);
  return {
    class: 'refused',
    code: error.code,
    detail: detail.slice(0, MAX_DETAIL),
    text: 'WhatsApp refused this with a code that is not known here. The detail is WhatsApp’s own.',
    tellPerson: true,
  };
}

/** A failure by one of the names of DIALOG360_ERRORS. `code` where the exact one says more (`http-502`). */
export function failure(name: string, detail: string, code = name): SendFailure {
  const found = BY_CODE.get(name);
  if (!found) throw new Error(`no row of DIALOG360_ERRORS is called ${name}`);
  return failureOf(found, code, detail);
}

function failureOf(found: Omit<ErrorRow, 'code'>, code: string, detail: string): SendFailure {
  return present({
    class: found.class,
    code,
    detail: detail.slice(0, MAX_DETAIL),
    text: found.text,
    tellPerson: found.tellPerson,
    retryAfterMs: found.retryAfterMs,
    tooFast: found.tooFast,
  });
}

const ErrorBody = z.object({
  /** Meta's object, or a plain text of 360dialog's. */
  error: z.unknown().optional(),
  /** The older shape of 360dialog. */
  meta: lenientObject({ success: lenientFlag, developer_message: lenientText }),
});

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: ApiAnswer): SendFailure {
  const found = classifyBody(status, text);
  return retryAfterMs !== undefined && (found.class === 'retry' || found.class === 'wait')
    ? { ...found, retryAfterMs }
    : found;
}

function classifyBody(status: number, text: string): SendFailure {
  const body = ErrorBody.safeParse(readJson(text));
  const error = body.success ? body.data.error : undefined;
  const [meta] = typeof error === 'object' ? decodeErrors([error]) : [];
  if (meta && meta.code !== 'unknown') return classifyMeta(status, meta, lenientTransient.parse(error));
  const said = typeof error === 'string' ? error : meta?.title;
  return classifyStatus(status, said ?? (body.success ? body.data.meta?.developer_message : undefined) ?? text);
}

const lenientTransient = z.object({ is_transient: lenientFlag }).catch({});

function classifyMeta(
  status: number,
  error: ProviderError,
  { is_transient = false }: { is_transient?: boolean | undefined },
): SendFailure {
  const known = metaErrorRow(error.code) !== undefined;
  const classified = classify(error);
  // A code that says what happened wins over the flag and the status; a refusal that calls itself passing does not.
  if (classified.class !== 'refused' || (known && !is_transient)) return classified;
  if (status === 429) return { ...failure('http-429', classified.detail), code: error.code };
  if (is_transient || status >= 500) return { ...failure('http-5xx', classified.detail), code: error.code };
  return classified;
}

/** 360dialog's own texts; no code comes with them, so that words have to do. */
const SAID: readonly [RegExp, string][] = [
  [/payment|invoice/i, 'payment'],
  [/rate.?limit|too many requests|throttl/i, 'rate-limit'],
  [/\bdisabled\b/i, 'api-disabled'],
];

function classifyStatus(status: number, detail: string): SendFailure {
  const code = `http-${status}`;
  if (status === 400) {
    const name = SAID.find(([pattern]) => pattern.test(detail))?.[1];
    if (name) return failure(name, detail);
  }
  // 408: the server gave up waiting, and 425: too early; both leave open what became of the request.
  if (status === 408 || status === 425) return failure('timeout', detail, code);
  if (BY_CODE.has(code)) return failure(code, detail);
  const hundred = Math.floor(status / 100);
  return failure(hundred === 3 || hundred === 4 ? `http-${hundred}xx` : 'http-5xx', detail, code);
}

/** The JSON of a body; undefined where it is none (a gateway's page). */
export function readJson(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}

/** Asking twice does no harm: an unknown outcome of a reading call is simply tried again. */
export function asReading(found: SendFailure): SendFailure {
  return found.class === 'maybe-sent' ? { ...found, class: 'retry' } : found;
}

/** The failure of a call that only reads. */
export function notRead<T>(found: SendFailure): Checked<T> {
  return { ok: false, failure: asReading(found) };
}
