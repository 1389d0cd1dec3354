/** One call of the business to the API and what came of it. */
export interface LoggedRequest {
  /** Counts up from 1. */
  n: number;
  /** Simulated time. */
  at: number;
  method: string;
  path: string;
  payload: unknown;
  /** `fault` means that a fault on demand decided the answer; with `messageId` the message went out all the same. */
  verdict: 'accepted' | 'refused' | 'fault';
  /** HTTP status; 0 where no answer was given. */
  status: number;
  /** Key of the customer, for messages. */
  customer?: string;
  messageId?: string;
  error?: { code: number; details: string };
}

const KEPT = 20_000;

/** Every call of the API, accepted or refused; the oldest are forgotten. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private count = 0;

  add(entry: Omit<LoggedRequest, 'n'>): void {
    this.count += 1;
    this.entries.push({ n: this.count, ...entry });
    // Trimmed in bulk: shifting one by one would copy the whole list for every call.
    if (this.entries.length > KEPT * 1.1) this.entries = this.entries.slice(-KEPT);
  }

  list(filter: RequestFilter = {}): LoggedRequest[] {
    const found = this.entries.filter(
      (entry) =>
        entry.n > (filter.after ?? 0) &&
        (filter.verdict === undefined || entry.verdict === filter.verdict) &&
        (filter.path === undefined || entry.path === filter.path) &&
        (filter.customer === undefined || entry.customer === filter.customer),
    );
    return filter.limit === undefined ? found : found.slice(0, filter.limit);
  }

  clear(): void {
    this.entries = [];
    this.count = 0;
  }
}

export interface RequestFilter {
  /** Only entries with a greater `n`. */
  after?: number | undefined;
  verdict?: LoggedRequest['verdict'] | undefined;
  path?: string | undefined;
  customer?: string | undefined;
  limit?: number | undefined;
}
