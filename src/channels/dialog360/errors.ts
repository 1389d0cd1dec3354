import { errorWords } from '../error-words.js';
import { z } from 'zod';
import { decodeErrors } from '../cloud-payload/decode-status.js';
import { lenientFlag, lenientObject, lenientText } from '../cloud-payload/lenient.js';
import { metaErrorRow } from '../cloud-payload/meta-errors.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import { MINUTE, SECOND } from '../../time/instant.js';
import type { HttpAnswer } from '../provider-http/client.js';
import {
  afterPause,
  connectionErrors,
  ErrorTable,
  failureOfRow,
  failureOfStatus,
  type NamedError,
} from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';

/**
 * 360dialog's own refusals, by HTTP status or by their words. Source: 360dialog, "Error messages" (2026).
 */
const OWN_ERRORS: readonly NamedError[] = [
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
    code: 'no-api-key',
    class: 'stop-channel',
    tellPerson: true,
    text: 'This channel has no API key, or one with characters that no key has. Enter the key from the 360dialog Hub.',
  },
  {
    code: 'media-damaged',
    class: 'retry',
    tellPerson: false,
    retryAfterMs: 10 * SECOND,
    text: 'The file did not arrive as WhatsApp had announced it (its size or its hash differs).',
  },
];

/** Everything that is not a row of META_ERRORS. */
export const DIALOG360_ERRORS = new ErrorTable([...OWN_ERRORS, ...connectionErrors('360dialog')]);

/** A failure by the name of a row of DIALOG360_ERRORS. `code` where the exact one says more (`http-502`). */
export function failure(name: string, detail: string, code = name): SendFailure {
  return DIALOG360_ERRORS.failure(name, detail, code);
}

/**
 * A provider's error in our classes, also one that came by a `failed` status. There it is certain that nothing was
 * delivered, so that `maybe-sent` then means: may be tried again.
 */
export function classify(error: ProviderError): SendFailure {
  const detail = errorWords(error);
  const row = metaErrorRow(error.code);
  if (row) return failureOfRow(row, error.code, detail);
  if (DIALOG360_ERRORS.has(error.code)) return failure(error.code, detail);
  const status = /^http-([345])\d\d$/.exec(error.code)?.[1];
  return status ? failure(`http-${status}xx`, detail, error.code) : failure('unknown-code', detail, error.code);
}

const ErrorBody = z.object({
  /** Meta's object, or a plain text of 360dialog's. */
  error: z.unknown().optional(),
  /** The older shape of 360dialog. */
  meta: lenientObject({ success: lenientFlag, developer_message: lenientText }),
});

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: HttpAnswer): SendFailure {
  return afterPause(classifyBody(status, text), retryAfterMs);
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
  const name = status === 400 ? SAID.find(([pattern]) => pattern.test(detail))?.[1] : undefined;
  return name === undefined ? failureOfStatus(DIALOG360_ERRORS, status, detail) : failure(name, detail);
}
