import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Identifiers } from '../channels/events.js';
import { foldText } from '../flow/words/fold.js';
import type { Contact } from '../store/contact.js';

/** Longer than any name that somebody types to find it. */
const MAX_KEY = 80;

type Keys = Pick<
  Contact,
  'nameKey' | 'secondNameKey' | 'thirdNameKey' | 'lastNameKey' | 'phoneKey' | 'nationalKey' | 'userKey'
>;

/** What a contact is found by. */
export function contactKeys({ name, identifiers }: Pick<Contact, 'name' | 'identifiers'>): Keys {
  const words = foldText(name ?? '')
    .slice(0, MAX_KEY)
    .split(' ')
    .filter((word) => word !== '');
  return {
    nameKey: words.join(' ') || null,
    secondNameKey: words.slice(1).join(' ') || null,
    thirdNameKey: words.slice(2).join(' ') || null,
    lastNameKey: words.length > 3 ? (words.at(-1) ?? null) : null,
    ...phoneKeys(identifiers),
    userKey: identifiers.userId?.toLowerCase() ?? null,
  };
}

function phoneKeys({ phone, waId }: Identifiers): Pick<Keys, 'phoneKey' | 'nationalKey'> {
  const digits = (phone ?? waId ?? '').replace(/\D/g, '');
  if (digits === '') return { phoneKey: null, nationalKey: null };
  return { phoneKey: digits, nationalKey: parsePhoneNumberFromString(`+${digits}`)?.nationalNumber ?? null };
}

/** The contact with the keys that fit what is known of it now. */
export function withKeys(contact: Omit<Contact, keyof Keys>): Contact {
  return { ...contact, ...contactKeys(contact) };
}
