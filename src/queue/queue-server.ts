/** Where BullMQ keeps its jobs. */
export type QueueServer = { kind: 'postgres'; connectionString: string } | { kind: 'redis'; url: string };
