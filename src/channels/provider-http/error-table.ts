import type { Checked } from '../channel.js';
import { present } from '../cloud-payload/present.js';
import type { FailureClass, SendFailure } from '../failure.js';
import { MINUTE, SECOND } from '../../time/instant.js';

/** One row of an adapter's error table: what a provider's code means and what becomes of the message. */
export interface NamedError {
  code: string;
  class: FailureClass;
  /** What happened and what to do, for a person who does not know the codes. */
  text: string;
  tellPerson: boolean;
  /** For `retry` and `wait` only, in milliseconds. */
  retryAfterMs?: number;
  /** We were too fast: for the channel, or for this person. */
  tooFast?: 'channel' | 'pair';
}

/** Long enough for every text of a provider's; an HTML page of a gateway is no use beyond it. */
const MAX_DETAIL = 500;

/** An adapter's errors by their names; one that stands twice keeps its first row. */
export class ErrorTable {
  private readonly byCode: ReadonlyMap<string, NamedError>;

  constructor(readonly rows: readonly NamedError[]) {
    this.byCode = new Map(rows.toReversed().map((row) => [row.code, row]));
  }

  has(code: string): boolean {
    return this.byCode.has(code);
  }

  /**
   * A failure by the name of a row. `code` where the exact one says more (`http-502` for `http-5xx`).
   * @throws Error for a name that no row has: a mistake of ours
   */
  failure(name: string, detail: string, code = name): SendFailure {
    const row = this.byCode.get(name);
    if (!row) throw new Error(`no row of this error table is called ${name}`);
    return failureOfRow(row, code, detail);
  }
}

/** A failure by a row, also of another table such as that of Meta's codes. */
export function failureOfRow(row: Omit<NamedError, 'code'>, code: string, detail: string): SendFailure {
  return present({
    class: row.class,
    code,
    detail: detail.slice(0, MAX_DETAIL),
    text: row.text,
    tellPerson: row.tellPerson,
    retryAfterMs: row.retryAfterMs,
    tooFast: row.tooFast,
  });
}

type RowDetails = Partial<Omit<NamedError, 'code' | 'class' | 'text'>>;

/** Writes the rows of one class, with what is usual for them. */
export const errorRows =
  (name: FailureClass, usual: RowDetails = {}) =>
  (code: number | string, text: string, rest: RowDetails = {}): NamedError => ({
    code: String(code),
    class: name,
    tellPerson: false,
    ...usual,
    ...rest,
    text,
  });

/**
 * What the connection to a provider does, and answers that say nothing but their status. A 5xx may have been accepted
 * before it failed. Rows of the adapter's own that stand before these win.
 */
export function connectionErrors(title: string): NamedError[] {
  return [
    {
      code: 'http-429',
      class: 'retry',
      tooFast: 'channel',
      tellPerson: false,
      retryAfterMs: 10 * SECOND,
      text: `${title} had too many calls in a short time. Sending goes on more slowly.`,
    },
    {
      code: 'http-4xx',
      class: 'refused',
      tellPerson: true,
      text: `${title} did not accept this request. The detail says why.`,
    },
    {
      code: 'http-3xx',
      class: 'refused',
      tellPerson: true,
      text: `The address of ${title}’s API sends elsewhere, which is not followed. Check the setting of the address.`,
    },
    {
      code: 'http-5xx',
      class: 'maybe-sent',
      tellPerson: false,
      text: `${title} had an error of its own; the message may have been accepted all the same.`,
    },
    {
      code: 'timeout',
      class: 'maybe-sent',
      tellPerson: false,
      text: `${title} did not answer in time; the message may have been accepted all the same.`,
    },
    {
      code: 'connection',
      class: 'maybe-sent',
      tellPerson: false,
      text: `The connection to ${title} broke; the message may have been accepted all the same.`,
    },
    {
      code: 'no-message-id',
      class: 'maybe-sent',
      tellPerson: false,
      text: `${title} accepted the request but named no message; it may have been sent.`,
    },
    {
      code: 'not-connected',
      class: 'retry',
      tellPerson: false,
      retryAfterMs: 5 * SECOND,
      text: `${title} cannot be reached. Nothing was sent; check the network and the setting of the address.`,
    },
    {
      code: 'certificate',
      class: 'retry',
      tellPerson: true,
      retryAfterMs: MINUTE,
      text: `The certificate of ${title}’s address is not valid. Nothing was sent; check the setting of the address.`,
    },
    {
      code: 'no-address',
      class: 'undeliverable',
      tellPerson: false,
      text: 'Neither a phone number nor a user id of this person is known.',
    },
    {
      code: 'no-media-link',
      class: 'refused',
      tellPerson: true,
      text: `${title} takes files by a public https link only, and this one has none.`,
    },
    {
      code: 'unreadable-answer',
      class: 'refused',
      tellPerson: true,
      text: `${title} answered something that cannot be understood. The detail shows its beginning.`,
    },
    {
      code: 'unknown-code',
      class: 'refused',
      tellPerson: true,
      text: `${title} refused this with a code that is not known here. The detail is ${title}’s own.`,
    },
    {
      code: 'media-too-large',
      class: 'refused',
      tellPerson: false,
      text: 'The file is larger than what is accepted here.',
    },
    {
      code: 'media-elsewhere',
      class: 'refused',
      tellPerson: true,
      text: `The file lies at an address that is not ${title}’s, so that it is not fetched.`,
    },
  ];
}

/**
 * What an HTTP status alone says. 408 and 425 leave open what became of the request: the server gave up waiting, or it
 * was too early.
 */
export function failureOfStatus(table: ErrorTable, status: number, detail: string): SendFailure {
  const code = `http-${status}`;
  if (table.has(code)) return table.failure(code, detail);
  if (status === 408 || status === 425) return table.failure('timeout', detail, code);
  const hundred = Math.floor(status / 100);
  return table.failure(hundred === 3 || hundred === 4 ? `http-${hundred}xx` : 'http-5xx', detail, code);
}

/** The failure with the pause that the provider asked for, where it may be tried again at all. */
export function afterPause(found: SendFailure, retryAfterMs: number | undefined): SendFailure {
  const waits = found.class === 'retry' || found.class === 'wait';
  return retryAfterMs !== undefined && waits ? { ...found, retryAfterMs } : found;
}

/** The failure of a call that only reads: asking twice does no harm, so that an unknown outcome is tried again. */
export function notRead<T>(found: SendFailure): Checked<T> {
  return { ok: false, failure: found.class === 'maybe-sent' ? { ...found, class: 'retry' } : found };
}
