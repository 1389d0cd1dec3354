import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { WebhookPost } from '../dialects/dialect.js';

/** What the business answered; status 0 when it did not in time: refused, reset or too slow. */
export interface WebhookAnswer {
  status: number;
  contentType: string;
  /** Its beginning, for providers that read it. */
  body: string;
}

const NO_ANSWER: WebhookAnswer = { status: 0, contentType: '', body: '' };
const KEPT_BYTES = 4_096;

/** Posts over kept connections: thousands of small requests to one address. */
export class Poster {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  constructor(connections: number) {
    const options = { keepAlive: true, maxSockets: connections };
    this.http = new HttpAgent(options);
    this.https = new HttpsAgent(options);
  }

  post({ url, headers, body }: WebhookPost, timeoutMs: number): Promise<WebhookAnswer> {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    return new Promise((resolve) => {
      const request = (secure ? httpsRequest : httpRequest)(target, {
        method: 'POST',
        agent: secure ? this.https : this.http,
        headers: {
          ...headers,
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'canvass-simulator',
        },
      });
      // One deadline for the whole exchange: `timeout` of node's request would only watch for an idle socket.
      const deadline = setTimeout(() => request.destroy(new Error('too slow')), timeoutMs);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          if (length < KEPT_BYTES) chunks.push(chunk);
          length += chunk.length;
        });
        // An answer that breaks off is told by `close`, too: with `complete` false.
        response.on('error', () => undefined);
        response.on('close', () => {
          clearTimeout(deadline);
          if (!response.complete) return resolve(NO_ANSWER);
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      request.on('error', () => {
        clearTimeout(deadline);
        resolve(NO_ANSWER);
      });
      request.end(body);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
