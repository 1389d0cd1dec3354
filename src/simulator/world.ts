import { SimulatedClock } from './clock.js';
import { Customers } from './customers.js';
import type { Dialect } from './dialects/dialect.js';
import { Faults } from './faults.js';
import { Ids } from './ids.js';
import { Later } from './later.js';
import { LinkedFiles } from './linked-files.js';
import { MediaStore } from './media-store.js';
import type { Suggestion } from './phone/wire.js';
import { RequestLog } from './request-log.js';
import { SendLimits } from './sending/send-limits.js';
import { TemplateCatalogue } from './templates/catalogue.js';
import { Timings } from './timings.js';
import { Updates } from './updates.js';
import { WebhookCourier, type RetrySchedule } from './webhooks/courier.js';

export interface Business {
  name: string;
  /** Digits with country code. */
  phoneNumber: string;
}

export interface Behaviour {
  /** Real milliseconds from one status to the next; `read: null` means that nobody reads. */
  statusDelayMs: { sent: number; delivered: number; read: number | null };
  /** Free-form outside the window: accepted and failed later, or refused at once. Where it is not set, as the provider does. */
  closedWindow: 'failed-status' | 'refuse';
  /** Real milliseconds until a submitted template is approved. */
  approvalDelayMs: number;
}

/** Everything the simulator knows, in memory. */
export class World {
  readonly clock: SimulatedClock;
  readonly ids: Ids;
  readonly customers = new Customers();
  readonly templates: TemplateCatalogue;
  readonly media: MediaStore;
  readonly linked: LinkedFiles;
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  readonly limits = new SendLimits();
  readonly timings = new Timings();
  readonly updates = new Updates();
  readonly later = new Later();
  readonly courier: WebhookCourier;
  readonly counts = { accepted: 0, refused: 0, faults: 0, inbound: 0 };
  /** Refused messages by Meta's code, those by fault included. */
  readonly refusedByCode = new Map<number, number>();
  suggestions: Suggestion[] = [];
  health: unknown = null;
  /** Where the simulator can be reached, without a slash at its end; empty until it listens. */
  address = '';

  constructor(
    readonly dialect: Dialect,
    readonly business: Business,
    readonly behaviour: Behaviour,
    realNow: () => number,
    runId: string,
    retry: RetrySchedule,
    webhookTimeoutMs: number | undefined,
  ) {
    this.clock = new SimulatedClock(realNow);
    this.ids = new Ids(runId, (run, n) => dialect.messageId(run, n));
    this.templates = new TemplateCatalogue(this.clock, this.ids);
    this.media = new MediaStore(this.clock, this.ids);
    this.linked = new LinkedFiles(this.media);
    const { webhooks } = dialect;
    this.courier = new WebhookCourier(this.clock, retry, {
      batches: webhooks.batches,
      timeoutMs: webhookTimeoutMs ?? webhooks.timeoutMs,
      giveUpAfterMs: webhooks.giveUpAfterMs,
      write: (events, target) => webhooks.write(events, target, this),
      outcome: (answer, attempt) => webhooks.outcome(answer, attempt),
    });
  }
}
