import { StorageUnavailable, UniqueViolation } from '../errors.js';
import { isNetworkCode } from '../network-codes.js';
import { declaredName } from './indexes.js';

/**
 * Codes (https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml) that say "not now" or "not
 * here": no such host or no way to it (6, 7, 89, 9001), not allowed in (13, 18), locks (24, 46), took too long (50,
 * 262), too few members took the write or are there for it (64, 91, 100, 133, 134), no primary or a change of it (189, 10058, 10107,
 * 11600, 11602, 13388, 13435, 13436), out of disk (14031).
 */
const UNAVAILABLE = new Set([
  6, 7, 13, 18, 24, 46, 50, 64, 89, 91, 100, 133, 134, 189, 262, 9001, 10058, 10107, 11600, 11602, 13388, 13435, 13436,
  14031,
]);

/** Errors of the driver and of mongoose that come before or instead of an answer. */
const NO_ANSWER = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
  'MongoExpiredSessionError',
  // Written, but not yet by as many members as make it safe.
  'MongoWriteConcernError',
]);

export const DUPLICATE_KEY = 11000;

export function codeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** Puts an error of mongoose or its driver into our words; what is no fault of the outside is returned as it is. */
export function mapError(error: unknown, collection: string): unknown {
  if (!(error instanceof Error) || error instanceof StorageUnavailable) return error;
  const code = codeOf(error);
  if (code === DUPLICATE_KEY) return new UniqueViolation(collection, duplicateIndex(error.message));
  const unavailable =
    NO_ANSWER.has(error.name) ||
    (code !== undefined && UNAVAILABLE.has(code)) ||
    // The driver does not wrap what a socket says while a command is being written.
    ('code' in error && isNetworkCode(error.code));
  if (!unavailable) return error;
  return new StorageUnavailable(`MongoDB is not available: ${error.message || error.name}`, { cause: error });
}

/** `E11000 duplicate key error collection: db.people index: phone__1f3a9c2b dup key: { … }` */
function duplicateIndex(message: string): string {
  const name = /\bindex: (?:[^\s]*\$)?(\S+)/.exec(message)?.[1];
  return name === undefined ? 'unknown' : declaredName(name);
}
