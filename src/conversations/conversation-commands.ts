import { isDeepStrictEqual } from 'node:util';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { Identifiers } from '../channels/events.js';
import type { Clock } from '../clock/clock.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import { unknownHidden } from '../flow/hidden.js';
import type { HiddenValues } from '../flow/hidden.js';
import type { FlowLibrary } from '../flows/flow-library.js';
import { Problem, invalid, notFound } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import type { Logger } from '../logging/logger.js';
import { ringOrLeaveToSweep, type Bell } from '../queue/bell.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { newConversation, type Command, type Teammate, type ThreadEntry } from './conversation.js';
import { identify } from './identify.js';

type WriteCommand = Extract<Command, { kind: 'write' }>;

export interface StartFlow {
  channelId: string;
  flowId: string;
  language?: string | undefined;
  hidden?: HiddenValues | undefined;
}

export interface Started {
  to: string;
  conversationId: string;
  contactId: string;
}

export interface StartedMany {
  accepted: Started[];
  refused: { to: string; reason: string }[];
}

/** A command under an id of the caller's choice. */
export interface GivenCommand {
  id: string;
  conversationId: string;
  channelId: string;
  contactId: string;
  command: Command;
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

  /** @throws Problem 400 for a number that is none or a hidden value that the flow does not know, 404 for an unknown channel or flow */
  async startFlow(scope: WorkspaceId, to: string, wanted: StartFlow): Promise<Started> {
    const { accepted, refused } = await this.#start(scope, [to], wanted, false);
    const [started] = accepted;
    if (started) return started;
    throw invalid(refused.map(({ reason }) => ({ field: 'to', rule: 'phone', message: reason })));
  }

  /**
   * Starts the flow for many people; replies to those who write go before it. A number given twice starts it once.
   * @throws Problem 400 for a hidden value that the flow does not know, 404 for an unknown channel or flow
   */
  startForMany(scope: WorkspaceId, to: readonly string[], wanted: StartFlow): Promise<StartedMany> {
    return this.#start(scope, to, wanted, true);
  }

