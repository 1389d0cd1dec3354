import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ClockHook } from '../clock-hook.js';
import { TemplateChange, type Control } from '../control.js';
import { ControlProblem } from '../control-problem.js';
import { customerView } from '../customers.js';
import { FaultRule } from '../faults.js';
import { Said } from '../receiving/said.js';
import { templateRow } from '../templates/catalogue.js';
import type { World } from '../world.js';

const Milliseconds = z.number().min(0);

const Delivery = z.strictObject({
  duplicates: z.number().int().min(1).max(10).optional(),
  batch: z.number().int().min(1).max(1000).optional(),
  shuffle: z
    .strictObject({
      seed: z.number().int(),
      window: z.number().int().min(2).default(20),
      holdMs: Milliseconds.default(20),
    })
    .nullable()
    .optional(),
  delayMs: Milliseconds.optional(),
});

const Limits = z.strictObject({
  throughput: z
    .strictObject({ perSecond: z.number().int().min(1), tolerance: z.number().min(0).max(10).default(0) })
    .nullable()
    .optional(),
  pair: z
    .strictObject({ burst: z.number().int().min(1), everyMs: z.number().min(1) })
    .nullable()
    .optional(),
});

const BehaviourChange = z.strictObject({
  statusDelayMs: z
    .strictObject({ sent: Milliseconds, delivered: Milliseconds, read: Milliseconds.nullable() })
    .optional(),
  closedWindow: z.enum(['failed-status', 'refuse']).optional(),
  approvalDelayMs: Milliseconds.optional(),
});

const Profile = z.strictObject({
  waId: z
    .string()
    .regex(/^\d{5,15}$/)
    .optional(),
  userId: z
    .string()
    .regex(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/)
    .optional(),
  name: z.string().optional(),
  username: z.string().optional(),
  language: z.string().optional(),
  reachable: z.boolean().optional(),
  reads: z.boolean().optional(),
});

const Suggestions = z.strictObject({ items: z.array(z.strictObject({ title: z.string(), text: z.string() })) });

const Filter = z.strictObject({
  after: z.coerce.number().int().optional(),
  verdict: z.enum(['accepted', 'refused', 'fault']).optional(),
  path: z.string().optional(),
  customer: z.string().optional(),
  limit: z.coerce.number().int().min(1).optional(),
});

const WebhookEvent = z.strictObject({ field: z.string(), value: z.record(z.string(), z.unknown()) });

/** Digits, or the business-scoped id of somebody without a visible number. */
const CustomerId = z.string().regex(/^(\d{5,15}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/, 'must be a wa_id or a user id');

/** The control API under /_simulator (docs/simulator.md). Wrong calls are answered with problem+json. */
export function controlRoutes(app: FastifyInstance, control: Control, world: World): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ControlProblem) return problem(error.status, error.message);
    if (error instanceof z.ZodError) return problem(422, z.prettifyError(error));
    const status = statusOf(error);
    return problem(status, error instanceof Error ? error.message : 'Something is wrong with this call.');

    function problem(code: number, detail: string) {
      const body = {
        type: 'about:blank',
        title: 'The simulator cannot do that',
        status: code,
        detail,
        instance: request.url,
      };
      return reply.code(code).type('application/problem+json').send(JSON.stringify(body));
    }
  });

  app.get('/overview', () => control.overview());
  app.get('/connection', () => control.connection());
  app.get('/stats', () => control.stats());
  app.get('/requests', (request) => ({ items: control.requests(Filter.parse(request.query)) }));

  app.get('/customers', () => ({ items: control.customers() }));
  app.post('/customers', (request) => control.putCustomer(Profile.parse(request.body)));
  app.get<{ Params: { id: string } }>('/customers/:id', (request) => customerView(control.customer(request.params.id)));
  app.get<{ Params: { id: string } }>('/customers/:id/thread', (request) => {
    const customer = control.customer(request.params.id);
    return { customer: customerView(customer), messages: customer.thread };
  });
  app.post<{ Params: { id: string } }>('/customers/:id/messages', (request, reply) => {
    const message = control.say(CustomerId.parse(request.params.id), Said.parse(request.body));
    return reply.code(201).send(message);
  });

  app.get('/clock', () => control.clock());
  app.post('/clock', (request) =>
    control.advanceClock(z.strictObject({ advanceMs: Milliseconds }).parse(request.body).advanceMs),
  );
  app.post('/clock-hook', async (request) => ({ hook: await control.setClockHook(ClockHook.parse(request.body)) }));

  app.get('/faults', () => ({ items: world.faults.list() }));
  app.post('/faults', (request) => {
    control.addFault(FaultRule.parse(request.body));
    return { items: world.faults.list() };
  });
  app.delete('/faults', () => {
    control.clearFaults();
    return { items: [] };
  });

  app.get('/delivery', () => world.courier.settings);
  app.post('/delivery', (request) => control.setDelivery(Delivery.parse(request.body)));
  app.get('/limits', () => control.limits());
  app.post('/limits', (request) => control.setLimits(Limits.parse(request.body)));
  app.get('/per-second', () => ({ items: control.perSecond() }));
  app.post('/behaviour', (request) => control.setBehaviour(BehaviourChange.parse(request.body)));
  app.post('/health', (request) => {
    control.setHealth(z.record(z.string(), z.unknown()).nullable().parse(request.body));
    return { health_status: world.health };
  });

  app.post('/templates', (request, reply) => reply.code(201).send(templateRow(control.addTemplate(request.body))));
  app.post<{ Params: { name: string; language: string } }>('/templates/:name/:language', (request) => {
    const { name, language } = request.params;
    return templateRow(control.changeTemplate(name, language, TemplateChange.parse(request.body)));
  });

  app.post('/events', (request, reply) => {
    const { field, value } = WebhookEvent.parse(request.body);
    control.sendEvent(field, value);
    return reply.code(202).send({ queued: true });
  });

  app.get('/suggestions', () => ({ items: control.suggestions() }));
  app.post('/suggestions', (request) => {
    control.setSuggestions(Suggestions.parse(request.body).items);
    return { items: control.suggestions() };
  });

  app.post('/reset', async () => {
    await control.reset();
    return control.overview();
  });

  // Pictures for the phone page; only types that a browser cannot take for a document.
  app.get<{ Params: { mediaId: string } }>('/media/:mediaId', (request, reply) => {
    const media = world.media.get(request.params.mediaId);
    if (!media || !/^image\/(jpeg|png|webp)$/.test(media.mime)) {
      throw new ControlProblem(404, `There is no picture ${request.params.mediaId}.`);
    }
    return reply.header('x-content-type-options', 'nosniff').type(media.mime).send(media.bytes);
  });
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
