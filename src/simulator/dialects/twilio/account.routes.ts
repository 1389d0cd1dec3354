import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refuseCall } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import { SENDER_SID, type TwilioAccount } from './account.js';
import { refusalWords, twilioRefusal } from './refusals.js';

const Address = z.url({ protocol: /^https?$/ });
const SenderChange = z.strictObject({
  webhook: z.strictObject({
    callback_url: Address,
    callback_method: z.literal('POST'),
    status_callback_url: Address.optional(),
    status_callback_method: z.literal('POST').optional(),
  }),
});

/** The account, its one sender and the files that people sent. */
export function accountRoutes(app: FastifyInstance, world: World, account: TwilioAccount): void {
  const root = `/2010-04-01/Accounts/${account.accountSid}`;
  const sender = () => ({
    sid: SENDER_SID,
    status: 'ONLINE',
    sender_id: `whatsapp:+${account.sender}`,
    configuration: { waba_id: '100000000000002' },
    webhook: { callback_url: world.courier.registered?.url ?? null, callback_method: 'POST' },
    profile: { name: world.business.name },
    properties: { quality_rating: 'HIGH', messaging_limit: '100K Customers/24hr' },
    offline_reasons: null,
    url: `${world.address}/v2/Channels/Senders/${SENDER_SID}`,
    // A trial may put other words in their place.
    ...(typeof world.health === 'object' ? world.health : {}),
  });

  app.get(`${root}.json`, () => ({ sid: account.accountSid, friendly_name: world.business.name, status: 'active' }));

  app.get('/v2/Channels/Senders', () => ({
    senders: [sender()],
    meta: { page: 0, page_size: 50, next_page_url: null, key: 'senders' },
  }));

  app.post<{ Params: { sid: string } }>('/v2/Channels/Senders/:sid', (request, reply) => {
    const call = { request, reply, path: '/v2/Channels/Senders/:sid' };
    if (request.params.sid !== SENDER_SID) {
      return refuseCall(world, call, twilioRefusal(404, 20404, 'The sender was not found'), refusalWords);
    }
    const change = SenderChange.safeParse(request.body);
    if (!change.success) {
      return refuseCall(world, call, twilioRefusal(400, 20001, z.prettifyError(change.error)), refusalWords);
    }
    world.courier.register({ url: change.data.webhook.callback_url, headers: {} });
    world.updates.publish({ kind: 'overview' });
    return reply.code(202).send(sender());
  });

  // Twilio keeps no file at this address: it sends on to its store.
  app.get<{ Params: { media: string } }>(`${root}/Messages/:message/Media/:media`, (request, reply) => {
    const media = world.media.get(mediaIdOf(request.params.media));
    if (!media) {
      const call = { request, reply, path: `${root}/Messages/:message/Media/:media` };
      return refuseCall(world, call, twilioRefusal(404, 20404, 'The media was not found'), refusalWords);
    }
    return reply.redirect(world.media.urlOf(media, `${world.address}/file-store`), 307);
  });
}

/** The store behind Twilio: knows no account, only addresses that are good for a while. */
export function fileStoreRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { mid?: string; ext?: string; hash?: string } }>(
    '/file-store/whatsapp_business/attachments/',
    (request, reply) => {
      const media = world.media.atUrl(request.query);
      if (!media) return reply.code(403).type('application/xml').send('<Error><Code>AccessDenied</Code></Error>');
      return reply.type(media.mime).send(media.bytes);
    },
  );
}

const MEDIA_PREFIX = 'ME';

export function mediaAddress(world: World, { accountSid }: TwilioAccount, mediaId: string): string {
  const message = `MM${mediaId.padStart(32, '0')}`;
  const media = MEDIA_PREFIX + mediaId.padStart(32, '0');
  return `${world.address}/2010-04-01/Accounts/${accountSid}/Messages/${message}/Media/${media}`;
}

function mediaIdOf(sid: string): string {
  return sid.replace(new RegExp(`^${MEDIA_PREFIX}0*`), '');
}
