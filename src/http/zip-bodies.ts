import { applyDecorators } from '@nestjs/common';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from './problem.js';

const TYPE = 'application/zip';

/** Where a route says how large a zip it takes. */
const Config = z.object({ largestZip: z.number() });

/**
 * A route whose body is a zip as it is, of up to so many bytes; a larger one is 413 before it is read. The handler gets
 * what came as `unknown`, for `zipIn`.
 */
export const TakesZip = (largestZip: number): MethodDecorator =>
  applyDecorators(
    RouteConfig({ largestZip }),
    ApiConsumes(TYPE),
    ApiBody({ schema: { type: 'string', format: 'binary' }, description: `A zip of up to ${largestZip} bytes` }),
  );

/** The bytes of a zip that was sent. @throws Problem 415 when something else came */
export function zipIn(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new Problem(
    415,
    'unsupported-media-type',
    'The content type is not understood',
    `Send the zip as it is, with Content-Type: ${TYPE}.`,
  );
}

/** Lets the marked routes read zips, and no others. To be called before the routes are made. */
export function takeZips(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    const { data } = Config.safeParse(route.config);
    if (data) route.bodyLimit = data.largestZip;
  });
  fastify.addContentTypeParser(TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    if (Config.safeParse(request.routeOptions.config).success) done(null, body);
    else done(new Problem(415, 'unsupported-media-type', 'The content type is not understood', 'Send JSON.'));
  });
}
