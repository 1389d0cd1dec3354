import { appendFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Notes every route that answers well, one line a route, in the file that `ROUTES_SEEN` names. `npm test` demands at its end
 * that every route of the API's description is among them.
 */
export function noteRoutes(app: NestFastifyApplication): void {
  const file = process.env['ROUTES_SEEN'];
  if (file === undefined) return;
  const seen = new Set<string>();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request, reply) => {
      const route = `${request.method} ${request.routeOptions.url}`;
      if (reply.statusCode >= 400 || seen.has(route)) return;
      seen.add(route);
      appendFileSync(file, `${route}\n`);
    });
}
