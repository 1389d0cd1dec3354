import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusalBody } from '../../meta-errors.js';
import { templateRow } from '../../templates/catalogue.js';
import { changeState, tellDeleted } from '../../templates/template-events.js';
import type { World } from '../../world.js';
import { ACCOUNT_ID, APP_ID, BUSINESS_ID, PHONE_NUMBER_ID } from '../meta/account-ids.js';

const WebhookConfig = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string()).optional(),
});

const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
  offset: z.coerce.number().int().min(0).default(0),
});

const HEALTHY = {
  can_send_message: 'AVAILABLE',
  entities: [
    { entity_type: 'PHONE_NUMBER', id: PHONE_NUMBER_ID, can_send_message: 'AVAILABLE' },
    { entity_type: 'WABA', id: ACCOUNT_ID, can_send_message: 'AVAILABLE' },
    { entity_type: 'BUSINESS', id: BUSINESS_ID, can_send_message: 'AVAILABLE' },
    { entity_type: 'APP', id: APP_ID, can_send_message: 'AVAILABLE' },
  ],
};

/** Webhook registration, templates, health and profile: 360dialog's own part of the API. */
export function accountRoutes(app: FastifyInstance, world: World): void {
  app.get('/v1/configs/webhook', () => world.courier.registered ?? { url: null });

  app.post('/v1/configs/webhook', (request, reply) => {
    const config = WebhookConfig.safeParse(request.body);
    // 360dialog refuses host names with an underscore. It also wants https without a port, which a trial on one machine cannot give.
    if (!config.success || new URL(config.data.url).hostname.includes('_')) {
      return reply.code(400).send({ meta: { success: false } });
    }
    const { url, headers = {} } = config.data;
    world.courier.register({ url, headers });
    world.updates.publish({ kind: 'overview' });
    return { url, headers };
  });

  app.get('/v1/configs/templates', (request) => {
    const { limit, offset } = Paging.parse(request.query);
    const all = world.templates.all();
    const page = all.slice(offset, offset + limit);
    return {
      count: page.length,
      filters: {},
      limit,
      offset,
      sort: ['id'],
      total: all.length,
      waba_templates: page.map(templateRow),
    };
  });

  app.post('/v1/configs/templates', (request, reply) => {
    const created = world.templates.create(request.body, 'submitted');
    const entry = { at: world.clock.now(), method: 'POST', path: '/v1/configs/templates', payload: request.body };
    if (!created.ok) {
      const { status, code, details } = created.refusal;
      world.requests.add({ ...entry, verdict: 'refused', status, error: { code, details } });
      return reply.code(status).send(refusalBody(created.refusal, world.ids.trace()));
    }
    const { template } = created;
    world.requests.add({ ...entry, verdict: 'accepted', status: 201 });
    const row = templateRow(template);
    world.later.after(world.behaviour.approvalDelayMs, () => {
      if (template.state === 'submitted') changeState(world, template, 'approved');
    });
    return reply.code(201).send({ ...row, rejected_reason: null });
  });

  app.delete<{ Params: { name: string } }>('/v1/configs/templates/:name', (request, reply) => {
    const removed = world.templates.remove(request.params.name);
    if (removed.length === 0) {
      const text = `Template ${request.params.name} does not exist`;
      return reply.code(404).send({ meta: { success: false, http_code: 404, developer_message: text } });
    }
    for (const template of removed) tellDeleted(world, template);
    return { meta: { success: true, http_code: 200 } };
  });

  app.get('/health_status', () => ({ health_status: world.health ?? HEALTHY }));

  app.get('/whatsapp_business_profile', () => ({
    data: [
      {
        messaging_product: 'whatsapp',
        about: world.business.name,
        address: '1 Example Street',
        description: 'A business that exists in the simulator only.',
        email: 'hello@example.org',
        websites: ['https://example.org/'],
        vertical: 'OTHER',
      },
    ],
  }));
}
