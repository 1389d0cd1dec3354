import { verify, type KeyObject } from 'node:crypto';

/** Whose tokens the server takes. */
export interface TrustedAccount {
  email: string;
  publicKey: KeyObject;
}

const SCOPES = ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/dialogflow'];

/**
 * Why a request's `authorization` is refused; undefined where it is a service account's own token (RFC 7519, RS256) of
 * the trusted account, valid now, and meant for Dialogflow.
 */
export function refuseToken(
  authorization: string | undefined,
  { email, publicKey }: TrustedAccount,
): string | undefined {
  const [header, claims, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '')?.slice(1) ?? [];
  if (header === undefined || claims === undefined || signature === undefined) return 'no bearer token';
  if (parse(header)['alg'] !== 'RS256') return 'not signed by RS256';
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) return 'bad signature';
  const { iss, sub, exp, iat, aud, scope } = parse(claims);
  const now = Date.now() / 1000;
  if (iss !== email || sub !== email) return `of ${String(iss)}, not of ${email}`;
  if (typeof exp !== 'number' || typeof iat !== 'number' || exp <= now || exp - iat > 3_600) return 'not valid now';
  const scoped = typeof scope === 'string' && scope.split(' ').some((one) => SCOPES.includes(one));
  return scoped || aud === 'https://dialogflow.googleapis.com/' ? undefined : 'not meant for Dialogflow';
}

function parse(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}
