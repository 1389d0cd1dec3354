import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands in front of the platform and lets every request take its time on the way there. */
export interface SlowProvider {
  url: string;
  /** Requests on their way at this moment. */
  readonly underWay: number;
  stop(): Promise<void>;
}

export async function startSlowProvider(platformUrl: string, delayMs: number): Promise<SlowProvider> {
  let underWay = 0;
  const pass = (asked: IncomingMessage, answer: ServerResponse) => {
    const { method, headers, url = '/' } = asked;
    const onward = request(new URL(url, platformUrl), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  };
  const server = createServer((asked, answer) => {
    underWay += 1;
    answer.on('close', () => (underWay -= 1));
    setTimeout(pass, delayMs, asked, answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get underWay() {
      return underWay;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
