import type { FailureClass } from '../failure.js';
import { HOUR, MINUTE, SECOND } from '../../time/instant.js';

/** One row: what a code of Meta's means and what becomes of the message. */
export interface ErrorRow {
  /** One code, or the first and last of a family. */
  code: number | readonly [first: number, last: number];
  class: FailureClass;
  /** What happened and what to do, for a person who does not know the codes. */
  text: string;
  tellPerson: boolean;
  /** For `retry` and `wait` only, in milliseconds. */
  retryAfterMs?: number;
  /** We were too fast: for the channel, or for this person. */
  tooFast?: 'channel' | 'pair';
}

const row = (code: ErrorRow['code'], what: Pick<ErrorRow, 'class' | 'text'> & Partial<ErrorRow>): ErrorRow => ({
  code,
  tellPerson: false,
  ...what,
});

const stop = (code: ErrorRow['code'], text: string) => row(code, { class: 'stop-channel', tellPerson: true, text });
const refused = (code: ErrorRow['code'], text: string) => row(code, { class: 'refused', tellPerson: true, text });
const template = (code: ErrorRow['code'], text: string) =>
  row(code, { class: 'template-unusable', tellPerson: true, text });
const maybe = (code: ErrorRow['code'], text: string) => row(code, { class: 'maybe-sent', text });
const tooFast = (code: ErrorRow['code'], by: 'channel' | 'pair', retryAfterMs: number, text: string) =>
  row(code, { class: 'retry', retryAfterMs, tooFast: by, text });
const wait = (code: ErrorRow['code'], retryAfterMs: number, text: string, tellPerson = true) =>
  row(code, { class: 'wait', retryAfterMs, tellPerson, text });
const undeliverable = (code: ErrorRow['code'], text: string, tellPerson = false) =>
  row(code, { class: 'undeliverable', tellPerson, text });

/**
 * Meta's error codes of the Cloud API, which 360dialog passes on in answers and in `failed` statuses. Source: Meta's
 * page "Error codes" (May 2026) and what maintained clients do on them; a code's own row comes before its family's.
 */
