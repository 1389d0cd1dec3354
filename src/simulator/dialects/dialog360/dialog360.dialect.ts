import type { FastifyReply, FastifyRequest } from 'fastify';
import { DAY, SECOND } from '../../../time/instant.js';
import { metaMessageId } from '../../ids.js';
import { refuseCall } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { Dialect } from '../dialect.js';
import { metaErrorHandler } from '../meta/error-handler.js';
import { mediaRoutes } from '../meta/media.routes.js';
import { messageRoutes } from '../meta/messages.routes.js';
import { metaWebhook } from '../meta/webhook-words.js';
import { sameSecret } from '../same-secret.js';
import { accountRoutes } from './account.routes.js';

const DEMO_API_KEY = 'sim-key-1';
/** Meta's host: behind 360dialog it is to be replaced by the API's. */
const MEDIA_HOST = 'https://lookaside.fbsbx.com';

/** 360dialog: Meta's messages and webhooks, its own key, registration, templates and health. */
export function dialog360Dialect({ apiKey = DEMO_API_KEY }: Readonly<Record<string, string>>): Dialect {
  return {
    provider: '360dialog',
    credentials: { apiKey },
    settings: (address) => ({ DIALOG360_URL: address }),
    closedWindow: 'failed-status',
    messageId: metaMessageId,
    mediaUrl: (world, media) => world.media.urlOf(media, MEDIA_HOST),
    routes(app, world) {
      app.addHook('onRequest', keyCheck(world, apiKey));
      metaErrorHandler(app, world);
      messageRoutes(app, world);
      mediaRoutes(app, world, { upload: '/media', file: '' });
      accountRoutes(app, world);
    },
    webhooks: {
      batches: true,
      timeoutMs: 5 * SECOND,
      giveUpAfterMs: 7 * DAY,
      write: (events, { url, headers }, world) => ({
        url,
        headers: { ...headers, 'content-type': 'application/json' },
        body: metaWebhook(events, world),
      }),
      // Exactly 200, whatever else HTTP calls a success.
      outcome: ({ status }) => (status === 200 ? 'taken' : 'again'),
    },
  };
}

/** 360dialog has two ways to write a refusal of its own; both occur, so both are played. */
function keyCheck(world: World, apiKey: string) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const given = request.headers['d360-api-key'];
    if (sameSecret(typeof given === 'string' ? given : undefined, apiKey)) return done();
    const [path = ''] = request.url.split('?');
    const refused = { status: 401, code: 401, title: 'Invalid api_key', details: 'Invalid api_key' };
    refuseCall(world, { request, reply, path }, refused, {
      refused: ({ status, details }) => ({
        status,
        body: path.startsWith('/v1/configs')
          ? {
              meta: {
                success: false,
                http_code: status,
                developer_message: details,
                '360dialog_trace_id': world.ids.trace(),
              },
            }
          : { error: details },
      }),
    });
  };
}
