export interface TimingSummary {
  count: number;
  medianMs: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

const KEPT = 20_000;

/** How fast the business is, in real milliseconds, over the last 20,000 of each. */
export class Timings {
  private acknowledgements: number[] = [];
  private replies: number[] = [];
  private readonly asked = new Map<string, number>();

  /** Webhook request sent until its answer 200. */
  acknowledged(tookMs: number): void {
    this.acknowledgements = kept(this.acknowledgements, tookMs);
  }

  customerWrote(key: string): void {
    this.asked.set(key, performance.now());
  }

  /** The first message to somebody who wrote is the reply; later ones count for nothing. */
  businessWrote(key: string): void {
    const since = this.asked.get(key);
    if (since === undefined) return;
    this.asked.delete(key);
    this.replies = kept(this.replies, performance.now() - since);
  }

  summary(): { webhookToOk: TimingSummary; messageToReply: TimingSummary } {
    return { webhookToOk: summarise(this.acknowledgements), messageToReply: summarise(this.replies) };
  }

  clear(): void {
    this.acknowledgements = [];
    this.replies = [];
    this.asked.clear();
  }
}

function kept(values: number[], value: number): number[] {
  values.push(value);
  return values.length > KEPT * 1.1 ? values.slice(-KEPT) : values;
}

function summarise(values: readonly number[]): TimingSummary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  return { count: sorted.length, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}
