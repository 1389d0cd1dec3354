import { createHash, randomUUID } from 'node:crypto';
import { DAY, SECOND } from '../../../time/instant.js';
import { refuseCall } from '../../sending/take-message.js';
import type { Dialect } from '../dialect.js';
import { vonageAccount } from './account.js';
import { accountRoutes, templateRoutes, type StatusAddress } from './account.routes.js';
import { messageRoutes } from './messages.routes.js';
import { pathOf } from './proof.js';
import { refusalWords, vonageRefusal } from './refusals.js';
import { vonageWebhook, webhookToken } from './webhook-words.js';

/** Vonage: its own envelope around Meta's objects, WhatsApp's refusals by status, webhooks signed with their hash. */
export function vonageDialect(given: Readonly<Record<string, string>>): Dialect {
  const account = vonageAccount(given);
  const { publicKey: _ofVonage, ...credentials } = account;
  const statuses: StatusAddress = { url: undefined };
  return {
    provider: 'vonage',
    credentials,
    settings: (address) => ({ VONAGE_URL: address }),
    closedWindow: 'failed-status',
    messageId,
    mediaUrl: (world, { id }) => `${world.address}/v3/media/${id}`,
    routes(app, world) {
      app.setErrorHandler((error, request, reply) => {
        const details = error instanceof Error ? error.message : 'The request is not valid.';
        const isTheirs = error instanceof Error && 'statusCode' in error && error.statusCode !== 500;
        const refused = vonageRefusal(isTheirs ? 422 : 500, details);
        return refuseCall(world, { request, reply, path: pathOf(request) }, refused, refusalWords);
      });
      messageRoutes(app, world, account);
      accountRoutes(app, world, account, statuses);
      templateRoutes(app, world, account);
    },
    webhooks: {
      batches: false,
      timeoutMs: 5 * SECOND,
      giveUpAfterMs: DAY,
      write([event], target, world) {
        const body = event && vonageWebhook(event, account);
        if (body === undefined) return undefined;
        const url = event?.kind === 'status' ? (statuses.url ?? target.url) : target.url;
        const token = webhookToken(body, account, world, randomUUID());
        return { url, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body };
      },
      outcome: ({ status }) => (status === 200 ? 'taken' : 'again'),
    },
  };
}

/** A UUID, the same for the same place in the same run. */
function messageId(run: string, n: number): string {
  const hex = createHash('sha256').update(`${run} ${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
