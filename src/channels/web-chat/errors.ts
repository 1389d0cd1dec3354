import { errorWords } from '../error-words.js';
import type { ProviderError } from '../events.js';
import type { SendFailure } from '../failure.js';
import { ErrorTable, type NamedError } from '../provider-http/error-table.js';
import { SECOND } from '../../time/instant.js';

/** Everything that can go wrong between us and our own page. */
export const WEB_CHAT_ERRORS: readonly NamedError[] = [
  {
    code: 'outbox-away',
    class: 'maybe-sent',
    tellPerson: false,
    text: 'The database did not answer while the message was put out for the visitor; it may lie there all the same.',
  },
  {
    code: 'outbox-unread',
    class: 'retry',
    tellPerson: false,
    retryAfterMs: 5 * SECOND,
    text: 'The database did not answer. It is tried again.',
  },
  {
    code: 'no-visitor',
    class: 'undeliverable',
    tellPerson: false,
    text: 'This person is no visitor of the chat on the website: only who has opened it can be written to there.',
  },
  {
    code: 'wrong-name',
    class: 'stop-channel',
    tellPerson: true,
    text: 'The name of the chat is missing, longer than 60 characters or not one line of text. Enter another.',
  },
  {
    code: 'wrong-sites',
    class: 'stop-channel',
    tellPerson: true,
    text: 'The list of websites is not one of https:// addresses with spaces between them, or the word none. Enter it anew.',
  },
  {
    code: 'unknown-code',
    class: 'refused',
    tellPerson: true,
    text: 'The chat refused this with a code that is not known here.',
  },
];

export const webChatErrors = new ErrorTable(WEB_CHAT_ERRORS);

export function classify({ code, title, details }: ProviderError): SendFailure {
  const detail = errorWords({ title, details });
  return webChatErrors.failure(webChatErrors.has(code) ? code : 'unknown-code', detail, code);
}
