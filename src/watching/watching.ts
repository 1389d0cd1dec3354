import type { Logger } from '../logging/logger.js';
import type { Metrics } from './metrics.js';
import type { Tracer } from './tracer.js';

/** What those who work tell those who watch. */
export interface Watching {
  metrics: Metrics;
  tracer: Tracer;
  log: Logger;
}
