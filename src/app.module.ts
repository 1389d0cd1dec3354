import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { ChannelsController } from './api/channels.controller.js';
import { ClockController } from './api/clock.controller.js';
import { ConversationsController } from './api/conversations.controller.js';
import { FlowsController } from './api/flows.controller.js';
import { HealthController } from './api/health.controller.js';
import { ResponsesController } from './api/responses.controller.js';
import { TemplatesController } from './api/templates.controller.js';
import { WebhooksController } from './api/webhooks.controller.js';
import { ChannelDirectory } from './channels/connected/channel-directory.js';
import { ChannelService } from './channels/connected/channel-service.js';
import { ChannelTrouble } from './channels/connected/channel-trouble.js';
import { ChannelUpkeep } from './channels/connected/channel-upkeep.js';
import { WebhookEvents } from './channels/connected/webhook-events.js';
import { ConversationCommands } from './conversations/conversation-commands.js';
import { Receiver } from './conversations/receive.js';
import { Sweep } from './conversations/sweep.js';
import { TurnRunner } from './conversations/turn-runner.js';
import { TurnWorlds } from './conversations/turn-worlds.js';
import { StatusUpdater } from './delivery/apply-statuses.js';
import { Outbox } from './delivery/outbox.js';
import { FlowLibrary } from './flows/flow-library.js';
import { FlowTemplateCheck } from './flows/flow-template-check.js';
import { LoadedFlows } from './flows/loaded-flows.js';
import { ProblemFilter } from './http/problem-filter.js';
import { validationPipe } from './http/validation.js';
import { BullBell } from './queue/bull-bell.js';
import { TURNS, UPKEEP } from './queue/jobs.js';
import { QueueHealth } from './queue/queue-health.js';
import { TurnProcessor } from './queue/turn-processor.js';
import { UpkeepProcessor } from './queue/upkeep-processor.js';
import type { Runtime } from './runtime/runtime.js';
import {
  BELL,
  CHANNEL_REGISTRY,
  CLOCK,
  DOCUMENTS,
  IDS,
  LEASE_CLOCK,
  LOGGER,
  SETTINGS,
  STORE,
  WORKSPACE,
  provide,
} from './runtime/tokens.js';
import { SecretBox } from './secrets/secret-box.js';
import { SECOND } from './time/instant.js';
import { TemplateCatalogue } from './templates/catalogue/template-catalogue.js';

const PUBLIC_URL = Symbol('public url');
const OUTBOX_SETTINGS = Symbol('outbox settings');
const LEASE_MS = Symbol('lease ms');

/** The shell: wires plain classes together. What each does stands in its own file, without Nest. */
@Module({})
export class AppModule {
  static forRuntime(runtime: Runtime): DynamicModule {
    // BullMQ takes its backend from a process-wide default that @nestjs/bullmq leaves alone.
    setDefaultBackendFactory(createPostgresBackend);
    return {
      module: AppModule,
      imports: [
        BullModule.forRoot({ connection: queueConnection(runtime) }),
        BullModule.registerQueue({ name: TURNS }, { name: UPKEEP }),
      ],
      controllers: [
        WebhooksController,
        HealthController,
        ChannelsController,
        FlowsController,
        ConversationsController,
        TemplatesController,
        ResponsesController,
        ClockController,
      ],
      providers: [...values(runtime), ...services],
    };
  }
}

/** Connection options of the PostgreSQL backend (those of pg.Pool besides BullMQ's own); @nestjs/bullmq types only Redis'. */
function queueConnection({ databaseUrl }: Runtime): object {
  return {
    connectionString: databaseUrl,
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

function values(runtime: Runtime): Provider[] {
  const { settings } = runtime;
  return [
    { provide: SETTINGS, useValue: settings },
    { provide: LOGGER, useValue: runtime.log },
    { provide: CLOCK, useValue: runtime.clock },
    { provide: LEASE_CLOCK, useValue: runtime.leaseClock },
    { provide: IDS, useValue: runtime.ids },
    { provide: DOCUMENTS, useValue: runtime.documents },
    { provide: STORE, useValue: runtime.store },
    { provide: CHANNEL_REGISTRY, useValue: runtime.registry },
    { provide: WORKSPACE, useValue: runtime.scope },
    { provide: SecretBox, useValue: runtime.secrets },
    { provide: FlowLibrary, useValue: runtime.flows },
    { provide: LoadedFlows, useValue: runtime.loaded },
    { provide: PUBLIC_URL, useValue: () => runtime.publicUrl.value },
    { provide: OUTBOX_SETTINGS, useValue: { echoWaitMs: settings.ECHO_WAIT_MS } },
    // Longer than two of the slowest sends: whoever holds a lease renews it between sends.
    { provide: LEASE_MS, useValue: 2 * settings.SEND_TIMEOUT_MS + 5 * SECOND },
  ];
}

const services: Provider[] = [
  { provide: APP_PIPE, useFactory: validationPipe },
  {
    provide: APP_FILTER,
    inject: [HttpAdapterHost, IDS, LOGGER],
    useFactory: (...args: ConstructorParameters<typeof ProblemFilter>) => new ProblemFilter(...args),
  },
  {
    provide: BELL,
    inject: [getQueueToken(TURNS), CLOCK],
    useFactory: (...args: ConstructorParameters<typeof BullBell>) => new BullBell(...args),
  },
  provide(ChannelDirectory, [STORE, CHANNEL_REGISTRY, SecretBox, LEASE_CLOCK]),
  provide(ChannelTrouble, [STORE, ChannelDirectory, CLOCK, LOGGER]),
  provide(TemplateCatalogue, [STORE, LEASE_CLOCK]),
  provide(ChannelUpkeep, [STORE, ChannelDirectory, TemplateCatalogue, ChannelTrouble, CLOCK, LOGGER]),
  provide(ChannelService, [
    STORE,
    CHANNEL_REGISTRY,
    ChannelDirectory,
    TemplateCatalogue,
    ChannelUpkeep,
    ChannelTrouble,
    SecretBox,
    CLOCK,
    IDS,
    PUBLIC_URL,
    LOGGER,
  ]),
  provide(FlowTemplateCheck, [FlowLibrary, TemplateCatalogue, ChannelDirectory, STORE]),
  provide(Receiver, [STORE, BELL, CLOCK, IDS, LOGGER]),
  provide(StatusUpdater, [STORE, BELL, ChannelTrouble, LOGGER]),
  provide(WebhookEvents, [STORE, Receiver, StatusUpdater, TemplateCatalogue, ChannelTrouble, LOGGER]),
  provide(Outbox, [STORE, ChannelTrouble, CLOCK, OUTBOX_SETTINGS, LOGGER]),
  provide(TurnWorlds, [STORE, FlowLibrary, TemplateCatalogue, CLOCK, IDS]),
  provide(TurnRunner, [STORE, ChannelDirectory, TurnWorlds, Outbox, BELL, CLOCK, LEASE_CLOCK, IDS, LEASE_MS, LOGGER]),
  provide(Sweep, [STORE, BELL, CLOCK, LOGGER]),
  provide(ConversationCommands, [STORE, ChannelDirectory, FlowLibrary, BELL, CLOCK, IDS, LOGGER]),
  QueueHealth,
  TurnProcessor,
  UpkeepProcessor,
];
