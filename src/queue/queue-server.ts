import type { Redis } from './redis.js';

/** Where BullMQ keeps its jobs. */
export type QueueServer =
  | { kind: 'postgres'; connectionString: string }
  /** `client` is connected already and belongs to the runtime; workers make connections of their own by the address. */
  | { kind: 'redis'; url: string; client: Redis };
