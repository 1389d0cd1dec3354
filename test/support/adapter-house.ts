import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelAccess, ChannelAdapter, WebhookRequest } from '../../src/channels/channel.js';
import type { ChannelEvent } from '../../src/channels/events.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { registryFor } from './registry.js';
import { until } from './until.js';

type Kind = ChannelEvent['kind'];
type Event<K extends Kind> = Extract<ChannelEvent, { kind: K }>;

/**
 * The least house that an adapter can live in: it takes what the simulator sends and hands it to the adapter as the
 * service would, without anything behind it.
 */
export class AdapterHouse {
  readonly events: ChannelEvent[] = [];
  /** Every webhook that was posted, with what it was answered. */
  readonly posts: { request: WebhookRequest; status: number }[] = [];
  readonly adapter: ChannelAdapter;
  readonly access: ChannelAccess;
  secret = 'the-channels-own-secret';
  #server: Server | undefined;

  constructor(readonly simulator: Simulator) {
    const { provider, credentials, settings } = simulator.connection();
    const adapter = registryFor(settings).get(provider);
    if (!adapter) throw new Error(`no adapter is called ${provider}`);
    this.adapter = adapter;
    this.access = { channelId: 'c1', credentials };
  }

  get url(): string {
    if (!this.#server) throw new Error('the door is not open yet');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/webhooks/${this.adapter.provider}/key`;
  }

  /** Opens the door and tells the provider where it is. */
  async open(): Promise<void> {
    const server = createServer((http, response) => {
      const chunks: Buffer[] = [];
      http.on('data', (chunk: Buffer) => chunks.push(chunk));
      http.on('end', () => {
        const url = `http://${http.headers.host}${http.url}`;
        const request: WebhookRequest = {
          method: http.method === 'GET' ? 'GET' : 'POST',
          url,
          headers: http.headers as Record<string, string>,
          rawBody: Buffer.concat(chunks),
          query: Object.fromEntries(new URL(url).searchParams),
          receivedAt: this.simulator.clock().now,
        };
        const { status, type, body } = this.#answer(request);
        response.writeHead(status, { 'content-type': type }).end(body);
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const registered = await this.adapter.connection?.registerWebhook(this.access, this.url, this.secret);
    if (registered && !registered.ok) throw new Error(`${registered.failure.text} ${registered.failure.detail}`);
    if (registered?.value) this.secret = registered.value.secret;
  }

  #answer(request: WebhookRequest): { status: number; type: string; body: string } {
    const plain = { type: 'text/plain', body: '' };
    if (request.method === 'GET') {
      const body = this.adapter.handshake?.(request, this.secret, this.access);
      return body === undefined ? { ...plain, status: 403 } : { status: 200, type: 'text/plain', body };
    }
    if (!this.adapter.verifyWebhook(request, this.secret, this.access)) {
      this.posts.push({ request, status: 401 });
      return { ...plain, status: 401 };
    }
    this.events.push(...this.adapter.parseWebhook(request, this.access));
    const { status = 200, contentType: type = 'application/json', body = '{}' } = this.adapter.acknowledge ?? {};
    this.posts.push({ request, status });
    return { status, type, body };
  }

  of<K extends Kind>(kind: K): Event<K>[] {
    return this.events.filter((event): event is Event<K> => event.kind === kind);
  }

  /** The first event of this kind that fits, as soon as it is there. */
  event<K extends Kind>(kind: K, fits: (event: Event<K>) => boolean = () => true): Promise<Event<K>> {
    return until(`an event ${kind}`, () => this.of(kind).find(fits), { withinMs: 5_000, seen: () => this.events });
  }

  forget(): void {
    this.events.length = 0;
    this.posts.length = 0;
  }

  async close(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }
}
