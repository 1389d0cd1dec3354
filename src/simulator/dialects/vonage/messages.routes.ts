import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { markRead } from '../../sending/mark-read.js';
import { logAccepted, refuseCall, takeMessage, type SendWords } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { VonageAccount } from './account.js';
import { readMessage } from './message.js';
import { pathOf, provedBy } from './proof.js';
import { refusalWords, vonageRefusal } from './refusals.js';

/** Of the whole number, not to one person. */
const TOO_FAST = 130429;

const words: SendWords = {
  ...refusalWords,
  accepted: ({ message }) => ({ status: 202, body: { message_uuid: message.id } }),
  // Vonage reads its own envelope and counts; whatever else WhatsApp finds wrong comes by a status.
  late: ({ code }) => code !== TOO_FAST,
};

const Receipt = z.strictObject({
  status: z.literal('read'),
  replying_indicator: z.strictObject({ show: z.boolean(), type: z.literal('text') }).optional(),
});

/** Sending, and marking as read with "typing…". */
export function messageRoutes(app: FastifyInstance, world: World, account: VonageAccount): void {
  const path = '/v1/messages';
  app.post(path, { onRequest: provedBy(world, account, ['account', 'application']) }, (request, reply) =>
    takeMessage(world, { request, reply, path }, readMessage(request.body, account), words),
  );

  app.patch<{ Params: { id: string } }>(
    `${path}/:id`,
    { onRequest: provedBy(world, account, ['application']) },
    (request, reply) => {
      const call = { request, reply, path: pathOf(request) };
      const receipt = Receipt.safeParse(request.body);
      if (!receipt.success) return refuseCall(world, call, vonageRefusal(422, z.prettifyError(receipt.error)), words);
      const refused = markRead(world, {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: request.params.id,
        ...(receipt.data.replying_indicator?.show === true ? { typing_indicator: { type: 'text' } } : {}),
      });
      if (refused) return refuseCall(world, call, vonageRefusal(404, 'Message was not found'), words);
      logAccepted(world, call);
      return reply.send();
    },
  );
}
