import { errorWords } from '../error-words.js';
import { z } from 'zod';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { parseLosslessJson } from '../cloud-payload/lossless-json.js';
import { metaErrorRow } from '../cloud-payload/meta-errors.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import type { HttpAnswer, HttpTrouble } from '../provider-http/client.js';
import {
  afterPause,
  connectionErrors,
  ErrorTable,
  failureOfStatus,
  type NamedError,
} from '../provider-http/error-table.js';
import { HOUR, MINUTE, SECOND } from '../../time/instant.js';

const row = (code: string, what: Pick<NamedError, 'class' | 'text'> & Partial<NamedError>): NamedError => ({
  code,
  tellPerson: false,
  ...what,
});

const stop = (code: string, text: string) => row(code, { class: 'stop-channel', tellPerson: true, text });
const refused = (code: string, text: string) => row(code, { class: 'refused', tellPerson: true, text });
const undeliverable = (code: string, text: string, tellPerson = false) =>
  row(code, { class: 'undeliverable', tellPerson, text });
const again = (code: string, retryAfterMs: number, text: string) => row(code, { class: 'retry', retryAfterMs, text });
const wait = (code: string, retryAfterMs: number, text: string, tellPerson = false) =>
  row(code, { class: 'wait', retryAfterMs, tellPerson, text });

/** The window has closed; the one code of a status that may be believed in an answer as well. */
const WINDOW_CLOSED = '1340';
/** A message with the same content went out already. */
export const DUPLICATE = '1320';
/** Vonage knows no more than that it failed. */
const UNKNOWN_REASON = '1330';

/**
 * Codes of `rejected` and `undeliverable` statuses. Source: Vonage, "Messages API errors" (the table of the Olympus
 * platform, 2021, and the error objects of @vonage/messages 1.27.1, 2026). By then it is certain that nothing arrived.
 */
const STATUS_ERRORS: readonly NamedError[] = [
  row('1000', {
    class: 'retry',
    tooFast: 'channel',
    retryAfterMs: 10 * SECOND,
    text: 'Messages are sent faster than Vonage allows. Sending goes on more slowly.',
  }),
  refused('1010', 'The message lacks something that Vonage requires. The detail names it; correct the flow.'),
  refused('1020', 'A value of this message is not allowed. The detail names it; correct the flow.'),
  refused('1021', 'Vonage did not accept a tag of this message. The detail names it.'),
  row('1022', {
    class: 'template-unusable',
    tellPerson: true,
    text: 'The parameters do not fit the template, or it does not exist here. Synchronise templates.',
  }),
  again('1030', 30 * SECOND, 'Vonage had an error of its own. It may pass by itself.'),
  refused('1040', 'Vonage did not accept the content of this message. The detail says why; correct the flow.'),
  undeliverable('1050', 'This number is barred: nothing can be sent to it.'),
  stop('1060', 'The Vonage account is barred. Ask Vonage’s support.'),
  stop('1070', 'The Vonage account has no credit left. Top it up in the Vonage dashboard, then resume the channel.'),
  stop('1080', 'The Vonage account may not send these messages yet. Ask Vonage’s support.'),
  again('1100', 30 * SECOND, 'Vonage could not reach WhatsApp. It may pass by itself.'),
  stop('1110', 'Vonage did not accept the signature of the request. Check the application and its private key.'),
  stop('1120', 'This number is not allowed as a sender. Link it to the application in the Vonage dashboard.'),
  refused('1130', 'Vonage did not accept the lifetime of this message.'),
  stop('1140', 'The Vonage account may not use this. Ask Vonage’s support.'),
  refused('1150', 'Vonage did not accept a value of this message. The detail names it; correct the flow.'),
  undeliverable('1160', 'The sandbox writes only to people who have joined it. Have this person join.', true),
  undeliverable('1170', 'This is not a phone number that WhatsApp knows.'),
  wait('1180', 5 * MINUTE, 'This person cannot be reached for the moment.'),
  undeliverable('1190', 'This person cannot be reached any more.'),
  undeliverable('1200', 'This number has moved to another operator and cannot be reached.'),
  wait('1210', 4 * HOUR, 'The message was taken for spam. Pause campaigns and check the number’s quality.', true),
  wait('1220', 5 * MINUTE, 'This person cannot be reached for the moment.'),
  again('1230', 30 * SECOND, 'Vonage could not reach WhatsApp. It may pass by itself.'),
  undeliverable('1240', 'This person does not want messages from this business.'),
  row('1241', {
    class: 'retry',
    tooFast: 'pair',
    retryAfterMs: MINUTE,
    text: 'Too many messages to one person in a short time. The next ones go more slowly.',
  }),
  undeliverable('1250', 'There is no way to this number.'),
  undeliverable('1260', 'This number cannot be reached.'),
  undeliverable('1270', 'WhatsApp does not deliver this to a person of that age.'),
  undeliverable('1280', 'The operator of this number blocks the message.'),
  undeliverable('1300', 'This number is not on WhatsApp.'),
  undeliverable('1310', 'The WhatsApp of this person cannot show this message.'),
  row(DUPLICATE, { class: 'refused', text: 'The same message was sent already, and is not sent twice.' }),
  refused(UNKNOWN_REASON, 'Vonage does not know why this failed; often the number of the recipient is wrong.'),
  row(WINDOW_CLOSED, {
    class: 'fall-back',
    text: 'The 24-hour window is closed: only an approved template can be sent now.',
  }),
  refused('1350', 'Vonage refused this with a code that belongs to Facebook Messenger.'),
  undeliverable('1360', 'This person was not reached for as long as Vonage keeps a message.'),
  refused('1370', 'Vonage refused this with a code that belongs to Facebook Messenger.'),
];

