import {
  Conversation,
  newConversation,
  type Command,
  type HistoryNote,
  type Timer,
} from '../conversations/conversation.js';
import { QuotaTurn } from '../conversations/turn/quota-turn.js';
import type { TurnInput } from '../conversations/turn/turn-input.js';
import type { TurnWorld } from '../conversations/turn/world.js';
import type { AgentCall } from '../flow/agent/agent-call.js';
import type { AgentOutcome } from '../flow/agent/agent-reply.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { HiddenValues } from '../flow/hidden.js';
import type { InboundContent } from '../flow/inbound.js';
import type { ContactView, Session } from '../flow/session.js';
import { foldText } from '../flow/words/fold.js';
import type { Capabilities } from '../rendering/capabilities.js';
import type { OutboundMessage } from '../rendering/outbound.js';
import { whatsappCapabilities } from '../rendering/whatsapp-capabilities.js';
import type { Template } from '../templates/template.js';
import { HOUR, MINUTE, type Instant } from '../time/instant.js';

export interface ChatSetting {
  flow: CompiledFlow;
  contact?: ContactView;
  /** Wins over the contact's own. */
  language?: string | undefined;
  /** Values given at the start. */
  hidden?: HiddenValues | undefined;
  /** The channel's catalogue, for what happens when the window closes. */
  templates?: readonly Template[];
  /** Quotas that have no place left; the others have one. */
  full?: readonly string[] | undefined;
  /** Decides everything that is drawn by lot. */
  seed?: string | undefined;
  startsAt?: Instant | undefined;
  /** Answers calls to agents, at once; without it no agent answers. `later`: whoever plays gives the answers. */
  agents?: ((call: AgentCall, now: Instant) => AgentOutcome) | 'later' | undefined;
  capabilities?: Capabilities;
}

/** What came of one thing that happened. */
export interface Played {
  messages: OutboundMessage[];
  /** Background decisions, in order. */
  notes: HistoryNote[];
}

/** Thursday, 2026-01-15 09:00 UTC. */
const START = Date.UTC(2026, 0, 15, 9);
/** What a person needs to read and answer. */
const PAUSE = MINUTE;
/** Timers of one wait; more is a timer that sets itself anew for ever. */
const MAX_TIMERS = 1_000;

/** One event makes a handful at most; more is a circle that the engine ought to have left. */
const MAX_CALLS = 50;

const NO_AGENTS: AgentOutcome = {
  kind: 'failed',
  failure: { class: 'broken', code: 'link-unknown', text: 'no agent can be asked here' },
};

const VERSION = 'played';

/**
 * One flow talked through with one person who does not exist: the very turns of production, a clock that moves only
 * when told to, and messages that arrive at once. Between any two turns the conversation goes through JSON and its
 * schema, as it does when it is stored.
 */
export class PlayedChat {
  /** Everything the person got, oldest first. */
  readonly sent: OutboundMessage[] = [];
  #conversation: Conversation;
  #now: Instant;
  #ids = 0;

