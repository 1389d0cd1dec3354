import type { InboundEntry } from '../../conversations/conversation.js';
import type { Receiver } from '../../conversations/receive.js';
import { inboundEntryId } from '../../conversations/receive.js';
import { withKeys } from '../../conversations/contact-keys.js';
import { identityIds } from '../../conversations/identify.js';
import type { StatusUpdater } from '../../delivery/apply-statuses.js';
import type { Store } from '../../store/store.js';
import type { TemplateCatalogue } from '../../templates/catalogue/template-catalogue.js';
import type { Watching } from '../../watching/watching.js';
import type { ChannelEvent } from '../events.js';
import type { ConnectedChannel } from './channel-directory.js';
import type { ChannelUpkeep } from './channel-upkeep.js';
import type { ChannelTrouble } from './channel-trouble.js';
import { tellTemplateNews } from './template-news.js';

type Event<K extends ChannelEvent['kind']> = Extract<ChannelEvent, { kind: K }>;

/** Stores what one webhook body holds. When it resolves, everything in it may be acknowledged. */
export class WebhookEvents {
  constructor(
    private readonly store: Store,
    private readonly receiver: Receiver,
    private readonly statuses: StatusUpdater,
    private readonly catalogue: TemplateCatalogue,
    private readonly upkeep: Pick<ChannelUpkeep, 'syncTemplates'>,
    private readonly trouble: ChannelTrouble,
    private readonly watching: Watching,
  ) {}

  async take(connected: ConnectedChannel, events: readonly ChannelEvent[]): Promise<void> {
    const facts = { channelId: connected.channel.id, provider: connected.adapter.provider, count: events.length };
    return this.watching.tracer.span('webhook', facts, () => this.#take(connected, events));
  }

  async #take(connected: ConnectedChannel, events: readonly ChannelEvent[]): Promise<void> {
    const { scope, channel, adapter } = connected;
    for (const { kind } of events) this.watching.metrics.eventsReceived(kind);
    const of = <K extends ChannelEvent['kind']>(kind: K) =>
      events.filter((event): event is Event<K> => event.kind === kind);
    // Statuses first: the echo of a question should be known before the answer to it is taken.
    await this.statuses.apply(scope, adapter, of('status'));
    await this.receiver.receive(scope, channel.id, of('message'));
    for (const event of events) await this.#takeRare(connected, event);
  }

  async #takeRare(connected: ConnectedChannel, event: ChannelEvent): Promise<void> {
    const { scope, channel } = connected;
    switch (event.kind) {
      case 'message':
      case 'status':
        return;
      case 'edited':
        await this.#changeInbound(connected, event.originalId, (entry) => ({ ...entry, editedTo: event.content }));
        return;
      case 'revoked':
        await this.#changeInbound(connected, event.originalId, (entry) => ({ ...entry, revokedAt: event.at }));
        return;
      case 'identity-changed':
        await this.#linkIdentity(connected, event);
        return;
      case 'marketing-preference':
        await this.#setMarketing(connected, event);
        return;
      case 'template-changed': {
        const place = { scope, channelId: channel.id };
        const changes = await this.catalogue.change(scope, channel.id, event);
        if (changes) await tellTemplateNews({ trouble: this.trouble, log: this.watching.log }, place, changes);
        else {
          const { name, language, status } = event;
          this.watching.log.info(
            { event: 'template.unknown', channelId: channel.id, template: name, language, status },
            'a change of a template that no list has shown yet',
          );
          await this.upkeep.syncTemplates(connected);
        }
        return;
      }
      case 'account-notice':
        await this.trouble.notice(scope, channel.id, event.field, event.summary);
        return;
      case 'ignored':
        this.watching.log.info(
          { event: 'webhook.ignored', channelId: channel.id, what: event.what, detail: event.detail },
          'nothing to do',
        );
        return;
    }
  }

  /** An edited or deleted message keeps what it answered: the answer was given; the thread shows both. */
  async #changeInbound(
    { scope, channel }: ConnectedChannel,
    providerMessageId: string,
    change: (entry: InboundEntry) => InboundEntry,
  ): Promise<void> {
    await this.store.thread.update(scope, inboundEntryId(channel.id, providerMessageId), (entry) =>
      entry.kind === 'inbound' ? change(entry) : undefined,
    );
  }

  /** The same person under a new number or id: what is known of them goes on. */
  async #linkIdentity({ scope, channel }: ConnectedChannel, event: Event<'identity-changed'>): Promise<void> {
    const previous = await this.store.identities.getMany(scope, identityIds(channel.id, event.previous));
    const identity = previous[0];
    if (!identity) return;
    const { contactId, conversationId } = identity;
    const doc = { contactId, conversationId };
    const current = identityIds(channel.id, event.current);
    await this.store.identities.insertMissing(
      scope,
      current.map((id) => ({ id, doc })),
    );
    const now = await this.store.identities.getMany(scope, current);
    if (now.some((one) => one.contactId !== contactId)) {
      // They wrote under the new id before this event came. What is sent there must go with what comes from there.
      this.watching.log.warn(
        { event: 'contact.identity-taken', channelId: channel.id, contactId },
        'the new identifier is known as somebody else',
      );
      return;
    }
    await this.store.conversations.update(scope, conversationId, (conversation) => ({
      ...conversation,
      to: { ...conversation.to, ...event.current },
    }));
    await this.store.contacts.update(scope, contactId, (contact) =>
      withKeys({ ...contact, identifiers: { ...contact.identifiers, ...event.current } }),
    );
    this.watching.log.info(
      { event: 'contact.identity-changed', channelId: channel.id, contactId },
      'contact has a new identifier',
    );
  }

  async #setMarketing({ scope, channel }: ConnectedChannel, event: Event<'marketing-preference'>): Promise<void> {
    const [identity] = await this.store.identities.getMany(scope, identityIds(channel.id, event.from));
    const { allowed: marketingAllowed } = event;
    const changed =
      identity &&
      (await this.store.contacts.update(scope, identity.contactId, (contact) => ({ ...contact, marketingAllowed })));
    if (identity && !changed) {
      // Written to, but never heard of: the contact is made with their first turn, and must know this then.
      const doc = withKeys({ identifiers: event.from, attributes: {}, marketingAllowed, createdAt: event.at });
      await this.store.contacts.insertMissing(scope, [{ id: identity.contactId, doc }]);
    }
    this.watching.log.info(
      { event: 'contact.marketing-preference', contactId: identity?.contactId, allowed: marketingAllowed },
      'marketing preference',
    );
  }
}
