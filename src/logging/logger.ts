import pino, { type Logger } from 'pino';
import { logFields } from './log-fields.js';

export type { Logger };

/**
 * Structured logs on standard output, one JSON object a line. Message texts and secrets are never passed in; what
 * could carry one by accident is redacted by name.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    mixin: logFields,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => describeError(error) },
    redact: {
      paths: [
        '*.apiKey',
        '*.authorization',
        '*.headers',
        '*.credentials',
        '*.secret',
        '*.token',
        'err.config',
        'err.request',
        'err.response',
      ],
      remove: true,
    },
  });
}

interface DescribedError {
  type: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: DescribedError;
}

/** What an error says of itself. Drivers hang their connections and configurations on theirs, passwords included. */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(typeof error === 'object' && error !== null && 'message' in error))
    return { type: typeof error, message: String(error) };
  const { name, message, code, stack, cause } = error as {
    name?: unknown;
    message: unknown;
    code?: unknown;
    stack?: unknown;
    cause?: unknown;
  };
  return {
    type: String(name ?? 'Error'),
    message: String(message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(cause !== undefined && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}),
  };
}
