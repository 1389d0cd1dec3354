import { getQueueToken } from '@nestjs/bullmq';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import { AccountUpkeep } from './accounts/account-upkeep.js';
import { Accounts } from './accounts/accounts.js';
import { ApiKeys } from './accounts/api-keys.js';
import { AuditTrail } from './accounts/audit-trail.js';
import { JoinLinks } from './accounts/join-links.js';
import { Logins } from './accounts/logins.js';
import { People } from './accounts/people.js';
import { setupCodeOf } from './accounts/setup-code.js';
import { AgentCaller } from './agents/links/agent-caller.js';
import { AgentDirectory } from './agents/links/agent-directory.js';
import { AgentLinks } from './agents/links/agent-links.js';
import { AgentTrial } from './agents/links/agent-trial.js';
import { LinkGuards } from './agents/links/link-guards.js';
import { LinkOpener } from './agents/links/link-opener.js';
import { LinkQuotas } from './agents/links/link-quotas.js';
import { LinkStates } from './agents/links/link-states.js';
import { OpenAgents } from './agents/links/open-agents.js';
import { AgentsController } from './api/agents.controller.js';
import { AuditController } from './api/audit.controller.js';
import { BroadcastsController } from './api/broadcasts.controller.js';
import { Browsers } from './api/browser.js';
import { ContactsController } from './api/contacts.controller.js';
import { EventsController } from './api/events.controller.js';
import { InboxController } from './api/inbox.controller.js';
import { InboxConversationsController } from './api/inbox-conversations.controller.js';
import { ChannelsController } from './api/channels.controller.js';
import { ClockController } from './api/clock.controller.js';
import { ConversationsController } from './api/conversations.controller.js';
import { CostsController } from './api/costs.controller.js';
import { ExportsController } from './api/exports.controller.js';
import { DraftsController } from './api/drafts.controller.js';
import { FilesController } from './api/files.controller.js';
import { FlowsController } from './api/flows.controller.js';
import { HealthController } from './api/health.controller.js';
import { InvitationsController } from './api/invitations.controller.js';
import { JoinController } from './api/join.controller.js';
import { KeysController } from './api/keys.controller.js';
import { MetricsController } from './api/metrics.controller.js';
import { ProfileController } from './api/profile.controller.js';
import { ResponsesController } from './api/responses.controller.js';
import { ResultsController } from './api/results.controller.js';
import { SessionController } from './api/session.controller.js';
import { SitesController } from './api/sites.controller.js';
import { ChannelTemplatesController } from './api/channel-templates.controller.js';
import { TemplatesController } from './api/templates.controller.js';
import { UsersController } from './api/users.controller.js';
import { WebhooksController } from './api/webhooks.controller.js';
import { ChannelDirectory } from './channels/connected/channel-directory.js';
import { ChannelService } from './channels/connected/channel-service.js';
import { ChannelTrouble } from './channels/connected/channel-trouble.js';
import { ChannelUpkeep } from './channels/connected/channel-upkeep.js';
import { WebhookEvents } from './channels/connected/webhook-events.js';
import { AgentCalls } from './conversations/agent-calls.js';
import { ConversationCommands } from './conversations/conversation-commands.js';
import { EntryTurns } from './conversations/entry-turns.js';
import { Mailbox } from './conversations/mailbox.js';
import { Receiver } from './conversations/receive.js';
import { Sweep } from './conversations/sweep.js';
import { TurnRunner } from './conversations/turn-runner.js';
import { TurnWorlds } from './conversations/turn-worlds.js';
import { CostReports } from './costs/cost-reports.js';
import { Ledger } from './costs/ledger.js';
import { PriceLists } from './costs/price-lists.js';
import { StatusUpdater } from './delivery/apply-statuses.js';
import { Listening } from './delivery/listening.js';
import { ListeningBeat } from './delivery/listening-beat.js';
import { MessageSender } from './delivery/message-sender.js';
import { SendClaims } from './delivery/send-claims.js';
import { Outbox } from './delivery/outbox.js';
import { Drafts } from './flows/drafts.js';
import { Examples } from './flows/examples.js';
import { FlowLibrary } from './flows/flow-library.js';
import { AgentUses } from './flows/agent-uses.js';
import { FlowAgentCheck } from './flows/flow-agent-check.js';
import { FlowTemplateCheck } from './flows/flow-template-check.js';
import { TemplateDriftReport } from './flows/template-drift-report.js';
import { TemplateUses } from './flows/template-uses.js';
import { LiveSessions } from './flows/live-sessions.js';
import { LoadedFlows } from './flows/loaded-flows.js';
import { SessionMoves } from './flows/session-moves.js';
import { VersionPreview } from './flows/version-preview.js';
import { Attachments } from './inbox/attachments.js';
import { ContactDesk } from './inbox/contact-desk.js';
import { CustomerMedia } from './inbox/customer-media.js';
import { InboxDesk } from './inbox/inbox-desk.js';
import { InboxItems } from './inbox/inbox-items.js';
import { InboxList } from './inbox/inbox-list.js';
import { LiveChanges } from './inbox/live-changes.js';
import { TeamMessages } from './inbox/team-messages.js';
import { QuotaPlaces } from './quotas/quota-places.js';
import { QuotaUpkeep } from './quotas/quota-upkeep.js';
import { Allowances } from './http/allowances.js';
import { AuditChanges } from './http/audit-changes.js';
import { EntranceLimits } from './http/entrance-limits.js';
import { PermissionGuard } from './http/needs.js';
import { ProblemFilter } from './http/problem-filter.js';
import { validationPipe } from './http/validation.js';
import { BullBell } from './queue/bull-bell.js';
import { DatabaseGate } from './queue/database-gate.js';
import { BullCallBell } from './queue/call-bell.js';
import { CallProcessor } from './queue/call-processor.js';
import { AGENT_CALLS, TURNS } from './queue/jobs.js';
import { QueueHealth } from './queue/queue-health.js';
import { QueueWatch } from './queue/queue-watch.js';
import { queueModules } from './queue/queue-modules.js';
import { TurnProcessor } from './queue/turn-processor.js';
import { ResponseExport } from './results/export/export-responses.js';
import { FlowQuestions } from './results/flow-questions.js';
import { ListedResponses } from './results/listed-responses.js';
import { ResultsList } from './results/results-list.js';
import { FlowResults } from './results/summary/flow-results.js';
import { ResponseTables } from './results/table/response-tables.js';
import type { Runtime } from './runtime/runtime.js';
import {
  AGENT_KINDS,
  BELL,
  CHANNEL_REGISTRY,
  CLOCK,
  DOCUMENTS,
  IDS,
  LEASE_CLOCK,
  LOGGER,
  PUBLIC_URL,
  SETTINGS,
  SETUP_CODE,
  STORE,
  WORKSPACE,
  provide,
} from './runtime/tokens.js';
import { SecretBox } from './secrets/secret-box.js';
import { SECOND } from './time/instant.js';
import type { Settings } from './config/settings.js';
import type { Logger } from './logging/logger.js';
import type { Documents, WorkspaceId } from './storage/documents.js';
import { TemplateCatalogue } from './templates/catalogue/template-catalogue.js';
import { TemplateService } from './templates/catalogue/template-service.js';
import { Upkeep } from './upkeep/upkeep.js';
import { Backlog } from './watching/backlog.js';
import { Metrics } from './watching/metrics.js';
import { UpkeepClaims } from './upkeep/upkeep-claims.js';
import { upkeepTasks } from './upkeep/upkeep-tasks.js';

