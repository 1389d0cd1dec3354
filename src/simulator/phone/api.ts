import type { CustomerView, Overview } from './wire.js';

/** A call that the simulator would not do; the message says why. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`/_simulator/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const detail = typeof answer === 'object' && answer !== null && 'detail' in answer ? answer.detail : undefined;
  throw new Refused(typeof detail === 'string' ? detail : `The simulator answered ${response.status}.`);
}

export type Saying = { type: string; [key: string]: unknown };

export const api = {
  overview: async () => (await call('GET', 'overview')) as Overview,
  say: (customer: string, saying: Saying) => call('POST', `customers/${encodeURIComponent(customer)}/messages`, saying),
  addCustomer: async (profile: { name: string; waId?: string; username?: string }) =>
    (await call('POST', 'customers', profile)) as CustomerView,
  advance: (ms: number) => call('POST', 'clock', { advanceMs: ms }),
  addFault: (fault: { kind: string; code?: number }) => call('POST', 'faults', { fault }),
  clearFaults: () => call('DELETE', 'faults'),
  setDelivery: (settings: { duplicates: number; shuffle: { seed: number } | null }) =>
    call('POST', 'delivery', settings),
};
