import { errorWords } from '../error-words.js';
import { z } from 'zod';
import { lenientText } from '../cloud-payload/lenient.js';
import { parseLosslessJson } from '../cloud-payload/lossless-json.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer } from '../provider-http/client.js';
import {
  afterPause,
  connectionErrors,
  ErrorTable,
  failureOfStatus,
  type NamedError,
} from '../provider-http/error-table.js';
import { HOUR, MINUTE, SECOND } from '../../time/instant.js';

type Words = Pick<NamedError, 'text'> & Partial<NamedError>;

const row = (code: string, what: Words & Pick<NamedError, 'class'>): NamedError => ({
  code,
  tellPerson: false,
  ...what,
});
const rows = (
  codes: string,
  kind: Pick<NamedError, 'class'> & Partial<NamedError>,
  text: string,
): readonly NamedError[] => codes.split(' ').map((code) => row(code, { ...kind, text }));

const STOP = { class: 'stop-channel', tellPerson: true } as const;
const REFUSED = { class: 'refused', tellPerson: true } as const;
const TEMPLATE = { class: 'template-unusable', tellPerson: true } as const;
const NOBODY = { class: 'undeliverable' } as const;
const NOBODY_TOLD = { class: 'undeliverable', tellPerson: true } as const;
const later = (retryAfterMs: number, tellPerson = true) => ({ class: 'wait' as const, retryAfterMs, tellPerson });
const again = (retryAfterMs: number) => ({ class: 'retry' as const, retryAfterMs });
const tooFast = (retryAfterMs: number) => ({ class: 'retry' as const, tooFast: 'channel' as const, retryAfterMs });

/**
 * Twilio's error codes in answers and in `failed` or `undelivered` statuses. Source: Twilio, "Error and warning
 * dictionary" and "WhatsApp error code mapping" (2026). A code stands for the same in both places.
 */
