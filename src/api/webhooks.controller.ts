import { Controller, Headers, HttpCode, Inject, Param, Post, Query, RawBody } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { WebhookRequest } from '../channels/channel.js';
import { ChannelDirectory } from '../channels/connected/channel-directory.js';
import { WebhookEvents } from '../channels/connected/webhook-events.js';
import type { Settings } from '../config/settings.js';
import { Problem } from '../http/problem.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER, SETTINGS } from '../runtime/tokens.js';

/** Where providers send events. What has been answered with 200 is stored. */
@ApiExcludeController()
@Controller('webhooks')
export class WebhooksController {
  #inHand = 0;

  constructor(
    private readonly directory: ChannelDirectory,
    private readonly events: WebhookEvents,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'WEBHOOKS_IN_HAND'>,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Post(':provider/:key')
  @HttpCode(200)
  async receive(
    @Param('provider') provider: string,
    @Param('key') key: string,
    @Headers() headers: Record<string, string | undefined>,
    @Query() query: Record<string, string | undefined>,
    @RawBody() rawBody: Buffer | undefined,
  ): Promise<{ received: number }> {
    // A database that is slow or away must not pile up requests here: the provider keeps them and comes again.
    if (this.#inHand >= this.settings.WEBHOOKS_IN_HAND) {
      throw new Problem(503, 'busy', 'Try again later', 'As many webhooks are being stored as may be at a time.');
    }
    this.#inHand += 1;
    try {
      return await this.#take(provider, key, { headers, query, rawBody: rawBody ?? Buffer.alloc(0) });
    } finally {
      this.#inHand -= 1;
    }
  }

  async #take(provider: string, key: string, request: WebhookRequest): Promise<{ received: number }> {
    const connected = await this.directory.byWebhookKey(provider, key);
    if (!connected)
      throw new Problem(404, 'unknown-channel', 'Unknown channel', 'No channel has this webhook address.');
    if (!connected.adapter.verifyWebhook(request, connected.webhookSecret, connected.access)) {
      this.log.warn({ event: 'webhook.forged', channelId: connected.channel.id }, 'webhook with a wrong secret');
      throw new Problem(
        401,
        'wrong-secret',
        'Wrong webhook secret',
        'The request does not carry the secret of this channel.',
      );
    }
    const events = connected.adapter.parseWebhook(request);
    await this.events.take(connected, events);
    return { received: events.length };
  }
}
