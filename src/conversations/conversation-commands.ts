import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { Clock } from '../clock/clock.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import { invalid, notFound } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import type { Logger } from '../logging/logger.js';
import { ringOrLeaveToSweep, type Bell } from '../queue/bell.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { newConversation, type Command } from './conversation.js';
import { identify } from './identify.js';

export interface StartFlow {
  channelId: string;
  to: string;
  flowId: string;
  language?: string | undefined;
}

/** What people ask of conversations from outside. Commands go through the mailbox, in order with everything else. */
export class ConversationCommands {
  constructor(
    private readonly store: Store,
    private readonly directory: ChannelDirectory,
    private readonly flows: FlowLibrary,
    private readonly bell: Bell,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly log: Logger,
  ) {}

  /** @throws Problem 400 for a number that is none, 404 for an unknown channel or flow */
  async startFlow(scope: WorkspaceId, wanted: StartFlow): Promise<{ conversationId: string; contactId: string }> {
    if (!(await this.directory.byId(scope, wanted.channelId))) throw notFound('channel', wanted.channelId);
    if (!(await this.flows.published(scope)).has(wanted.flowId)) throw notFound('flow', wanted.flowId);
    const phone = parsePhoneNumberFromString(wanted.to.startsWith('+') ? wanted.to : `+${wanted.to}`);
    if (!phone?.isPossible()) {
      throw invalid([
        {
          field: 'to',
          rule: 'phone',
          message: `"${wanted.to}" is not an international phone number such as +34 612 345 678`,
        },
      ]);
    }
    const to = { waId: phone.number.slice(1), phone: phone.number };
    const [identity] = await identify(this.store, this.ids, scope, wanted.channelId, [to]);
    if (!identity) throw notFound('contact', wanted.to);
    const { contactId, conversationId } = identity;
    const doc = newConversation({ channelId: wanted.channelId, contactId, to, now: this.clock.now() });
    await this.store.conversations.insertMissing(scope, [{ id: conversationId, doc }]);
    const { flowId, language } = wanted;
    await this.#command(scope, conversationId, {
      kind: 'start-flow',
      flowId,
      ...(language === undefined ? {} : { language }),
    });
    return { conversationId, contactId };
  }

  /** @throws Problem 404 */
  async endSession(scope: WorkspaceId, conversationId: string): Promise<void> {
    await this.#command(scope, conversationId, { kind: 'end-session', reason: 'ended-by-operator' });
  }

  async #command(scope: WorkspaceId, conversationId: string, command: Command): Promise<void> {
    const conversation = await this.store.conversations.get(scope, conversationId);
    if (!conversation) throw notFound('conversation', conversationId);
    const { channelId, contactId } = conversation;
    const at = this.clock.now();
    await this.store.thread.insert(scope, this.ids.next(), {
      kind: 'command',
      conversationId,
      channelId,
      contactId,
      at,
      waiting: conversationId,
      command,
    });
    await ringOrLeaveToSweep(this.bell, this.log, [{ scope, conversationId }]);
  }
}
