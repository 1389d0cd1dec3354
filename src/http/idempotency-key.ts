import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';
import { invalid } from './problem.js';

const HEADER = 'idempotency-key';
const Request = z.object({ headers: z.record(z.string(), z.unknown()) });
const Key = z.string().regex(/^[A-Za-z0-9_.:-]{8,64}$/);

/**
 * What comes a second time under the same key is done once
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/, which writes the key in quotes; most
 * clients do not, and both are taken). Undefined where the caller sends none.
 * @throws Problem 400 (through Nest) where it is no key
 */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const given = Request.parse(context.switchToHttp().getRequest()).headers[HEADER];
  if (given === undefined) return undefined;
  const key = Key.safeParse(typeof given === 'string' ? given.replace(/^"(.*)"$/, '$1') : given);
  if (key.success) return key.data;
  const message = 'a key has 8 to 64 of the characters A–Z, a–z, 0–9, "_", ".", ":" and "-"';
  throw invalid([{ field: 'Idempotency-Key', rule: 'idempotency-key', message }]);
});

/** Says of a route that it takes one. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Of the caller’s choice, new for each message: what is sent again under the same key goes out once.',
  });
