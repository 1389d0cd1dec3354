import type { Clock } from '../clock/clock.js';
import { withKeys } from '../conversations/contact-keys.js';
import { notFound } from '../http/problem.js';
import type { z } from 'zod';
import type { JsonValue } from '../flow/json-value.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Contact } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { LiveChanges } from './live-changes.js';

/** What is absent stays; null takes away. */
export interface ContactChange {
  name?: string | null | undefined;
  language?: string | null | undefined;
  attributes?: Record<string, z.infer<typeof JsonValue>> | undefined;
}

/** One person has few conversations: one on each channel at most. */
const MOST_CONVERSATIONS = 100;

/** What the team knows of a person, and changes. */
export class ContactDesk {
  constructor(
    private readonly store: Pick<Store, 'contacts' | 'conversations'>,
    private readonly changes: Pick<LiveChanges, 'tell'>,
    /** The machine's. */
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 */
  async get(scope: WorkspaceId, id: string): Promise<Contact & Stored> {
    const contact = await this.store.contacts.get(scope, id);
    if (!contact) throw notFound('contact', id);
    return contact;
  }

  /** A name that the team gives stays, whatever the profile says; without one the profile's comes back. @throws Problem 404 */
  async change(scope: WorkspaceId, id: string, change: ContactChange): Promise<Contact & Stored> {
    const changed = await this.store.contacts.update(scope, id, (contact) => withKeys(changedContact(contact, change)));
    if (!changed) throw notFound('contact', id);
    const { items } = await this.store.conversations.find(scope, {
      where: { contactId: id },
      limit: MOST_CONVERSATIONS,
    });
    const ids = items.map((conversation) => conversation.id);
    await this.store.conversations.setFields(scope, ids, { changedAt: this.clock.now() });
    this.changes.tell(scope, ids);
    return changed;
  }
}

function changedContact(contact: Contact, { name, language, attributes = {} }: ContactChange): Contact {
  const { name: oldName, namedByTeam, language: oldLanguage, ...rest } = contact;
  const newName = name === undefined ? oldName : (name ?? undefined);
  const newLanguage = language === undefined ? oldLanguage : (language ?? undefined);
  const isNamed = name === undefined ? namedByTeam : name !== null;
  return {
    ...rest,
    ...(newName === undefined ? {} : { name: newName }),
    ...(isNamed === true ? { namedByTeam: true } : {}),
    ...(newLanguage === undefined ? {} : { language: newLanguage }),
    attributes: Object.fromEntries(
      Object.entries({ ...contact.attributes, ...attributes }).filter(([, value]) => value !== null),
    ),
  };
}
