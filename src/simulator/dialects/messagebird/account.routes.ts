import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { logAccepted, refuseCall } from '../../sending/take-message.js';
import { templateRow } from '../../templates/catalogue.js';
import { changeState } from '../../templates/template-events.js';
import type { World } from '../../world.js';
import type { Account } from './account.js';
import { invalid, notFound, refusalWords, type OwnRefusal } from './refusals.js';
import { hex } from './webhook-words.js';

const Event = z.enum(['message.created', 'message.updated', 'conversation.created', 'conversation.updated']);
const Url = z.url({ protocol: /^https?$/ });
const Creation = z.strictObject({
  events: z.array(Event).min(1),
  channelId: z.string(),
  url: Url,
  settings: z.record(z.string(), z.unknown()).optional(),
});
const Change = z.strictObject({
  events: z.array(Event).min(1).optional(),
  url: Url.optional(),
  status: z.enum(['enabled', 'disabled']).optional(),
});

interface Webhook {
  id: string;
  url: string;
  channelId: string;
  events: string[];
  status: 'enabled' | 'disabled';
}

const MOST_WEBHOOKS = 10;

const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20).catch(20),
  offset: z.coerce.number().int().min(0).default(0).catch(0),
});

/** Webhooks, templates and files: everything but sending. */
export function accountRoutes(app: FastifyInstance, world: World, account: Account): void {
  const webhooks = new Map<string, Webhook>();
  const refuse = (request: FastifyRequest, reply: FastifyReply, refused: OwnRefusal) =>
    refuseCall(world, { request, reply, path: pathOf(request) }, refused, refusalWords);
  /** The simulator brings events to one address: the newest that is on. */
  const register = () => {
    const target = [...webhooks.values()].findLast(({ status }) => status === 'enabled');
    world.courier.register(target ? { url: target.url, headers: {} } : null);
    world.updates.publish({ kind: 'overview' });
  };

  app.get('/v1/webhooks', (request) => page([...webhooks.values()], request.query));

  app.post('/v1/webhooks', (request, reply) => {
    const wanted = Creation.safeParse(request.body);
    if (!wanted.success) return refuse(request, reply, invalid(placeOf(wanted.error)));
    if (wanted.data.channelId !== account.channelId) return refuse(request, reply, notFound('channelId'));
    if (webhooks.size >= MOST_WEBHOOKS) return refuse(request, reply, invalid('channelId', 'too many webhooks'));
    const { url, events, channelId } = wanted.data;
    const webhook: Webhook = { id: hex(`${url} ${webhooks.size}`), url, channelId, events, status: 'enabled' };
    webhooks.set(webhook.id, webhook);
    register();
    return reply.code(201).send(webhook);
  });

  app.patch<{ Params: { id: string } }>('/v1/webhooks/:id', (request, reply) => {
    const webhook = webhooks.get(request.params.id);
    if (!webhook) return refuse(request, reply, notFound('id'));
    const wanted = Change.safeParse(request.body);
    if (!wanted.success) return refuse(request, reply, invalid(placeOf(wanted.error)));
    const { events, url, status } = wanted.data;
    Object.assign(webhook, { ...(events && { events }), ...(url && { url }), ...(status && { status }) });
    register();
    return webhook;
  });

  app.delete<{ Params: { id: string } }>('/v1/webhooks/:id', (request, reply) => {
    if (!webhooks.delete(request.params.id)) return refuse(request, reply, notFound('id'));
    register();
    return reply.code(204).send();
  });

  app.get('/v3/platforms/whatsapp/templates', (request) =>
    page(
      world.templates.all().map((template) => templateItem(template, account)),
      request.query,
    ),
  );

  app.post('/v2/platforms/whatsapp/templates', (request, reply) => {
    const created = world.templates.create(request.body, 'submitted');
    if (!created.ok) return refuse(request, reply, invalid('components', created.refusal.details));
    const { template } = created;
    logAccepted(world, { request, path: pathOf(request) }, 201);
    world.later.after(world.behaviour.approvalDelayMs, () => {
      if (template.state === 'submitted') changeState(world, template, 'approved');
    });
    return reply.code(201).send(templateItem(template, account));
  });

  app.delete<{ Params: { name: string; language: string } }>(
    '/v2/platforms/whatsapp/templates/:name/:language',
    (request, reply) => {
      const { name, language } = request.params;
      const template = world.templates.find(name, language);
      if (!template) return refuse(request, reply, notFound('name'));
      world.templates.removeOne(name, template.externalId);
      logAccepted(world, { request, path: pathOf(request) }, 204);
      return reply.code(204).send();
    },
  );

  app.get<{ Params: { id: string } }>('/v1/media/:id', (request, reply) => {
    const media = world.media.get(request.params.id);
    return media ? reply.type(media.mime).send(media.bytes) : refuse(request, reply, notFound('id'));
  });
}

function templateItem(template: Parameters<typeof templateRow>[0], { namespace }: Account) {
  const { name, language, category, status, components, waba_account_id: wabaId } = templateRow(template);
  const word = status === 'submitted' ? 'PENDING' : status.toUpperCase();
  return { name, language, category, status: word, components, namespace, wabaId };
}

function page(all: readonly unknown[], query: unknown) {
  const { limit, offset } = Paging.parse(query);
  const items = all.slice(offset, offset + limit);
  return { offset, limit, count: items.length, totalCount: all.length, items };
}

function placeOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue?.path.map(String).join('.') || 'body';
}

/** A request's address without its query. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}