  async #start(
    scope: WorkspaceId,
    numbers: readonly string[],
    { channelId, flowId, language, hidden = {} }: StartFlow,
    bulk: boolean,
  ): Promise<StartedMany> {
    if (!(await this.directory.byId(scope, channelId))) throw notFound('channel', channelId);
    const published = (await this.flows.published(scope)).get(flowId);
    if (!published) throw notFound('flow', flowId);
    refuseUnknown(published.flow, hidden);
    const { people, refused } = readNumbers(numbers);
    const identities = await identify(
      this.store,
      this.ids,
      scope,
      channelId,
      people.map(({ identifiers }) => identifiers),
    );
    const accepted = people.flatMap(({ to, identifiers }, index) => {
      const identity = identities[index];
      return identity ? [{ to, identifiers, ...identity }] : [];
    });
    const now = this.clock.now();
    await this.store.conversations.insertMissing(
      scope,
      accepted.map(({ conversationId, contactId, identifiers }) => ({
        id: conversationId,
        doc: newConversation({ channelId, contactId, to: identifiers, now }),
      })),
    );
    const command: Command = {
      kind: 'start-flow',
      flowId,
      ...(language === undefined ? {} : { language }),
      ...(Object.keys(hidden).length === 0 ? {} : { hidden }),
      ...(bulk ? { bulk } : {}),
    };
    await this.store.thread.insertMissing(
      scope,
      accepted.map(({ conversationId, contactId }) => ({
        id: this.ids.next(),
        doc: { kind: 'command', conversationId, channelId, contactId, at: now, waiting: conversationId, command },
      })),
    );
    await ringOrLeaveToSweep(
      this.bell,
      this.log,
      accepted.map(({ conversationId }) => ({ scope, conversationId, channelId, bulk })),
    );
    return {
      accepted: accepted.map(({ to, conversationId, contactId }) => ({ to, conversationId, contactId })),
      refused,
    };
  }

  /**
   * Puts many commands into their mailboxes; replies to people who write go before what comes of them. One whose id was
   * given before is not given again.
   *
   * @returns how many were new
   */
  async giveMany(scope: WorkspaceId, given: readonly GivenCommand[]): Promise<number> {
    const at = this.clock.now();
    const inserted = await this.store.thread.insertMissing(
      scope,
      given.map(({ id, conversationId, channelId, contactId, command }) => ({
        id,
        doc: { kind: 'command', conversationId, channelId, contactId, at, waiting: conversationId, command },
      })),
    );
    await ringOrLeaveToSweep(
      this.bell,
      this.log,
      given
        .filter(({ id }) => inserted.has(id))
        .map(({ conversationId, channelId }) => ({ scope, conversationId, channelId, bulk: true })),
    );
    return inserted.size;
  }

  /** @throws Problem 404 */
  async endSession(scope: WorkspaceId, conversationId: string): Promise<void> {
    await this.#command(scope, conversationId, { kind: 'end-session', reason: 'ended-by-operator' });
  }

  /** A person takes the conversation over; the bot says nothing until `release`. @throws Problem 404 */
  async handOff(scope: WorkspaceId, conversationId: string, topic: string | undefined, by: Teammate): Promise<void> {
    await this.#command(scope, conversationId, { kind: 'hand-off', ...(topic !== undefined && { topic }), by });
  }

  /** The person gives it back. @throws Problem 404 */
  async release(scope: WorkspaceId, conversationId: string, then: 'resume' | 'end', by: Teammate): Promise<void> {
    await this.#command(scope, conversationId, { kind: 'release', then, by });
  }

  /**
   * Somebody in the team writes to the contact.
   * @param key of the caller's choice: what comes a second time under it is nothing
   * @returns the message's id, under a known key that of the first
   * @throws Problem 404, 409 where another message was written under this key
   */
  async write(
    scope: WorkspaceId,
    conversationId: string,
    written: Omit<WriteCommand, 'kind'>,
    key?: string,
  ): Promise<string> {
    const command: WriteCommand = { kind: 'write', ...written };
    const entryId = key === undefined ? this.ids.next() : `write|${conversationId}|${key}`;
    const isNew = await this.#command(scope, conversationId, command, entryId);
    if (isNew) return command.messageId;
    const first = await this.store.thread.get(scope, entryId);
    if (first?.kind === 'command' && first.command.kind === 'write') {
      const { message, messageId } = first.command;
      if (isDeepStrictEqual(message, command.message)) return messageId;
    }
    throw new Problem(
      409,
      'idempotency-key-used',
      'The key was used before',
      'Another message was sent under this Idempotency-Key: choose a new one for each message.',
    );
  }

  /** The agent that is being talked to hears of something. @throws Problem 404 */
  async tellAgent(
    scope: WorkspaceId,
    conversationId: string,
    event: Omit<Extract<Command, { kind: 'agent-event' }>, 'kind'>,
  ): Promise<void> {
    await this.#command(scope, conversationId, { kind: 'agent-event', ...event });
  }

  /** @returns whether there was none of this id yet */
  async #command(
    scope: WorkspaceId,
    conversationId: string,
    command: Command,
    entryId = this.ids.next(),
  ): Promise<boolean> {
    const conversation = await this.store.conversations.get(scope, conversationId);
    if (!conversation) throw notFound('conversation', conversationId);
    const { channelId, contactId } = conversation;
    const at = this.clock.now();
    const doc: ThreadEntry = {
      kind: 'command',
      conversationId,
      channelId,
      contactId,
      at,
      waiting: conversationId,
      command,
    };
    const inserted = await this.store.thread.insertMissing(scope, [{ id: entryId, doc }]);
    await ringOrLeaveToSweep(this.bell, this.log, [{ scope, conversationId, channelId }]);
    return inserted.has(entryId);
  }
}

/** @throws Problem 400 naming each value that the flow does not list */
function refuseUnknown(flow: CompiledFlow, hidden: HiddenValues): void {
  const unknown = unknownHidden(flow, hidden);
  if (unknown.length === 0) return;
  const known = flow.hidden.length === 0 ? 'it has none' : `it has ${flow.hidden.join(', ')}`;
  throw invalid(
    unknown.map((name) => ({
      field: `hidden.${name}`,
      rule: 'hidden-unknown',
      message: `the flow "${flow.id}" has no hidden value "${name}"; ${known}`,
    })),
  );
}

interface Numbers {
  people: { to: string; identifiers: Identifiers }[];
  refused: StartedMany['refused'];
}

/** Each number once, in the order given. */
function readNumbers(numbers: readonly string[]): Numbers {
  const read: Numbers = { people: [], refused: [] };
  const seen = new Set<string>();
  for (const to of numbers) {
    const phone = parsePhoneNumberFromString(to.startsWith('+') ? to : `+${to}`);
    if (!phone?.isPossible()) {
      const reason = `"${to}" is not an international phone number such as +34 612 345 678`;
      read.refused.push({ to, reason });
    } else if (!seen.has(phone.number)) {
      seen.add(phone.number);
      read.people.push({ to, identifiers: { waId: phone.number.slice(1), phone: phone.number } });
    }
  }
  return read;
}
