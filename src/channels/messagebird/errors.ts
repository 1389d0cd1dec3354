import { errorWords } from '../error-words.js';
import { z } from 'zod';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { metaErrorRow } from '../cloud-payload/meta-errors.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer, HttpTrouble } from '../provider-http/client.js';
import {
  afterPause,
  connectionErrors,
  errorRows,
  ErrorTable,
  failureOfStatus,
  type NamedError,
} from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import { HOUR, MINUTE, SECOND } from '../../time/instant.js';

export const TITLE = 'MessageBird';

const stop = errorRows('stop-channel', { tellPerson: true });
const refused = errorRows('refused', { tellPerson: true });
const template = errorRows('template-unusable', { tellPerson: true });
const maybe = errorRows('maybe-sent');
const undeliverable = errorRows('undeliverable');
const fallBack = errorRows('fall-back');
const retry = errorRows('retry');
const wait = errorRows('wait', { tellPerson: true });

/**
 * MessageBird's codes. Below 100: refusals of its API, in the answer. From 300: what became of a message, by webhook;
 * these are WhatsApp's old codes, from the time before the Cloud API. Sources: MessageBird, "API errors" and
 * "Troubleshooting WhatsApp"; Twilio, "Error code mapping", which lists the old codes beside its own.
 */
export const MESSAGEBIRD_ERRORS: readonly NamedError[] = [
  stop('no-access-key', 'This channel has no access key, or one with characters that no key has. Enter it again.'),
  stop('key-of-bird', 'This is a key of Bird’s new API. Connect the number with the provider “bird” instead.'),
  stop(
    'no-channel-id',
    'The channel id is not 32 digits and letters a to f. Copy it from the channel’s page at MessageBird.',
  ),
  stop(
    'unknown-channel',
    'This account of MessageBird has no channel of this id. Copy the id from the channel’s page, under the same account as the key.',
  ),
  stop('no-signing-key', 'This channel has no signing key. Enter it; without it no webhook can be believed.'),
  stop('no-namespace', 'This channel has no namespace of templates. Copy it from the template manager.'),
  stop('http-401', 'MessageBird does not know this access key. Make a live key in the dashboard and enter it here.'),
  stop('http-403', 'MessageBird does not allow this with the access key. Check its rights in the dashboard.'),
  stop(2, 'MessageBird does not know this access key. Make a live key in the dashboard and enter it here.'),
  refused(9, 'The message lacks something that MessageBird requires. The detail names it; correct the flow.'),
  refused(10, 'MessageBird did not accept a value of this message. The detail names it; correct the flow.'),
  refused(20, 'MessageBird does not find what this names: the channel, or the template. Check the channel id.'),
  refused(21, 'MessageBird did not accept this request. The detail says why.'),
  stop(25, 'The balance at MessageBird is used up. Add to it, then resume the channel.'),
  maybe(98, 'MessageBird had an error of its own. It may pass by itself.'),
  maybe(99, 'MessageBird had an error of its own. It may pass by itself.'),
  maybe(301, 'The message failed and MessageBird does not say why. It may pass by itself.'),
  undeliverable(302, 'This number is not on WhatsApp.'),
  wait(400, 'WhatsApp could not take the media. Check that the link opens without a login, and the file’s type.', {
    retryAfterMs: MINUTE,
  }),
  stop(402, 'There is a problem with the payment at WhatsApp. Mend it, then resume the channel.'),
  refused(408, 'WhatsApp took the message for invalid.'),
  refused(410, 'The message expired before it could be delivered.', { tellPerson: false }),
  retry(429, 'Messages are sent faster than WhatsApp allows. Sending goes on more slowly.', {
    tooFast: 'channel',
    retryAfterMs: 10 * SECOND,
  }),
  stop(430, 'The certificate of the number is not signed. Ask MessageBird’s support.'),
  stop(432, 'The certificate belongs to another number. Ask MessageBird’s support.'),
  stop(433, 'The certificate has another display name. Ask MessageBird’s support.'),
  fallBack(470, 'The 24-hour window is closed: only an approved template can be sent now.'),
  wait(471, 'Too many people blocked or reported this number. Pause campaigns and check its quality.', {
    retryAfterMs: 4 * HOUR,
  }),
  undeliverable(
    472,
    'WhatsApp keeps marketing messages from this person (an experiment). They can be answered once they write.',
  ),
  maybe(500, 'Something went wrong at WhatsApp. It may pass by itself.'),
  refused(1000, 'WhatsApp did not accept this message and does not say why.'),
  refused(1001, 'The message is longer than WhatsApp allows, or not valid.'),
  undeliverable(1002, 'The message cannot be delivered to this number.'),
  maybe(1004, 'WhatsApp already has this media. It may pass by itself.'),
  stop(1005, 'WhatsApp denied access. Check the channel at MessageBird.'),
  undeliverable(1006, 'This number is not known to WhatsApp.'),
  undeliverable(1007, 'This person cannot be written to: the number is blocked.'),
  refused(1008, 'WhatsApp did not deliver this because of a policy. The detail says more.'),
  refused(1009, 'WhatsApp did not deliver this because of a policy. The detail says more.'),
  refused(1010, 'A parameter of the message is missing or not supported. The detail names it; correct the flow.'),
  maybe(1011, 'WhatsApp is unavailable for the moment. It may pass by itself.'),
  undeliverable(1013, 'This number is not on WhatsApp.'),
  maybe(1014, 'WhatsApp is unavailable for the moment. It may pass by itself.'),
  retry(1015, 'Too many messages in a short time. Sending goes on more slowly.', {
    tooFast: 'channel',
    retryAfterMs: MINUTE,
  }),
  undeliverable(1021, 'This number cannot be written to.'),
  maybe(1022, 'WhatsApp is unavailable for the moment. It may pass by itself.'),
  maybe(1023, 'WhatsApp is unavailable for the moment. It may pass by itself.'),
  maybe(1025, 'WhatsApp is unavailable for the moment. It may pass by itself.'),
  undeliverable(1026, 'This person’s WhatsApp cannot show the message: the version is too old.'),
  template(2000, 'The number of parameters does not match the template. Synchronise templates and correct the flow.'),
  template(2001, 'The template does not exist in this language. Synchronise templates.'),
  template(2002, 'This person’s WhatsApp could not fetch the template. Use another one.'),
  template(2003, 'The template does not exist in this language. Synchronise templates.'),
  undeliverable('expired', 'The message expired before it could be delivered.'),
  ...connectionErrors(TITLE),
];

