import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of the log carries while a piece of work lasts, so that lines of one cause can be joined. */
export interface LogFields {
  /** One HTTP request of ours; the answer carries it as `X-Request-Id`. */
  requestId?: string;
  /** The OpenTelemetry trace, where tracing is on. */
  traceId?: string;
}

const current = new AsyncLocalStorage<LogFields>();

/** Does the work with these fields added to those that are there already. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return current.run({ ...current.getStore(), ...fields }, work);
}

/** A copy: pino writes into what it gets. */
export function logFields(): LogFields {
  return { ...current.getStore() };
}