const SENDER_SETTINGS = Symbol('sender settings');
const ECHO_WAIT_MS = Symbol('echo wait');
const RANDOM = Symbol('random');
const PACER = Symbol('pacer');
const WATCHING = Symbol('watching');
const TRACER = Symbol('tracer');
const LEASE_MS = Symbol('lease ms');
const COUNTERS = Symbol('counters');
const OPEN_OPTIONS = Symbol('open options');
const CALLER_WORLD = Symbol('caller world');
const CALL_BELL = Symbol('call bell');

/** What a worker answers too: whether it lives, how it does, and what time it is. */
const everywhere: Type[] = [HealthController, MetricsController, ClockController];

const forOutsiders: Type[] = [
  WebhooksController,
  SitesController,
  FilesController,
  SessionController,
  ProfileController,
  JoinController,
  UsersController,
  InvitationsController,
  KeysController,
  AuditController,
  ChannelsController,
  FlowsController,
  DraftsController,
  AgentsController,
  ConversationsController,
  InboxController,
  InboxConversationsController,
  ContactsController,
  EventsController,
  TemplatesController,
  ChannelTemplatesController,
  ResponsesController,
  ResultsController,
  ExportsController,
  BroadcastsController,
  CostsController,
];

/** The shell: wires plain classes together. What each does stands in its own file, without Nest. */
@Module({})
export class AppModule {
  static forRuntime(runtime: Runtime): DynamicModule {
    const { ROLE } = runtime.settings;
    return {
      module: AppModule,
      imports: queueModules(runtime.queueServer),
      controllers: ROLE === 'worker' ? everywhere : [...everywhere, ...forOutsiders],
      providers: [
        ...values(runtime),
        ...services,
        ...(ROLE === 'web' ? [] : workers),
        ...(ROLE === 'worker' ? [] : ears),
      ],
    };
  }
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
    { provide: Examples, useValue: new Examples(runtime.examplesDir) },
    { provide: SETUP_CODE, useValue: setupCodeOf(runtime.keys.secretKey) },
    { provide: PUBLIC_URL, useValue: () => runtime.publicUrl.value },
    { provide: ECHO_WAIT_MS, useValue: settings.ECHO_WAIT_MS },
    {
      provide: SENDER_SETTINGS,
      useValue: { echoWaitMs: settings.ECHO_WAIT_MS, staleAfterMs: settings.STALE_AFTER_MS },
    },
    { provide: RANDOM, useValue: Math.random },
    { provide: PACER, useValue: runtime.pacer },
    { provide: COUNTERS, useValue: runtime.counters },
    { provide: AGENT_KINDS, useValue: runtime.agentKinds },
    { provide: OPEN_OPTIONS, useValue: { emulator: settings.DIALOGFLOW_EMULATOR } },
    {
      provide: CALLER_WORLD,
      useValue: { conversationClock: runtime.clock, clock: runtime.leaseClock, random: Math.random },
    },
    { provide: WATCHING, useValue: runtime.watching },
    { provide: TRACER, useValue: runtime.watching.tracer },
    { provide: Metrics, useValue: runtime.watching.metrics },
    // Longer than two of the slowest sends: whoever holds a lease renews it between sends.
    { provide: LEASE_MS, useValue: 2 * settings.SEND_TIMEOUT_MS + 5 * SECOND },
  ];
}

