/** How fast a provider lets us send. */
export interface SendLimits {
  /** Messages a second of one channel: what it has without asking, and the most it can be given. */
  perSecond: { usual: number; most: number };
  /** To one person: so many at once, then one every so many milliseconds. Absent: no such limit is known. */
  pair?: { burst: number; everyMs: number };
}
