import type { FastifyInstance } from 'fastify';
import { refusal, refusalBody } from '../../meta-errors.js';
import type { World } from '../../world.js';

/** What the server itself turns away (no JSON, too large) and mistakes of the simulator, as Meta would say it. */
export function metaErrorHandler(app: FastifyInstance, world: World): void {
  app.setErrorHandler((error, _request, reply) => {
    const details = error instanceof Error ? error.message : 'The request is not valid.';
    const known = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
    return reply.code(known ? 400 : 500).send(refusalBody(refusal(known ? 100 : 131000, details), world.ids.trace()));
  });
}
