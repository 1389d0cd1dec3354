import pino, { type Logger } from 'pino';

export type { Logger };

/**
 * Structured logs on standard output, one JSON object a line. Message texts and secrets are never passed in; what
 * could carry one by accident is redacted by name.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.apiKey', '*.authorization', '*.headers', '*.credentials', '*.secret', '*.token', 'err.config', 'err.request', 'err.response'],
      remove: true,
    },
  });
}
