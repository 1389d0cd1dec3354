import type { RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { WebhookRequest } from '../channels/channel.js';
import type { Instant } from '../time/instant.js';

/** What is read of a request; a test makes one without a server. */
export type HttpRequest = RawBodyRequest<Pick<FastifyRequest, 'headers' | 'originalUrl' | 'query'>>;

/** A request in the words of adapters, under our public address. */
export function channelRequest(
  method: WebhookRequest['method'],
  { headers, originalUrl, query, rawBody }: HttpRequest,
  publicUrl: string,
  receivedAt: Instant,
): WebhookRequest {
  return {
    method,
    // Not the address that a proxy in between has called: what a provider signs is the one it was told.
    url: new URL(publicUrl).origin + originalUrl,
    headers: firstValues(headers),
    rawBody: rawBody ?? Buffer.alloc(0),
    query: firstValues(query),
    receivedAt,
  };
}

/** Headers and queries as the parsers leave them: a name that is repeated has a list. */
function firstValues(parsed: unknown): Record<string, string | undefined> {
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      return [name, typeof first === 'string' ? first : undefined];
    }),
  );
}
