import { applyDecorators } from '@nestjs/common';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from './problem.js';

/** What may come as it is: a zip, or any file, whose type its content tells. */
const RAW_TYPES = ['application/zip', 'application/octet-stream'] as const;
type RawType = (typeof RAW_TYPES)[number];

/** Where a route says what it takes, and how large. */
const Config = z.object({ rawType: z.enum(RAW_TYPES), largestBody: z.number() });

/**
 * A route whose body is a file as it is, of up to so many bytes; a larger one is 413 before it is read. The handler gets
 * what came as `unknown`, for `rawIn`.
 */
export const TakesRaw = (rawType: RawType, largestBody: number): MethodDecorator =>
  applyDecorators(
    RouteConfig({ rawType, largestBody }),
    ApiConsumes(rawType),
    ApiBody({ schema: { type: 'string', format: 'binary' }, description: `A file of up to ${largestBody} bytes` }),
  );

/** The bytes that were sent. @throws Problem 415 when something else came */
export function rawIn(body: unknown, rawType: RawType): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw notUnderstood(`Send the file as it is, with Content-Type: ${rawType}.`);
}

/** Lets the marked routes read files, and no others. To be called before the routes are made. */
export function takeRawBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    const { data } = Config.safeParse(route.config);
    if (data) route.bodyLimit = data.largestBody;
  });
  for (const rawType of RAW_TYPES) {
    fastify.addContentTypeParser(rawType, { parseAs: 'buffer' }, (request, body, done) => {
      const { data } = Config.safeParse(request.routeOptions.config);
      if (data?.rawType === rawType) done(null, body);
      else done(notUnderstood(data ? `Send the file with Content-Type: ${data.rawType}.` : 'Send JSON.'));
    });
  }
}

const notUnderstood = (detail: string): Problem =>
  new Problem(415, 'unsupported-media-type', 'The content type is not understood', detail);
