import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DAY, SECOND } from '../../../time/instant.js';
import { metaMessageId } from '../../ids.js';
import { refusal, type Refusal } from '../../meta-errors.js';
import { refuseCall } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { Dialect } from '../dialect.js';
import { ACCOUNT_ID, PHONE_NUMBER_ID } from '../meta/account-ids.js';
import { metaErrorHandler } from '../meta/error-handler.js';
import { mediaRoutes } from '../meta/media.routes.js';
import { messageRoutes } from '../meta/messages.routes.js';
import { metaWords } from '../meta/send-words.js';
import { metaWebhook } from '../meta/webhook-words.js';
import { sameSecret } from '../same-secret.js';
import { accountRoutes } from './account.routes.js';
import { graphJson } from './graph-json.js';

const DEMO = { accessToken: 'EAASimulatorToken1', appSecret: '5e1ec7ed5e1ec7ed5e1ec7ed5e1ec7ed' };
/** Any version: what is played here has been the same in all of them. */
const VERSION = '/:version(^v\\d+\\.\\d+$)';

/**
 * Meta's Cloud API without a partner: the Graph's paths and bearer token, a handshake before any event, and bodies
 * signed with the app's secret.
 */
export function cloudApiDialect(given: Readonly<Record<string, string>>): Dialect {
  const { accessToken = DEMO.accessToken, appSecret = DEMO.appSecret } = given;
  return {
    provider: 'cloud-api',
    credentials: { accessToken, phoneNumberId: PHONE_NUMBER_ID, businessAccountId: ACCOUNT_ID, appSecret },
    settings: (address) => ({ CLOUD_API_URL: address }),
    closedWindow: 'failed-status',
    messageId: metaMessageId,
    mediaUrl: (world, media) => world.media.urlOf(media, world.address),
    routes(app, world) {
      app.addHook('onRequest', tokenCheck(world, accessToken, appSecret));
      metaErrorHandler(app, world);
      messageRoutes(app, world, `${VERSION}/${PHONE_NUMBER_ID}`);
      mediaRoutes(app, world, { upload: `${VERSION}/${PHONE_NUMBER_ID}/media`, file: VERSION });
      accountRoutes(app, world, VERSION);
      app.all<{ Params: { '*': string } }>(`${VERSION}/*`, (request, reply) => {
        const [id = ''] = request.params['*'].split('/');
        const { method } = request;
        return refuseCall(
          world,
          { request, reply, path: pathOf(request) },
          unknownObject(method, id),
          metaWords(world),
        );
      });
    },
    webhooks: {
      batches: true,
      timeoutMs: 5 * SECOND,
      giveUpAfterMs: 7 * DAY,
      write(events, { url, headers }, world) {
        const body = graphJson(metaWebhook(events, world));
        const signature = createHmac('sha256', appSecret).update(body, 'utf8').digest('hex');
        return {
          url,
          headers: { ...headers, 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
          body,
        };
      },
      outcome: ({ status }) => (status === 200 ? 'taken' : 'again'),
    },
  };
}

/** What Meta says of an id that is nothing, or nothing that this token may see. */
function unknownObject(method: string, id: string): Refusal {
  const details = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  return { ...refusal(100, details, 33), status: 400, title: details };
}

const Proof = z.object({ appsecret_proof: z.string().optional() });

/** The bearer token, and the app's proof where one is given. */
function tokenCheck(world: World, accessToken: string, appSecret: string) {
  const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const given = Proof.safeParse(request.query).data?.appsecret_proof;
    const refused = sameSecret(token, accessToken)
      ? given === undefined || sameSecret(given, proof)
        ? undefined
        : saying(refusal(100), 'Invalid appsecret_proof provided in the API argument')
      : saying(refusal(190), 'Invalid OAuth access token - Cannot parse access token');
    if (!refused) return done();
    refuseCall(world, { request, reply, path: pathOf(request) }, refused, metaWords(world));
  };
}

function saying(refused: Refusal, words: string): Refusal {
  return { ...refused, title: words, details: words };
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}
