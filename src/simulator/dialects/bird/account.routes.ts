import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuseCall } from '../../sending/take-message.js';
import type { Template } from '../../templates/template.js';
import type { World } from '../../world.js';
import type { Endpoints } from './endpoints.js';
import { notFound, refusalWords, validation, type BirdRefusal } from './refusals.js';
import { templateId, templateView, versionId, versionView } from './template-words.js';

const Url = z.url({ protocol: /^https?$/ }).max(2_048);
const Events = z
  .array(z.string().regex(/^[a-z_]+\.[a-z_.]+$/))
  .min(1)
  .max(100);
const Creation = z.strictObject({ url: Url, events: Events, description: z.string().max(256).optional() });
const Change = z.strictObject({
  url: Url.optional(),
  events: Events.optional(),
  description: z.string().max(256).optional(),
  status: z.enum(['active', 'paused']).optional(),
});

const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(100).catch(20),
  starting_after: z.string().optional(),
});

/** Numbers, webhooks, templates and files: everything but sending. */
export function accountRoutes(app: FastifyInstance, world: World, endpoints: Endpoints): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply, refused: BirdRefusal) =>
    refuseCall(
      world,
      { request, reply, path: request.url },
      refused,
      refusalWords(() => world.ids.trace()),
    );
  const register = () => {
    const target = endpoints.target();
    world.courier.register(target ? { url: target.url, headers: {} } : null);
    world.updates.publish({ kind: 'overview' });
  };

  app.get('/v1/whatsapp/numbers', (request) =>
    page(
      [
        {
          id: 'wan_simulator',
          phone_number: `+${world.business.phoneNumber}`,
          name: world.business.name,
          scope: 'workspace',
          status: 'connected',
          quality_rating: 'green',
          messaging_limit: 'tier_1k',
          throughput_level: 'standard',
          ...(typeof world.health === 'object' ? world.health : {}),
        },
      ],
      request.query,
    ),
  );

  app.get('/v1/webhooks', (request) => page(endpoints.list(), request.query));

  app.post('/v1/webhooks', (request, reply) => {
    const wanted = Creation.safeParse(request.body);
    if (!wanted.success) return refuse(request, reply, validation('ValidationFailed', wanted.error.message));
    const { endpoint, secret } = endpoints.create(wanted.data);
    register();
    return reply.code(201).send({ ...endpoint, secret });
  });

  app.patch<{ Params: { id: string } }>('/v1/webhooks/:id', (request, reply) => {
    const endpoint = endpoints.get(request.params.id);
    if (!endpoint) return refuse(request, reply, notFound('webhook endpoint'));
    const wanted = Change.safeParse(request.body);
    if (!wanted.success) return refuse(request, reply, validation('ValidationFailed', wanted.error.message));
    Object.assign(endpoint, wanted.data);
    register();
    return endpoint;
  });

  app.delete<{ Params: { id: string } }>('/v1/webhooks/:id', (request, reply) => {
    if (!endpoints.remove(request.params.id)) return refuse(request, reply, notFound('webhook endpoint'));
    register();
    return reply.code(204).send();
  });

  app.post<{ Params: { id: string } }>('/v1/webhooks/:id/rotate-secret', (request, reply) => {
    const secret = endpoints.rotate(request.params.id, world.clock.now());
    return secret === undefined ? refuse(request, reply, notFound('webhook endpoint')) : { secret };
  });

  app.get('/v1/whatsapp/templates', (request) =>
    page(
      bySlug(world).map(([slug, rows]) => templateView(slug, rows)),
      request.query,
    ),
  );

  app.get<{ Params: { ref: string; version: string } }>(
    '/v1/whatsapp/templates/:ref/versions/:version',
    (request, reply) => {
      const { ref, version } = request.params;
      const found = bySlug(world).find(([slug]) => slug === ref || templateId(slug) === ref);
      if (!found || versionId(found[0]) !== version) return refuse(request, reply, notFound('version'));
      return versionView(...found);
    },
  );

  app.get<{ Params: { message: string; file: string } }>(
    '/v1/whatsapp/messages/:message/media/:file',
    (request, reply) => {
      const media = world.media.get(request.params.file.replace(/^waf_/, ''));
      const message = world.customers.findMessage(request.params.message)?.message;
      if (!media || message?.media?.id !== media.id) return refuse(request, reply, notFound('file'));
      // To the storage behind the API, whose addresses are good by themselves.
      return reply.redirect(world.media.urlOf(media, world.address), 302);
    },
  );
}

/** The storage behind the API: it wants no key and refuses one, as storages do that read it as their own. */
export function storageRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { mid?: string; ext?: string; hash?: string } }>(
    '/whatsapp_business/attachments/',
    (request, reply) => {
      if (request.headers.authorization !== undefined) {
        return reply.code(400).type('text/plain').send('Only one way of authorization is allowed');
      }
      const media = world.media.atUrl(request.query);
      return media ? reply.type(media.mime).send(media.bytes) : reply.code(403).type('text/plain').send('Expired');
    },
  );
}

function bySlug(world: World): [slug: string, rows: Template[]][] {
  const all = world.templates.all();
  const slugs = [...new Set(all.map(({ name }) => name))];
  return slugs.map((slug) => [slug, all.filter(({ name }) => name === slug)]);
}

/** A cursor is a place in the list. */
function page(all: readonly unknown[], query: unknown) {
  const { limit, starting_after: after = '0' } = Paging.parse(query);
  const start = Number.parseInt(after, 10) || 0;
  const end = start + limit;
  return {
    data: all.slice(start, end),
    next_cursor: end < all.length ? String(end) : null,
    prev_cursor: null,
    refresh_cursor: null,
  };
}
