import type { Customer } from './customers.js';
import type { MetaError } from './meta-errors.js';
import type { Status } from './sending/statuses.js';

/** Who a webhook is about, as he was at that moment. */
export type Person = Pick<Customer, 'key' | 'waId' | 'userId' | 'name' | 'username'>;

/** A person has done something; `content` is Meta's message object: `type` and its sibling. */
export interface InboundEvent {
  kind: 'inbound';
  person: Person;
  /** The message's id. */
  id: string;
  /** Simulated time. */
  at: number;
  content: Record<string, unknown> & { type?: unknown };
  /** The message of the business that it answers or quotes, where the platform tells it. */
  quotes?: string;
  referral?: Record<string, unknown>;
}

/** A message of the business has got further, or has failed. */
export interface StatusEvent {
  kind: 'status';
  person: Person;
  messageId: string;
  status: Status;
  at: number;
  /** The sender's own id. */
  ref?: string;
  /** WhatsApp's price category: `service`, or the template's. */
  category: string;
  /** With `failed`: Meta's code and words. A dialect says it with its own. */
  failure?: MetaError;
}

/** Something about the account, in the words of Meta's webhooks: templates, quality, preferences, notices. */
export interface AccountEvent {
  kind: 'account';
  field: string;
  value: Record<string, unknown>;
}

/** What the platform tells the business, before a dialect puts it into its provider's words. */
export type PlatformEvent = InboundEvent | StatusEvent | AccountEvent;

export function personOf({ key, waId, userId, name, username }: Customer): Person {
  return {
    key,
    userId,
    name,
    ...(waId === undefined ? {} : { waId }),
    ...(username === undefined ? {} : { username }),
  };
}
