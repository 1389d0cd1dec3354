import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DAY, SECOND } from '../../../time/instant.js';
import { refuseCall } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { Dialect } from '../dialect.js';
import { sameSecret } from '../same-secret.js';
import { accountRoutes, storageRoutes } from './account.routes.js';
import { Endpoints } from './endpoints.js';
import { IdempotencyKeys } from './idempotency.js';
import { refusalWords, serverRefusal, WRONG_KEY } from './refusals.js';
import { sendRoutes } from './send.routes.js';
import { signed, webhookBody } from './webhook-words.js';

const DEMO = { apiKey: 'bk_us1_simulator0000000001', phoneNumber: '+15550100100' };

/** How long Bird waits and repeats is not documented: as long as the others. */
const TIMEOUT_MS = 10 * SECOND;
const GIVE_UP_AFTER_MS = DAY;

/** Bird's API of 2026: it knows the window, answers a repeated key from memory, and signs by Standard Webhooks. */
export function birdDialect(given: Readonly<Record<string, string>>): Dialect {
  const credentials = { ...DEMO, ...given };
  const keys = new IdempotencyKeys();
  const endpoints = new Endpoints();
  return {
    provider: 'bird',
    credentials,
    settings: (address) => ({ BIRD_URL: address }),
    closedWindow: 'refuse',
    messageId: (run, n) => `wa_${createHash('sha256').update(`${run} ${n}`).digest('hex').slice(0, 26)}`,
    mediaUrl: (world, media) => world.media.urlOf(media, world.address),
    routes(app, world) {
      app.addHook('onRequest', keyCheck(world, credentials.apiKey));
      app.setErrorHandler((error, _request, reply) => {
        const { status, body } = refusalWords(() => world.ids.trace()).refused(serverRefusal(error));
        return reply.code(status).send(body);
      });
      sendRoutes(app, world, keys);
      accountRoutes(app, world, endpoints);
      storageRoutes(app, world);
    },
    webhooks: {
      batches: false,
      timeoutMs: TIMEOUT_MS,
      giveUpAfterMs: GIVE_UP_AFTER_MS,
      write([event], { url }, world) {
        const body = event && webhookBody(event, world);
        const now = world.clock.now();
        return body && signed(url, JSON.stringify(body), endpoints.secretsOf(url, now), now);
      },
      outcome: ({ status }) => (status >= 200 && status < 300 ? 'taken' : 'again'),
    },
    reset: () => keys.clear(),
  };
}

const STORAGE = '/whatsapp_business/attachments/';

function keyCheck(world: World, apiKey: string) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const [path = ''] = request.url.split('?', 1);
    const key = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (path === STORAGE || sameSecret(key, apiKey)) return done();
    refuseCall(
      world,
      { request, reply, path },
      WRONG_KEY,
      refusalWords(() => world.ids.trace()),
    );
  };
}
