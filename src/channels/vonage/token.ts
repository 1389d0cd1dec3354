import { createSign } from 'node:crypto';
import { SECOND, type Instant } from '../../time/instant.js';
import type { Application } from './account.js';

/** As long as the tokens of Vonage's own client (@vonage/jwt 1.17). */
const LIFETIME_SECONDS = 900;

/** A token with which an application proves itself (Vonage, "JWTs": RS256). `id` has to be a new one each time. */
export function applicationToken({ id: applicationId, privateKey }: Application, now: Instant, id: string): string {
  const issuedAt = Math.floor(now / SECOND);
  const claims = { application_id: applicationId, iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS, jti: id };
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
