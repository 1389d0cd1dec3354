import { z } from 'zod';
import { tellClock, type ClockHook, type HookResult } from './clock-hook.js';
import { ControlProblem } from './control-problem.js';
import { customerView, type Customer, type CustomerProfile } from './customers.js';
import type { FaultRule } from './faults.js';
import { overviewOf } from './overview.js';
import type { ClockView, CustomerView, Overview, Suggestion, ThreadMessage } from './phone/wire.js';
import { receive } from './receiving/receive.js';
import { Said, type SaidInput } from './receiving/said.js';
import type { LoggedRequest, RequestFilter } from './request-log.js';
import { PLAIN_LIMITS, type LimitSettings } from './sending/send-limits.js';
import { changeCategory, changeState, tellQuality } from './templates/template-events.js';
import { TemplateState, type Template } from './templates/template.js';
import type { Update } from './updates.js';
import { PLAIN_DELIVERY, type DeliverySettings } from './webhooks/courier.js';
import type { Behaviour, World } from './world.js';

export const TemplateChange = z.strictObject({
  state: TemplateState.optional(),
  /** With `rejected`: INVALID_FORMAT, ABUSIVE_CONTENT and so on. */
  reason: z.string().optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
});
export type TemplateChange = z.infer<typeof TemplateChange>;

/** How a service gets to a simulated number. */
export interface Connection {
  provider: string;
  /** By the names that the provider's adapter gives them. */
  credentials: Record<string, string>;
  /** Environment variables that lead the service here. */
  settings: Record<string, string>;
}

/** Optional members may be there and undefined, as zod reads them. */
type Changes<T> = { [K in keyof T]?: T[K] | undefined };

/**
 * What a trial does to the platform: plays people, moves the clock, orders faults, looks at what happened. The HTTP
 * control API and tests in the same process use the same methods.
 */
export class Control {
  private hook: ClockHook | null = null;

  constructor(
    protected readonly world: World,
    /** Puts templates and people of the start back. */
    private readonly seed: () => void,
  ) {}

  /** What a service needs to be connected to this number. */
  connection(): Connection {
    const { dialect, address } = this.world;
    return {
      provider: dialect.provider,
      credentials: { ...dialect.credentials },
      settings: dialect.settings(address),
    };
  }

  /** Creates a person or changes the profile. */
  putCustomer(profile: CustomerProfile): CustomerView {
    const customer = this.world.customers.put(profile);
    this.world.updates.publish({ kind: 'overview' });
    return customerView(customer);
  }

  customers(): CustomerView[] {
    return this.world.customers.all().map(customerView);
  }

  /**
   * The person writes, taps or sends something; a plain string is a text. Somebody unknown is created.
   * @throws ControlProblem when there is nothing such to tap
   */
  say(customerId: string, said: SaidInput | string): ThreadMessage {
    const input = Said.parse(typeof said === 'string' ? { type: 'text', body: said } : said);
    return receive(this.world, this.world.customers.ensure(customerId), input);
  }

  /** Taps the option with this label on the latest message that has options. @throws ControlProblem */
  tap(customerId: string, title: string): ThreadMessage {
    return this.say(customerId, { type: 'tap', title });
  }

  /** @throws ControlProblem for an unknown person */
  thread(customerId: string): ThreadMessage[] {
    return this.customer(customerId).thread;
  }

  customer(customerId: string): Customer {
    const customer = this.world.customers.find(customerId);
    if (!customer) throw new ControlProblem(404, `There is no customer ${customerId}.`);
    return customer;
  }

  clock(): ClockView {
    return { now: this.world.clock.now(), offsetMs: this.world.clock.offsetMs };
  }

  /** Moves simulated time ahead and tells the service, where a hook is set. */
  async advanceClock(ms: number): Promise<ClockView & { hook: HookResult }> {
    this.world.clock.advance(ms);
    const hook = await tellClock(this.hook, this.world.clock.offsetMs);
    this.world.updates.publish({ kind: 'overview' });
    return { ...this.clock(), hook };
  }

  /** Sets the hook and tells it the present offset at once. */
  async setClockHook(hook: ClockHook | null): Promise<HookResult> {
    this.hook = hook;
    return tellClock(hook, this.world.clock.offsetMs);
  }

  addFault(rule: FaultRule): void {
    this.world.faults.add(rule);
    this.world.updates.publish({ kind: 'overview' });
  }

  clearFaults(): void {
    this.world.faults.clear();
    this.world.updates.publish({ kind: 'overview' });
  }

