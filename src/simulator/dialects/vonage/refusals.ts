import type { MetaError, Refusal } from '../../meta-errors.js';
import type { Answer } from '../../sending/take-message.js';

/** Vonage's number for what WhatsApp says, in a status. What has none of its own is 1330, "unknown". */
const STATUS_CODES: readonly (readonly [vonage: number, meta: readonly number[]])[] = [
  [1000, [4, 613, 80007, 130429]],
  [1010, [131008]],
  [1020, [100, 131009, 131021]],
  [1022, [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069]],
  [1030, [1, 2, 131000, 131016, 131057]],
  [1040, [131051, 131052, 131053]],
  [1060, [368, 131031]],
  [1070, [131042]],
  [1080, [131045, 133010]],
  [1110, [0, 10, 190]],
  [1160, [131030]],
  [1210, [131048]],
  [1240, [130403, 131050]],
  [1241, [131056]],
  [1300, [131026]],
  [1340, [470, 131047]],
];

const BY_META = new Map(STATUS_CODES.flatMap(([code, meta]) => meta.map((one) => [one, code] as const)));
const UNKNOWN = 1330;

/** WhatsApp's refusal as Vonage numbers it. */
export function statusCodeOf({ code }: Pick<MetaError, 'code'>): number {
  return BY_META.get(code) ?? UNKNOWN;
}

const TITLES: Record<number, string> = {
  401: 'Unauthorised',
  402: 'Low balance',
  403: 'Forbidden',
  404: 'Not found',
  415: 'Unsupported media type',
  422: 'Invalid params',
  429: 'Rate limit hit',
  500: 'Internal error',
  503: 'Service unavailable',
};

/** A refusal of Vonage's own, before WhatsApp hears of anything. `code` is the number at the end of its type. */
export function vonageRefusal(status: number, details: string, code = status === 422 ? 1150 : status): Refusal {
  return { status, code, title: TITLES[status] ?? 'Error', details };
}

/** Vonage's own, by the status that it answers with to what WhatsApp would say. */
function statusOf({ status, code }: Refusal): number {
  const vonage = statusCodeOf({ code });
  if (vonage === 1000 || vonage === 1241) return 429;
  if (vonage === 1110) return 401;
  if (vonage === 1060) return 403;
  if (vonage === 1070) return 402;
  return status in TITLES ? status : 422;
}

/** Refusals as problem documents (RFC 9457), as Vonage writes them. */
export const refusalWords = {
  refused(refused: Refusal): Answer {
    const status = statusOf(refused);
    const { details, code } = refused;
    const fragment = BY_META.get(code) ?? code;
    return {
      status,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({
        type: `https://developer.vonage.com/api-errors/messages#${fragment}`,
        title: TITLES[status] ?? 'Error',
        detail: details,
        instance: `sim-${fragment}`,
      }),
    };
  },
};
