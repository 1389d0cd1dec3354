import { userIdOf } from './ids.js';
import type { CustomerView, ThreadMessage } from './phone/wire.js';

/** A virtual person with a phone. */
export interface Customer {
  key: string;
  waId?: string;
  userId: string;
  name: string;
  username?: string;
  language?: string;
  /** False: this number is not on WhatsApp, every message fails with 131026. */
  reachable: boolean;
  /** False: the person has switched read receipts off, or leaves the phone alone. */
  reads: boolean;
  windowClosesAt: number | null;
  typingUntil: number | null;
  thread: ThreadMessage[];
}

export interface CustomerProfile {
  /** Digits; absent for a person who shows the business a username only. */
  waId?: string | undefined;
  /** Business-scoped id; made from the number or name when not given. */
  userId?: string | undefined;
  name?: string | undefined;
  username?: string | undefined;
  language?: string | undefined;
  reachable?: boolean | undefined;
  reads?: boolean | undefined;
}

const THREAD_LIMIT = 500;

export const isUserId = (text: string) => /^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(text);

export class Customers {
  private readonly byKey = new Map<string, Customer>();
  private readonly keyOfUserId = new Map<string, string>();
  private readonly keyOfMessage = new Map<string, string>();

  all(): Customer[] {
    return [...this.byKey.values()];
  }

  /** By wa_id or business-scoped id. */
  find(id: string): Customer | undefined {
    return this.byKey.get(this.keyOfUserId.get(id) ?? id);
  }

  /** Creates the person, or changes what the profile names. */
  put(profile: CustomerProfile): Customer {
    const key = profile.waId ?? profile.userId ?? userIdOf(profile.username ?? profile.name ?? 'somebody');
    const known = this.find(key);
    const customer: Customer = known ?? {
      key,
      userId: profile.userId ?? (isUserId(key) ? key : userIdOf(key)),
      name: `Customer ${key.slice(-4)}`,
      reachable: true,
      reads: true,
      windowClosesAt: null,
      typingUntil: null,
      thread: [],
    };
    if (profile.waId !== undefined) customer.waId = profile.waId;
    if (profile.name !== undefined) customer.name = profile.name;
    if (profile.username !== undefined) customer.username = profile.username;
    if (profile.language !== undefined) customer.language = profile.language;
    if (profile.reachable !== undefined) customer.reachable = profile.reachable;
    if (profile.reads !== undefined) customer.reads = profile.reads;
    this.byKey.set(customer.key, customer);
    this.keyOfUserId.set(customer.userId, customer.key);
    return customer;
  }

  /** The person behind a wa_id or business-scoped id, made on first sight. */
  ensure(id: string): Customer {
    return this.find(id) ?? this.put(isUserId(id) ? { userId: id } : { waId: id });
  }

  /** Adds to the thread; the oldest messages fall off the end of what is kept. */
  append(customer: Customer, message: ThreadMessage): void {
    customer.thread.push(message);
    this.keyOfMessage.set(message.id, customer.key);
    for (const old of customer.thread.splice(0, customer.thread.length - THREAD_LIMIT))
      this.keyOfMessage.delete(old.id);
  }

  findMessage(id: string): { customer: Customer; message: ThreadMessage } | undefined {
    const customer = this.byKey.get(this.keyOfMessage.get(id) ?? '');
    const message = customer?.thread.findLast((candidate) => candidate.id === id);
    return customer && message ? { customer, message } : undefined;
  }

  clear(): void {
    this.byKey.clear();
    this.keyOfUserId.clear();
    this.keyOfMessage.clear();
  }
}

export function customerView(customer: Customer): CustomerView {
  const last = customer.thread.at(-1);
  return {
    key: customer.key,
    ...(customer.waId === undefined ? {} : { waId: customer.waId }),
    userId: customer.userId,
    name: customer.name,
    ...(customer.username === undefined ? {} : { username: customer.username }),
    ...(customer.language === undefined ? {} : { language: customer.language }),
    windowClosesAt: customer.windowClosesAt,
    typingUntil: customer.typingUntil,
    ...(last ? { lastMessage: { text: last.text, at: last.at, from: last.from } } : {}),
  };
}
