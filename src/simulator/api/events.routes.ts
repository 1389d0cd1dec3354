import type { FastifyInstance } from 'fastify';
import type { Control } from '../control.js';
import { customerView } from '../customers.js';
import { overviewOf } from '../overview.js';
import type { PhoneEvents } from '../phone/wire.js';
import type { World } from '../world.js';

const HEARTBEAT_MS = 15_000;
/** Changes of others are told together, at most so often: a trial with 1,000 people must not flood an open page. */
const OVERVIEW_EVERY_MS = 200;

/** Server-sent events of one person's phone: a snapshot first, then what changes. */
export function eventRoutes(app: FastifyInstance, control: Control, world: World): void {
  app.get<{ Params: { id: string } }>('/customers/:id/events', (request, reply) => {
    const key = control.customer(request.params.id).key;
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });

    const send = <Name extends keyof PhoneEvents>(name: Name, data: PhoneEvents[Name]) => {
      stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const sendSnapshot = () => {
      const customer = world.customers.ensure(key);
      send('snapshot', { customer: customerView(customer), messages: customer.thread });
    };
    let overviewTimer: NodeJS.Timeout | undefined;
    const planOverview = () => {
      overviewTimer ??= setTimeout(() => {
        overviewTimer = undefined;
        send('overview', overviewOf(world));
      }, OVERVIEW_EVERY_MS);
    };

    send('overview', overviewOf(world));
    sendSnapshot();
    const unsubscribe = world.updates.subscribe((update) => {
      switch (update.kind) {
        case 'message':
          if (update.customer.key === key) send('message', update.message);
          else planOverview();
          return;
        case 'customer':
          if (update.customer.key === key) send('customer', customerView(update.customer));
          planOverview();
          return;
        case 'overview':
          planOverview();
          return;
        case 'reset':
          sendSnapshot();
          planOverview();
      }
    });
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
    request.raw.on('close', () => {
      unsubscribe();
      clearInterval(heartbeat);
      clearTimeout(overviewTimer);
    });
  });
}
