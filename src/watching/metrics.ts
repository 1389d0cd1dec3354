import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ChannelEvent } from '../channels/events.js';
import type { FailureClass } from '../channels/failure.js';
import type { AgentFailure } from '../flow/agent/agent-reply.js';
import type { Disposition } from '../flow/session.js';

/** What became of a webhook: stored, turned away (4xx), or not taken because the database was away (5xx). */
export type WebhookOutcome = 'accepted' | 'refused' | 'unavailable';
/** What became of one call to a provider. */
export type SentOutcome = 'accepted' | FailureClass;
/** What became of one query to an agent. */
export type AgentQueryOutcome = 'answered' | AgentFailure['class'];
/** Whether an agent is asked: it is, one query tries whether it answers again, or it is left alone. */
export type AgentBreakerState = 'closed' | 'half-open' | 'open';
/** Why a message waits before it is sent (src/delivery/pacing). */
export type PacingReason = 'channel' | 'pair' | 'reply-first';
/** Why a write was tried again: somebody else wrote first, or the database did not answer. */
export type RetryReason = 'conflict' | 'unavailable';
export type EventKind = ChannelEvent['kind'];

/** How full a queue is, by the state of its jobs. */
export interface QueueDepth {
  queue: string;
  jobs: Readonly<Record<string, number>>;
  /** How long the job that has waited longest for a worker has waited; 0 where none does. */
  oldestWaitingSeconds: number;
}

/** Names beyond this many are counted as one: a label whose values grow without end would bury Prometheus. */
const MAX_DECISION_NAMES = 150;
const BEYOND = 'other';

/** Counted from zero, so that the first of them shows as an increase and not as a series that was never there. */
const WATCHED_DECISIONS = [
  'fallback.sent',
  'fallback.deferred',
  'fallback.given-up',
  'fallback.cancelled',
  'fallback.template-skipped',
  'fallback.already-decided',
  'window.closing',
  'window.closed',
  'message.dropped',
  'channel.stopped',
] as const;

/** Agent links beyond this many are counted as one, for the same reason. */
const MAX_AGENTS = 100;
const BREAKER: Readonly<Record<AgentBreakerState, number>> = { closed: 0, 'half-open': 0.5, open: 1 };

const HANDLING = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const CALLING = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const WAITING = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 6, 15, 30, 60, 300];

