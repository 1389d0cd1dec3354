import { z } from 'zod';
import { ChannelView, ConversationView, ResponseView, ThreadEntryView, pageOf } from '../../src/api/views.js';
import type { ChannelSettings } from '../../src/store/channel.js';

export type ChannelSeen = z.infer<typeof ChannelView>;
export type ConversationSeen = z.infer<typeof ConversationView>;
export type ResponseSeen = z.infer<typeof ResponseView>;
export type EntrySeen = z.infer<typeof ThreadEntryView>;

/** The service's API as a client sees it. Every answer is checked against the schema that documents it. */
export class ServiceApi {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /** Status and JSON body of one call, whatever they are; undefined for an empty body. */
  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** @throws Error when the call is refused or the answer is not as documented */
  async read<T>(schema: z.ZodType<T>, path: string, method = 'GET', body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return schema.parse(answer.body);
  }

  /** All pages of a list. */
  async all<T extends z.ZodType>(item: T, path: string): Promise<z.infer<T>[]> {
    const page = pageOf(item);
    const items: z.infer<T>[] = [];
    const more = path.includes('?') ? '&' : '?';
    let cursor = '';
    do {
      const { items: found, next = '' } = await this.read(page, `${path}${more}limit=200${cursor}`);
      items.push(...found);
      cursor = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    } while (cursor !== '');
    return items;
  }

  connect(apiKey: string, settings: Partial<ChannelSettings> = {}): Promise<ChannelSeen> {
    return this.connectTo({ provider: '360dialog', credentials: { apiKey } }, settings);
  }

  /** Connects a number of any provider, such as `simulator.connection()` tells. */
  connectTo(
    { provider, credentials }: { provider: string; credentials: Record<string, string> },
    settings: Partial<ChannelSettings> = {},
  ): Promise<ChannelSeen> {
    return this.read(ChannelView, '/channels', 'POST', { name: 'Trial', provider, credentials, settings });
  }

  conversations(): Promise<ConversationSeen[]> {
    return this.all(ConversationView, '/conversations');
  }

  responses(): Promise<ResponseSeen[]> {
    return this.all(ResponseView, '/responses');
  }

  /** Oldest first. */
  async thread(conversationId: string): Promise<EntrySeen[]> {
    return (await this.all(ThreadEntryView, `/conversations/${conversationId}/thread`)).toReversed();
  }
}
