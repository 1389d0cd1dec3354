import type { ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { Identifiers } from '../channels/events.js';
import type { Clock } from '../clock/clock.js';
import type { ContactView } from '../flow/session.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import type { Ids } from '../ids/ids.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Contact } from '../store/contact.js';
import type { Store } from '../store/store.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { withKeys } from './contact-keys.js';
import type { Conversation, InboundEntry, ThreadEntry } from './conversation.js';
import type { TurnWorld } from './turn/world.js';

/** Loads what a turn may look at besides the conversation itself. */
export class TurnWorlds {
  constructor(
    private readonly store: Pick<Store, 'contacts'>,
    private readonly flows: FlowLibrary,
    private readonly templates: TemplateCatalogue,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The contact as stored, to be given to `load`: read early, together with something else. */
  readContact(scope: WorkspaceId, contactId: string): Promise<Contact | undefined> {
    return this.store.contacts.get(scope, contactId);
  }

  async load(
    connected: ConnectedChannel,
    conversation: Conversation,
    entries: readonly ThreadEntry[],
    known: Contact | undefined,
  ): Promise<TurnWorld> {
    const { scope, channel, adapter } = connected;
    const [{ view, marketingAllowed }, flows, templates] = await Promise.all([
      this.#contact(scope, conversation, entries, known),
      this.flows.lookup(scope, conversation.session, versionsToMoveTo(entries)),
      this.templates.lookup(scope, channel.id),
    ]);
    const { defaultFlow, closed, quietHours, templateCaps } = channel.settings;
    return {
      now: this.clock.now(),
      newId: () => this.ids.next(),
      channel: { capabilities: adapter.capabilities, defaultFlow, closed, quietHours, templateCaps },
      contact: view,
      marketingAllowed,
      flows,
      templates,
    };
  }

  /** The contact as texts see it; made at the first message, renamed when the profile says so. */
  async #contact(
    scope: WorkspaceId,
    conversation: Conversation,
    entries: readonly ThreadEntry[],
    known: Contact | undefined,
  ): Promise<{ view: ContactView; marketingAllowed: boolean }> {
    const inbound = entries.filter((entry): entry is InboundEntry => entry.kind === 'inbound');
    const name = inbound.findLast((entry) => entry.profileName !== undefined)?.profileName;
    const identifiers = inbound.reduce((all, entry) => ({ ...all, ...entry.from }), conversation.to);
    let contact = known ?? (await this.readContact(scope, conversation.contactId));
    if (!contact) {
      contact = withKeys({
        identifiers,
        attributes: {},
        createdAt: this.clock.now(),
        ...(name === undefined ? {} : { name }),
      });
      await this.store.contacts.insertMissing(scope, [{ id: conversation.contactId, doc: contact }]);
    } else if (hasNews(contact, name, identifiers)) {
      const learnt = await this.store.contacts.update(scope, conversation.contactId, (stored) =>
        hasNews(stored, name, identifiers) ? withNews(stored, name, identifiers) : undefined,
      );
      contact = learnt ?? contact;
    }
    const phone = identifiers.phone ?? (identifiers.waId === undefined ? undefined : `+${identifiers.waId}`);
    const view: ContactView = {
      ...(contact.name === undefined ? {} : { name: contact.name }),
      ...(contact.language === undefined ? {} : { language: contact.language }),
      ...(phone === undefined ? {} : { phone }),
      attributes: contact.attributes,
    };
    return { view, marketingAllowed: contact.marketingAllowed ?? true };
  }
}

/** Does the profile say another name, unless the team gave one, or is there an identifier that is not known yet? */
function hasNews(contact: Contact, name: string | undefined, identifiers: Identifiers): boolean {
  const { userId, waId, phone } = { ...contact.identifiers, ...identifiers };
  const known = contact.identifiers;
  const isRenamed = name !== undefined && name !== contact.name && contact.namedByTeam !== true;
  return isRenamed || userId !== known.userId || waId !== known.waId || phone !== known.phone;
}

function withNews(contact: Contact, profileName: string | undefined, identifiers: Identifiers): Contact {
  const name = contact.namedByTeam === true ? undefined : profileName;
  return withKeys({
    ...contact,
    identifiers: { ...contact.identifiers, ...identifiers },
    ...(name === undefined ? {} : { name }),
  });
}

function versionsToMoveTo(entries: readonly ThreadEntry[]): { flowId: string; version: string }[] {
  return entries.flatMap((entry) =>
    entry.kind === 'command' && entry.command.kind === 'move-session' ? [entry.command] : [],
  );
}
