import type { SendFailure } from '../../src/channels/failure.js';
import {
  Conversation,
  newConversation,
  type Command,
  type HistoryNote,
  type OutboxMessage,
} from '../../src/conversations/conversation.js';
import { takeTurn } from '../../src/conversations/turn/take-turn.js';
import type { FailedMessage, TurnInput } from '../../src/conversations/turn/turn-input.js';
import type { ChannelView, TurnWorld } from '../../src/conversations/turn/world.js';
import type { AgentCall } from '../../src/flow/agent/agent-call.js';
import type { AgentFailure, AgentOutcome, AgentReply } from '../../src/flow/agent/agent-reply.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import { foldText } from '../../src/flow/words/fold.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { ContactView } from '../../src/flow/session.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import type { Template } from '../../src/templates/template.js';
import { agentReply } from './agent-reply.js';
import { POLL, VISIT, compiled } from './flows.js';
import { visitTemplates } from './templates.js';

/** Monday, 2026-03-02 12:00 UTC. */
export const START = Date.UTC(2026, 2, 2, 12);

const FLOWS = [compiled(VISIT), compiled(POLL)];

export interface ChatOptions {
  channel?: Partial<ChannelView>;
  contact?: Partial<ContactView>;
  templates?: readonly Template[];
  marketingAllowed?: boolean;
  /** Those published; a visit and a poll if not given. */
  flows?: readonly CompiledFlow[];
}

/**
 * One conversation taken through turns by hand: what leaves is put into `sent`, the clock stands still until it is
 * moved, and between any two turns the conversation goes through JSON and its schema.
 */
export class Chat {
  conversation = newConversation({ channelId: 'ch', contactId: 'co', to: { waId: '34600' }, now: START });
  now = START;
  readonly sent: OutboxMessage[] = [];
  templates: readonly Template[];
  marketingAllowed: boolean;
  readonly #channel: ChannelView;
  readonly #contact: ContactView;
  readonly #flows: readonly CompiledFlow[];
  #ids = 0;

  constructor({
    channel,
    contact,
    templates = visitTemplates,
    marketingAllowed = true,
    flows = FLOWS,
  }: ChatOptions = {}) {
    this.#channel = {
      capabilities: whatsappCapabilities,
      defaultFlow: undefined,
      closed: undefined,
      quietHours: undefined,
      templateCaps: { perDay: 2, perWeek: 5 },
      ...channel,
    };
    this.#contact = { attributes: {}, ...contact };
    this.templates = templates;
    this.#flows = flows;
    this.marketingAllowed = marketingAllowed;
  }

  get world(): TurnWorld {
    const flows = this.#flows;
    return {
      now: this.now,
      newId: () => `id${String((this.#ids += 1))}`,
      channel: this.#channel,
      contact: this.#contact,
      marketingAllowed: this.marketingAllowed,
      flows: {
        languages: [...new Set(flows.flatMap((flow) => flow.languages))],
        published: (id) => {
          const flow = flows.find((one) => one.id === id);
          return flow && { version: 'v1', flow };
        },
        version: (id, version) => (version === 'v1' ? flows.find((flow) => flow.id === id) : undefined),
        forKeyword: (text) => {
          for (const flow of flows) {
            const found = flow.keywords.find((keyword) => foldText(keyword.text) === foldText(text));
            if (found) return { flowId: flow.id, language: found.language };
          }
          return undefined;
        },
      },
      templates: (name) => this.templates.filter((template) => template.name === name),
    };
  }

  /** Takes a turn without sending anything. */
  take(input: TurnInput): void {
    const before = JSON.stringify(this.conversation);
    const next = takeTurn(this.conversation, input, this.world);
    if (JSON.stringify(this.conversation) !== before) throw new Error('the turn changed the conversation it was given');
    this.conversation = Conversation.parse(JSON.parse(JSON.stringify(next)));
  }

  /** Sends what waits in the outbox; gives what left. */
  send(): OutboundMessage[] {
    const leaving = this.conversation.outbox.filter((item) => item.kind === 'message');
    this.sent.push(...leaving);
    this.conversation = { ...this.conversation, outbox: [] };
    return leaving.map(({ message }) => message);
  }

  /** The contact writes; gives what they get. */
  says(content: string | InboundContent, at = this.now): OutboundMessage[] {
    this.take({
      kind: 'message',
      content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      at,
    });
    return this.send();
  }

  /** The contact taps the nth button or row of a message that was sent; the last one that has any, if not said. */
  taps(nth: number, of = this.lastWithTaps()): OutboundMessage[] {
    const tap = tapsOf(of.message)[nth];
    if (!tap) throw new Error(`no button ${nth}`);
    return this.says({ kind: 'tap', source: 'button', ...tap });
  }

  command(command: Command): OutboundMessage[] {
    this.take({ kind: 'command', command });
    return this.send();
  }

  /** The agent that was asked answers, or does not; gives what the contact gets. */
  answers(reply: Partial<AgentReply> | { failed: AgentFailure['class'] }, callId = this.asked().id): OutboundMessage[] {
    const outcome: AgentOutcome =
      'failed' in reply
        ? { kind: 'failed', failure: { class: reply.failed, code: reply.failed, text: reply.failed } }
        : { kind: 'answered', reply: agentReply(reply) };
    this.take({ kind: 'agent-answered', callId, outcome });
    return this.send();
  }

  /** The call whose answer is awaited. */
  asked(): AgentCall {
    const { call } = this.conversation;
    if (!call) throw new Error('no agent is asked');
    return call.call;
  }

  /** Moves the clock to the next timer and takes it. */
  timer(): OutboundMessage[] {
    const timer = this.conversation.timers.toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (!timer) throw new Error('no timer is set');
    this.now = Math.max(this.now, timer.dueAt);
    this.take({ kind: 'timer', timer });
    return this.send();
  }

  /** The provider fails a message that was sent. */
  fails(failure: Partial<SendFailure> & Pick<SendFailure, 'class'>, item = this.lastSent()): OutboundMessage[] {
    const message: FailedMessage = {
      message: item.message,
      question: item.question,
      inboundCount: item.inboundCount,
      resends: item.resends,
      providerMessageId: 'wamid.1',
    };
    this.take({
      kind: 'send-failed',
      message,
      failure: { code: '1', detail: '', text: '', tellPerson: false, ...failure },
    });
    return this.send();
  }

  lastSent(): OutboxMessage {
    const last = this.sent.at(-1);
    if (!last) throw new Error('nothing was sent');
    return last;
  }

  notes(name?: string): HistoryNote[] {
    return this.conversation.history.filter((note) => name === undefined || note.name === name);
  }

  get session() {
    return this.conversation.session;
  }

  private lastWithTaps(): OutboxMessage {
    const last = this.sent.findLast(({ message }) => tapsOf(message).length > 0);
    if (!last) throw new Error('nothing to tap');
    return last;
  }
}

/** What can be tapped on a message, as the provider would send it back. */
export function tapsOf(message: OutboundMessage): { id: string; title: string }[] {
  switch (message.kind) {
    case 'buttons':
      return message.buttons;
    case 'list':
      return message.rows;
    case 'template':
      return message.buttons.map(({ value }) => ({ id: value, title: value }));
    default:
      return [];
  }
}

/** A message as a person reads it. */
export function textOf(message: OutboundMessage | undefined): string {
  if (!message) return '(nothing)';
  switch (message.kind) {
    case 'media':
      return message.caption ?? '';
    case 'template':
      return `[${message.name}/${message.language}] ${message.preview.split('\n', 1)[0] ?? ''}`;
    default:
      return message.body;
  }
}
