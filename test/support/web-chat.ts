import { randomBytes } from 'node:crypto';
import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { execFileSync } from 'node:child_process';
import { storedLogs } from '../../src/channels/connected/stored-logs.js';
import { webChat } from '../../src/channels/web-chat/web-chat.channel.js';
import type { Line, Reported, Said, Welcome } from '../../src/channels/web-chat/page/wire.js';
import { ChannelView } from '../../src/api/views.js';
import type { Runtime } from '../../src/runtime/runtime.js';
import type { ChannelSeen } from './service-api.js';
import type { System } from './system.js';

/** The page, compiled into a folder. */
export function buildPage(folder: string): void {
  execFileSync(process.execPath, ['scripts/build-pages.mjs', 'src/channels/web-chat/page', '--out', folder], {
    stdio: 'inherit',
  });
}

/** Part of a system: a web chat with the page of this folder. */
export function withPage(pageDir: string, mostStreams = 100): (runtime: Runtime) => Partial<Runtime> {
  return ({ registry, store, clock }) => {
    const adapter = webChat({ logs: storedLogs(store, clock), pageDir, mostStreams });
    return { registry: new Map([...registry, [adapter.provider, adapter]]) };
  };
}

export function connectWebChat({ api }: System, sites = 'none', settings = {}): Promise<ChannelSeen> {
  const credentials = { name: 'Cedar Clinic', sites };
  return api.read(ChannelView, '/channels', 'POST', { name: 'Web', provider: 'web-chat', credentials, settings });
}

/** Where the chat of a channel is. */
export function siteOf({ webhookUrl }: ChannelSeen): string {
  return webhookUrl.replace('/webhooks/', '/sites/');
}

type Message = Extract<Line, { kind: 'message' }>;

/** A visitor without a browser: what a page asks and posts, by hand. */
export class Visitor {
  readonly lines: Line[] = [];
  readonly #streams: ClientRequest[] = [];

  private constructor(
    readonly channel: ChannelSeen,
    readonly token: string,
  ) {}

  static async come(channel: ChannelSeen): Promise<Visitor> {
    const answer = await fetch(`${siteOf(channel)}/visitors`, { method: 'POST', headers: originOf(channel) });
    const { token } = (await answer.json()) as Welcome;
    return new Visitor(channel, token);
  }

  get id(): string {
    return this.token.split('.')[0]!;
  }

  post(events: (Said | Reported)[] | string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.channel.webhookUrl, {
      method: 'POST',
      headers: {
        ...originOf(this.channel),
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: typeof events === 'string' ? events : JSON.stringify({ events }),
    });
  }

  async say(text: string): Promise<void> {
    const answer = await this.post([{ kind: 'text', id: newId(), text }]);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  async tap(line: Message, nth: number): Promise<void> {
    const { message } = line;
    const option = message.kind === 'buttons' || message.kind === 'list' ? message.options[nth] : undefined;
    if (!option || (message.kind !== 'buttons' && message.kind !== 'list')) throw new Error('nothing to tap');
    const source = message.kind === 'buttons' ? 'button' : 'list';
    await this.post([{ kind: 'tap', id: newId(), source, option: option.id, title: option.title, of: line.receipt }]);
  }

  /** Opens the stream; what comes is kept until `leave`. @returns the answer's status */
  listen(after = 0): Promise<number> {
    const url = `${siteOf(this.channel)}/events?after=${after}`;
    return new Promise((resolve, reject) => {
      // Not fetch: it opens another connection when a stream is left, for which a stopping server waits.
      const request = get(url, { agent: false, headers: { authorization: `Bearer ${this.token}` } }, (answer) => {
        resolve(answer.statusCode ?? 0);
        this.#read(answer.setEncoding('utf8'));
      });
      request.on('error', reject);
      this.#streams.push(request);
    });
  }

  leave(): void {
    for (const request of this.#streams.splice(0)) request.destroy();
  }

  get messages(): Message[] {
    return this.lines.filter((line) => line.kind === 'message');
  }

  #read(texts: IncomingMessage): void {
    let rest = '';
    texts.on('data', (piece: string) => {
      const blocks = (rest + piece).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) if (block.startsWith('data: ')) this.lines.push(JSON.parse(block.slice(6)) as Line);
    });
    // Left by us, or the service stops.
    texts.on('error', () => undefined);
  }
}

export function newId(): string {
  return randomBytes(12).toString('hex');
}

export function originOf(channel: ChannelSeen): { origin: string } {
  return { origin: new URL(channel.webhookUrl).origin };
}