/**
 * What the service counts, in a registry of its own. Each method is one fact, told where it happens; all are cheap,
 * synchronous and never throw. Labels have few values: no id of a conversation, contact or message is ever one.
 * docs/watching.md lists every name.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #decisionNames = new Set<string>(WATCHED_DECISIONS);

  readonly #webhooks = this.#histogram(
    'canvass_webhook_seconds',
    'From the arrival of a webhook to its answer.',
    ['provider', 'outcome'],
    HANDLING,
  );
  readonly #events = this.#counter('canvass_events_received_total', 'Events that webhooks brought.', ['kind']);
  readonly #duplicates = this.#counter(
    'canvass_duplicates_dropped_total',
    'Messages that came again and were stored already.',
  );
  readonly #turns = this.#histogram(
    'canvass_turn_seconds',
    'One turn of a conversation, its sends included.',
    [],
    CALLING,
  );
  readonly #turnInputs = this.#counter('canvass_turn_inputs_total', 'Mailbox entries that turns took.');
  readonly #replies = this.#histogram(
    'canvass_reply_seconds',
    'From the webhook with the message of a contact to the acceptance of the reply by the provider.',
    [],
    CALLING,
  );
  readonly #sends = this.#histogram(
    'canvass_send_seconds',
    'One call to a provider that sends a message, by what became of it.',
    ['provider', 'outcome'],
    CALLING,
  );
  readonly #decisions = this.#counter('canvass_decisions_total', 'What was decided in the background, by its name.', [
    'event',
  ]);
  readonly #pacingWaits = this.#histogram(
    'canvass_pacing_wait_seconds',
    'How long a message was told to wait before it may be sent.',
    ['because'],
    WAITING,
  );
  readonly #storageRetries = this.#counter('canvass_storage_retries_total', 'Writes that were tried again.', [
    'because',
  ]);
  readonly #agentNames = new Set<string>();
  readonly #agentQueries = this.#counter('canvass_agent_queries_total', 'Queries to agents, by what became of them.', [
    'agent',
    'outcome',
  ]);
  readonly #agentSeconds = this.#histogram(
    'canvass_agent_query_seconds',
    'One query to an agent, waiting and tries again included.',
    ['agent'],
    CALLING,
  );
  readonly #agentBreakers = this.#gauge(
    'canvass_agent_breaker_open',
    'Whether the agent is left alone because it does not answer: 1, 0.5 while that is tried, 0.',
    ['agent'],
  );
  readonly #sessionsEnded = this.#counter('canvass_sessions_ended_total', 'Sessions that ended.', ['disposition']);
  readonly #queueJobs = this.#gauge('canvass_queue_jobs', 'Jobs in a queue.', ['queue', 'state']);
  readonly #queueOldest = this.#gauge(
    'canvass_queue_oldest_waiting_seconds',
    'Age of the job that has waited longest for a worker.',
    ['queue'],
  );
  readonly #mailboxOldest = this.#gauge(
    'canvass_mailbox_oldest_seconds',
    'Age of the oldest mailbox entry that no turn has taken.',
  );
  readonly #overdue = this.#gauge(
    'canvass_attention_overdue_seconds',
    'How long the conversation that is due longest (a timer, a message to send) has been due.',
  );
  readonly #backlogReadable = this.#gauge(
    'canvass_backlog_readable',
    'Whether the figures of the queue or the database could be read for this answer: 1 or 0.',
    ['source'],
  );

  /** @param options.ofProcess adds the usual `process_*` and `nodejs_*` figures; once a process is enough */
  constructor(options: { ofProcess?: boolean } = {}) {
    for (const event of WATCHED_DECISIONS) this.#decisions.inc({ event }, 0);
    if (options.ofProcess) collectDefaultMetrics({ register: this.#registry });
  }

  webhook(provider: string, outcome: WebhookOutcome, seconds: number): void {
    this.#webhooks.observe({ provider, outcome }, atLeastZero(seconds));
  }

  eventsReceived(kind: EventKind, count = 1): void {
    this.#events.inc({ kind }, count);
  }

  duplicatesDropped(count: number): void {
    this.#duplicates.inc(count);
  }

  turn(seconds: number, inputs: number): void {
    this.#turns.observe(atLeastZero(seconds));
    this.#turnInputs.inc(inputs);
  }

  reply(seconds: number): void {
    this.#replies.observe(atLeastZero(seconds));
  }

  send(provider: string, outcome: SentOutcome, seconds: number): void {
    this.#sends.observe({ provider, outcome }, atLeastZero(seconds));
  }

  /** @param event a name of docs/events.md: the same in the conversation's history, the logs and here */
  decided(event: string, count = 1): void {
    if (!this.#decisionNames.has(event)) {
      if (this.#decisionNames.size >= MAX_DECISION_NAMES) return this.#decisions.inc({ event: BEYOND }, count);
      this.#decisionNames.add(event);
    }
    this.#decisions.inc({ event }, count);
  }

  pacingWait(because: PacingReason, seconds: number): void {
    this.#pacingWaits.observe({ because }, atLeastZero(seconds));
  }

  storageRetry(because: RetryReason): void {
    this.#storageRetries.inc({ because });
  }

  agentQuery(agent: string, outcome: AgentQueryOutcome, seconds: number): void {
    const label = this.#agentLabel(agent);
    this.#agentQueries.inc({ agent: label, outcome });
    this.#agentSeconds.observe({ agent: label }, atLeastZero(seconds));
  }

  agentBreaker(agent: string, state: AgentBreakerState): void {
    this.#agentBreakers.set({ agent: this.#agentLabel(agent) }, BREAKER[state]);
  }

  sessionEnded(disposition: Disposition): void {
    this.#sessionsEnded.inc({ disposition });
  }

  /** The queue as it is now; undefined where it could not be read, which takes its figures away. */
  queue(depth: QueueDepth | undefined): void {
    this.#backlogReadable.set({ source: 'queue' }, depth ? 1 : 0);
    this.#queueJobs.reset();
    this.#queueOldest.reset();
    if (!depth) return;
    const { queue, jobs, oldestWaitingSeconds } = depth;
    for (const [state, count] of Object.entries(jobs)) this.#queueJobs.set({ queue, state }, count);
    this.#queueOldest.set({ queue }, oldestWaitingSeconds);
  }

  /** What waits in the database, in seconds; undefined where it could not be read: the figures are then not a number. */
  waiting(oldest: { mailboxSeconds: number; overdueSeconds: number } | undefined): void {
    this.#backlogReadable.set({ source: 'database' }, oldest ? 1 : 0);
    this.#mailboxOldest.set(oldest?.mailboxSeconds ?? Number.NaN);
    this.#overdue.set(oldest?.overdueSeconds ?? Number.NaN);
  }

  /** Names of everything that is counted, those of the process included. */
  names(): string[] {
    return this.#registry.getMetricsAsArray().map(({ name }) => name);
  }

  /** Prometheus' text format, version 0.0.4. prom-client 15 writes `Nan` for a figure that is not known; the format says `NaN`. */
  async text(): Promise<string> {
    return (await this.#registry.metrics()).replaceAll(/ Nan$/gm, ' NaN');
  }

  #agentLabel(agent: string): string {
    if (this.#agentNames.has(agent)) return agent;
    if (this.#agentNames.size >= MAX_AGENTS) return BEYOND;
    this.#agentNames.add(agent);
    return agent;
  }

  #counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: number[],
  ): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.#registry] });
  }
}

/** A clock that was set back must not make a figure that the library refuses. */
function atLeastZero(seconds: number): number {
  return Math.max(0, seconds);
}
