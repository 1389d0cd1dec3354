import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeys } from '../accounts/api-keys.js';
import { Logins } from '../accounts/logins.js';
import { AppModule } from '../app.module.js';
import { nestLogger } from '../logging/nest-logger.js';
import type { Runtime } from '../runtime/runtime.js';
import { QueueWatch } from '../queue/queue-watch.js';
import { configureApp } from './configure-app.js';
import { watchHttp } from './watch-http.js';

/** The application, ready to listen or to be tested. */
export async function createApp(runtime: Runtime): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRuntime(runtime),
    new FastifyAdapter({ bodyLimit: runtime.settings.BODY_LIMIT_BYTES, trustProxy: true }),
    { rawBody: true, logger: nestLogger(runtime.log), abortOnError: false },
  );
  await watchHttp(app, {
    metrics: runtime.watching.metrics,
    ids: runtime.ids,
    providers: runtime.registry.keys(),
    queue: app.get(QueueWatch).queue,
  });
  await configureApp(app, {
    credentials: {
      apiToken: runtime.keys.apiToken,
      metricsToken: runtime.settings.METRICS_TOKEN,
      logins: app.get(Logins),
      keyHolder: (scope, key) => app.get(ApiKeys).holderOf(scope, key),
      scope: runtime.scope,
      origin: () => runtime.publicUrl.value,
    },
    studioDir: runtime.settings.ROLE === 'worker' ? undefined : runtime.studioDir,
  });
  return app;
}