export const META_ERRORS: readonly ErrorRow[] = [
  stop(0, 'WhatsApp could not check who is sending. Renew the API key of this channel.'),
  maybe(1, 'WhatsApp had an unknown error. It may pass by itself.'),
  maybe(2, 'WhatsApp is unavailable for the moment. It may pass by itself.'),
  stop(3, 'The account lacks a permission that sending needs. Ask the provider to grant it.'),
  tooFast(4, 'channel', 10 * SECOND, 'Too many calls in a short time. Sending goes on more slowly.'),
  stop(10, 'The account is not allowed to do this. Check its permissions with the provider.'),
  stop(33, 'The phone number does not exist any more at the provider. Connect the channel again.'),
  refused(100, 'WhatsApp did not accept a value of this message. The detail names it; correct the flow.'),
  stop(190, 'The access token has expired or is wrong. Renew the API key of this channel.'),
  stop([200, 299], 'A permission is missing or was withdrawn. Check the account with the provider.'),
  stop(368, 'The account is blocked for a while because of policy violations. See the account in WhatsApp Manager.'),
  row(470, { class: 'fall-back', text: 'The 24-hour window is closed: only an approved template can be sent now.' }),
  tooFast(613, 'channel', 10 * SECOND, 'Too many calls in a short time. Sending goes on more slowly.'),
  tooFast(80007, 'channel', 2 * MINUTE, 'The account has reached its call limit. Sending goes on in some minutes.'),
  undeliverable(130403, 'This person has blocked the business. Nothing can be sent to them.'),
  tooFast(130429, 'channel', SECOND, 'Messages are sent faster than WhatsApp allows. Sending goes on more slowly.'),
  undeliverable(
    130472,
    'WhatsApp keeps marketing messages from this person (an experiment). They can be answered once they write.',
  ),
  undeliverable(130497, 'This business may not write to people in that country. Leave them out of the survey.', true),
  refused(130501, 'WhatsApp does not support this in groups.'),
  maybe(131000, 'Something went wrong at WhatsApp. It may pass by itself.'),
  stop(131005, 'Access was denied. Check the permissions of the account with the provider.'),
  refused(131008, 'The message lacks something that WhatsApp requires. The detail names it; correct the flow.'),
  refused(131009, 'A value of this message is not allowed. The detail names it; correct the flow.'),
  wait(131014, MINUTE, 'WhatsApp could not fetch the media by its link. Check that the link opens without a login.'),
  maybe(131016, 'The service is unavailable for the moment. It may pass by itself.'),
  refused(131021, 'The recipient is the sending number itself.'),
  undeliverable(
    131026,
    'The message cannot be delivered: the number is not on WhatsApp, uses an old version, or has not accepted the terms.',
  ),
  undeliverable(131030, 'A test number may write only to the people on its list. Add this person there.', true),
  stop(131031, 'The account is locked or disabled. See the account in WhatsApp Manager.'),
  stop(131037, 'The display name of the number is not approved. Have it approved in WhatsApp Manager.'),
  stop(131042, 'There is a problem with the payment method. Mend it in WhatsApp Manager, then resume the channel.'),
  stop(131045, 'The phone number is not registered properly. Register it again with the provider.'),
  row(131047, { class: 'fall-back', text: 'The 24-hour window is closed: only an approved template can be sent now.' }),
  wait(131048, 4 * HOUR, 'Too many people blocked or reported this number. Pause campaigns and check its quality.'),
  wait(131049, 24 * HOUR, 'WhatsApp limits how many marketing messages this person gets. Later, not now.', false),
  undeliverable(131050, 'This person has stopped marketing messages from this business. Do not send them any.'),
  refused(131051, 'WhatsApp does not support this kind of message.'),
  wait(131052, MINUTE, 'WhatsApp could not download the media. Check the link and the type of the file.'),
  wait(131053, MINUTE, 'WhatsApp could not take the media. Check its type, size and codec.'),
  refused(131055, 'This kind of message is not allowed at this address of the API. Check how the channel is set up.'),
  tooFast(131056, 'pair', 6 * SECOND, 'Too many messages to one person in a short time. The next ones go more slowly.'),
  maybe(131057, 'The number is in maintenance for about a minute (its throughput is being raised).'),
  refused(131062, 'This message needs a phone number, and only a user id is known (authentication template).'),
  template(131063, 'Marketing templates are switched off for this API. Use a utility template or change the setting.'),
  refused(131064, 'A limit is reached because templates were put into a wrong category. Review the categories.'),
  template(132000, 'The number of parameters does not match the template. Synchronise templates and correct the flow.'),
  template(132001, 'The template does not exist in this language or is not approved. Synchronise templates.'),
  refused(132005, 'The text of the template is too long once its values are filled in. Shorten the values.'),
  template(132007, 'The content of the template violates a policy of WhatsApp. Change the template.'),
  refused(132008, 'A value for the template is not allowed. The detail names it; correct the flow.'),
  template(132012, 'A parameter has not the form that the template wants. Synchronise templates and correct the flow.'),
  template(132015, 'The template is paused because of low quality. It returns by itself, or use another one.'),
  template(132016, 'The template is disabled for good. Use another one.'),
  refused(132018, 'A value for the template has line breaks, tabs or more than four spaces in a row.'),
  refused(132068, 'The WhatsApp Flow is blocked. Mend it in WhatsApp Manager.'),
  wait(132069, HOUR, 'The WhatsApp Flow is slowed down to 10 messages an hour because of its errors.'),
  stop(133000, 'An earlier removal of the number was not finished. Finish it with the provider.'),
  maybe(133004, 'The server is unavailable for the moment. It may pass by itself.'),
  stop(133005, 'The two-step PIN of the number is wrong. Set it with the provider.'),
  stop(133006, 'The phone number must be verified again. Do that with the provider.'),
  stop(133008, 'The two-step PIN was tried too often. Wait as the detail says, then set it with the provider.'),
  stop(133009, 'The two-step PIN was entered too fast. Wait as the detail says, then set it with the provider.'),
  stop(133010, 'The phone number is not registered. Register it with the provider.'),
  wait(133015, 5 * MINUTE, 'The phone number was removed a moment ago. It can be registered again in five minutes.'),
  stop(133016, 'The phone number was registered or removed too often (10 times in 72 hours). Wait, then register it.'),
  refused(134011, 'The terms for payments are not accepted. Accept them in WhatsApp Manager.'),
  template(134100, 'The marketing API is not allowed for this template. Use another template or change the setting.'),
  wait(
    134101,
    10 * MINUTE,
    'The template is still being prepared at WhatsApp. It is tried again in ten minutes.',
    false,
  ),
  refused(135000, 'WhatsApp did not accept this message and does not say why.'),
  refused(137000, 'The person’s device has changed. Confirm with them before you send this again.'),
  refused([131200, 131299], 'WhatsApp does not allow this in groups.'),
  refused([138000, 138999], 'WhatsApp did not allow this call.'),
  refused([139000, 139999], 'WhatsApp refused the WhatsApp Flow of this message. The detail says why.'),
  refused([147000, 147999], 'WhatsApp refused this because of a username. The detail says why.'),
  maybe(2494100, 'The number is in maintenance (it is being moved). It may pass by itself.'),
];

const BY_CODE = new Map(META_ERRORS.flatMap((entry) => (typeof entry.code === 'number' ? [[entry.code, entry]] : [])));
const FAMILIES = META_ERRORS.flatMap((entry) => (typeof entry.code === 'number' ? [] : [{ range: entry.code, entry }]));

/** The row of a code, its own or its family's; undefined where Meta has told us of neither. */
export function metaErrorRow(code: string): ErrorRow | undefined {
  if (!/^\d{1,9}$/.test(code)) return undefined;
  const number = Number(code);
  return BY_CODE.get(number) ?? FAMILIES.find(({ range: [first, last] }) => number >= first && number <= last)?.entry;
}
