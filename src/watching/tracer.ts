/** The pieces of work that a trace shows. */
export type SpanName = 'webhook' | 'turn' | 'send';

/** Facts about a piece of work: ids, names and counts, never a text of a message, a number or a name of a person. */
export interface SpanFacts {
  conversationId?: string;
  channelId?: string;
  provider?: string;
  /** The session's turn number. */
  turn?: number;
  /** How many events, mailbox entries or messages. */
  count?: number;
  /** What became of it: `accepted`, or a failure's class. */
  outcome?: string;
}

export interface Span {
  /** What is known only once the work has begun. */
  add(facts: SpanFacts): void;
}

/**
 * Shows where time goes, across processes. A span lasts as long as its work and belongs to the one around it; what it
 * throws goes on to the caller and marks the span as failed.
 */
export interface Tracer {
  /**
   * @param options.follows the `traceparent` of the work that caused this one in another process, as `carrier` gave it;
   *   anything else starts a trace of its own
   */
  span<T>(
    name: SpanName,
    facts: SpanFacts,
    work: (span: Span) => Promise<T>,
    options?: { follows?: string | undefined },
  ): Promise<T>;
  /** The `traceparent` of the current span (W3C Trace Context), to go along with a job; undefined outside of one, or where nothing is traced. */
  carrier(): string | undefined;
  /** Sends what is left, for at most a few seconds, and never fails: whoever waits for traces must not hold up a stop. */
  close(): Promise<void>;
}

const NO_SPAN: Span = { add: () => undefined };

/** Tracing is off. */
export const noTracer: Tracer = {
  span: (_name, _facts, work) => work(NO_SPAN),
  carrier: () => undefined,
  close: async () => undefined,
};
