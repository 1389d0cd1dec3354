import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DAY, SECOND } from '../../../time/instant.js';
import { refuseCall } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { Dialect } from '../dialect.js';
import { sameSecret } from '../same-secret.js';
import { DEMO, type Account } from './account.js';
import { accountRoutes } from './account.routes.js';
import { refusalWords, serverRefusal, WRONG_KEY } from './refusals.js';
import { sendRoutes } from './send.routes.js';
import { SourceBook } from './source-book.js';
import { hex, signed, webhookBody } from './webhook-words.js';

/** How long MessageBird waits and repeats is not documented: as long as the others. */
const TIMEOUT_MS = 10 * SECOND;
const GIVE_UP_AFTER_MS = DAY;

/** MessageBird's Conversations API: everything is taken, and what is wrong with it comes by webhook, in old codes. */
export function messagebirdDialect(given: Readonly<Record<string, string>>): Dialect {
  const account: Account = { ...DEMO, ...given };
  const sources = new SourceBook();
  return {
    provider: 'messagebird',
    credentials: { ...account },
    settings: (address) => ({ MESSAGEBIRD_URL: address }),
    closedWindow: 'failed-status',
    messageId: (run, n) => hex(`${run} ${n}`),
    mediaUrl: (world, { id }) => `${world.address}/v1/media/${id}`,
    routes(app, world) {
      app.addHook('onRequest', keyCheck(world, account));
      errorHandler(app);
      sendRoutes(app, world, account, sources);
      accountRoutes(app, world, account);
    },
    webhooks: {
      batches: false,
      timeoutMs: TIMEOUT_MS,
      giveUpAfterMs: GIVE_UP_AFTER_MS,
      write([event], { url }, world) {
        const body = event && webhookBody(event, world, account, sources);
        return body && signed(url, JSON.stringify(body), world, account);
      },
      outcome: ({ status }) => (status >= 200 && status < 300 ? 'taken' : 'again'),
    },
    reset: () => sources.clear(),
  };
}

function keyCheck(world: World, { accessKey }: Account) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const key = /^AccessKey (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (sameSecret(key, accessKey)) return done();
    refuseCall(world, { request, reply, path: request.url.split('?', 1)[0] ?? '' }, WRONG_KEY, refusalWords);
  };
}

function errorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = refusalWords.refused(serverRefusal(error));
    return reply.code(status).send(body);
  });
}
