import { refusal, type MetaError, type Refusal } from '../../meta-errors.js';
import type { SendWords } from '../../sending/take-message.js';

/** A refusal of MessageBird's own API: one of its small codes and the parameter that it is about. */
export interface OwnRefusal extends Refusal {
  parameter: string;
}

export const WRONG_KEY: OwnRefusal = own(401, 2, 'Request not allowed (incorrect access_key)', 'access_key');

export function missing(parameter: string): OwnRefusal {
  return own(422, 9, `${parameter} is missing`, parameter);
}

export function invalid(parameter: string, details = `${parameter} is invalid`): OwnRefusal {
  return own(422, 10, details, parameter);
}

export function notFound(parameter: string): OwnRefusal {
  return own(404, 20, `${parameter} not found`, parameter);
}

function own(status: number, code: number, details: string, parameter: string): OwnRefusal {
  return { status, code, title: details, details, parameter };
}

/**
 * Meta's codes in the old ones that MessageBird's messages fail with; the way back from the table that Twilio publishes
 * ("Error code mapping").
 */
const OLD_CODES: Record<number, number> = {
  131000: 500,
  131005: 1005,
  131008: 1010,
  131009: 1010,
  100: 1010,
  131016: 1011,
  131021: 1021,
  131026: 302,
  130403: 1007,
  130472: 472,
  131031: 1005,
  131042: 402,
  131045: 430,
  131047: 470,
  131048: 471,
  131049: 1008,
  131050: 1007,
  131051: 1010,
  131052: 400,
  131053: 400,
  131056: 1015,
  132000: 2000,
  132001: 2001,
  132005: 1001,
  132007: 1008,
  132012: 2000,
  132015: 2003,
  132016: 2003,
  132018: 1010,
};
/** "Generic failure", for all the others. */
const GENERIC = 301;

export function messageError({ code, details }: MetaError): { code: number; description: string } {
  return { code: OLD_CODES[code] ?? GENERIC, description: details };
}

/** What MessageBird says at once: that it is busy, has failed itself, or does not let this account in. */
const AT_ONCE = new Set([4, 10, 190, 613, 80007, 130429, 131000, 131016]);

/** How MessageBird refuses a call. It takes nearly every message and finds out later what WhatsApp thinks of it. */
export const refusalWords: Required<Pick<SendWords, 'refused' | 'late'>> = {
  refused: (refused) => {
    const { code, description, parameter } = apiError(refused);
    return { status: refused.status, body: { errors: [{ code, description, parameter }] } };
  },
  late: (refused) => !isOwn(refused) && !AT_ONCE.has(refused.code),
};

function apiError(refused: Refusal): { code: number; description: string; parameter: string | null } {
  const { details: description } = refused;
  if (isOwn(refused)) return { code: refused.code, description, parameter: refused.parameter };
  if (refused.status === 401) return { code: 2, description, parameter: null };
  if (refused.status >= 500) return { code: 99, description, parameter: null };
  return { code: refused.status === 429 ? 21 : messageError(refused).code, description, parameter: null };
}

function isOwn(refused: Refusal): refused is OwnRefusal {
  return 'parameter' in refused;
}

/** What the server itself turns away (no JSON, too large), and mistakes of the simulator. */
export function serverRefusal(error: unknown): Refusal {
  const details = error instanceof Error ? error.message : 'The request is not valid.';
  const turnedAway = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return turnedAway ? own(400, 21, details, 'body') : refusal(131000, details);
}