  constructor(private readonly setting: ChatSetting) {
    this.#now = setting.startsAt ?? START;
    const fresh = newConversation({ channelId: 'played', contactId: 'played', to: { waId: '0' }, now: this.#now });
    const windowHours = this.#capabilities.windowHours ?? 0;
    // The person has just written: that is how most chats begin, and without it only a template could be sent.
    this.#conversation = { ...fresh, window: { closesAt: this.#now + windowHours * HOUR } };
  }

  get session(): Session | null {
    return this.#conversation.session;
  }

  get now(): Instant {
    return this.#now;
  }

  /** The call to an agent that waits for `answers`. */
  get asking(): AgentCall | undefined {
    return this.#conversation.call?.call;
  }

  start(): Played {
    const { flow, language, hidden } = this.setting;
    const command: Command = {
      kind: 'start-flow',
      flowId: flow.id,
      ...(language !== undefined && { language }),
      ...(hidden && { hidden }),
    };
    return this.#take({ kind: 'command', command });
  }

  /** The person sends something, a minute after what happened before. */
  says(content: InboundContent): Played {
    const meanwhile = this.wait(PAUSE);
    return joined([meanwhile, this.#take({ kind: 'message', content, at: this.#now })]);
  }

  /** The agent that is asked answers. */
  answers(outcome: AgentOutcome): Played {
    const { asking } = this;
    return asking ? this.#take({ kind: 'agent-answered', callId: asking.id, outcome }) : joined([]);
  }

  /** Nothing is said for so many milliseconds; what is due in the meantime happens. */
  wait(ms: number): Played {
    const until = this.#now + ms;
    const happened: Played[] = [];
    for (let timer = this.#dueBy(until); timer; timer = this.#dueBy(until)) {
      if (happened.length >= MAX_TIMERS) throw new Error(`more than ${MAX_TIMERS} timers were due in one wait`);
      this.#now = Math.max(this.#now, timer.dueAt);
      happened.push(this.#take({ kind: 'timer', timer }));
    }
    this.#now = until;
    return joined(happened);
  }

  #dueBy(until: Instant): Timer | undefined {
    const [next] = this.#conversation.timers.toSorted((a, b) => a.dueAt - b.dueAt);
    return next && next.dueAt <= until ? next : undefined;
  }

  /** Takes it through a turn, and then the agent's answers to whatever that asks. */
  #take(input: TurnInput): Played {
    const happened = [this.#turnWith(input)];
    const { agents } = this.setting;
    if (agents === 'later') return joined(happened);
    for (let { call } = this.#conversation; call; { call } = this.#conversation) {
      if (happened.length > MAX_CALLS) throw new Error(`more than ${MAX_CALLS} calls to agents followed one event`);
      const outcome = agents?.(call.call, this.#now) ?? NO_AGENTS;
      happened.push(this.#turnWith({ kind: 'agent-answered', callId: call.call.id, outcome }));
    }
    return joined(happened);
  }

  #turnWith(input: TurnInput): Played {
    const known = new Set(this.#conversation.history);
    const next = this.#turn(new QuotaTurn(this.#conversation, input, this.#world()));
    const notes = next.history.filter((note) => !known.has(note));
    const messages = next.outbox.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
    this.#conversation = Conversation.parse(JSON.parse(JSON.stringify({ ...next, outbox: [] })));
    this.sent.push(...messages);
    return { messages, notes };
  }

  #turn(turn: QuotaTurn): Conversation {
    for (;;) {
      const attempt = turn.attempt();
      if ('taken' in attempt) return attempt.taken;
      turn.decide(attempt.wanted, !this.setting.full?.includes(attempt.wanted.name));
    }
  }

  get #capabilities(): Capabilities {
    return this.setting.capabilities ?? whatsappCapabilities;
  }

  #world(): TurnWorld {
    const { flow, contact = { attributes: {} }, templates = [], seed = 'played' } = this.setting;
    return {
      now: this.#now,
      newId: () => `${seed}-${String((this.#ids += 1))}`,
      channel: {
        capabilities: this.#capabilities,
        defaultFlow: undefined,
        closed: undefined,
        quietHours: undefined,
        templateCaps: { perDay: 2, perWeek: 5 },
      },
      contact,
      marketingAllowed: true,
      flows: {
        languages: flow.languages,
        published: (id) => (id === flow.id ? { version: VERSION, flow } : undefined),
        version: (id, version) => (id === flow.id && version === VERSION ? flow : undefined),
        forKeyword: (text) => {
          const keyword = flow.keywords.find((one) => foldText(one.text) === foldText(text));
          return keyword && { flowId: flow.id, language: keyword.language };
        },
      },
      templates: (name) => templates.filter((template) => template.name === name),
    };
  }
}

function joined(parts: readonly Played[]): Played {
  return { messages: parts.flatMap(({ messages }) => messages), notes: parts.flatMap(({ notes }) => notes) };
}
