import type { SendLimits } from '../limits.js';

/** Source: Meta, Cloud API "Throughput" and "Pair rate limits" (May 2026). */
export const META_LIMITS: SendLimits = {
  perSecond: { usual: 80, most: 1_000 },
  pair: { burst: 45, everyMs: 6_000 },
};
