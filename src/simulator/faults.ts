import { z } from 'zod';
import { refusal, type Refusal } from './meta-errors.js';
import { seededRandom } from './random.js';

/**
 * Ways in which POST /messages goes wrong.
 * - `refuse`: not accepted, answered with Meta's code (429 for 613, 130429 and 80007; 131056 is the pair rate)
 * - `server-error`: not accepted, 500 with a JSON body; `bad-gateway`: not accepted, 502 with plain text
 * - `hang`: not accepted and never answered; `cut`: not accepted, the connection is closed
 * - `accept-then-500`, `accept-then-hang`, `accept-then-cut`: the message goes out, the sender never learns its id
 * - `fail-later`: accepted with 200, then a `failed` status with this code
 */
const Fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('refuse'),
    code: z.number().int(),
    status: z.number().int().min(400).max(599).optional(),
    details: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('server-error') }),
  z.strictObject({ kind: z.literal('bad-gateway') }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('cut') }),
  z.strictObject({ kind: z.literal('accept-then-500') }),
  z.strictObject({ kind: z.literal('accept-then-hang') }),
  z.strictObject({ kind: z.literal('accept-then-cut') }),
  z.strictObject({ kind: z.literal('fail-later'), code: z.number().int(), details: z.string().optional() }),
]);
export type Fault = z.infer<typeof Fault>;

/** Which sends a fault meets: the next n, or a share of all (by a seed), optionally of one person only. */
const When = {
  next: z.number().int().min(1).optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  /** wa_id or business-scoped id. */
  customer: z.string().optional(),
};

export const FaultRule = z.strictObject({ fault: Fault, ...When });
export type FaultRule = z.infer<typeof FaultRule>;

interface Planned {
  fault: Fault;
  left: number;
  share: number | null;
  random: () => number;
  customer?: string;
}

export class Faults {
  private planned: Planned[] = [];

  /** Neither `next` nor `share` given means the next one. */
  add(rule: FaultRule): void {
    this.planned.push({
      fault: rule.fault,
      left: rule.share === undefined ? (rule.next ?? 1) : (rule.next ?? Infinity),
      share: rule.share ?? null,
      random: seededRandom(rule.seed ?? 1),
      ...(rule.customer === undefined ? {} : { customer: rule.customer }),
    });
  }

  clear(): void {
    this.planned = [];
  }

  list(): { kind: string; next?: number; share?: number }[] {
    return this.planned.map(({ fault, left, share }) => ({
      kind: fault.kind === 'refuse' || fault.kind === 'fail-later' ? `${fault.kind} ${fault.code}` : fault.kind,
      ...(Number.isFinite(left) ? { next: left } : {}),
      ...(share === null ? {} : { share }),
    }));
  }

  /** What goes wrong with this send, if anything; uses a rule up. */
  take(ids: readonly (string | undefined)[]): Fault | undefined {
    for (const plan of this.planned) {
      if (plan.customer !== undefined && !ids.includes(plan.customer)) continue;
      if (plan.share !== null && plan.random() >= plan.share) continue;
      plan.left -= 1;
      if (plan.left <= 0) this.planned = this.planned.filter((other) => other !== plan);
      return plan.fault;
    }
    return undefined;
  }
}

/** The answer to a send that is not accepted because of a `refuse` fault. */
export function faultRefusal(fault: Extract<Fault, { kind: 'refuse' }>): Refusal {
  const refused = refusal(fault.code, fault.details);
  return fault.status === undefined ? refused : { ...refused, status: fault.status };
}
