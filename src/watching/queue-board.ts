import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';

export const BOARD_PATH = '/admin/queues';

/** A queue as BullMQ makes it. */
export type WatchedQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** The page asks nobody outside: its fonts would come from a stranger, who would learn who looks at the board. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'self'",
  "font-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
].join('; ');

/**
 * Bull Board below `BOARD_PATH`, on Redis and on PostgreSQL alike. It only shows: a job is a bell that the sweep rings
 * again by itself, so there is nothing to mend by hand here, and much to break. Who may see it is decided by the hook
 * that guards all paths (src/http/configure-app.ts).
 */
export async function mountQueueBoard(fastify: FastifyInstance, queue: WatchedQueue): Promise<void> {
  const server = new FastifyAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [
      new BullMQAdapter(queue, {
        readOnlyMode: true,
        description: 'Bells: one for each conversation that needs a worker',
      }),
    ],
    serverAdapter: server,
    options: { uiConfig: { boardTitle: 'Canvass queues', hideDocsLink: true, locale: { lng: 'en-US' } } },
  });
  await fastify.register(
    async (scope) => {
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      });
      await scope.register(server.registerPlugin());
    },
    { prefix: BOARD_PATH },
  );
}
