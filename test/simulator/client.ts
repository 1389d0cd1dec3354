import type { Simulator } from '../../src/simulator/simulator.js';

export interface Answer {
  status: number;
  body: unknown;
}

/** Calls 360dialog's API of the simulator as a client would. */
export async function call(simulator: Simulator, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: {
      'd360-api-key': simulator.apiKey,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** Sends to a wa_id. @returns the message's id @throws Error with the status when it is refused */
export async function sendAs(simulator: Simulator, to: string, message: Record<string, unknown>): Promise<string> {
  const envelope = { messaging_product: 'whatsapp', ...('status' in message ? {} : { to }) };
  const { status, body } = await call(simulator, 'POST', '/messages', { ...envelope, ...message });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return messageIdIn(body);
}

export function messageIdIn(body: unknown): string {
  const { messages } = body as { messages?: { id: string }[] };
  return messages?.[0]?.id ?? '';
}
