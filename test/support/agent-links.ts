import { z } from 'zod';
import type {
  AgentEngine,
  AgentKindSpec,
  AgentQuery,
  AskOptions,
  LinkCheck,
  Opened,
} from '../../src/agents/agent-engine.js';
import { AgentCaller, type FetchVoice } from '../../src/agents/links/agent-caller.js';
import { AgentDirectory, type KnownLink } from '../../src/agents/links/agent-directory.js';
import { AgentLinks } from '../../src/agents/links/agent-links.js';
import { LinkGuards } from '../../src/agents/links/link-guards.js';
import { LinkOpener } from '../../src/agents/links/link-opener.js';
import { LinkQuotas } from '../../src/agents/links/link-quotas.js';
import { LinkStates } from '../../src/agents/links/link-states.js';
import { systemClock, type Clock } from '../../src/clock/clock.js';
import { createCounters } from '../../src/delivery/pacing/create-pacer.js';
import type { AgentCall } from '../../src/flow/agent/agent-call.js';
import type { AgentFailure, AgentOutcome } from '../../src/flow/agent/agent-reply.js';
import type { ShelvedFlow } from '../../src/flows/flow-library.js';
import { createLogger } from '../../src/logging/logger.js';
import { SecretBox } from '../../src/secrets/secret-box.js';
import { workspaceScope, type Documents } from '../../src/storage/documents.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import type { LinkLimits } from '../../src/store/agent-link.js';
import { openStore, type Store } from '../../src/store/store.js';
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.js';
import { Metrics } from '../../src/watching/metrics.js';
import { noTracer } from '../../src/watching/tracer.js';
import { agentReply } from './agent-reply.js';

export const scope = workspaceScope('test');

export const REPLY = agentReply({ messages: [{ kind: 'text', text: 'Hello' }] });
export const ANSWERED: AgentOutcome = { kind: 'answered', reply: REPLY };

export function fails(kind: AgentFailure['class'], code: string, text = 'It failed.'): AgentOutcome {
  return { kind: 'failed', failure: { class: kind, code, text } };
}

export const UNAVAILABLE = fails('down', 'UNAVAILABLE');
export const TOO_LATE = fails('down', 'DEADLINE_EXCEEDED');
export const EXHAUSTED = fails('busy', 'RESOURCE_EXHAUSTED');
export const DENIED = fails('broken', 'PERMISSION_DENIED', 'The role is missing.');

const FakeSettings = z.strictObject({ name: z.string(), hot: z.boolean().default(false) });
type FakeSettings = z.infer<typeof FakeSettings>;

/** An engine whose agents answer as a test wants; it counts what happens to them. */
export class FakeEngine implements AgentEngine<FakeSettings> {
  voice = true;
  readonly textLimit = 256;
  readonly asked: { name: string; query: AgentQuery; options: AskOptions; at: number }[] = [];
  readonly opened: { name: string; secret: string | undefined; emulator: string | undefined }[] = [];
  readonly closed: string[] = [];
  checks = 0;
  answer: (name: string, query: AgentQuery, options: AskOptions) => Promise<AgentOutcome> | AgentOutcome = () =>
    ANSWERED;
  opens: (name: string, secret: string | undefined) => Promise<Opened | undefined> | Opened | undefined = () =>
    undefined;
  checked: LinkCheck = { ok: true, said: 'It answered.', warnings: ['It is a draft.'] };

  async open(
    { name }: FakeSettings,
    secret: string | undefined,
    options: { emulator?: string | undefined },
  ): Promise<Opened> {
    this.opened.push({ name, secret, emulator: options.emulator });
    const refused = await this.opens(name, secret);
    if (refused) return refused;
    return {
      ok: true,
      agent: {
        ask: async (query, how) => {
          this.asked.push({ name, query, options: how, at: Date.now() });
          return this.answer(name, query, how);
        },
        check: async () => {
          this.checks += 1;
          return this.checked;
        },
        close: async () => {
          this.closed.push(name);
        },
      },
    };
  }
}

