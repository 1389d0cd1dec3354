import { createVerify } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SECOND } from '../../../time/instant.js';
import { refuseCall } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import { sameSecret } from '../same-secret.js';
import type { VonageAccount } from './account.js';
import { refusalWords, vonageRefusal } from './refusals.js';

/** Key and secret prove the account, a signed token the application. Some calls take only one of the two. */
export type Prover = 'account' | 'application';

const Header = z.object({ alg: z.literal('RS256') });
const Claims = z.object({
  application_id: z.string(),
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().min(1),
});

/** Vonage takes clocks that are a minute ahead, and tokens of up to a day. */
const SKEW_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** A check that goes before a route: 401 for who does not prove to be one of these. */
export function provedBy(world: World, account: VonageAccount, allowed: readonly Prover[]) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const prover = proverOf(world, account, request.headers.authorization ?? '');
    if (prover && allowed.includes(prover)) return done();
    const details = prover
      ? `This needs the proof of the ${allowed.join(' or the ')}.`
      : 'You did not provide correct credentials.';
    refuseCall(world, { request, reply, path: pathOf(request) }, vonageRefusal(401, details), refusalWords);
  };
}

function proverOf(world: World, account: VonageAccount, authorization: string): Prover | undefined {
  const basic = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64');
  if (sameSecret(authorization, `Basic ${basic}`)) return 'account';
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization);
  if (!token) return undefined;
  const [, header = '', claims = '', signature = ''] = token;
  // Tokens are dated by real clocks, however far the simulated one is moved.
  const now = (world.clock.now() - world.clock.offsetMs) / SECOND;
  return isSigned(account, header, claims, signature) && isValid(account, claims, now) ? 'application' : undefined;
}

function isSigned({ publicKey }: VonageAccount, header: string, claims: string, signature: string): boolean {
  if (!Header.safeParse(readPart(header)).success) return false;
  return createVerify('RSA-SHA256').update(`${header}.${claims}`).verify(publicKey, signature, 'base64url');
}

function isValid({ applicationId }: VonageAccount, part: string, now: number): boolean {
  const claims = Claims.safeParse(readPart(part)).data;
  if (claims?.application_id !== applicationId) return false;
  const { iat, exp = iat + DAY_SECONDS } = claims;
  return iat <= now + SKEW_SECONDS && exp > now && exp - iat <= DAY_SECONDS;
}

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    // No JSON, no token.
    return undefined;
  }
}

export function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}
