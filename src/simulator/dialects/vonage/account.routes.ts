import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DAY, HOUR } from '../../../time/instant.js';
import { logAccepted, refuseCall } from '../../sending/take-message.js';
import { changeState, tellDeleted } from '../../templates/template-events.js';
import type { Template } from '../../templates/template.js';
import type { World } from '../../world.js';
import { OTHER_APPLICATION_ID, OTHER_NUMBER, type VonageAccount } from './account.js';
import { pathOf, provedBy } from './proof.js';
import { refusalWords, vonageRefusal } from './refusals.js';

/** Where the application's statuses go; its messages go to the courier's address. */
export interface StatusAddress {
  url: string | undefined;
}

const Address = z.object({ address: z.url({ protocol: /^https?$/ }), http_method: z.literal('POST') });
/** Writing an application replaces it: what is not in the body is gone. */
const ApplicationChange = z.strictObject({
  name: z.string().min(1),
  keys: z.object({ public_key: z.string() }).optional(),
  privacy: z.object({ improve_ai: z.boolean() }).optional(),
  capabilities: z.looseObject({
    messages: z.object({
      version: z.enum(['v0.1', 'v1']),
      webhooks: z.object({ inbound_url: Address, status_url: Address }),
    }),
  }),
});

/** The application with its addresses, the linked number, and the files that people send. */
export function accountRoutes(
  app: FastifyInstance,
  world: World,
  account: VonageAccount,
  statuses: StatusAddress,
): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, details: string) =>
    refuseCall(world, { request, reply, path: pathOf(request) }, vonageRefusal(status, details), refusalWords);
  const byAccount = { onRequest: provedBy(world, account, ['account']) };
  const byEither = { onRequest: provedBy(world, account, ['account', 'application']) };

  app.get<{ Params: { id: string } }>('/v2/applications/:id', byAccount, (request, reply) =>
    request.params.id === account.applicationId
      ? reply.send(applicationOf(world, account, statuses))
      : refuse(request, reply, 404, 'No such application'),
  );
  app.put<{ Params: { id: string } }>('/v2/applications/:id', byAccount, (request, reply) => {
    if (request.params.id !== account.applicationId) return refuse(request, reply, 404, 'No such application');
    const change = ApplicationChange.safeParse(request.body);
    if (!change.success) return refuse(request, reply, 422, z.prettifyError(change.error));
    const { inbound_url: inbound, status_url: status } = change.data.capabilities.messages.webhooks;
    statuses.url = status.address;
    world.courier.register({ url: inbound.address, headers: {} });
    world.updates.publish({ kind: 'overview' });
    logAccepted(world, { request, path: pathOf(request) });
    return reply.send(applicationOf(world, account, statuses));
  });

  app.get<{ Params: { number: string } }>('/beta/chatapp-accounts/whatsapp/:number', byEither, (request, reply) => {
    const { number } = request.params;
    if (number !== account.number && number !== OTHER_NUMBER) return refuse(request, reply, 404, 'No such account');
    return {
      provider: 'whatsapp',
      external_id: number,
      name: world.business.name,
      api_key: account.apiKey,
      applications: [number === OTHER_NUMBER ? OTHER_APPLICATION_ID : account.applicationId],
    };
  });

  app.get('/v1/channel-manager/whatsapp/wabas', byEither, () => ({
    page_size: 50,
    page: 1,
    total_pages: 1,
    total_items: 1,
    _embedded: {
      wabas: [
        {
          waba_id: account.wabaId,
          api_key: account.apiKey,
          name: world.business.name,
          account_review_status: 'Approved',
          currency: 'USD',
        },
      ],
    },
  }));

  app.get<{ Params: { id: string } }>(
    '/v3/media/:id',
    { onRequest: provedBy(world, account, ['application']) },
    (request, reply) => {
      const media = world.media.get(request.params.id);
      // The platform keeps it for a week, Vonage for two days.
      const isKept = media && media.expiresAt - 7 * DAY + 48 * HOUR > world.clock.now();
      return isKept ? reply.type(media.mime).send(media.bytes) : refuse(request, reply, 404, 'Media not found');
    },
  );
}

function applicationOf(world: World, account: VonageAccount, statuses: StatusAddress) {
  const inbound = world.courier.registered?.url;
  const webhook = (address: string | undefined) => ({ address: address ?? '', http_method: 'POST' });
  return {
    id: account.applicationId,
    name: 'Canvass',
    keys: { public_key: account.publicKey.export({ format: 'pem', type: 'spki' }).toString() },
    privacy: { improve_ai: false },
    capabilities: {
      messages: {
        version: 'v1',
        webhooks: { inbound_url: webhook(inbound), status_url: webhook(statuses.url) },
      },
    },
    _links: { self: { href: `/v2/applications/${account.applicationId}` } },
  };
}

const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(500).catch(10),
  after: z.coerce.number().int().min(0).catch(0),
});

/** Templates of the WhatsApp business account: applications only. */
export function templateRoutes(app: FastifyInstance, world: World, account: VonageAccount): void {
  const root = `/v2/whatsapp-manager/wabas/:waba/templates`;
  const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, details: string) =>
    refuseCall(world, { request, reply, path: pathOf(request) }, vonageRefusal(status, details), refusalWords);

  app.register((inside, _options, done) => {
    inside.addHook('onRequest', provedBy(world, account, ['application']));
    inside.addHook<{ Params: { waba: string } }>('preHandler', (request, reply, next) => {
      if (request.params.waba === account.wabaId) return next();
      refuse(request, reply, 404, 'No such WhatsApp business account');
    });

    inside.get(root, (request) => {
      const { limit, after } = Paging.parse(request.query);
      const all = world.templates.all();
      const page = all.slice(after, after + limit);
      const end = after + page.length;
      return {
        templates: page.map(templateOf),
        paging: {
          cursors: { before: String(after), after: String(end) },
          ...(end < all.length ? { next: `${world.address}${pathOf(request)}?limit=${limit}&after=${end}` } : {}),
        },
      };
    });

    inside.post(root, (request, reply) => {
      const created = world.templates.create(request.body, 'submitted');
      if (!created.ok) return refuse(request, reply, 422, created.refusal.details);
      const { template } = created;
      world.later.after(world.behaviour.approvalDelayMs, () => {
        if (template.state === 'submitted') changeState(world, template, 'approved');
      });
      logAccepted(world, { request, path: pathOf(request) }, 201);
      const { id, status, category } = templateOf(template);
      return reply.code(201).send({ id, status, category });
    });

    inside.delete<{ Querystring: { name?: string } }>(root, (request, reply) => {
      const removed = world.templates.remove(request.query.name ?? '');
      if (removed.length === 0) return refuse(request, reply, 404, 'No such template');
      for (const template of removed) tellDeleted(world, template);
      logAccepted(world, { request, path: pathOf(request) }, 204);
      return reply.code(204).send();
    });
    done();
  });
}

function templateOf(template: Template) {
  return {
    id: template.externalId,
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.state === 'submitted' ? 'PENDING' : template.state.toUpperCase(),
    rejected_reason: template.rejectedReason,
    ...(template.named ? { parameter_format: 'NAMED' } : {}),
    components: template.components,
  };
}
