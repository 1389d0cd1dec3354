import type { AgentCaller } from '../../src/agents/links/agent-caller.js';
import { ChannelDirectory } from '../../src/channels/connected/channel-directory.js';
import { ChannelTrouble } from '../../src/channels/connected/channel-trouble.js';
import type { ChannelEvent, DeliveryStatus, Identifiers } from '../../src/channels/events.js';
import { AgentCalls } from '../../src/conversations/agent-calls.js';
import { ConversationCommands } from '../../src/conversations/conversation-commands.js';
import type { Conversation, OutboundEntry, ThreadEntry } from '../../src/conversations/conversation.js';
import { EntryTurns } from '../../src/conversations/entry-turns.js';
import { Mailbox } from '../../src/conversations/mailbox.js';
import { Receiver } from '../../src/conversations/receive.js';
import { Sweep } from '../../src/conversations/sweep.js';
import { TurnRunner } from '../../src/conversations/turn-runner.js';
import { TurnWorlds } from '../../src/conversations/turn-worlds.js';
import { Ledger } from '../../src/costs/ledger.js';
import { StatusUpdater } from '../../src/delivery/apply-statuses.js';
import { MessageSender } from '../../src/delivery/message-sender.js';
import { Outbox } from '../../src/delivery/outbox.js';
import type { PaceAnswer, PaceRequest, Pacer } from '../../src/delivery/pacing/pacer.js';
import { SendClaims } from '../../src/delivery/send-claims.js';
import { FlowLibrary } from '../../src/flows/flow-library.js';
import type { AgentCall } from '../../src/flow/agent/agent-call.js';
import type { AgentOutcome } from '../../src/flow/agent/agent-reply.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import type { CallRef } from '../../src/queue/call-bell.js';
import type { Ids } from '../../src/ids/ids.js';
import { createLogger } from '../../src/logging/logger.js';
import type { Bell, ConversationRef } from '../../src/queue/bell.js';
import { SecretBox } from '../../src/secrets/secret-box.js';
import { workspaceScope, type Stored } from '../../src/storage/documents.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import type { Channel, ChannelSettings } from '../../src/store/channel.js';
import { openStore, type Store } from '../../src/store/store.js';
import { TemplateCatalogue } from '../../src/templates/catalogue/template-catalogue.js';
import { Metrics } from '../../src/watching/metrics.js';
import { noTracer } from '../../src/watching/tracer.js';
import { START, tapsOf, textOf } from './chat.js';
import { Crash, Hiccup, Life, crashingDocuments, type CrashPlan } from './crashing-documents.js';
import { QuotaPlaces } from '../../src/quotas/quota-places.js';
import { POLL, VISIT } from './flows.js';
import { ScriptedProvider } from './scripted-channel.js';
import { visitTemplates } from './templates.js';

export const scope = workspaceScope('test');
export const CHANNEL = 'ch';
export const ECHO_WAIT = 60_000;
export const LEASE = 25_000;
export const STALE_AFTER = 12 * 3_600_000;

type MessageEvent = Extract<ChannelEvent, { kind: 'message' }>;
type StatusEvent = Extract<ChannelEvent, { kind: 'status' }>;

/** What a bell was told, and nothing else: the test decides when it is answered. */
class RecordingBell implements Bell {
  readonly rung = new Set<string>();
  readonly at = new Map<string, number>();
  /** How often a delayed bell was set. */
  sets = 0;
  broken = false;

  async ring(conversations: readonly ConversationRef[]): Promise<void> {
    if (this.broken) throw new Error('the queue is away');
    for (const { conversationId } of conversations) this.rung.add(conversationId);
  }

  async ringAt({ conversationId }: ConversationRef, at: number): Promise<void> {
    this.sets += 1;
    this.at.set(conversationId, at);
  }
}

/** Lets everything go unless a test says otherwise. */
class ScriptedPacer implements Pacer {
  readonly asked: PaceRequest[] = [];
  readonly slowedDown: unknown[][] = [];
  /** Answers to the next requests, in order. */
  readonly answers: PaceAnswer[] = [];

  async take(request: PaceRequest): Promise<PaceAnswer> {
    this.asked.push(request);
    return this.answers.shift() ?? { kind: 'go' };
  }

  async slowDown(...given: unknown[]): Promise<void> {
    this.slowedDown.push(given);
  }
}

export interface Process {
  life: Life;
  store: Store;
  directory: ChannelDirectory;
  receiver: Receiver;
  runner: TurnRunner;
  statuses: StatusUpdater;
  sweep: Sweep;
  commands: ConversationCommands;
  agentCalls: AgentCalls;
}