const services: Provider[] = [
  { provide: APP_PIPE, useFactory: validationPipe },
  { provide: APP_GUARD, useFactory: () => new PermissionGuard() },
  provide(Accounts, [STORE, CLOCK, IDS]),
  provide(Logins, [STORE, LEASE_CLOCK]),
  provide(AuditTrail, [STORE, CLOCK, IDS]),
  {
    provide: APP_INTERCEPTOR,
    inject: [AuditTrail, WORKSPACE, LOGGER],
    useFactory: (...args: ConstructorParameters<typeof AuditChanges>) => new AuditChanges(...args),
  },
  provide(JoinLinks, [STORE, LEASE_CLOCK, IDS]),
  provide(People, [STORE, Logins, JoinLinks, CLOCK]),
  provide(ApiKeys, [STORE, LEASE_CLOCK, IDS]),
  provide(Browsers, [Logins, PUBLIC_URL]),
  provide(EntranceLimits, [COUNTERS, LEASE_CLOCK]),
  {
    provide: APP_FILTER,
    inject: [HttpAdapterHost, IDS, LOGGER],
    useFactory: (...args: ConstructorParameters<typeof ProblemFilter>) => new ProblemFilter(...args),
  },
  {
    provide: BELL,
    inject: [getQueueToken(TURNS), CLOCK, TRACER],
    useFactory: (...args: ConstructorParameters<typeof BullBell>) => new BullBell(...args),
  },
  {
    provide: CALL_BELL,
    inject: [getQueueToken(AGENT_CALLS), LOGGER],
    useFactory: (...args: ConstructorParameters<typeof BullCallBell>) => new BullCallBell(...args),
  },
  provide(ChannelDirectory, [STORE, CHANNEL_REGISTRY, SecretBox, LEASE_CLOCK]),
  provide(ChannelTrouble, [STORE, ChannelDirectory, CLOCK, WATCHING]),
  provide(TemplateCatalogue, [STORE, LEASE_CLOCK]),
  provide(ChannelUpkeep, [STORE, ChannelDirectory, TemplateCatalogue, ChannelTrouble, CLOCK, LOGGER]),
  provide(ChannelService, [
    STORE,
    CHANNEL_REGISTRY,
    ChannelDirectory,
    ChannelUpkeep,
    SecretBox,
    CLOCK,
    IDS,
    PUBLIC_URL,
    LOGGER,
  ]),
  provide(LinkOpener, [AGENT_KINDS, SecretBox, OPEN_OPTIONS]),
  provide(AgentDirectory, [STORE, LinkOpener, LEASE_CLOCK, LOGGER]),
  provide(LinkGuards, [RANDOM, WATCHING]),
  provide(LinkQuotas, [COUNTERS, LEASE_CLOCK]),
  provide(Allowances, [COUNTERS, LEASE_CLOCK]),
  provide(LinkStates, [STORE, AgentDirectory, LEASE_CLOCK, WATCHING]),
  provide(AgentCaller, [AGENT_KINDS, AgentDirectory, LinkGuards, LinkQuotas, LinkStates, CALLER_WORLD, WATCHING]),
  provide(AgentLinks, [
    STORE,
    AGENT_KINDS,
    LinkOpener,
    AgentDirectory,
    LinkStates,
    FlowLibrary,
    SecretBox,
    LEASE_CLOCK,
    IDS,
    LOGGER,
  ]),
  provide(AgentTrial, [AgentCaller, AgentLinks, CLOCK, IDS]),
  provide(OpenAgents, [AgentDirectory, LinkGuards]),
  provide(Drafts, [STORE, Examples, CLOCK, IDS]),
  provide(FlowAgentCheck, [FlowLibrary, STORE]),
  provide(AgentUses, [FlowLibrary, STORE]),
  provide(FlowTemplateCheck, [FlowLibrary, TemplateCatalogue, ChannelDirectory, STORE]),
  provide(Receiver, [STORE, BELL, CLOCK, IDS, WATCHING]),
  provide(Ledger, [STORE]),
  provide(PriceLists, [STORE, CLOCK, IDS]),
  provide(CostReports, [STORE, CHANNEL_REGISTRY, FlowLibrary, TemplateCatalogue, Ledger, PriceLists, CLOCK]),
  provide(LiveChanges, [STORE, LEASE_CLOCK, LOGGER]),
  provide(StatusUpdater, [STORE, BELL, ChannelTrouble, Ledger, LiveChanges, LOGGER]),
  provide(WebhookEvents, [STORE, Receiver, StatusUpdater, TemplateCatalogue, ChannelUpkeep, ChannelTrouble, WATCHING]),
  provide(Mailbox, [STORE]),
  provide(Listening, [STORE, CLOCK]),
  provide(SendClaims, [STORE, Listening, CLOCK, ECHO_WAIT_MS, LOGGER]),
  provide(MessageSender, [STORE, SendClaims, PACER, ChannelTrouble, CLOCK, RANDOM, SENDER_SETTINGS, WATCHING]),
  provide(QuotaPlaces, [STORE, CLOCK]),
  provide(QuotaUpkeep, [STORE, CLOCK]),
  provide(Outbox, [STORE, Mailbox, MessageSender, QuotaPlaces, LEASE_CLOCK]),
  provide(TurnWorlds, [STORE, FlowLibrary, TemplateCatalogue, CLOCK, IDS]),
  provide(EntryTurns, [STORE, TurnWorlds, QuotaPlaces]),
  provide(TurnRunner, [
    STORE,
    Mailbox,
    ChannelDirectory,
    TurnWorlds,
    EntryTurns,
    Outbox,
    BELL,
    CALL_BELL,
    CLOCK,
    LEASE_CLOCK,
    IDS,
    LEASE_MS,
    WATCHING,
  ]),
  provide(Sweep, [STORE, BELL, CLOCK, LOGGER]),
  provide(ConversationCommands, [STORE, ChannelDirectory, FlowLibrary, BELL, CLOCK, IDS, LOGGER]),
  provide(InboxItems, [STORE, CHANNEL_REGISTRY]),
  provide(InboxList, [STORE, InboxItems, CLOCK]),
  provide(InboxDesk, [STORE, LiveChanges, CLOCK, LEASE_CLOCK, IDS]),
  provide(ContactDesk, [STORE, LiveChanges, LEASE_CLOCK]),
  provide(Attachments, [STORE, LEASE_CLOCK, IDS, PUBLIC_URL]),
  provide(CustomerMedia, [STORE, ChannelDirectory]),
  provide(TeamMessages, [STORE, ChannelDirectory, ConversationCommands, TemplateCatalogue, FlowLibrary, CLOCK, IDS]),
  provide(LiveSessions, [STORE]),
  provide(TemplateUses, [FlowLibrary, LiveSessions, ChannelDirectory, STORE]),
  provide(TemplateDriftReport, [TemplateUses, TemplateCatalogue, STORE]),
  provide(TemplateService, [ChannelDirectory, TemplateCatalogue, ChannelUpkeep, TemplateUses, LOGGER]),
  provide(VersionPreview, [FlowLibrary, LiveSessions]),
  provide(SessionMoves, [STORE, LiveSessions, ConversationCommands, CLOCK, IDS]),
  provide(ResponseTables, [STORE, FlowLibrary, LEASE_CLOCK]),
  provide(FlowQuestions, [STORE, FlowLibrary]),
  provide(FlowResults, [STORE, FlowQuestions]),
  provide(ListedResponses, [STORE]),
  provide(ResultsList, [STORE, FlowLibrary, ResponseTables, LEASE_CLOCK]),
  provide(ResponseExport, [STORE, FlowQuestions]),
  QueueHealth,
  QueueWatch,
  provide(Backlog, [Metrics, QueueWatch, STORE, WORKSPACE, CLOCK, LEASE_CLOCK, LOGGER]),
];

