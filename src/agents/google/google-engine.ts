import { randomUUID } from 'node:crypto';
import { chooseLanguage } from '../../flow/language.js';
import type { AgentReply } from '../../flow/agent/agent-reply.js';
import type {
  AgentEngine,
  AgentQuery,
  AskOptions,
  LinkCheck,
  Opened,
  OpenedAgent,
  OpenOptions,
} from '../agent-engine.js';
import { QUERY_LIMIT } from '../cut-query.js';
import { clientOptions, type ClientOptions } from './client-options.js';
import { ClientPool, type Lease, type PooledClient } from './client-pool.js';
import { within } from '../../clock/within.js';
import { endpointOf, parseEmulator, type Endpoint } from './endpoint.js';
import { tellFailure, type LinkFacts, type ToldFailure } from './failures.js';
import { toGoogleQuery, unsupportedInput, type GoogleQuery } from './query.js';
import { accountHash, readServiceAccount, type ServiceAccount } from './service-account.js';

/** What both kinds' settings have. */
export interface GoogleSettings {
  projectId: string;
  location: string;
  agentId?: string;
  environment?: string | undefined;
  languages: readonly string[];
}

/** What a test call matched. */
export interface Tried {
  /** In words: `intent "Welcome"`. */
  matched: string;
  /** In which the agent answered, where it says so. */
  language: string | undefined;
}

/** What differs between Dialogflow ES and CX: the client, a query, a test call. May throw whatever the client throws. */
export interface Dialect<Settings extends GoogleSettings, Client extends PooledClient> {
  /** "Dialogflow ES". */
  readonly title: string;
  /** Full name of the gRPC service. */
  readonly service: string;
  /** Its methods that are called, as gRPC names them. */
  readonly methods: readonly string[];
  connect(options: ClientOptions): Promise<Client>;
  ask(client: Client, settings: Settings, query: GoogleQuery, timeoutMs: number): Promise<AgentReply>;
  tryOut(client: Client, settings: Settings, trial: Trial): Promise<Tried>;
}

/** A test call. */
export interface Trial {
  dialogue: string;
  language: string;
  timeoutMs: number;
}

/** What comes from outside, for tests. */
export interface GoogleEngineWorld {
  endpointOf: (location: string) => Endpoint;
  /** Milliseconds, from anywhere. */
  now: () => number;
  newDialogue: () => string;
}

const WORLD: GoogleEngineWorld = { endpointOf, now: () => performance.now(), newDialogue: randomUUID };

/** A test call that takes longer leaves the designer in doubt for no use. */
const CHECK_DEADLINE_MS = 8_000;

/** An engine that asks Google through an official client. */
export class GoogleEngine<
  Settings extends GoogleSettings,
  Client extends PooledClient,
> implements AgentEngine<Settings> {
  readonly voice = true;
  readonly textLimit = QUERY_LIMIT;
  readonly #pool = new ClientPool<Client>();

  constructor(
    private readonly dialect: Dialect<Settings, Client>,
    private readonly world: GoogleEngineWorld = WORLD,
  ) {}

  /** Connections to Google that are open; links with the same region and key share one. */
  get connections(): number {
    return this.#pool.size;
  }

  async open(settings: Settings, secret: string | undefined, options: OpenOptions): Promise<Opened> {
    if (options.emulator !== undefined) return this.#openEmulator(settings, options.emulator);
    const key = readServiceAccount(secret);
    if (!key.ok) return { ok: false, failure: key.failure, field: 'secret' };
    const warnings = [...key.warnings];
    if (key.projectId !== undefined && key.projectId !== settings.projectId) {
      warnings.push(`The key belongs to the project "${key.projectId}", the agent to "${settings.projectId}".`);
    }
    return this.#connect(settings, this.world.endpointOf(settings.location), key.account, warnings);
  }

  async #openEmulator(settings: Settings, address: string): Promise<Opened> {
    const endpoint = parseEmulator(address);
    if (endpoint === undefined) {
      const text = `The emulator’s address "${address}" has to be written as host:port, as in 127.0.0.1:9100.`;
      return { ok: false, failure: { class: 'broken', code: 'emulator-address', text } };
    }
    return this.#connect(settings, endpoint, undefined, ['This is an emulator, not Google’s Dialogflow.']);
  }

  async #connect(
    settings: Settings,
    endpoint: Endpoint,
    account: ServiceAccount | undefined,
    warnings: readonly string[],
  ): Promise<Opened> {
    const { dialect } = this;
    const key = [endpoint.host, endpoint.port, account === undefined ? 'none' : accountHash(account)].join('|');
    try {
      const lease = await this.#pool.lease(key, async () =>
        dialect.connect(await clientOptions(endpoint, account, dialect.service, dialect.methods)),
      );
      return { ok: true, agent: new GoogleAgent(dialect, settings, lease, this.world, account?.email, warnings) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const text = `${dialect.title} cannot be called with this service account key: ${reason}`;
      return { ok: false, failure: { class: 'broken', code: 'client-unusable', text }, field: 'secret' };
    }
  }
}

