import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { markRead } from '../../sending/mark-read.js';
import { logAccepted, refuseCall, takeMessage, type Answer, type SendWords } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { IdempotencyKeys } from './idempotency.js';
import { judge } from './judge.js';
import { KEY_REUSED, notFound, refusalWords, validation } from './refusals.js';

const PATH = '/v1/whatsapp/messages';

const Receipt = z.strictObject({ typing_indicator: z.boolean().optional() }).nullish();

/** Sending, once for each key, and marking as read. */
export function sendRoutes(app: FastifyInstance, world: World, keys: IdempotencyKeys): void {
  const words: SendWords = {
    ...refusalWords(() => world.ids.trace()),
    accepted: ({ message }) => accepted(message.id),
  };
  // A message that goes out while a request is judged is that request's, also where its answer is then lost.
  let wentOut: string | undefined;
  world.updates.subscribe((update) => {
    if (update.kind === 'message' && update.message.from === 'business') wentOut ??= update.message.id;
  });

  app.post(PATH, (request, reply) => {
    const call = { request, reply, path: PATH };
    const { 'idempotency-key': header } = request.headers;
    const key = typeof header === 'string' ? header : undefined;
    const body = JSON.stringify(request.body);
    const earlier = key === undefined ? undefined : keys.find(key, body, world.clock.now());
    if (earlier) {
      if (!earlier.sameBody) return refuseCall(world, call, KEY_REUSED, words);
      const { status, body: again } = accepted(earlier.messageId);
      logAccepted(world, call, status);
      return reply.code(status).send(again);
    }
    wentOut = undefined;
    const answered = takeMessage(world, call, judge(world, request.body), words);
    if (key !== undefined && wentOut !== undefined) keys.keep(key, body, wentOut, world.clock.now());
    return answered;
  });

  app.post<{ Params: { id: string } }>(`${PATH}/:id/read`, (request, reply) => {
    const call = { request, reply, path: request.url };
    const wanted = Receipt.safeParse(request.body);
    if (!wanted.success) return refuseCall(world, call, validation('ValidationFailed', wanted.error.message), words);
    const typing = wanted.data?.typing_indicator === true;
    const refused = markRead(world, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: request.params.id,
      ...(typing ? { typing_indicator: { type: 'text' } } : {}),
    });
    if (refused) return refuseCall(world, call, notFound('message'), words);
    logAccepted(world, call, 202);
    return reply.code(202).send({ typing_indicator: typing });
  });
}

function accepted(id: string): Answer {
  return { status: 202, body: { id, status: 'accepted', direction: 'outbound' } };
}
