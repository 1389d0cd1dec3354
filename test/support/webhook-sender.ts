import request from 'supertest';
import type { System } from './system.js';

/** Posts bodies to the webhook address that the service has registered, as 360dialog would, or not quite. */
export interface WebhookSender {
  /** Path with the channel's key. */
  path: string;
  headers: Record<string, string>;
  /** With the right secret; `headers` on top. */
  post(body: string | object, headers?: Record<string, string>): request.Test;
}

export async function webhookSender(system: System): Promise<WebhookSender> {
  const registered = await request(system.simulator.url)
    .get('/v1/configs/webhook')
    .set('D360-API-KEY', system.simulator.apiKey)
    .expect(200);
  const { url, headers }: { url: string; headers: Record<string, string> } = registered.body;
  const { pathname } = new URL(url);
  return {
    path: pathname,
    headers,
    post: (body, more = {}) =>
      request(system.url)
        .post(pathname)
        .set({ ...headers, 'content-type': 'application/json', ...more })
        .send(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

/** Meta's envelope around messages, each from its own person unless it says otherwise. */
export function messagesBody(messages: readonly { id: string; from: string; body: string }[]): object {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550100100', phone_number_id: '1' },
              contacts: messages.map(({ from }) => ({ wa_id: from, profile: { name: `Person ${from}` } })),
              messages: messages.map(({ id, from, body }) => ({
                id,
                from,
                timestamp: String(Math.floor(Date.now() / 1_000)),
                type: 'text',
                text: { body },
              })),
            },
          },
        ],
      },
    ],
  };
}
