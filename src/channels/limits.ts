/** How fast a provider lets us send. */
export interface SendLimits {
  /** Messages a second of one channel: what it has without asking, and the most it can be given. */
  perSecond: { usual: number; most: number };
  /** Absent: no such limit is known. */
  pair?: PairLimit;
}

/** How much one person may get from one channel: `burst` messages at once, then one every `everyMs` milliseconds. */
export interface PairLimit {
  burst: number;
  everyMs: number;
}