/** Answers by HTTP status (RFC 9457; the number at the end of `type` is not that of the table above), and our own. */
const ANSWER_ERRORS: readonly NamedError[] = [
  stop(
    'http-401',
    'Vonage does not know these credentials. Check the key, the secret and the application with its key.',
  ),
  stop(
    'http-402',
    'The Vonage account has no credit left. Top it up in the Vonage dashboard, then resume the channel.',
  ),
  stop('http-403', 'Vonage does not allow this to the account. Check that the number is linked to the application.'),
  stop('no-credentials', 'The credentials of this channel are incomplete, or cannot be what they should be.'),
  stop('private-key', 'The private key is none that can be read. Paste the whole file, from BEGIN to END.'),
  stop(
    'no-application',
    'The account has no application of this id. Check the application id, or whose API key it is.',
  ),
  stop('other-key', 'The private key is not the one of this application. Make a new pair in the Vonage dashboard.'),
  stop(
    'other-number',
    'The account has no such WhatsApp number, or it belongs to another application. Link it in the dashboard.',
  ),
  stop('other-waba', 'The account has no WhatsApp business account of this id. Check the id in the Vonage dashboard.'),
  refused('needs-application', 'Vonage offers this only to applications. Enter an application id and its private key.'),
  refused('needs-waba', 'Which WhatsApp business account is meant is not known. Enter its id.'),
];

/** Every refusal of this provider, with what becomes of the message. */
export const VONAGE_ERRORS: readonly NamedError[] = [...STATUS_ERRORS, ...ANSWER_ERRORS, ...connectionErrors('Vonage')];

const TABLE = new ErrorTable(VONAGE_ERRORS);

/** A failure by one of the names of VONAGE_ERRORS. @throws Error for a name that no row has: a mistake of ours */
export function failure(name: string, detail: string): SendFailure {
  return TABLE.failure(name, detail);
}

/** The failure of a call that got no answer. */
export function failureOfTrouble({ trouble, detail }: HttpTrouble): SendFailure {
  return TABLE.failure(trouble, detail);
}

/**
 * An error of a status in our classes. Where Vonage says no more than "failed", or a number that is not known here,
 * Meta's own code often stands in the detail, and then it decides.
 */
export function classify(error: ProviderError): SendFailure {
  const detail = errorWords(error);
  if (/^http-\d{3}$/.test(error.code)) return failureOfStatus(TABLE, Number(error.code.slice(5)), detail);
  if (TABLE.has(error.code) && error.code !== UNKNOWN_REASON) return TABLE.failure(error.code, detail);
  return (
    byMeta(error.code, detail) ?? TABLE.failure(TABLE.has(error.code) ? error.code : 'unknown-code', detail, error.code)
  );
}

function byMeta(code: string, detail: string): SendFailure | undefined {
  for (const [word] of detail.matchAll(/\b13\d{4}\b/g)) {
    const known = metaErrorRow(word);
    if (known) return new ErrorTable([{ ...known, code: word }]).failure(word, detail, code);
  }
  return undefined;
}

const Problem = z.object({
  type: lenientText,
  title: lenientText,
  detail: lenientText,
  invalid_parameters: lenientList,
});
const InvalidParameter = z.object({ name: lenientText, reason: lenientText });

/** What an answer other than success means; also for bodies that are not JSON (gateways answer HTML). */
export function failureOfAnswer({ status, text, retryAfterMs }: HttpAnswer): SendFailure {
  const parsed = Problem.safeParse(readJson(text));
  const problem = parsed.data;
  const detail = problem && (problem.title ?? problem.detail) !== undefined ? sentenceOf(problem) : text;
  if (status >= 400 && status < 500 && codeAtEndOf(problem?.type) === WINDOW_CLOSED) {
    return TABLE.failure(WINDOW_CLOSED, detail);
  }
  return afterPause(failureOfStatus(TABLE, status, detail), retryAfterMs);
}

function sentenceOf({ title, detail, invalid_parameters }: z.infer<typeof Problem>): string {
  const parameters = parseEach(invalid_parameters, InvalidParameter).map(({ name, reason }) =>
    [name, reason].filter((part) => part).join(' '),
  );
  return [title, detail, parameters.join(', ')].filter((part) => part).join(': ');
}

/** `…/api-errors/messages#1340` → `1340`. */
export function codeAtEndOf(type: string | undefined): string | undefined {
  return /#(\d{1,6})$/.exec(type ?? '')?.[1];
}

/** The JSON of a body; undefined where it is none (a gateway's page). */
export function readJson(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}
