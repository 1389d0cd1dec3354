import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { WebhookRequest } from '../channels/channel.js';
import { ChannelDirectory, type ConnectedChannel } from '../channels/connected/channel-directory.js';
import { WebhookEvents } from '../channels/connected/webhook-events.js';
import type { Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { Allowances } from '../http/allowances.js';
import { channelRequest, type HttpRequest } from '../http/channel-request.js';
import { Open } from '../http/needs.js';
import { Problem } from '../http/problem.js';
import type { Logger } from '../logging/logger.js';
import { CLOCK, LOGGER, PUBLIC_URL, SETTINGS } from '../runtime/tokens.js';

type HttpReply = Pick<FastifyReply, 'status' | 'header'>;

/** Where providers send events. What has been answered with success is stored. */
@ApiExcludeController()
@Open()
@Controller('webhooks')
export class WebhooksController {
  #inHand = 0;

  constructor(
    private readonly directory: ChannelDirectory,
    private readonly events: WebhookEvents,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'WEBHOOKS_IN_HAND'>,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly allowances: Allowances,
  ) {}

  /** A provider asks whether the address is ours before it sends anything there. */
  @Get(':provider/:key')
  async prove(
    @Param('provider') provider: string,
    @Param('key') key: string,
    @Req() http: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<string> {
    const { adapter, webhookSecret, access } = await this.#channel(provider, key);
    const answer = adapter.handshake?.(this.#request('GET', http), webhookSecret, access);
    if (answer === undefined) {
      throw new Problem(403, 'no-handshake', 'Not a handshake', 'The request does not prove to know this channel.');
    }
    reply.header('Content-Type', 'text/plain; charset=utf-8');
    return answer;
  }

  @Post(':provider/:key')
  async receive(
    @Param('provider') provider: string,
    @Param('key') key: string,
    @Req() http: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<{ received: number } | string> {
    // A database that is slow or away must not pile up requests here: the provider keeps them and comes again.
    if (this.#inHand >= this.settings.WEBHOOKS_IN_HAND) {
      throw new Problem(503, 'busy', 'Try again later', 'As many webhooks are being stored as may be at a time.');
    }
    this.#inHand += 1;
    try {
      const connected = await this.#channel(provider, key);
      const received = await this.#take(connected, this.#request('POST', http));
      const { status = 200, contentType, body = { received } } = connected.adapter.acknowledge ?? {};
      reply.status(status);
      if (contentType !== undefined) reply.header('Content-Type', contentType);
      return body;
    } finally {
      this.#inHand -= 1;
    }
  }

  async #channel(provider: string, key: string): Promise<ConnectedChannel> {
    const connected = await this.directory.byWebhookKey(provider, key);
    if (connected) return connected;
    throw new Problem(404, 'unknown-channel', 'Unknown channel', 'No channel has this webhook address.');
  }

  async #take(connected: ConnectedChannel, request: WebhookRequest): Promise<number> {
    if (!connected.adapter.verifyWebhook(request, connected.webhookSecret, connected.access)) {
      this.log.warn({ event: 'webhook.forged', channelId: connected.channel.id }, 'webhook with a wrong secret');
      throw new Problem(
        401,
        'wrong-secret',
        'Wrong webhook secret',
        'The request does not carry the secret of this channel.',
      );
    }
    await this.allowances.take(connected.channel.id, connected.adapter.allowance?.(request));
    const events = connected.adapter.parseWebhook(request, connected.access);
    await this.events.take(connected, events);
    return events.length;
  }

  #request(method: WebhookRequest['method'], http: HttpRequest): WebhookRequest {
    return channelRequest(method, http, this.publicUrl(), this.clock.now());
  }
}
