import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  body: WebhookBody;
  /** What it was answered. */
  status: number;
}

interface Change {
  field: string;
  value: {
    contacts?: Record<string, unknown>[];
    messages?: (Record<string, unknown> & { id: string })[];
    statuses?: (Record<string, unknown> & { id: string; status: string })[];
  };
}

export interface WebhookBody {
  object: string;
  entry: { id: string; changes: Change[] }[];
}

/** A business that receives webhooks, answers as told, and can be waited for. */
export class Receiver {
  readonly received: Received[] = [];
  /** Decides the answer to the n-th request (from 0); 0 closes the connection without one, -1 breaks off in the middle. */
  answer: (n: number) => number = () => 200;
  private server: Server | undefined;
  private waiters: { count: number; resolve: () => void }[] = [];

  async start(port = 0): Promise<string> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = this.answer(this.received.length);
        const body = JSON.parse(Buffer.concat(chunks).toString()) as WebhookBody;
        this.received.push({ headers: request.headers, body, status });
        if (status === 0) request.socket.destroy();
        else if (status === -1) response.writeHead(200, { 'content-length': '10' }).write('half');
        else response.writeHead(status).end();
        for (const waiter of this.waiters) if (this.received.length >= waiter.count) waiter.resolve();
      });
    });
    const server = this.server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.port}/hook/1`;
  }

  get port(): number {
    return (this.server?.address() as AddressInfo | undefined | null)?.port ?? 0;
  }

  /** Resolves when so many requests have come altogether. */
  until(count: number): Promise<void> {
    if (this.received.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ count, resolve }));
  }

  /** Everything that was answered 200, in order: `text:Hi`, `status:sent`, or the field. */
  events(): string[] {
    return this.received.filter(({ status }) => status === 200).flatMap(({ body }) => eventsIn(body));
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export function eventsIn(body: WebhookBody): string[] {
  return body.entry.flatMap(({ changes }) =>
    changes.flatMap(({ field, value }) => {
      const messages = (value.messages ?? []).map((message) => {
        const text = message['text'] as { body: string } | undefined;
        return text ? `text:${text.body}` : String(message['type']);
      });
      const statuses = (value.statuses ?? []).map(({ status }) => `status:${status}`);
      return field === 'messages' ? [...messages, ...statuses] : [field];
    }),
  );
}
