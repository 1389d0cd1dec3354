import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Posts JSON over kept connections: thousands of small requests to one address. */
export class Poster {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  constructor(connections: number) {
    const options = { keepAlive: true, maxSockets: connections };
    this.http = new HttpAgent(options);
    this.https = new HttpsAgent(options);
  }

  /** @returns the HTTP status, or 0 when there was no answer in time: refused, reset or too slow. */
  post(url: string, headers: Record<string, string>, body: string, timeoutMs: number): Promise<number> {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    return new Promise((resolve) => {
      const request = (secure ? httpsRequest : httpRequest)(target, {
        method: 'POST',
        agent: secure ? this.https : this.http,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'canvass-simulator',
        },
      });
      // One deadline for the whole exchange: `timeout` of node's request would only watch for an idle socket.
      const deadline = setTimeout(() => request.destroy(new Error('too slow')), timeoutMs);
      request.on('response', (response) => {
        response.resume();
        // An answer that breaks off is told by `close`, too: with `complete` false.
        response.on('error', () => undefined);
        response.on('close', () => {
          clearTimeout(deadline);
          resolve(response.complete ? (response.statusCode ?? 0) : 0);
        });
      });
      request.on('error', () => {
        clearTimeout(deadline);
        resolve(0);
      });
      request.end(body);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
