import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusal, type Refusal } from '../../meta-errors.js';
import { logAccepted, refuseCall } from '../../sending/take-message.js';
import { changeState, tellDeleted } from '../../templates/template-events.js';
import type { Template } from '../../templates/template.js';
import type { World } from '../../world.js';
import { ACCOUNT_ID, APP_ID, BUSINESS_ID, PHONE_NUMBER_ID } from '../meta/account-ids.js';
import { metaWords } from '../meta/send-words.js';
import { Callback, handshake } from './subscription.js';

/** A number that the token may read, but which is in another account. */
export const OTHER_PHONE_NUMBER_ID = '100000000000009';

const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(1000).catch(25),
  after: z.coerce.number().int().min(0).catch(0),
});

const NumberChange = z.object({ webhook_configuration: Callback });
const Subscription = z.union([Callback, z.object({ override_callback_uri: z.undefined().optional() })]);

/** The number, its account, its templates and where its events go, as Meta's Graph has them. `root` is the version. */
export function accountRoutes(app: FastifyInstance, world: World, root: string): void {
  const words = metaWords(world);
  const refuse = (request: FastifyRequest, reply: FastifyReply, refused: Refusal) =>
    refuseCall(world, { request, reply, path: pathOf(request) }, refused, words);
  // Meta sends nothing before an app is subscribed to the account; a number's own address wins over the account's.
  const callbacks: { subscribed: boolean; account?: string; number?: string } = { subscribed: false };
  const register = () => {
    const url = callbacks.number ?? callbacks.account;
    world.courier.register(callbacks.subscribed && url !== undefined ? { url, headers: {} } : null);
    world.updates.publish({ kind: 'overview' });
  };

  app.get(`${root}/${PHONE_NUMBER_ID}`, (request) => pick(numberOf(world), request));
  app.get(`${root}/${OTHER_PHONE_NUMBER_ID}`, (request) =>
    pick({ id: OTHER_PHONE_NUMBER_ID, display_phone_number: '+1 555-010-0999', verified_name: 'Another one' }, request),
  );
  app.post(`${root}/${PHONE_NUMBER_ID}`, async (request, reply) => {
    const change = NumberChange.safeParse(request.body);
    if (!change.success) return refuse(request, reply, refusal(100, z.prettifyError(change.error)));
    const { webhook_configuration: callback } = change.data;
    const refused = await handshake(callback, world.ids.trace());
    if (refused) return refuse(request, reply, refused);
    callbacks.number = callback.override_callback_uri;
    register();
    return reply.send({ success: true });
  });

  app.get(`${root}/${ACCOUNT_ID}/phone_numbers`, () => ({ data: [numberOf(world)], paging: cursors(0, 1) }));
  app.get(`${root}/${ACCOUNT_ID}/subscribed_apps`, () => ({
    data: callbacks.subscribed
      ? [
          {
            whatsapp_business_api_data: { id: APP_ID, name: 'Canvass', link: 'https://www.facebook.com/games/' },
            ...(callbacks.account === undefined ? {} : { override_callback_uri: callbacks.account }),
          },
        ]
      : [],
  }));
  app.post(`${root}/${ACCOUNT_ID}/subscribed_apps`, async (request, reply) => {
    const subscription = Subscription.safeParse(request.body ?? {});
    if (!subscription.success) return refuse(request, reply, refusal(100, z.prettifyError(subscription.error)));
    if (subscription.data.override_callback_uri !== undefined) {
      const refused = await handshake(subscription.data, world.ids.trace());
      if (refused) return refuse(request, reply, refused);
      callbacks.account = subscription.data.override_callback_uri;
    }
    callbacks.subscribed = true;
    register();
    return reply.send({ success: true });
  });

  app.get(`${root}/${ACCOUNT_ID}/message_templates`, (request) => {
    const { limit, after } = Paging.parse(request.query);
    const all = world.templates.all();
    const page = all.slice(after, after + limit);
    const end = after + page.length;
    return {
      data: page.map(templateNode),
      paging: {
        ...cursors(after, end),
        ...(end < all.length ? { next: `${world.address}${pathOf(request)}?limit=${limit}&after=${end}` } : {}),
      },
    };
  });
  app.post(`${root}/${ACCOUNT_ID}/message_templates`, (request, reply) => {
    const created = world.templates.create(request.body, 'pending');
    if (!created.ok) return refuse(request, reply, created.refusal);
    const { template } = created;
    world.later.after(world.behaviour.approvalDelayMs, () => {
      if (template.state === 'pending') changeState(world, template, 'approved');
    });
    logAccepted(world, { request, path: pathOf(request) });
    return reply.send({ id: template.externalId, status: 'PENDING', category: template.category });
  });
  app.delete<{ Querystring: { name?: string; hsm_id?: string } }>(
    `${root}/${ACCOUNT_ID}/message_templates`,
    (request, reply) => {
      const { name = '', hsm_id: id } = request.query;
      const removed = id === undefined ? world.templates.remove(name) : world.templates.removeOne(name, id);
      if (removed.length === 0) {
        return refuse(request, reply, refusal(100, "Message template wasn't found", 2593002));
      }
      for (const template of removed) tellDeleted(world, template);
      logAccepted(world, { request, path: pathOf(request) });
      return reply.send({ success: true });
    },
  );
}

function cursors(from: number, to: number) {
  return { cursors: { before: String(from), after: String(to) } };
}

function numberOf(world: World): Record<string, unknown> {
  return {
    id: PHONE_NUMBER_ID,
    display_phone_number: `+${world.business.phoneNumber}`,
    verified_name: world.business.name,
    quality_rating: 'GREEN',
    status: 'CONNECTED',
    throughput: { level: 'STANDARD' },
    health_status: world.health ?? HEALTHY,
  };
}

const HEALTHY = {
  can_send_message: 'AVAILABLE',
  entities: [
    { entity_type: 'PHONE_NUMBER', id: PHONE_NUMBER_ID, can_send_message: 'AVAILABLE' },
    { entity_type: 'WABA', id: ACCOUNT_ID, can_send_message: 'AVAILABLE' },
    { entity_type: 'BUSINESS', id: BUSINESS_ID, can_send_message: 'AVAILABLE' },
    { entity_type: 'APP', id: APP_ID, can_send_message: 'AVAILABLE' },
  ],
};

/** A node's id and the fields that are asked for; without a question what Meta shows by itself. */
function pick(node: Record<string, unknown>, request: FastifyRequest): Record<string, unknown> {
  const { fields } = z.object({ fields: z.string().optional() }).parse(request.query);
  const wanted = new Set((fields ?? 'display_phone_number,verified_name,quality_rating').split(','));
  return Object.fromEntries(Object.entries(node).filter(([name]) => name === 'id' || wanted.has(name)));
}

/** A template as the Graph shows it. */
function templateNode(template: Template) {
  return {
    id: template.externalId,
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.state === 'submitted' ? 'PENDING' : template.state.toUpperCase(),
    rejected_reason: template.rejectedReason,
    quality_score: { score: 'UNKNOWN', date: Math.floor(template.modifiedAt / 1_000) },
    parameter_format: template.named ? 'NAMED' : 'POSITIONAL',
    components: template.components,
  };
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}
