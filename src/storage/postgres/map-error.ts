import { StorageUnavailable, UniqueViolation } from '../errors.js';
import { isNetworkCode } from '../network-codes.js';

/**
 * SQLSTATEs (https://www.postgresql.org/docs/18/errcodes-appendix.html) that say "not now" or "not here", by prefix:
 * 08 connection, 28 refused login, 3D000 no such database, 25006 read-only standby, 53 out of connections, memory or
 * disk, 55P03 lock not available, 57014 statement timeout, 57P01–57P05 server going down, starting or in recovery.
 */
const UNAVAILABLE = ['08', '28', '3D000', '25006', '53', '55P03', '57014', '57P'];

/** What pg says without any code when a connection is lost, cannot be had, or the answer took too long. */
const LOST =
  /^(Connection terminated|timeout e|Client has encountered a connection|Client was closed|Query read timeout)/;

export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Puts an error of pg into our words; what is no fault of the outside is returned as it is. */
export function mapError(error: unknown, collection: string): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const code = codeOf(error);
  if (code === '23505') {
    const constraint = 'constraint' in error ? String(error.constraint) : '';
    return new UniqueViolation(collection, constraint.slice(constraint.indexOf('__') + 2));
  }
  const message = 'message' in error ? String(error.message) : '';
  const unavailable =
    code === undefined
      ? LOST.test(message)
      : isNetworkCode(code) || UNAVAILABLE.some((prefix) => code.startsWith(prefix));
  if (!unavailable) return error;
  // Where several addresses were tried (AggregateError) the message is empty.
  return new StorageUnavailable(`PostgreSQL is not available: ${message || code || 'no answer'}`, { cause: error });
}