/** One link's agent on a shared connection. */
class GoogleAgent<Settings extends GoogleSettings, Client extends PooledClient> implements OpenedAgent {
  #closed = false;

  constructor(
    private readonly dialect: Dialect<Settings, Client>,
    private readonly settings: Settings,
    private readonly lease: Lease<Client>,
    private readonly world: GoogleEngineWorld,
    private readonly email: string | undefined,
    private readonly warnings: readonly string[],
  ) {}

  async ask(query: AgentQuery, { deadlineMs }: AskOptions): ReturnType<OpenedAgent['ask']> {
    const unsupported = unsupportedInput(query.input);
    if (unsupported !== undefined) return { kind: 'failed', failure: unsupported };
    const asked = toGoogleQuery(query, this.settings.languages);
    const answer = await this.#call(asked.speaks, deadlineMs, () =>
      this.dialect.ask(this.lease.client, this.settings, asked, deadlineMs),
    );
    return answer.ok ? { kind: 'answered', reply: answer.value } : { kind: 'failed', failure: answer.told.failure };
  }

  async check(): Promise<LinkCheck> {
    const language = chooseLanguage(this.settings.languages, undefined);
    const started = this.world.now();
    const trial = { dialogue: this.world.newDialogue(), language, timeoutMs: CHECK_DEADLINE_MS };
    const answer = await this.#call(language, CHECK_DEADLINE_MS, () =>
      this.dialect.tryOut(this.lease.client, this.settings, trial),
    );
    if (!answer.ok) return { ok: false, ...answer.told };
    const { matched, language: spoken } = answer.value;
    const tookMs = Math.round(this.world.now() - started);
    const said = `${this.dialect.title} answered in ${spoken ?? language} after ${tookMs} ms: "hi" matched ${matched}.`;
    return { ok: true, said, warnings: [...this.warnings, ...this.#doubts(language, spoken)] };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.lease.release();
  }

  #doubts(asked: string, spoken: string | undefined): string[] {
    const doubts: string[] = [];
    if ((this.settings.environment ?? 'draft') === 'draft') {
      doubts.push(
        'The agent’s draft is asked, which changes with every edit. Name an environment before customers use it.',
      );
    }
    if (spoken !== undefined && primary(spoken) !== primary(asked)) {
      doubts.push(`The agent was asked in "${asked}" and answered in "${spoken}": it may not speak "${asked}".`);
    }
    return doubts;
  }

  async #call<T>(language: string, deadlineMs: number, call: () => Promise<T>): Promise<Called<T>> {
    const facts = this.#facts(language);
    // The client rejects with a bare string once it is closed; another link may still keep it open.
    if (this.#closed) return { ok: false, told: closed(facts.title) };
    try {
      return { ok: true, value: await within(deadlineMs, call) };
    } catch (error) {
      return { ok: false, told: tellFailure(error, facts) };
    }
  }

  #facts(language: string): LinkFacts {
    const { projectId, location, agentId, environment } = this.settings;
    return { title: this.dialect.title, projectId, location, agentId, environment, language, email: this.email };
  }
}

type Called<T> = { ok: true; value: T } | { ok: false; told: ToldFailure };

function closed(title: string): ToldFailure {
  return { failure: { class: 'down', code: 'link-closed', text: `The link to ${title} was closed.` } };
}

function primary(tag: string): string | undefined {
  return tag.toLowerCase().split('-')[0];
}
