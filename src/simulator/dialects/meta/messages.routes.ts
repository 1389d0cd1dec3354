import type { FastifyInstance } from 'fastify';
import { markRead } from '../../sending/mark-read.js';
import { logAccepted, refuseCall, takeMessage } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import { metaWords } from './send-words.js';

/** POST /messages, under a prefix or not: sending, and marking as read. */
export function messageRoutes(app: FastifyInstance, world: World, prefix = ''): void {
  const words = metaWords(world);
  app.post(`${prefix}/messages`, (request, reply) => {
    const payload = request.body;
    const call = { request, reply, path: request.url.split('?', 1)[0] ?? '' };
    if (typeof payload !== 'object' || payload === null || !('status' in payload)) {
      return takeMessage(world, call, { message: payload }, words);
    }
    const refused = markRead(world, payload);
    if (refused) return refuseCall(world, call, refused, words);
    logAccepted(world, call);
    return reply.send({ success: true });
  });
}