  /** What is not named goes back to the plain way: once each, one a body, in order, at once. */
  setDelivery(settings: Changes<DeliverySettings>): DeliverySettings {
    this.world.courier.configure({
      duplicates: settings.duplicates ?? PLAIN_DELIVERY.duplicates,
      batch: settings.batch ?? PLAIN_DELIVERY.batch,
      shuffle: settings.shuffle ?? PLAIN_DELIVERY.shuffle,
      delayMs: settings.delayMs ?? PLAIN_DELIVERY.delayMs,
    });
    this.world.updates.publish({ kind: 'overview' });
    return this.world.courier.settings;
  }

  /** Changes only what is named. */
  setBehaviour(changes: Changes<Behaviour>): Behaviour {
    const { behaviour } = this.world;
    behaviour.statusDelayMs = changes.statusDelayMs ?? behaviour.statusDelayMs;
    behaviour.closedWindow = changes.closedWindow ?? behaviour.closedWindow;
    behaviour.approvalDelayMs = changes.approvalDelayMs ?? behaviour.approvalDelayMs;
    return behaviour;
  }

  /** What is not named goes back to the plain way: no limit for the number, Meta's for each person. */
  setLimits(settings: Changes<LimitSettings>): LimitSettings {
    const { throughput = PLAIN_LIMITS.throughput, pair = PLAIN_LIMITS.pair } = settings;
    this.world.limits.settings = { throughput, pair };
    return this.limits();
  }

  limits(): LimitSettings {
    return this.world.limits.settings;
  }

  /** Messages taken in each second of simulated time that had any, the last 3,600. */
  perSecond(): { second: number; accepted: number }[] {
    return this.world.limits.perSecond();
  }

  /** What the provider's question after health is answered with, in its words; null for "all available". */
  setHealth(health: unknown): void {
    this.world.health = health;
  }

  /** @throws ControlProblem for an unknown template */
  changeTemplate(name: string, language: string, change: TemplateChange): Template {
    const template = this.world.templates.find(name, language);
    if (!template) throw new ControlProblem(404, `There is no template ${name} in ${language}.`);
    if (change.category) changeCategory(this.world, template, change.category);
    if (change.state) changeState(this.world, template, change.state, change.reason);
    if (change.quality) tellQuality(this.world, template, change.quality);
    return template;
  }

  /** Creates a template that is approved at once, without a webhook. @throws ControlProblem with the rule it breaks */
  addTemplate(creation: unknown): Template {
    const created = this.world.templates.create(creation, 'approved');
    if (!created.ok) throw new ControlProblem(422, created.refusal.details);
    return created.template;
  }

  /** A webhook of any field: account notices, user preferences and whatever else Meta sends. */
  sendEvent(field: string, value: Record<string, unknown>): void {
    this.world.courier.enqueue({ lane: 'account', event: { kind: 'account', field, value } });
  }

  setSuggestions(items: Suggestion[]): void {
    this.world.suggestions = items;
    this.world.updates.publish({ kind: 'overview' });
  }

  suggestions(): Suggestion[] {
    return this.world.suggestions;
  }

  requests(filter?: RequestFilter): LoggedRequest[] {
    return this.world.requests.list(filter);
  }

  /** Tells at once of everything that phones would show: messages and their ticks, people, resets. Returns how to stop it. */
  watch(listener: (update: Update) => void): () => void {
    return this.world.updates.subscribe(listener);
  }

  overview(): Overview {
    return overviewOf(this.world);
  }

  /** Counts since the start or reset; `requests` counts messages, not read receipts. */
  stats() {
    const { counts, courier, timings, customers, limits, refusedByCode } = this.world;
    return {
      customers: customers.all().length,
      requests: { accepted: counts.accepted, refused: counts.refused, faults: counts.faults },
      /** Of refused messages, by Meta's code, and the most messages taken in one second. */
      refusedByCode: Object.fromEntries(refusedByCode),
      fastestSecond: limits.fastest(),
      inbound: counts.inbound,
      webhooks: { pending: courier.pending, ...courier.counts },
      timings: timings.summary(),
    };
  }

  /** Resolves when every planned status and every webhook has been delivered. */
  async idle(): Promise<void> {
    do {
      await this.world.later.idle();
      await this.world.courier.idle();
    } while (this.world.later.size > 0 || this.world.courier.pending > 0);
  }

  /** As at the start, except that the webhook stays registered. The clock goes back, too. */
  async reset(): Promise<void> {
    const { world } = this;
    world.later.clear();
    world.courier.clear();
    world.courier.configure(PLAIN_DELIVERY);
    world.faults.clear();
    world.requests.clear();
    world.limits.clear();
    world.refusedByCode.clear();
    world.timings.clear();
    world.customers.clear();
    world.templates.clear();
    world.media.clear();
    world.dialect.reset?.();
    world.clock.reset();
    world.health = null;
    Object.assign(world.counts, { accepted: 0, refused: 0, faults: 0, inbound: 0 });
    this.seed();
    await tellClock(this.hook, 0);
    world.updates.publish({ kind: 'reset' });
  }
}
