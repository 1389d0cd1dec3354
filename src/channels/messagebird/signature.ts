import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { SECOND } from '../../time/instant.js';
import type { WebhookRequest } from '../channel.js';
import { sameText } from '../provider-http/constant-time.js';

const HEADER = 'messagebird-signature-jwt';

/** How far the clocks may differ. The token itself is good for 60 seconds; a copy of it is no use after that. */
const SKEW_MS = 5 * SECOND;

/** HS256 is what MessageBird signs with; its official test vectors count the longer ones as valid too. */
const HASHES: Record<string, string> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

const Header = z.object({ alg: z.string() });
const Claims = z.object({
  iss: z.literal('MessageBird'),
  nbf: z.number(),
  exp: z.number(),
  jti: z.string().min(1),
  url_hash: z.string(),
  payload_hash: z.string().optional(),
});

/**
 * True where the request carries a token of MessageBird's that was signed with this key for this address and these
 * bytes, and is of this moment. A copy that comes within the minute brings the same message ids, which are taken once.
 * Source: MessageBird, "Verifying HTTP requests", and the vectors of its own libraries.
 */
export function isSigned(request: WebhookRequest, signingKey: string): boolean {
  const [header, payload, signature, ...more] = (request.headers[HEADER] ?? '').split('.');
  if (!signingKey || !header || !payload || !signature || more.length > 0) return false;
  const { data: algorithm } = Header.safeParse(decoded(header));
  const hash = algorithm && Object.hasOwn(HASHES, algorithm.alg) ? HASHES[algorithm.alg] : undefined;
  if (hash === undefined) return false;
  const expected = createHmac(hash, signingKey).update(`${header}.${payload}`).digest('base64url');
  if (!sameText(signature, expected)) return false;
  const { data: claims } = Claims.safeParse(decoded(payload));
  return claims !== undefined && isOfThisRequest(claims, request);
}

function isOfThisRequest(claims: z.infer<typeof Claims>, { url, rawBody, receivedAt }: WebhookRequest): boolean {
  if (receivedAt < claims.nbf * SECOND - SKEW_MS || receivedAt > claims.exp * SECOND + SKEW_MS) return false;
  if (!sameText(claims.url_hash, sha256(url))) return false;
  // No body, no hash; and a body without a hash is not proven.
  if (rawBody.length === 0) return claims.payload_hash === undefined;
  return claims.payload_hash !== undefined && sameText(claims.payload_hash, sha256(rawBody));
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
