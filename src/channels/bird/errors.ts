import { errorWords } from '../error-words.js';
import { z } from 'zod';
import { lenientText } from '../cloud-payload/lenient.js';
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
import { MINUTE, SECOND } from '../../time/instant.js';

export const TITLE = 'Bird';

const stop = errorRows('stop-channel', { tellPerson: true });
const refused = errorRows('refused', { tellPerson: true });
const template = errorRows('template-unusable', { tellPerson: true });
const fallBack = errorRows('fall-back');
const undeliverable = errorRows('undeliverable');
const retry = errorRows('retry', { retryAfterMs: 5 * SECOND });

/** Every send carries our id as its `Idempotency-Key`: for three hours Bird answers a repeated one from memory. */
const ASKED_AGAIN = 'It is asked again with the same key, so that nothing is sent twice.';

/**
 * Bird's errors by their names, and by the codes of its events. Where any other provider leaves us not knowing whether
 * a message went out (no answer, a broken connection, a 5xx), Bird lets us ask again without harm: those rows are
 * `retry` here, not `maybe-sent`. Source: Bird, API of 2026, types of @messagebird/sdk 0.63.0 (September 2026).
 */
const OWN_ERRORS: readonly NamedError[] = [
  stop('no-api-key', 'This channel has no API key, or one with characters that no key has. Enter it again.'),
  stop(
    'key-of-another-kind',
    'This is no key of Bird’s new API (bk_us1_…). An access key of MessageBird is for the provider “messagebird”.',
  ),
  stop('no-phone-number', 'The number of this channel is missing or is not written as +15551234567.'),
  stop(
    'number-elsewhere',
    'The workspace of this key has no such WhatsApp number. Check the number, and whose key it is.',
  ),
  stop('http-401', 'Bird does not know this API key. Make a new one in the dashboard and enter it here.'),
  stop('http-403', 'Bird does not allow this with the API key. Check what the key may do in the dashboard.'),
  stop('http-402', 'The balance at Bird does not cover this. Add to it, then resume the channel.'),
  fallBack('WhatsAppServiceWindowClosed', 'The 24-hour window is closed: only an approved template can be sent now.'),
  fallBack('service_window_expired', 'The 24-hour window is closed: only an approved template can be sent now.'),
  undeliverable('WhatsAppInvalidRecipient', 'This is not a number or user id that WhatsApp can write to.'),
  undeliverable(
    'WhatsAppRecipientNotSupportedForTemplate',
    'This template needs a phone number; only a user id is known.',
  ),
  stop('WhatsAppSenderRequired', 'Bird needs to know which number sends. Check the number of this channel.'),
  stop(
    'WhatsAppSenderNotAllowed',
    'This number may not send that. Templates of Bird’s own choose their number themselves.',
  ),
  template(
    'WhatsAppTemplateParameterMismatch',
    'The parameters do not match the template. Synchronise templates and correct the flow.',
  ),
  template(
    'template-refused',
    'Bird does not take this template as it is. Synchronise templates and correct the flow.',
  ),
  refused('WhatsAppContentRequired', 'The message has no content. Correct the flow.'),
  refused('WhatsAppContentAmbiguous', 'The message has more than one content.'),
  refused('WhatsAppInteractiveDuplicateLabel', 'Two options have the same label. Correct the flow.'),
  refused('WhatsAppInteractiveLimitExceeded', 'The message has more options than WhatsApp shows. Correct the flow.'),
  retry('E01004', `The first request with this message is still at work. ${ASKED_AGAIN}`, {
    retryAfterMs: 30 * SECOND,
  }),
  refused('E01005', 'Bird has had another message under the same id. It is not sent again.'),
  retry('E01033', `Bird could not keep the message’s key and has sent nothing. ${ASKED_AGAIN}`),
  stop('insufficient_balance', 'The balance at Bird does not cover this. Add to it, then resume the channel.'),
  stop('price_not_found', 'Bird has no price for this country and kind of message. Ask Bird’s support.'),
  retry('internal_error', 'Bird had an error of its own; nothing was delivered.'),
  undeliverable('undeliverable', 'The message cannot be delivered: the number is not on WhatsApp, or has blocked us.'),
  retry('rate_limited', 'Messages are sent faster than WhatsApp allows. Sending goes on more slowly.', {
    tooFast: 'channel',
    retryAfterMs: 10 * SECOND,
  }),
  undeliverable('recipient_suppressed', 'This person is on the list of those who get nothing from this workspace.'),
  errorRows('wait', { tellPerson: true })(
    'media_rejected',
    'WhatsApp could not take the media. Check that the link opens without a login, and the file’s type and size.',
    { retryAfterMs: MINUTE },
  ),
  refused('rejected', 'Bird refused the message before it was sent and does not say why.'),
  retry('http-5xx', `Bird had an error of its own. ${ASKED_AGAIN}`),
  retry('timeout', `Bird did not answer in time. ${ASKED_AGAIN}`),
  retry('connection', `The connection to Bird broke. ${ASKED_AGAIN}`),
  retry('no-message-id', `Bird accepted the request but named no message. ${ASKED_AGAIN}`),
  refused('no-such-file', 'This names no file of a message at Bird.', { tellPerson: false }),
  refused('http-410', 'The file is no longer kept: Bird has it for 30 days.', { tellPerson: false }),
];

export const BIRD_ERRORS: readonly NamedError[] = [
  ...OWN_ERRORS,
  ...connectionErrors(TITLE).filter(({ code }) => OWN_ERRORS.every((own) => own.code !== code)),
];

export const ERRORS = new ErrorTable(BIRD_ERRORS);

/**
 * A provider's error in our classes, also one that came by an event. There it is certain that nothing was delivered.
 * WhatsApp's own code, where Bird passes it on, says more than Bird's word for it.
 */
export function classify(error: ProviderError): SendFailure {
  const detail = errorWords(error);
  if (ERRORS.has(error.code)) return ERRORS.failure(error.code, detail);
  const meta = metaErrorRow(error.code);
  if (meta) return new ErrorTable([{ ...meta, code: error.code }]).failure(error.code, detail);
  return ERRORS.failure('unknown-code', detail, error.code);
}

const ErrorBody = z.object({
  error: z.object({ code: lenientText, name: lenientText, message: lenientText, param: lenientText }),
});

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: HttpAnswer): SendFailure {
  const { data } = ErrorBody.safeParse(readJson(text));
  return afterPause(data ? classifyError(status, data.error) : failureOfStatus(ERRORS, status, text), retryAfterMs);
}

function classifyError(
  status: number,
  { code, name, message, param }: z.infer<typeof ErrorBody>['error'],
): SendFailure {
  const known = [name, code].find((word) => word !== undefined && ERRORS.has(word));
  const detail = [message, param && `(${param})`].filter((part) => part).join(' ');
  if (known !== undefined) return ERRORS.failure(known, detail);
  if ((status === 404 || status === 422) && param?.startsWith('template')) {
    return ERRORS.failure('template-refused', detail, name ?? code);
  }
  return { ...failureOfStatus(ERRORS, status, detail), code: name ?? code ?? `http-${status}` };
}

export function failureOfTrouble({ trouble, detail }: HttpTrouble): SendFailure {
  return ERRORS.failure(trouble, detail);
}
