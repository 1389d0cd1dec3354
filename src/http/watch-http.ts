import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Ids } from '../ids/ids.js';
import { withLogFields } from '../logging/log-fields.js';
import { SECOND } from '../time/instant.js';
import type { Metrics, WebhookOutcome } from '../watching/metrics.js';
import type { WatchedQueue } from '../watching/queue-board.js';

export interface HttpWatching {
  metrics: Metrics;
  ids: Ids;
  /** Names of the providers that there are; what else stands in a webhook's address is counted as `unknown`. */
  providers: Iterable<string>;
  /** Shown on the board. */
  queue: WatchedQueue;
}

/** A request id that came with the request is kept, if it is one that a log can hold. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;
const WEBHOOK = /^\/webhooks\/([^/]+)\//;

/**
 * Everything that watches HTTP: request ids, the figures of webhooks, the board. Before `configureApp`, so that what
 * that turns away has an id too.
 */
export async function watchHttp(app: NestFastifyApplication, watching: HttpWatching): Promise<void> {
  const { metrics, ids, queue } = watching;
  const providers = new Set(watching.providers);
  const fastify = app.getHttpAdapter().getInstance();

  fastify.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-request-id'];
    request.id = typeof given === 'string' && REQUEST_ID.test(given) ? given : ids.next();
    reply.header('X-Request-Id', request.id);
    withLogFields({ requestId: request.id }, done);
  });
  // Reading the body ends in the socket's context, in which the fields are lost.
  fastify.addHook('preValidation', (request, _reply, done) => withLogFields({ requestId: request.id }, done));
  fastify.addHook('onResponse', async (request, reply) => {
    const provider = WEBHOOK.exec(request.url)?.[1];
    if (provider === undefined || request.method !== 'POST') return;
    const label = providers.has(provider) ? provider : 'unknown';
    metrics.webhook(label, outcomeOf(reply.statusCode), reply.elapsedTime / SECOND);
  });

  const { mountQueueBoard } = await import('../watching/queue-board.js');
  await mountQueueBoard(fastify, queue);
}

function outcomeOf(status: number): WebhookOutcome {
  if (status < 400) return 'accepted';
  return status < 500 ? 'refused' : 'unavailable';
}
