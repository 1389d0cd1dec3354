/** Socket and name-service errors of Node (https://nodejs.org/api/errors.html#common-system-errors). */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Does this code of an error say that the other side could not be reached, or was lost? */
export function isNetworkCode(code: unknown): boolean {
  return typeof code === 'string' && NETWORK.has(code);
}
