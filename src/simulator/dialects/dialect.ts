import type { FastifyInstance } from 'fastify';
import type { StoredMedia } from '../media-store.js';
import type { PlatformEvent } from '../platform-event.js';
import type { WebhookTarget } from '../webhooks/courier.js';
import type { WebhookAnswer } from '../webhooks/post.js';
import type { Behaviour, World } from '../world.js';

/**
 * One provider's way to speak for the platform. The world behind it (people, windows, templates, faults, limits,
 * statuses, the clock) is the same for all; a dialect is what the provider puts in front: paths, credentials, bodies,
 * refusals in its shape, webhooks in its envelope with its signature. It is as strict as the provider is.
 *
 * A dialect is a folder here and a line in registry.ts. It puts what it is sent into Meta's words (the body of
 * `POST /messages`, the platform's own) and hands it to `takeMessage`, which knows windows, limits and faults; it gets
 * `PlatformEvent`s and writes webhooks. It remembers nothing of its own but what its provider does (contents, callback
 * addresses), and forgets that in `reset`.
 */
export interface Dialect {
  /** As the service's adapter is called. */
  readonly provider: string;
  /** Secrets and names with which the service connects, under the names that its adapter gives them. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Settings (environment variables) that lead the service here. `address` is the simulator's, without a slash. */
  settings(address: string): Record<string, string>;
  /** When the provider tells that the window is closed, where a trial does not say it: at once, or by a status. */
  readonly closedWindow: Behaviour['closedWindow'];
  /** A message's id as the provider makes it; `n` is new each time, `run` is this run of the simulator. */
  messageId(run: string, n: number): string;
  /** The address from which the business is told to fetch a file. */
  mediaUrl(world: World, media: StoredMedia): string;
  /**
   * Registers the provider's API. It has the server to itself, but for `/_simulator` and the phone page; hooks and
   * error handlers set here stay here.
   */
  routes(app: FastifyInstance, world: World): void;
  readonly webhooks: WebhookWays;
  /** Forgets what the business has made here. */
  reset?(): void;
}

/** How the provider brings events to the business. */
export interface WebhookWays {
  /** May one body hold several events? */
  readonly batches: boolean;
  /** Longer than this is no answer. Real milliseconds; a trial may set another. */
  readonly timeoutMs: number;
  /** Simulated milliseconds after which an event is given up. */
  readonly giveUpAfterMs: number;
  /**
   * The request that tells these events: one, or several where they are batched; at least one. Written anew for every
   * attempt, so that what is signed with a time has today's. Undefined: this provider does not tell such an event.
   */
  write(events: readonly PlatformEvent[], target: WebhookTarget, world: World): WebhookPost | undefined;
  /** What an answer means: taken, to be tried again, or lost. `attempt` counts from 0. */
  outcome(answer: WebhookAnswer, attempt: number): 'taken' | 'again' | 'lost';
}

/** A request to the business. */
export interface WebhookPost {
  url: string;
  /** With its content type. */
  headers: Record<string, string>;
  body: string;
}
