import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule, Type } from '@nestjs/common';
import { Worker, createPostgresBackend, setDefaultBackendFactory, type Processor, type WorkerOptions } from 'bullmq';
import { SECOND } from '../time/instant.js';
import { AGENT_CALLS, TURNS } from './jobs.js';
import type { QueueServer } from './queue-server.js';
import { PATIENT } from './redis.js';

/** Keys in Redis begin with it. The braces keep them on one node of a cluster. */
const PREFIX = '{canvass}';

/**
 * The queue on its server. BullMQ takes its backend from a process-wide default and @nestjs/bullmq gives workers the
 * connection of their queue, although the two want opposite things of a Redis that is away: whoever adds a job must
 * not wait for it, whoever works on jobs must.
 */
export function queueModules(server: QueueServer): DynamicModule[] {
  if (server.kind === 'postgres') {
    setDefaultBackendFactory(createPostgresBackend);
    BullModule.workerClass = Worker;
    return [
      BullModule.forRoot({ connection: postgres(server.connectionString) }),
      BullModule.registerQueue({ name: TURNS }, { name: AGENT_CALLS }),
    ];
  }
  setDefaultBackendFactory();
  BullModule.workerClass = patientWorker(server.url);
  return [
    BullModule.forRoot({ connection: server.client, skipWaitingForReady: true, prefix: PREFIX }),
    BullModule.registerQueue({ name: TURNS }, { name: AGENT_CALLS }),
  ];
}

function patientWorker(url: string): Type {
  return class PatientWorker extends Worker {
    constructor(name: string, processor: Processor, options: WorkerOptions) {
      super(name, processor, { ...options, connection: { url, ...PATIENT } });
    }
  };
}

/** Connection options of the PostgreSQL backend (those of pg.Pool besides BullMQ's own); @nestjs/bullmq types only Redis'. */
function postgres(connectionString: string): object {
  return {
    connectionString,
    schema: 'canvass_queue',
    migrate: true,
    max: 10,
    // A bell that a crash of the database swallows is rung again by the sweep: not worth waiting for the disk.
    options: '-c synchronous_commit=off',
    // Nothing may wait for ever: a job that does holds its conversation, and the end of the process.
    connectionTimeoutMillis: 5 * SECOND,
    query_timeout: 20 * SECOND,
    keepAlive: true,
  };
}
