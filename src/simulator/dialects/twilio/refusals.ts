import { type Refusal, refusal } from '../../meta-errors.js';
import type { SendWords } from '../../sending/take-message.js';

/** A refusal of Twilio's own, by its code. */
export function twilioRefusal(status: number, code: number, details: string): Refusal {
  return { status, code, title: details, details };
}

/** Meta's codes as Twilio tells them; the rest is content that cannot be delivered. Twilio, "WhatsApp error code mapping". */
const BY_META_CODE: Record<number, number> = {
  1: 20500,
  2: 20503,
  4: 20429,
  130403: 63014,
  130429: 20429,
  130472: 63032,
  131000: 20500,
  131005: 63001,
  131016: 20503,
  131021: 63031,
  131026: 63003,
  131030: 63015,
  131031: 63020,
  131037: 63022,
  131042: 63020,
  131045: 63001,
  131047: 63016,
  470: 63016,
  131048: 63018,
  131049: 63049,
  131050: 21610,
  131052: 63019,
  131053: 63037,
  131056: 63018,
  132000: 63028,
  132001: 63027,
  132007: 63013,
  132012: 63028,
  132015: 63041,
  132016: 63042,
  133004: 20503,
  133010: 63008,
};
const UNDELIVERABLE_CONTENT = 63021;

/** Twilio's codes begin where Meta's small ones end, and none of the two stands in the other's list. */
function isTwilioCode(code: number): boolean {
  return (code >= 20_000 && code < 80_000) || (code >= 92_000 && code < 93_000);
}

export function twilioCode(code: number): number {
  return isTwilioCode(code) ? code : (BY_META_CODE[code] ?? UNDELIVERABLE_CONTENT);
}

/** What Twilio answers at once; what WhatsApp refuses comes by status, since Twilio asks it only later. */
const AT_ONCE = new Set([20429, 20500, 20503]);
const STATUS: Record<number, number> = { 20429: 429, 20500: 500, 20503: 503 };

export const refusalWords: Required<Pick<SendWords, 'refused' | 'late'>> = {
  refused: (refused) => {
    const code = twilioCode(refused.code);
    const status = STATUS[code] ?? refused.status;
    return {
      status,
      body: { code, message: refused.details, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    };
  },
  late: ({ code }) => !isTwilioCode(code) && !AT_ONCE.has(twilioCode(code)),
};

/** What the server itself turns away, and mistakes of the simulator. */
export function serverRefusal(error: unknown): Refusal {
  const details = error instanceof Error ? error.message : 'The request is not valid.';
  const known = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return known ? twilioRefusal(400, 20001, details) : refusal(131000, details);
}
