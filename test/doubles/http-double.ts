import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface RecordedRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/**
 * What the double does with one request: answer, never answer, cut the connection before a word, or cut it in the
 * middle of the body.
 */
export type Play =
  | { status: number; headers?: Record<string, string>; body: string | Buffer }
  | 'hang'
  | 'cut'
  | { status: number; cutAfter: string; length: number };

export interface HttpDouble {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** One play for each request to come, in order. */
  play(...plays: Play[]): void;
  requests: RecordedRequest[];
  /** Throws where a request came that nobody expected, or one did not come that was; forgets everything. */
  settle(): void;
  close(): Promise<void>;
}

/** An outside system of a few scripted answers, on a port of its own. Strict: a request without a play fails `settle`. */
export async function startHttpDouble(): Promise<HttpDouble> {
  const plays: Play[] = [];
  const requests: RecordedRequest[] = [];
  const unexpected: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    // No connection is used twice, so that `settle` may close all of them without breaking the next test's request.
    response.shouldKeepAlive = false;
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const play = plays.shift();
      if (play === undefined) unexpected.push(`${method} ${url}`);
      perform(play ?? { status: 599, body: 'nothing to play' }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play: (...more) => plays.push(...more),
    requests,
    settle() {
      const left = plays.splice(0).length;
      const strays = unexpected.splice(0);
      requests.length = 0;
      server.closeAllConnections();
      if (strays.length > 0) throw new Error(`requests that nobody expected: ${strays.join(', ')}`);
      if (left > 0) throw new Error(`${left} expected requests did not come`);
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function perform(play: Play, response: ServerResponse): void {
  if (play === 'hang') return;
  if (play === 'cut') {
    response.socket?.destroy();
  } else if ('cutAfter' in play) {
    response.writeHead(play.status, { 'content-length': play.length });
    response.write(play.cutAfter, () => response.socket?.destroy());
  } else {
    response.writeHead(play.status, { 'content-type': 'application/json', ...play.headers }).end(play.body);
  }
}

/** A port of this machine on which certainly nobody listens. */
export async function closedUrl(): Promise<string> {
  const double = await startHttpDouble();
  await double.close();
  return double.url;
}
