import { createHash, timingSafeEqual } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Control } from '../control.js';
import { refusal, refusalBody } from '../meta-errors.js';
import type { World } from '../world.js';
import { accountRoutes } from './account.routes.js';
import { controlRoutes } from './control.routes.js';
import { eventRoutes } from './events.routes.js';
import { mediaRoutes } from './media.routes.js';
import { messageRoutes } from './messages.routes.js';

export interface ServerOptions {
  apiKey: string;
  /** Folder of the compiled phone page; without it only the APIs are served. */
  phoneDir: string | undefined;
}

/** 360dialog's API, the control API and the phone page on one port. */
export async function buildServer(world: World, control: Control, options: ServerOptions): Promise<FastifyInstance> {
  // Open event streams and hanging requests must not keep the end waiting.
  const app = fastify({ forceCloseConnections: true, bodyLimit: 3 * 1024 * 1024 });

  await app.register((api) => {
    api.addHook('onRequest', keyCheck(world, options.apiKey));
    api.setErrorHandler((error, _request, reply) => {
      const details = error instanceof Error ? error.message : 'The request is not valid.';
      const known = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
      return reply.code(known ? 400 : 500).send(refusalBody(refusal(known ? 100 : 131000, details), world.ids.trace()));
    });
    messageRoutes(api, world);
    mediaRoutes(api, world);
    accountRoutes(api, world);
    return Promise.resolve();
  });

  await app.register(
    (inside) => {
      controlRoutes(inside, control, world);
      eventRoutes(inside, control, world);
      return Promise.resolve();
    },
    { prefix: '/_simulator' },
  );

  if (options.phoneDir !== undefined) {
    await app.register(fastifyStatic, {
      root: options.phoneDir,
      cacheControl: false,
      setHeaders: (reply) => {
        reply.header('content-security-policy', "default-src 'self'; base-uri 'none'; frame-ancestors 'none'");
        reply.header('x-content-type-options', 'nosniff');
        reply.header('cache-control', 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `The simulator has no ${request.method} ${request.url}` }),
  );
  return app;
}

/** 360dialog has two ways to write a refusal of its own; both occur, so both are played. */
function keyCheck(world: World, apiKey: string) {
  const expected = digest(apiKey);
  return (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const given = request.headers['d360-api-key'];
    if (typeof given === 'string' && timingSafeEqual(digest(given), expected)) return done();
    const [path = ''] = request.url.split('?');
    world.counts.refused += 1;
    world.requests.add({
      at: world.clock.now(),
      method: request.method,
      path,
      payload: null,
      verdict: 'refused',
      status: 401,
      error: { code: 401, details: 'Invalid api_key' },
    });
    void reply.code(401).send(
      path.startsWith('/v1/configs')
        ? {
            meta: {
              success: false,
              http_code: 401,
              developer_message: 'Invalid api_key',
              '360dialog_trace_id': world.ids.trace(),
            },
          }
        : { error: 'Invalid api_key' },
    );
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
