import { Readable } from 'node:stream';
import { Controller, Get, Inject, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Logins } from '../accounts/logins.js';
import { permissionsOf } from '../accounts/permissions.js';
import type { Principal } from '../accounts/principal.js';
import type { Clock } from '../clock/clock.js';
import { loginTokenOf } from '../http/login-cookie.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem } from '../http/problem.js';
import { changeStream } from '../inbox/change-stream.js';
import { LiveChanges } from '../inbox/live-changes.js';
import type { Logger } from '../logging/logger.js';
import { LEASE_CLOCK, LOGGER, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { LiveEventView } from './inbox-views.js';

/** Each holds a connection and a little memory. */
export const MOST_LISTENERS = 1_000;

/** As much of the HTTP server's request and reply as is needed here. */
interface Request {
  headers: { cookie?: string | undefined; 'last-event-id'?: string | string[] | undefined };
}
interface Reply {
  raw: { once(name: 'close', heard: () => void): unknown };
  headers(headers: Record<string, string>): Reply;
  send(body: Readable): unknown;
}

/** Tells browsers that conversations have changed, as they change. */
@ApiTags('inbox')
@Needs('conversations:read')
@Controller('api/v1/events')
export class EventsController implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  #listeners = 0;

  constructor(
    private readonly changes: LiveChanges,
    private readonly logins: Logins,
    @Inject(LEASE_CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  /** Streams end before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  @Get()
  @Returns(
    200,
    'A stream of server-sent events (text/event-stream), each `data` one of these. It ends when whoever listens may not any more.',
    LiveEventView,
  )
  @Returns(503, 'Too many listen already.')
  async listen(@Who() who: Principal, @Req() request: Request, @Res() reply: Reply): Promise<void> {
    if (this.#listeners >= MOST_LISTENERS) {
      const detail = `${MOST_LISTENERS} listen already; read again from time to time instead.`;
      throw new Problem(503, 'too-many-listeners', 'Too many listen', detail);
    }
    const gone = AbortSignal.any([closing(reply), this.#stopping.signal]);
    const stream = changeStream({
      changes: this.changes,
      scope: this.scope,
      isBack: request.headers['last-event-id'] !== undefined,
      isAllowed: () => this.#isAllowed(who, request.headers.cookie),
      gone,
      now: () => this.clock.now(),
    });
    this.#listeners += 1;
    const lines = Readable.from(stream)
      .on('error', (err) => this.log.warn({ event: 'events.stream-broken', err }, err.message))
      .once('close', () => (this.#listeners -= 1));
    await reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // A reverse proxy that gathers answers would keep it all back.
        'x-accel-buffering': 'no',
        // One that ends because the service stops must not leave a connection that the server then waits for.
        connection: 'close',
      })
      .send(lines);
  }

  /** Keys are asked for again when the stream ends; somebody who signs out, or loses the role, is shut out soon. */
  async #isAllowed({ kind }: Principal, cookie: string | undefined): Promise<boolean> {
    const token = kind === 'user' ? loginTokenOf(cookie) : undefined;
    if (token === undefined) return kind !== 'user';
    const user = await this.logins.userOf(this.scope, token);
    return user !== undefined && permissionsOf(user.roles).has('conversations:read');
  }
}

function closing(reply: Reply): AbortSignal {
  const closed = new AbortController();
  reply.raw.once('close', () => closed.abort());
  return closed.signal;
}