/** What only runs where webhooks come in. */
const ears: Provider[] = [provide(ListeningBeat, [Listening, LOGGER])];

/** What only runs where conversations are held. */
const workers: Provider[] = [
  {
    provide: DatabaseGate,
    inject: [DOCUMENTS, LOGGER, RANDOM],
    useFactory: (documents: Documents, log: Logger, random: () => number) => new DatabaseGate(documents, log, random),
  },
  TurnProcessor,
  provide(AgentCalls, [STORE, ChannelDirectory, AgentCaller, BELL, CLOCK, WATCHING]),
  CallProcessor,
  provide(UpkeepClaims, [STORE, LEASE_CLOCK]),
  provide(AccountUpkeep, [STORE, LEASE_CLOCK]),
  {
    provide: Upkeep,
    inject: [
      Sweep,
      ChannelUpkeep,
      SessionMoves,
      QuotaUpkeep,
      AccountUpkeep,
      Attachments,
      UpkeepClaims,
      WORKSPACE,
      SETTINGS,
      LOGGER,
    ],
    useFactory: (
      sweep: Sweep,
      channels: ChannelUpkeep,
      moves: SessionMoves,
      quotas: QuotaUpkeep,
      accounts: AccountUpkeep,
      attachments: Attachments,
      claims: UpkeepClaims,
      scope: WorkspaceId,
      settings: Settings,
      log: Logger,
    ) =>
      new Upkeep(
        upkeepTasks({ sweep, channels, moves, quotas, accounts, attachments }, scope, settings),
        claims,
        Math.random,
        log,
      ),
  },
];