export const TWILIO_ERRORS: readonly NamedError[] = [
  // The call.
  ...rows('20003 http-401', STOP, 'Twilio does not take these credentials. Enter the account’s present auth token.'),
  ...rows('20404', STOP, 'Twilio does not know this. Check that account SID, sender and content belong together.'),
  ...rows('http-403', STOP, 'Twilio does not allow this to the account. Check the account in the Twilio Console.'),
  ...rows('20429', tooFast(SECOND), 'Too many calls at the same time. Sending goes on more slowly.'),
  ...rows(
    '20005',
    STOP,
    'The Twilio account is suspended or closed. See the account in the Twilio Console, then resume the channel.',
  ),
  ...rows(
    '20500 20503',
    { class: 'maybe-sent' },
    'Twilio had an error of its own; the message may have been accepted.',
  ),

  // The recipient.
  ...rows('21211 21604 21614', NOBODY, 'This is not a number that can be written to.'),
  ...rows(
    '21408 21612',
    NOBODY_TOLD,
    'Twilio may not send to that region, or knows no way there. Allow it in the Twilio Console, or leave it out.',
  ),
  ...rows('21610 63014', NOBODY, 'This person has opted out or blocked the business. Nothing can be sent to them.'),
  ...rows('63003 63024', NOBODY, 'This number is not on WhatsApp, or cannot be reached there.'),
  ...rows('63033', NOBODY, 'This person has been blocked. Nothing can be sent to them.'),
  ...rows(
    '63015',
    NOBODY_TOLD,
    'The sandbox writes only to people who have joined it: they send “join …” to its number.',
  ),
  ...rows(
    '63032',
    NOBODY,
    'WhatsApp keeps marketing messages from this person (an experiment). They can be answered once they write.',
  ),

  // The sender and the account.
  ...rows('21606 21910 63002 63007', STOP, 'The account has no WhatsApp sender with this number. Check the sender.'),
  ...rows('63001 63008', STOP, 'The sender is not set up properly at Twilio. See the sender in the Twilio Console.'),
  ...rows(
    '63020 63022 63026',
    STOP,
    'Meta holds this sender back (business not accepted, display name, or spam reports). See the Twilio Console.',
  ),
  ...rows('63038', later(24 * HOUR), 'The account has sent as many messages as it may in a day. It goes on tomorrow.'),

  // The window.
  ...rows('63016', { class: 'fall-back' }, 'The 24-hour window is closed: only an approved template can be sent now.'),

  // The message.
  ...rows('21602 21619', REFUSED, 'The message has no content.'),
  ...rows('21617', REFUSED, 'The text is longer than the 1,600 characters that Twilio takes.'),
  ...rows('21620 21623', REFUSED, 'Twilio cannot use the address of the file. It must be public, and one a message.'),
  ...rows(
    '63005 63006 63011 63021 63030',
    REFUSED,
    'WhatsApp did not accept the content of this message. The detail says why; correct the flow.',
  ),
  ...rows('63013', REFUSED, 'The content violates a policy of WhatsApp. Change it.'),
  ...rows('63031', REFUSED, 'The recipient is the sending number itself.'),
  ...rows(
    '63019 63037',
    later(MINUTE),
    'WhatsApp could not fetch the file. Check that its link opens without a login.',
  ),
  ...rows('63034', REFUSED, 'The file is larger than WhatsApp takes (16 MB through Twilio).'),
  ...rows('63025', again(10 * SECOND), 'The file was being handed over already.'),

  // Contents and templates.
  ...rows(
    '21654 21655 21656',
    TEMPLATE,
    'The template does not exist at Twilio, or its variables are not these. Synchronise templates.',
  ),
  ...rows('92001 92002 92003 92006 92007 92008', TEMPLATE, 'Twilio did not accept the content. The detail says why.'),
  ...rows('63027', TEMPLATE, 'The template does not exist in this language or is not approved. Synchronise templates.'),
  ...rows('63028', TEMPLATE, 'The number of values does not match the template. Synchronise templates.'),
  ...rows('63029', TEMPLATE, 'The person’s phone could not show the template.'),
  ...rows('63040', TEMPLATE, 'The template was rejected by WhatsApp. Use another one.'),
  ...rows(
    '63041',
    TEMPLATE,
    'The template is paused because of low quality. It returns by itself, or use another one.',
  ),
  ...rows('63042', TEMPLATE, 'The template is disabled for good. Use another one.'),
  ...rows(
    'template-media',
    REFUSED,
    'The file does not lie where the template expects it. The detail names the place.',
  ),

  ...rows('template-kind', REFUSED, 'Twilio makes such a template in its Console only: for codes, or with a location.'),
  ...rows('template-sample', REFUSED, 'Twilio wants a sample of the file in the header, by a public https link.'),

  // Too much, or a passing trouble.
  ...rows(
    '63017 30001',
    tooFast(10 * SECOND),
    'Messages are sent faster than Twilio takes them. It goes on more slowly.',
  ),
  ...rows(
    '21611',
    tooFast(5 * MINUTE),
    'Too many messages of this sender wait at Twilio. Sending goes on more slowly.',
  ),
  ...rows(
    '63018',
    later(4 * HOUR),
    'WhatsApp’s limit for this sender is reached (rate or spam). Pause campaigns and check the sender’s quality.',
  ),
  ...rows('63049', later(24 * HOUR, false), 'WhatsApp limits how many marketing messages this person gets.'),
  ...rows('63009 63010 63012', again(MINUTE), 'WhatsApp had an error while it delivered. It is tried again.'),
  ...rows('30036', REFUSED, 'The message could not be sent for so long that Twilio dropped it.'),
  ...rows('canceled', REFUSED, 'The message was cancelled at Twilio before it was sent.'),

  // Of our own.
  ...rows('api-key', STOP, 'This is an API key (SK…). Enter the account SID (AC…) and the account’s auth token.'),
  ...rows('no-account-sid', STOP, 'This channel has no account SID: AC and 32 digits or letters a–f.'),
  ...rows('no-auth-token', STOP, 'This channel has no auth token, or one with characters that no token has.'),
  ...rows('no-sender', STOP, 'This channel has no sender, or one that is not a phone number with its country code.'),
  ...rows(
    'unknown-sender',
    STOP,
    'This account has no WhatsApp sender with this number. It may belong to another account or subaccount.',
  ),
  ...connectionErrors('Twilio'),
];

export const twilioErrors = new ErrorTable(TWILIO_ERRORS);

/** An error that came by a status or in an answer, in our classes. */
export function classify(error: ProviderError): SendFailure {
  const detail = errorWords(error);
  if (twilioErrors.has(error.code)) return twilioErrors.failure(error.code, detail);
  const status = /^http-(\d{3})$/.exec(error.code)?.[1];
  return status === undefined
    ? twilioErrors.failure('unknown-code', detail, error.code)
    : failureOfStatus(twilioErrors, Number(status), detail);
}

/** Where there is no other template to fall back to: a content of our own, or one that is being made. */
export function asRefused(failure: SendFailure): SendFailure {
  return failure.class === 'template-unusable' ? { ...failure, class: 'refused' } : failure;
}

const ErrorBody = z.object({ code: lenientText, message: lenientText, details: z.unknown().optional() });

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: HttpAnswer): SendFailure {
  const parsed = ErrorBody.safeParse(readJson(text));
  const { code, message, details } = parsed.data ?? {};
  const more = details === undefined || details === null ? undefined : JSON.stringify(details);
  const detail = [message, more].filter((part) => part !== undefined).join(' ') || text;
  const known = code !== undefined && twilioErrors.has(code);
  // A status that says what to do wins over a code that nobody knows.
  const byStatus = code === undefined || (!known && (status < 400 || status >= 500 || isTelling(status)));
  const found = byStatus ? failureOfStatus(twilioErrors, status, detail) : classify({ code, title: detail });
  return afterPause(found, retryAfterMs);
}

function isTelling(status: number): boolean {
  return [401, 403, 408, 425, 429].includes(status);
}

/** The JSON of a body; undefined where it is none (a gateway's page). */
export function readJson(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}