/** The shell without Nest, on documents in memory: one database, one provider, one bell, and processes that can die. */
export class House {
  now = START;
  readonly bell = new RecordingBell();
  readonly pacer = new ScriptedPacer();
  readonly provider = new ScriptedProvider(() => this.now);
  readonly documents = memoryDocuments();
  /** Bells of calls to agents that nobody has answered yet. */
  calls: CallRef[] = [];
  /** Calls as the agents got them. */
  readonly asked: AgentCall[] = [];
  /** What the agents answer. */
  agent: (call: AgentCall) => AgentOutcome = () => ({
    kind: 'failed',
    failure: { class: 'down', code: 'UNAVAILABLE', text: 'no agent here' },
  });
  store!: Store;
  process!: Process;
  readonly #askAgent: AgentCaller['ask'] = async (_scope, call) => {
    this.asked.push(call);
    return this.agent(call);
  };
  readonly #clock = { now: () => this.now };
  readonly #secrets = new SecretBox(Buffer.alloc(32));
  #count = 0;
  readonly ids: Ids = { next: () => `id${String((this.#count += 1)).padStart(6, '0')}`, secret: () => 'secret' };

  static async open(settings: Partial<ChannelSettings> = {}): Promise<House> {
    const house = new House();
    house.store = await openStore(house.documents);
    await house.store.channels.insert(scope, CHANNEL, house.#channel(settings));
    await house.store.templates.insertMissing(
      scope,
      visitTemplates.map((template) => ({
        id: `${CHANNEL}|${template.name}|${template.language}`,
        doc: {
          channelId: CHANNEL,
          template,
          name: template.name,
          syncedAt: START,
          history: [],
          upcoming: [],
          goneAt: null,
        },
      })),
    );
    for (const source of [VISIT, POLL]) await house.publish(source);
    house.process = await house.start();
    return house;
  }

  async publish(source: string): Promise<void> {
    await new FlowLibrary(this.store, this.#clock).publish(scope, source, 'test.yaml');
  }

  /** Starts a process; with a plan, one that will die. */
  async start(plan?: CrashPlan): Promise<Process> {
    const life = new Life(plan);
    const store = await openStore(crashingDocuments(this.documents, life));
    const log = createLogger('silent');
    const adapter = this.provider.adapter(() => life.check());
    const directory = new ChannelDirectory(store, new Map([['scripted', adapter]]), this.#secrets, this.#clock);
    const watching = { metrics: new Metrics(), tracer: noTracer, log };
    const trouble = new ChannelTrouble(store, directory, this.#clock, watching);
    const flows = new FlowLibrary(store, this.#clock);
    const catalogue = new TemplateCatalogue(store, this.#clock);
    const mailbox = new Mailbox(store);
    // Webhooks can reach this process from its start on.
    const listeningSince = this.now;
    const listening = { since: async () => listeningSince };
    const claims = new SendClaims(store, listening, this.#clock, ECHO_WAIT, log);
    const settings = { echoWaitMs: ECHO_WAIT, staleAfterMs: STALE_AFTER };
    const sender = new MessageSender(store, claims, this.pacer, trouble, this.#clock, () => 0, settings, watching);
    const quotas = new QuotaPlaces(store, this.#clock);
    const worlds = new TurnWorlds(store, flows, catalogue, this.#clock, this.ids);
    const outbox = new Outbox(store, mailbox, sender, quotas, this.#clock);
    return {
      life,
      store,
      directory,
      receiver: new Receiver(store, this.bell, this.#clock, this.ids, watching),
      statuses: new StatusUpdater(store, this.bell, trouble, new Ledger(store), { tell: () => undefined }, log),
      sweep: new Sweep(store, this.bell, this.#clock, log),
      commands: new ConversationCommands(store, directory, flows, this.bell, this.#clock, this.ids, log),
      agentCalls: new AgentCalls(store, directory, { ask: this.#askAgent }, this.bell, this.#clock, watching),
      runner: new TurnRunner(
        store,
        mailbox,
        directory,
        worlds,
        new EntryTurns(store, worlds, quotas),
        outbox,
        this.bell,
        { ring: (call) => void this.calls.push(call) },
        this.#clock,
        this.#clock,
        this.ids,
        LEASE,
        watching,
      ),
    };
  }

  /** A webhook with one message, given again until a process that lives has taken it, as a provider does. */
  async says(id: string, content: string | InboundContent, of: Partial<MessageEvent> = {}): Promise<void> {
    const event: MessageEvent = {
      kind: 'message',
      id,
      at: this.now,
      from: { waId: '34600' },
      content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      ...of,
    };
    await this.surviving((process) => process.receiver.receive(scope, CHANNEL, [event]));
  }

  async status(ref: string, status: DeliveryStatus, of: Partial<StatusEvent> = {}): Promise<void> {
    const event: StatusEvent = { kind: 'status', messageId: `wamid.of.${ref}`, ref, status, at: this.now, ...of };
    await this.surviving(async (process) => {
      const connected = await process.directory.byId(scope, CHANNEL);
      if (connected) await process.statuses.apply(scope, connected.adapter, [event]);
    });
  }

  /** Answers the bells until they are silent; a process that dies on the way is replaced. */
  async work(): Promise<void> {
    for (let count = 0; this.bell.rung.size + this.calls.length > 0; count += 1) {
      if (count > 200) throw new Error('the bell does not fall silent');
      if (this.bell.rung.size === 0) await this.answerCalls();
      const [conversationId] = this.bell.rung;
      if (conversationId === undefined) continue;
      this.bell.rung.delete(conversationId);
      try {
        if ((await this.process.runner.run(scope, conversationId)) === 'busy')
          this.bell.at.set(conversationId, this.now + 1_000);
      } catch (error) {
        // The queue gives a job that failed to the next worker, which is the same process where it lives.
        if (error instanceof Hiccup) this.bell.rung.add(conversationId);
        else if (error instanceof Crash) this.process = await this.start();
        else throw error;
      }
    }
  }

  /** Makes the calls to agents that wait. */
  async answerCalls(): Promise<void> {
    for (const { conversationId, callId } of this.calls.splice(0)) {
      await this.surviving((process) => process.agentCalls.make(scope, conversationId, callId));
    }
  }

  /** Time passes: delayed bells that come due ring, the sweep goes round, and the work is done. */
  async pass(ms: number): Promise<void> {
    this.now += ms;
    for (const [conversationId, at] of this.bell.at) {
      if (at > this.now) continue;
      this.bell.at.delete(conversationId);
      this.bell.rung.add(conversationId);
    }
    await this.surviving((process) => process.sweep.run(scope));
    await this.work();
  }

  async surviving<T>(work: (process: Process) => Promise<T>): Promise<T> {
    try {
      return await work(this.process);
    } catch (error) {
      if (error instanceof Crash) this.process = await this.start();
      else if (!(error instanceof Hiccup)) throw error;
      return work(this.process);
    }
  }

  /** What the contact has got, as they read it. */
  get read(): string[] {
    return this.provider.accepted.map(({ message }) => textOf(message));
  }

  /** The nth button of the message received last that has one. */
  tap(nth: number): InboundContent {
    const last = this.provider.accepted.findLast(({ message }) => tapsOf(message).length > 0);
    const tap = last && tapsOf(last.message)[nth];
    if (!tap) throw new Error('nothing to tap');
    return { kind: 'tap', source: 'button', ...tap };
  }

  async conversation(): Promise<Conversation & Stored> {
    const [only, ...more] = await this.conversations();
    if (!only || more.length > 0) throw new Error(`there are ${more.length + (only ? 1 : 0)} conversations`);
    return only;
  }

  async conversations(): Promise<(Conversation & Stored)[]> {
    return (await this.store.conversations.find(scope)).items;
  }

  async thread(): Promise<(ThreadEntry & Stored)[]> {
    return (await this.store.thread.find(scope, { limit: 1000 })).items;
  }

  async outbound(): Promise<(OutboundEntry & Stored)[]> {
    return (await this.thread()).filter((entry) => entry.kind === 'outbound');
  }

  async channel(): Promise<Channel> {
    const channel = await this.store.channels.get(scope, CHANNEL);
    if (!channel) throw new Error('no channel');
    return channel;
  }

  async learn(who: Identifiers): Promise<void> {
    await this.says(`hello-${JSON.stringify(who)}`, 'hello', { from: who });
  }

  #channel(settings: Partial<ChannelSettings>): Channel {
    return {
      name: 'Test',
      provider: 'scripted',
      key: 'key',
      state: 'connected',
      stateReason: null,
      phoneNumber: null,
      sealedCredentials: this.#secrets.seal('{}', CHANNEL),
      sealedWebhookSecret: this.#secrets.seal('s', CHANNEL),
      settings: { templateCaps: { perDay: 2, perWeek: 5 }, messagesPerSecond: 80, typing: false, ...settings },
      health: null,
      notices: [],
      templatesSyncedAt: null,
      createdAt: START,
    };
  }
}