export const ERRORS = new ErrorTable(MESSAGEBIRD_ERRORS);

/** Meta's own codes have six digits and more; some accounts get them in place of the old ones. */
const CODE_OF_META = /^\d{6,9}$/;

/**
 * A provider's error in our classes, also one that came by a `failed` status. There it is certain that nothing was
 * delivered, so that `maybe-sent` then means: may be tried again.
 */
export function classify(error: ProviderError): SendFailure {
  const detail = errorWords(error);
  if (ERRORS.has(error.code)) return ERRORS.failure(error.code, detail);
  const meta = CODE_OF_META.test(error.code) ? metaErrorRow(error.code) : undefined;
  if (meta) return new ErrorTable([{ ...meta, code: error.code }]).failure(error.code, detail);
  return ERRORS.failure('unknown-code', detail, error.code);
}

const ErrorBody = z.object({ errors: lenientList });
const ErrorObject = z.object({
  code: z.union([z.string(), z.number()]).transform(String),
  description: lenientText,
  parameter: lenientText,
});
type ErrorObject = z.infer<typeof ErrorObject>;

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: HttpAnswer): SendFailure {
  const body = ErrorBody.safeParse(readJson(text));
  const [error] = parseEach(body.data?.errors ?? [], ErrorObject);
  return afterPause(classifyAnswer(status, error, text), retryAfterMs);
}

/** The parameters that name the channel, in a send and in a webhook. */
const CHANNEL_PARAMETERS = new Set(['from', 'channelId']);

function classifyAnswer(status: number, error: ErrorObject | undefined, text: string): SendFailure {
  // The status of these says more than any code beside it.
  if (!error || status === 401 || status === 403 || status === 429) {
    return failureOfStatus(ERRORS, status, error?.description ?? text);
  }
  const { parameter } = error;
  const title = [error.description, parameter && `(${parameter})`].filter((part) => part).join(' ');
  if (status < 500 && CHANNEL_PARAMETERS.has(parameter ?? '')) {
    return ERRORS.failure('unknown-channel', title, error.code);
  }
  const classified = classify({ code: error.code, title });
  // A server that failed may have taken the message first, whatever it says of it.
  if (status >= 500 && classified.class === 'refused') {
    return ERRORS.failure('http-5xx', classified.detail, error.code);
  }
  return classified;
}

export function failureOfTrouble({ trouble, detail }: HttpTrouble): SendFailure {
  return ERRORS.failure(trouble, detail);
}
