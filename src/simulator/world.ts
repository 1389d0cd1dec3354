import { SimulatedClock } from './clock.js';
import { Customers } from './customers.js';
import { Faults } from './faults.js';
import { Ids } from './ids.js';
import { Later } from './later.js';
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
  /** Free-form outside the window: accepted and failed later as Meta mostly does, or refused at once. */
  closedWindow: 'failed-status' | 'refuse';
  /** Real milliseconds until a submitted template is approved. */
  approvalDelayMs: number;
}

export const PHONE_NUMBER_ID = '100000000000001';

/** Everything the simulator knows, in memory. */
export class World {
  readonly clock: SimulatedClock;
  readonly ids: Ids;
  readonly customers = new Customers();
  readonly templates: TemplateCatalogue;
  readonly media: MediaStore;
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

  constructor(
    readonly business: Business,
    readonly behaviour: Behaviour,
    realNow: () => number,
    runId: string,
    retry: RetrySchedule,
    webhookTimeoutMs: number,
  ) {
    this.clock = new SimulatedClock(realNow);
    this.ids = new Ids(runId);
    this.templates = new TemplateCatalogue(this.clock, this.ids);
    this.media = new MediaStore(this.clock, this.ids);
    this.courier = new WebhookCourier(this.clock, retry, webhookTimeoutMs);
  }

  /** What every value of the field `messages` carries. */
  metadata() {
    return {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: this.business.phoneNumber, phone_number_id: PHONE_NUMBER_ID },
    };
  }
}
