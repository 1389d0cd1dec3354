import { Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, HttpAdapterHost, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import { HealthController } from '../../src/api/health.controller.js';
import { MetricsController } from '../../src/api/metrics.controller.js';
import { configureApp } from '../../src/http/configure-app.js';
import { Open, PermissionGuard } from '../../src/http/needs.js';
import { ProblemFilter } from '../../src/http/problem-filter.js';
import { Problem } from '../../src/http/problem.js';
import { watchHttp } from '../../src/http/watch-http.js';
import { logFields, type LogFields } from '../../src/logging/log-fields.js';
import { createLogger } from '../../src/logging/logger.js';
import { QueueHealth } from '../../src/queue/queue-health.js';
import { QueueWatch } from '../../src/queue/queue-watch.js';
import { TurnProcessor } from '../../src/queue/turn-processor.js';
import { DOCUMENTS } from '../../src/runtime/tokens.js';
import { workspaceScope } from '../../src/storage/documents.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import { openStore } from '../../src/store/store.js';
import { Backlog } from '../../src/watching/backlog.js';
import { Metrics } from '../../src/watching/metrics.js';

export const API_TOKEN = 'the-token-of-this-installation';
export const METRICS_TOKEN = 'the-token-of-prometheus';

/** Stands in for what answers HTTP; does what the request asks for. */
@Open()
@Controller()
class AnsweringController {
  @Post('webhooks/:provider/:key')
  @HttpCode(200)
  async webhook(@Param('key') key: string): Promise<LogFields> {
    if (key === 'forged') throw new Problem(401, 'wrong-secret', 'Wrong webhook secret', 'no');
    if (key === 'away') throw new Problem(503, 'unavailable', 'Try again later', 'no');
    await new Promise(setImmediate);
    return logFields();
  }

  @Get('api/v1/fields')
  fields(): LogFields {
    return logFields();
  }
}

/** What a test can break. */
export interface Parts {
  database: () => Promise<void>;
  workerRuns: boolean | undefined;
  /** Finished before the process stops answering. */
  inHand: Promise<void>;
}

export interface WatchedApp {
  app: NestFastifyApplication;
  url: string;
  metrics: Metrics;
  parts: Parts;
}

/** Everything that watches, around a queue, without the rest of the service. */
export async function startWatchedApp(queue: Queue, role: 'web' | 'worker' = 'worker'): Promise<WatchedApp> {
  const parts: Parts = {
    database: async () => undefined,
    workerRuns: role === 'worker' ? true : undefined,
    inHand: Promise.resolve(),
  };
  const metrics = new Metrics({ ofProcess: true });
  const clock = { now: () => Date.now() };
  const log = createLogger('silent');
  const store = await openStore(memoryDocuments());
  const watch = new QueueWatch(queue, clock);
  const worker = { isRunning: () => parts.workerRuns };
  let count = 0;
  const ids = { next: () => `id-${(count += 1)}`, secret: () => 'secret' };

  @Module({
    controllers: [MetricsController, HealthController, AnsweringController],
    providers: [
      { provide: Metrics, useValue: metrics },
      { provide: Backlog, useValue: new Backlog(metrics, watch, store, workspaceScope('test'), clock, clock, log) },
      { provide: DOCUMENTS, useValue: { ping: () => parts.database() } },
      { provide: QueueHealth, useValue: new QueueHealth(queue) },
      { provide: 'in hand', useValue: { beforeApplicationShutdown: () => parts.inHand } },
      ...(role === 'worker' ? [{ provide: TurnProcessor, useValue: { worker } }] : []),
      { provide: APP_GUARD, useFactory: () => new PermissionGuard() },
      {
        provide: APP_FILTER,
        inject: [HttpAdapterHost],
        useFactory: (host: HttpAdapterHost) => new ProblemFilter(host, ids, log),
      },
    ],
  })
  class WatchedModule {}

  const app = await NestFactory.create<NestFastifyApplication>(WatchedModule, new FastifyAdapter(), {
    rawBody: true,
    logger: false,
    abortOnError: false,
  });
  await watchHttp(app, { metrics, ids, providers: ['360dialog'], queue: watch.queue });
  await configureApp(app, {
    credentials: {
      apiToken: API_TOKEN,
      metricsToken: METRICS_TOKEN,
      logins: { userOf: async () => undefined },
      scope: workspaceScope('test'),
      origin: () => 'http://127.0.0.1',
    },
  });
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl(), metrics, parts };
}
