import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Post, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { WebhookRequest } from '../channels/channel.js';
import type { SiteAnswer } from '../channels/site.js';
import type { Clock } from '../clock/clock.js';
import { Allowances } from '../http/allowances.js';
import { channelRequest, type HttpRequest } from '../http/channel-request.js';
import { Open } from '../http/needs.js';
import { notFound } from '../http/problem.js';
import type { Logger } from '../logging/logger.js';
import { CLOCK, LOGGER, PUBLIC_URL } from '../runtime/tokens.js';

type SiteHttpRequest = HttpRequest & Pick<FastifyRequest, 'ip'>;

/** The key, and what may stand behind it in the same part of the address (`.js`). */
const KEY = /^([\w-]+)(\.\w+)?$/;

/** Set for every answer of the service; a site says itself who may frame, load and run what. */
const NOT_FOR_SITES = ['X-Frame-Options', 'Cross-Origin-Resource-Policy', 'Content-Security-Policy'];
const NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

/** What a channel shows to people itself: everything below `/sites/<provider>/<key>` is its adapter's. */
@ApiExcludeController()
@Open()
@Controller('sites')
export class SitesController implements OnModuleDestroy {
  readonly #stopping = new AbortController();

  constructor(
    private readonly directory: ChannelDirectory,
    private readonly allowances: Allowances,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Streams end before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  @Get([':provider/:key', ':provider/:key/*'])
  get(
    @Param() params: Record<string, string>,
    @Req() http: SiteHttpRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#answer('GET', params, http, reply);
  }

  @Post([':provider/:key', ':provider/:key/*'])
  post(
    @Param() params: Record<string, string>,
    @Req() http: SiteHttpRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#answer('POST', params, http, reply);
  }

  async #answer(
    method: WebhookRequest['method'],
    { provider = '', key: part = '' }: Record<string, string>,
    http: SiteHttpRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const [path = ''] = http.originalUrl.split('?');
    const [, key, suffix = ''] = KEY.exec(part) ?? [];
    const connected = key === undefined ? undefined : await this.directory.byWebhookKey(provider, key);
    const site = connected?.adapter.site;
    if (!connected || !site) throw notFound('site', path);
    const request = {
      ...channelRequest(method, http, this.publicUrl(), this.clock.now()),
      path: suffix + path.slice(`/sites/${provider}/${part}`.length),
      remoteAddress: http.ip,
      gone: AbortSignal.any([closing(reply), this.#stopping.signal]),
    };
    const { access, webhookSecret, channel } = connected;
    await this.allowances.take(channel.id, site.allowance?.(request, webhookSecret, access));
    const answer = await site.answer(request, webhookSecret, access);
    if (!answer) throw notFound('site', path);
    await this.#send(reply, answer);
  }

  async #send(reply: FastifyReply, { status = 200, headers, body }: SiteAnswer): Promise<void> {
    for (const name of NOT_FOR_SITES) reply.raw.removeHeader(name);
    reply.code(status).headers({ 'content-security-policy': NOTHING_ALLOWED, ...headers });
    if (typeof body === 'string' || Buffer.isBuffer(body)) {
      await reply.send(body);
      return;
    }
    // What has begun cannot become a problem any more: it ends, and whoever listens comes again.
    const pieces = Readable.from(body).on('error', (err) => {
      this.log.warn({ event: 'site.stream-broken', err }, err.message);
    });
    // A stream that ends because the service stops must not leave a connection that the server then waits for.
    await reply.header('connection', 'close').send(pieces);
  }
}

function closing(reply: FastifyReply): AbortSignal {
  const closed = new AbortController();
  reply.raw.once('close', () => closed.abort());
  return closed.signal;
}
