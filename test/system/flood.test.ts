import { startSystem, type System } from '../support/system.js';
import { messagesBody, webhookSender, type WebhookSender } from '../support/webhook-sender.js';

/** 360dialog's limit for an answer. */
const IN_TIME_MS = 5_000;
const EVENTS = 10_000;

let system: System;
let webhook: WebhookSender;

beforeAll(async () => {
  system = await startSystem();
  await system.connect();
  webhook = await webhookSender(system);
});

afterAll(() => system.stop());

const storedMessages = () => system.runtime.store.thread.count(system.runtime.scope);

it('10,000 events of as many people in one body: in time, each stored once, and nothing when they come again', async () => {
  const messages = Array.from({ length: EVENTS }, (_, n) => ({
    id: `wamid.bulk.${n}`,
    from: String(15_550_500_000 + n),
    body: `hello ${n}`,
  }));
  const body = JSON.stringify(messagesBody(messages));
  const start = performance.now();
  await webhook.post(body).expect(200, { received: EVENTS });
  const tookMs = performance.now() - start;
  expect(await storedMessages()).toBe(EVENTS);
  expect(tookMs).toBeLessThan(IN_TIME_MS);

  await webhook.post(body).expect(200, { received: EVENTS });
  expect(await storedMessages()).toBe(EVENTS);
  console.log(`10,000 events answered in ${Math.round(tookMs)} ms`);
});