/** Two kinds of the same engine: one that forgets soon and needs a secret, one that forgets late and needs none. */
export function fakeKinds(engine: FakeEngine): Record<'fake' | 'late', AgentKindSpec> & Record<string, AgentKindSpec> {
  const load = async () => engine;
  const secret = { label: 'Key', help: 'Ask for it' };
  const settings = FakeSettings;
  return {
    fake: {
      title: 'Fake',
      settings,
      deadlineMs: 8 * SECOND,
      remembersMs: 19 * MINUTE,
      secret,
      load,
    } satisfies AgentKindSpec<FakeSettings>,
    late: {
      title: 'Late',
      settings,
      deadlineMs: 25 * SECOND,
      remembersMs: 23 * HOUR,
      load,
    } satisfies AgentKindSpec<FakeSettings>,
  };
}

/** Everything that asks agents, over a database in memory. The time is that of the machine: tests fake its timers. */
export class AgentHouse {
  readonly engine = new FakeEngine();
  readonly kinds = fakeKinds(this.engine);
  readonly metrics = new Metrics();
  readonly log = createLogger('silent');
  readonly secrets = new SecretBox(Buffer.alloc(32, 1));
  readonly flows = new Map<string, ShelvedFlow>();
  readonly directory: AgentDirectory;
  readonly guards: LinkGuards;
  readonly quotas: LinkQuotas;
  readonly links: AgentLinks;
  readonly caller: AgentCaller;
  readonly opener: LinkOpener;
  /** How far the conversations' clock is ahead. */
  aheadMs = 0;
  #calls = 0;

  private constructor(
    readonly store: Store,
    readonly documents: Documents,
  ) {
    const clock: Clock = systemClock;
    const watching = { metrics: this.metrics, tracer: noTracer, log: this.log };
    const random = () => 0.5;
    this.opener = new LinkOpener(this.kinds, this.secrets, { emulator: undefined });
    this.directory = new AgentDirectory(store, this.opener, clock, this.log);
    this.guards = new LinkGuards(random, watching);
    this.quotas = new LinkQuotas(createCounters({ place: { kind: 'memory' }, log: this.log }), clock);
    const states = new LinkStates(store, this.directory, clock, watching);
    const world = { conversationClock: { now: () => clock.now() + this.aheadMs }, clock, random };
    this.caller = new AgentCaller(this.kinds, this.directory, this.guards, this.quotas, states, world, watching);
    const flows = { published: async () => this.flows };
    const ids = { next: () => `id-${this.#next()}`, secret: () => 'secret' };
    this.links = new AgentLinks(
      store,
      this.kinds,
      this.opener,
      this.directory,
      states,
      flows,
      this.secrets,
      clock,
      ids,
      this.log,
    );
  }

  static async open(): Promise<AgentHouse> {
    const documents = memoryDocuments();
    return new AgentHouse(await openStore(documents), documents);
  }

  async link(
    id: string,
    given: { kind?: string; name?: string; limits?: Partial<LinkLimits> } = {},
  ): Promise<KnownLink> {
    const { kind = 'fake', name = id, limits } = given;
    const settings = { name };
    const { link } = await this.links.put(scope, id, { kind, settings, limits }, { check: false });
    return link;
  }

  ask(agent: string, given: Partial<AgentCall> = {}, voice: FetchVoice = async () => undefined): Promise<AgentOutcome> {
    const call: AgentCall = {
      id: `call-${this.#next()}`,
      sessionId: 'session',
      stepId: 'help',
      agent,
      input: { kind: 'text', text: 'hi' },
      language: 'en',
      parameters: {},
      memory: { epoch: 0, contexts: [], parameters: {} },
      timezone: 'UTC',
      ...given,
    };
    return this.caller.ask(scope, call, voice);
  }

  stored(id: string): Promise<KnownLink | undefined> {
    return this.store.agentLinks.get(scope, id);
  }

  close(): Promise<void> {
    this.guards.close();
    return this.directory.close();
  }

  #next(): number {
    this.#calls += 1;
    return this.#calls;
  }
}

/** Fakes what tells and takes time, and nothing that merely puts work off. */
export function fakeTime(now = Date.UTC(2026, 0, 15, 9)): void {
  jest.useFakeTimers({ now, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
}
