import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { WebhookEvents } from '../channels/connected/webhook-events.js';
import { createLogger } from '../logging/logger.js';
import { WebhooksController } from './webhooks.controller.js';

test('as many webhooks are stored at a time as may be; one more is told to come again, and later is taken', async () => {
  const adapter = { verifyWebhook: () => true, parseWebhook: () => [] };
  const directory = { byWebhookKey: async () => ({ adapter, channel: { id: 'ch' } }) } as unknown as ChannelDirectory;
  const stored: (() => void)[] = [];
  const events = { take: () => new Promise<void>((done) => stored.push(done)) } as unknown as WebhookEvents;
  const controller = new WebhooksController(directory, events, { WEBHOOKS_IN_HAND: 2 }, createLogger('silent'));
  const post = () => controller.receive('360dialog', 'key', {}, {}, Buffer.from('{}'));

  const taken = [post(), post()];
  await expect(post()).rejects.toMatchObject({ status: 503, type: 'busy' });
  for (const done of stored.splice(0)) done();
  expect(await Promise.all(taken)).toEqual([{ received: 0 }, { received: 0 }]);

  const later = post();
  await new Promise(setImmediate);
  for (const done of stored.splice(0)) done();
  expect(await later).toEqual({ received: 0 });
});
