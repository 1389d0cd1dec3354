import { errorWords } from '../error-words.js';
import { z } from 'zod';
import { decodeErrors } from '../cloud-payload/decode-status.js';
import { lenientFlag, lenientText } from '../cloud-payload/lenient.js';
import { metaErrorRow } from '../cloud-payload/meta-errors.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer, HttpTrouble } from '../provider-http/client.js';
import {
  afterPause,
  connectionErrors,
  ErrorTable,
  failureOfRow,
  failureOfStatus,
  type NamedError,
} from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { SECOND } from '../../time/instant.js';

const stop = (code: string, text: string): NamedError => ({ code, class: 'stop-channel', tellPerson: true, text });
const refused = (code: string, text: string): NamedError => ({ code, class: 'refused', tellPerson: true, text });

/**
 * What is said otherwise than in the table of Meta's codes because the account is the company's own, and what only the
 * Graph refuses. Source: Meta, "Error codes" and "Handling errors" of the Graph API (2026).
 */
const OWN_ERRORS: readonly NamedError[] = [
  stop(
    '190',
    'Meta does not accept the access token: it has expired, was withdrawn or is none. Make one for a system user in Meta’s Business settings and enter it here.',
  ),
  stop(
    '10',
    'The access token may not do this. Give it the permissions whatsapp_business_messaging and whatsapp_business_management.',
  ),
  refused(
    '2200',
    'Meta asked this installation’s address and did not get the right answer. Check that PUBLIC_URL can be reached from outside by https.',
  ),
  stop(
    'app-token',
    'This is the token of an app, which cannot send. Make a token of a system user in Meta’s Business settings.',
  ),
  stop(
    'no-token',
    'This channel has no access token, or one with characters that no token has. Make one for a system user in Meta’s Business settings.',
  ),
  stop(
    'not-an-id',
    'The phone number ID and the WhatsApp business account ID are long numbers that Meta gives, not the phone number itself. Both stand in the app’s page “API setup”.',
  ),
  stop(
    'unknown-object',
    'Meta knows no number or account with this ID, or the access token may not see it. Check the ID, and that the system user is assigned to the WhatsApp business account.',
  ),
  stop(
    'number-elsewhere',
    'The phone number belongs to another WhatsApp business account than the one entered. Take both IDs from the same page “API setup”.',
  ),
  stop(
    'wrong-app-secret',
    'The app secret does not belong to the app of this access token. Copy it from the app’s basic settings.',
  ),
  refused('address-too-long', 'Meta takes webhook addresses of up to 200 characters. Choose a shorter PUBLIC_URL.'),
  refused('unknown-template', 'Meta knows no such template (any more).'),
  refused('no-template-id', 'Meta’s ID of this template is not known here. Synchronise templates, then try again.'),
  stop('http-401', 'Meta did not accept the access token. Make a new one and enter it here.'),
  stop('http-403', 'Meta does not allow this to the access token. Check its permissions and the account.'),
  {
    code: 'media-damaged',
    class: 'retry',
    tellPerson: false,
    retryAfterMs: 10 * SECOND,
    text: 'The file did not arrive as WhatsApp had announced it (its size or its hash differs).',
  },
];

/** Everything that is not a row of META_ERRORS; a code that stands here wins over its row there. */
export const CLOUD_API_ERRORS = new ErrorTable([...OWN_ERRORS, ...connectionErrors('Meta')]);

/** A failure by the name of a row of CLOUD_API_ERRORS. */
export function failure(name: string, detail: string, code = name): SendFailure {
  return CLOUD_API_ERRORS.failure(name, detail, code);
}

export function failureOfTrouble({ trouble, detail }: HttpTrouble): SendFailure {
  return failure(trouble, detail);
}

/**
 * A provider's error in our classes, also one that came by a `failed` status. There it is certain that nothing was
 * delivered, so that `maybe-sent` then means: may be tried again.
 */
export function classify(error: ProviderError): SendFailure {
  const detail = errorWords(error);
  if (CLOUD_API_ERRORS.has(error.code)) return failure(error.code, detail);
  const row = metaErrorRow(error.code);
  return row ? failureOfRow(row, error.code, detail) : failure('unknown-code', detail, error.code);
}

const Subcoded = z.object({ error: z.object({ error_subcode: lenientText, is_transient: lenientFlag }) });

/** The object does not exist, or not for this token: 100 with this subcode. */
const UNKNOWN_OBJECT = '33';
const UNKNOWN_TEMPLATE = '2593002';
const PROOF = /appsecret_proof/;

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: HttpAnswer): SendFailure {
  return afterPause(classifyBody(status, text), retryAfterMs);
}

function classifyBody(status: number, text: string): SendFailure {
  const error = errorIn(text);
  if (!error || error.code === 'unknown') return failureOfStatus(CLOUD_API_ERRORS, status, error?.title ?? text);
  const { subcode, transient } = subcodeOf(text);
  const classified = classify(error);
  if (error.code === '100' && subcode === UNKNOWN_OBJECT) return failure('unknown-object', classified.detail);
  if (error.code === '100' && subcode === UNKNOWN_TEMPLATE) return failure('unknown-template', classified.detail);
  if (error.code === '100' && PROOF.test(classified.detail)) return failure('wrong-app-secret', classified.detail);
  const known = CLOUD_API_ERRORS.has(error.code) || metaErrorRow(error.code) !== undefined;
  // A code that says what happened wins over the flag and the status; a refusal that calls itself passing does not.
  if (classified.class !== 'refused' || (known && !transient)) return classified;
  if (status === 429) return failure('http-429', classified.detail, error.code);
  return transient || status >= 500 ? failure('http-5xx', classified.detail, error.code) : classified;
}

function errorIn(text: string): ProviderError | undefined {
  const body = z.object({ error: z.record(z.string(), z.unknown()) }).safeParse(readJson(text));
  return body.success ? decodeErrors([body.data.error])[0] : undefined;
}

/** The finer code, and whether Meta says that it will pass. */
function subcodeOf(text: string): { subcode?: string | undefined; transient: boolean } {
  const error = Subcoded.safeParse(readJson(text)).data?.error;
  return { subcode: error?.error_subcode, transient: error?.is_transient ?? false };
}
