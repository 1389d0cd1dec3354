import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance } from 'fastify';
import type { Control } from '../control.js';
import type { World } from '../world.js';
import { controlRoutes } from './control.routes.js';
import { eventRoutes } from './events.routes.js';

export interface ServerOptions {
  /** Folder of the compiled phone page; without it only the APIs are served. */
  phoneDir: string | undefined;
}

/** The provider's API, the control API and the phone page on one port. */
export async function buildServer(world: World, control: Control, options: ServerOptions): Promise<FastifyInstance> {
  // Open event streams and hanging requests must not keep the end waiting.
  const app = fastify({ forceCloseConnections: true, bodyLimit: 3 * 1024 * 1024 });

  await app.register((api) => {
    api.addHook('preHandler', ({ body }) => world.linked.fetchIn(body));
    world.dialect.routes(api, world);
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
