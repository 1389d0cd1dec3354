import type { ChannelDirectory, ConnectedChannel } from '../channels/connected/channel-directory.js';
import type { Clock } from '../clock/clock.js';
import type { ConversationCommands } from '../conversations/conversation-commands.js';
import type { Conversation, Teammate } from '../conversations/conversation.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import { Problem, notFound } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import type { OutboundMessage } from '../rendering/outbound.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { isOpenAt } from '../window/rules.js';
import { bindForPerson, type PersonalCall, type PersonalTemplate } from './bind-for-person.js';

/** Who wrote it, and under which key of their own. */
export interface Written {
  by: Teammate;
  key?: string | undefined;
}

/**
 * What people in the team write to contacts. It goes the way of everything: into the mailbox, through a turn, and out
 * in order, once. What cannot go is refused here already, where whoever writes it can see why; what changes between
 * here and the sending is judged again then, and stands in the thread.
 */
export class TeamMessages {
  constructor(
    private readonly store: Store,
    private readonly channels: ChannelDirectory,
    private readonly commands: ConversationCommands,
    private readonly templates: TemplateCatalogue,
    private readonly flows: FlowLibrary,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @param written.key of the caller's choice: a message that comes again under it is nothing
   * @returns the message's id
   * @throws Problem 404, 409 where the contact said stop, the window has closed, the channel is gone or the key was used
   */
  async write(scope: WorkspaceId, id: string, message: OutboundMessage, written: Written): Promise<string> {
    const { conversation, connected } = await this.#find(scope, id);
    if (!isOpenAt(conversation.window, connected.adapter.capabilities.windowHours, this.clock.now())) {
      throw new Problem(
        409,
        'window-closed',
        'The window has closed',
        'More than 24 hours have passed since this person last wrote: only an approved template may be sent now.',
      );
    }
    return this.#send(scope, id, message, written);
  }

  /**
   * Binds the template as it will go out.
   * @throws Problem 404, 409 as `write` but for the window, and where the template cannot be sent like this
   */
  async sendTemplate(scope: WorkspaceId, id: string, call: PersonalCall, written: Written): Promise<string> {
    const found = await this.#find(scope, id);
    const { message, problems } = await this.#bind(scope, found, call);
    if (!message) {
      throw new Problem(
        409,
        'template-unfit',
        'The template cannot be sent like this',
        problems.map((problem) => problem.message).join('; '),
        problems.map(({ code, message: text }) => ({ field: 'params', rule: code, message: text })),
      );
    }
    return this.#send(scope, id, message, written);
  }

  /** What `sendTemplate` would send, and why it would not. @throws Problem 404 also where there is no such template, 409 */
  async previewTemplate(
    scope: WorkspaceId,
    id: string,
    call: PersonalCall,
  ): Promise<Omit<PersonalTemplate, 'message'>> {
    const found = await this.#find(scope, id, { evenOptedOut: true });
    const { message: _, ...preview } = await this.#bind(scope, found, call);
    return preview;
  }

  async #bind(
    scope: WorkspaceId,
    { conversation, connected }: { conversation: Conversation & Stored; connected: ConnectedChannel },
    call: PersonalCall,
  ): Promise<PersonalTemplate> {
    const { session, contactId } = conversation;
    const [lookup, contact, flow] = await Promise.all([
      this.templates.lookup(scope, connected.channel.id),
      this.store.contacts.get(scope, contactId),
      session && this.flows.version(scope, session.flowId, session.flowVersion),
    ]);
    const bound = bindForPerson({ variants: lookup(call.name), contact, to: conversation.to, session, flow }, call);
    if (!bound) throw notFound('template', `${call.name} (${call.language})`);
    return bound;
  }

  async #find(
    scope: WorkspaceId,
    id: string,
    { evenOptedOut = false } = {},
  ): Promise<{ conversation: Conversation & Stored; connected: ConnectedChannel }> {
    const conversation = await this.store.conversations.get(scope, id);
    if (!conversation) throw notFound('conversation', id);
    const connected = await this.channels.byId(scope, conversation.channelId);
    if (!connected) {
      throw new Problem(409, 'channel-gone', 'The channel is gone', 'Its channel was taken away: nothing can be sent.');
    }
    if (conversation.optedOutAt !== null && !evenOptedOut) {
      throw new Problem(
        409,
        'opted-out',
        'No messages wanted',
        'This person has asked to get no more messages; nothing may be sent until they write a start word.',
      );
    }
    return { conversation, connected };
  }

  #send(scope: WorkspaceId, id: string, message: OutboundMessage, { by, key }: Written): Promise<string> {
    return this.commands.write(scope, id, { messageId: this.ids.next(), message, by }, key);
  }
}
