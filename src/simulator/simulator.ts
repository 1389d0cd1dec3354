import { randomUUID } from 'node:crypto';
import { buildServer } from './api/server.js';
import type { ClockHook } from './clock-hook.js';
import { Control } from './control.js';
import type { CustomerProfile } from './customers.js';
import { createDialect } from './dialects/registry.js';
import { PLAIN_LIMITS, type LimitSettings } from './sending/send-limits.js';
import type { RetrySchedule } from './webhooks/courier.js';
import { World, type Behaviour, type Business } from './world.js';

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Whose API is spoken; 360dialog when nothing is said. */
  provider?: string;
  /** Of the number's secrets and names those that a trial wants to be its own, as the provider's adapter calls them. */
  credentials?: Readonly<Record<string, string>>;
  /** 360dialog's one credential. */
  apiKey?: string;
  /** As Meta's API creates them; approved at once, again after a reset. */
  templates?: readonly unknown[];
  /** People who are there from the start. */
  customers?: readonly CustomerProfile[];
  business?: Partial<Business>;
  /** Real time; the simulated clock runs ahead of it. */
  now?: () => number;
  /** Tells the ids of this run from those of others. */
  runId?: string;
  webhookRetry?: RetrySchedule;
  webhookTimeoutMs?: number;
  statusDelayMs?: Behaviour['statusDelayMs'];
  closedWindow?: Behaviour['closedWindow'];
  approvalDelayMs?: number;
  /** How fast the business may send; put back by a reset. */
  limits?: Partial<LimitSettings>;
  clockHook?: ClockHook;
  /** Folder of the compiled phone page. */
  phoneDir?: string;
}

/** A running simulator; what a trial does to it is inherited from Control. */
export interface Simulator extends Control {
  /** `http://127.0.0.1:4010`: base address of the provider's API, of the control API and of the phone page. */
  readonly url: string;
  /** 360dialog's one credential; empty with another provider. */
  readonly apiKey: string;
  stop(): Promise<void>;
}

/**
 * Starts the fake platform.
 * @throws Error when the provider is not known, a template is refused or the port cannot be taken (`code: 'EADDRINUSE'`)
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const dialect = createDialect(options.provider ?? '360dialog', {
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...options.credentials,
  });
  const world = new World(
    dialect,
    { name: 'Canvass demo', phoneNumber: '15550100100', ...options.business },
    {
      statusDelayMs: options.statusDelayMs ?? { sent: 0, delivered: 0, read: 0 },
      closedWindow: options.closedWindow ?? dialect.closedWindow,
      approvalDelayMs: options.approvalDelayMs ?? 0,
    },
    options.now ?? Date.now,
    options.runId ?? randomUUID().slice(0, 8),
    options.webhookRetry ?? { firstMs: 1_000, factor: 2, maxMs: 60_000 },
    options.webhookTimeoutMs,
  );
  const control = new RunningSimulator(world, () => seed(world, options));
  seed(world, options);
  if (options.clockHook) await control.setClockHook(options.clockHook);
  const server = await buildServer(world, control, { phoneDir: options.phoneDir });
  const url = await server.listen({ port: options.port ?? 0, host });
  control.started(url, () => server.close());
  return control;
}

function seed(world: World, options: SimulatorOptions): void {
  for (const template of options.templates ?? []) {
    const created = world.templates.create(template, 'approved');
    if (!created.ok) {
      const name =
        typeof template === 'object' && template !== null && 'name' in template ? String(template.name) : '?';
      throw new Error(`The template "${name}" is refused: ${created.refusal.details}`);
    }
  }
  world.limits.settings = { ...PLAIN_LIMITS, ...options.limits };
  for (const profile of options.customers ?? []) world.customers.put(profile);
}

class RunningSimulator extends Control implements Simulator {
  url = '';
  private close: () => Promise<void> = () => Promise.resolve();

  get apiKey(): string {
    return this.world.dialect.credentials['apiKey'] ?? '';
  }

  started(url: string, close: () => Promise<void>): void {
    this.url = url;
    this.world.address = url;
    this.close = close;
  }

  async stop(): Promise<void> {
    this.world.later.clear();
    this.world.courier.stop();
    await this.close();
  }
}
