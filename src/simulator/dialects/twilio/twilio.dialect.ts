import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOUR, SECOND } from '../../../time/instant.js';
import { refuseCall } from '../../sending/take-message.js';
import type { WebhookAnswer } from '../../webhooks/post.js';
import type { World } from '../../world.js';
import type { Dialect } from '../dialect.js';
import { sameSecret } from '../same-secret.js';
import { digitsOf } from './account.js';
import { accountRoutes, fileStoreRoutes, mediaAddress } from './account.routes.js';
import { ContentBook, sidOf } from './content-book.js';
import { contentRoutes, everyContent } from './contents.routes.js';
import { takeForms } from './form.js';
import { messageRoutes } from './messages.routes.js';
import { refusalWords, serverRefusal, twilioRefusal } from './refusals.js';
import { twilioWebhook } from './webhook-words.js';

/** Retries that a business can ask for in its address (`#rc=5&rp=5xx,ct,rt`), which ours does. */
const RETRIES = 5;

/** Twilio: forms in and out, contents for what can be tapped, WhatsApp's refusals by status. */
export function twilioDialect(given: Readonly<Record<string, string>>): Dialect {
  const credentials = {
    accountSid: 'AC00000000000000000000000000000001',
    authToken: '0123456789abcdef0123456789abcdef',
    sender: '+15550100100',
    ...given,
  };
  const account = { ...credentials, sender: digitsOf(credentials.sender) };
  const book = new ContentBook();
  return {
    provider: 'twilio',
    credentials,
    settings: (address) => ({ TWILIO_URL: address }),
    closedWindow: 'failed-status',
    messageId: (run, n) => sidOf('SM', `${run} ${n}`),
    mediaUrl: (world, { id }) => mediaAddress(world, account, id),
    routes(app, world) {
      takeForms(app);
      app.setErrorHandler((error, _request, reply) => {
        const { status, body } = refusalWords.refused(serverRefusal(error));
        return reply.code(status).send(body);
      });
      fileStoreRoutes(app, world);
      void app.register((inside, _options, done) => {
        inside.addHook('onRequest', basicCheck(world, credentials));
        messageRoutes(inside, world, account, (wanted) => everyContent(world, book).find(({ sid }) => sid === wanted));
        contentRoutes(inside, world, account, book);
        accountRoutes(inside, world, account);
        done();
      });
    },
    webhooks: {
      batches: false,
      timeoutMs: 15 * SECOND,
      giveUpAfterMs: 24 * HOUR,
      write: ([event], target, _world) => event && twilioWebhook(event, target, account),
      outcome,
    },
    reset: () => book.clear(),
  };
}

/** Twilio would send a plain text to the contact: such an answer is lost, so that the mistake shows. */
function outcome({ status, contentType, body }: WebhookAnswer, attempt: number): 'taken' | 'again' | 'lost' {
  if (status >= 200 && status < 300) return body === '' || /\/xml\b/.test(contentType) ? 'taken' : 'lost';
  return (status === 0 || status >= 500) && attempt < RETRIES ? 'again' : 'lost';
}

function basicCheck(world: World, { accountSid, authToken }: { accountSid: string; authToken: string }) {
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (sameSecret(request.headers.authorization, expected)) return done();
    const [path = ''] = request.url.split('?');
    refuseCall(world, { request, reply, path }, twilioRefusal(401, 20003, 'Authenticate'), refusalWords);
  };
}
