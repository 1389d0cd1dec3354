import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { HOUR, MINUTE, SECOND, type Instant } from '../../time/instant.js';
import type { WebhookRequest } from '../channel.js';
import { sameText } from '../provider-http/constant-time.js';

/** Vonage repeats a webhook for a day, perhaps with the token of the first try; older ones are replays. */
const OLDEST = 25 * HOUR;
/** Two clocks never agree. */
const SKEW = 5 * MINUTE;

const Header = z.object({ alg: z.literal('HS256') });
const Claims = z.object({
  iss: z.literal('Vonage'),
  iat: z.number(),
  /** Vonage sends none; where one comes, it holds. */
  exp: z.number().optional(),
  nbf: z.number().optional(),
  api_key: z.string(),
  payload_hash: z.string(),
});

/**
 * Is this webhook signed by Vonage, for this account, over exactly this body, and not long ago? Vonage, "Signed
 * webhooks": an HS256 token with the SHA-256 of the body. Only that algorithm is taken, so that neither `none` nor the
 * public key of an application can pass for the secret.
 */
export function isSigned(request: WebhookRequest, secret: string, apiKey: string): boolean {
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(request.headers['authorization'] ?? '');
  if (!token || secret === '' || apiKey === '') return false;
  const [, header = '', claims = '', signature = ''] = token;
  if (!Header.safeParse(readPart(header)).success) return false;
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
  if (!sameText(signature, expected)) return false;
  const read = Claims.safeParse(readPart(claims));
  if (!read.success || read.data.api_key !== apiKey) return false;
  if (!isTimely(read.data, request.receivedAt)) return false;
  const hash = createHash('sha256').update(request.rawBody).digest('hex');
  return sameText(read.data.payload_hash.toLowerCase(), hash);
}

function isTimely({ iat, exp, nbf }: z.infer<typeof Claims>, now: Instant): boolean {
  const age = now - iat * SECOND;
  return (
    age >= -SKEW &&
    age <= OLDEST &&
    (exp === undefined || exp * SECOND > now - SKEW) &&
    (nbf === undefined || nbf * SECOND < now + SKEW)
  );
}

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    // Not JSON, and so no token of Vonage's.
    return undefined;
  }
}
