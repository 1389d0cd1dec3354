import { refusal, type MetaError, type Refusal } from '../../meta-errors.js';
import type { SendWords } from '../../sending/take-message.js';

type ErrorType =
  'auth' | 'not_found' | 'conflict' | 'bad_request' | 'billing' | 'validation' | 'rate_limit' | 'internal';

/** A refusal of Bird's own API. */
export interface BirdRefusal extends Refusal {
  type: ErrorType;
  /** As in `WhatsAppServiceWindowClosed`. */
  name: string;
  /** `E01234`, where it is known. */
  errorCode?: string;
  param?: string;
}

export function birdRefusal(
  status: number,
  type: ErrorType,
  name: string,
  details: string,
  more: Pick<BirdRefusal, 'errorCode' | 'param'> = {},
): BirdRefusal {
  return { status, code: status, title: name, details, type, name, ...more };
}

export const validation = (name: string, details: string, param?: string): BirdRefusal =>
  birdRefusal(422, 'validation', name, details, param === undefined ? {} : { param });

export const WRONG_KEY = birdRefusal(401, 'auth', 'InvalidApiKey', 'The API key is missing or not valid.');

export const KEY_REUSED = birdRefusal(409, 'conflict', 'IdempotencyKeyReuse', 'The key was used with another body.', {
  errorCode: 'E01005',
});

export function notFound(what: string): BirdRefusal {
  return birdRefusal(404, 'not_found', 'NotFound', `There is no such ${what}.`);
}

/** What Bird finds out before it takes a message, by Meta's code. */
const AT_ONCE: Record<number, (details: string) => BirdRefusal> = {
  470: () => windowClosed(),
  131047: () => windowClosed(),
  4: () => rateLimit(),
  613: () => rateLimit(),
  80007: () => rateLimit(),
  130429: () => rateLimit(),
  131042: (details) => birdRefusal(402, 'billing', 'InsufficientBalance', details),
  132000: (details) => validation('WhatsAppTemplateParameterMismatch', details, 'template.components'),
  132012: (details) => validation('WhatsAppTemplateParameterMismatch', details, 'template.components'),
  132018: (details) => validation('WhatsAppTemplateParameterMismatch', details, 'template.components'),
  132001: (details) => birdRefusal(404, 'not_found', 'TemplateNotFound', details, { param: 'template.slug' }),
};

function windowClosed(): BirdRefusal {
  return validation('WhatsAppServiceWindowClosed', 'The 24-hour customer service window is closed.', 'to');
}

function rateLimit(): BirdRefusal {
  return birdRefusal(429, 'rate_limit', 'RateLimited', 'Too many requests.');
}

/** What only WhatsApp knows, and tells when it tries. */
const LATE = new Set([130403, 130472, 131021, 131026, 131048, 131049, 131050, 131052, 131053, 131056, 132015, 132016]);

function asBird(refused: Refusal): BirdRefusal {
  if (isBird(refused)) return refused;
  const known = Object.hasOwn(AT_ONCE, refused.code) ? AT_ONCE[refused.code] : undefined;
  if (known) return known(refused.details);
  if (refused.status === 401) return WRONG_KEY;
  if (refused.status >= 500) return birdRefusal(refused.status, 'internal', 'InternalError', refused.details);
  return validation('ValidationFailed', refused.details);
}

function isBird(refused: Refusal): refused is BirdRefusal {
  return 'type' in refused && 'name' in refused;
}

/** How Bird refuses a call. */
export function refusalWords(trace: () => string): Required<Pick<SendWords, 'refused' | 'late'>> {
  return {
    refused: (refused) => {
      const { status, type, name, errorCode = 'E00000', param = null, details } = asBird(refused);
      const error = {
        type,
        code: errorCode,
        name,
        message: details,
        param,
        vendor_code: null,
        details: [],
        doc_url: null,
        request_id: trace(),
        remediation: null,
        next: [],
      };
      return { status, body: { error }, ...(status === 429 ? { headers: { 'retry-after': '1' } } : {}) };
    },
    late: (refused) => !isBird(refused) && LATE.has(refused.code),
  };
}

/** Bird's own words for what became of a message; `undeliverable` is most of it. */
const EVENT_CODES: Record<number, string> = {
  470: 'service_window_expired',
  131047: 'service_window_expired',
  130429: 'rate_limited',
  131048: 'rate_limited',
  131056: 'rate_limited',
  131042: 'insufficient_balance',
  131050: 'recipient_suppressed',
  131052: 'media_rejected',
  131053: 'media_rejected',
  131000: 'internal_error',
  131016: 'internal_error',
};

/** The `error` of a failed message's event. */
export function eventError({ code, details }: MetaError, at: string) {
  return {
    code: EVENT_CODES[code] ?? 'undeliverable',
    description: details,
    meta_error_code: String(code),
    occurred_at: at,
  };
}

/** What the server itself turns away (no JSON, too large), and mistakes of the simulator. */
export function serverRefusal(error: unknown): Refusal {
  const details = error instanceof Error ? error.message : 'The request is not valid.';
  const turnedAway = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return turnedAway ? birdRefusal(400, 'bad_request', 'BadRequest', details) : refusal(131000, details);
}
