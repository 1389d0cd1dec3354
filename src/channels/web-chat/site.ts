import type { ChannelAccess } from '../channel.js';
import type { ChannelLogs } from '../channel-logs.js';
import type { Allowance, SiteAbility, SiteAnswer, SiteRequest } from '../site.js';
import { eventStream } from './event-stream.js';
import { lineFor } from './outbox.js';
import type { PageFile } from './page-files.js';
import type { Welcome } from './page/wire.js';
import { isPlace, placeOf } from './place.js';
import { bearer, newVisitor, Signatures } from './visitor.js';
import { isFromOurPage } from './webhook.js';

interface SiteOptions {
  logs: ChannelLogs;
  files: () => Promise<ReadonlyMap<string, PageFile>>;
  /** Streams open at a time in this process; each looks into the database about once a second. */
  mostStreams: number;
}

/** A person, perhaps with a few windows open, or a whole office behind one address. */
const WELCOMES_A_MINUTE = 30;
const STREAMS_A_MINUTE = 30;

/** The page, its files, the script for other websites, and what the page asks: who it is, and what is new. */
export function webChatSite({ logs, files, mostStreams }: SiteOptions): SiteAbility {
  let open = 0;

  async function* counted(stream: AsyncIterable<string>): AsyncGenerator<string> {
    open += 1;
    try {
      yield* stream;
    } finally {
      open -= 1;
    }
  }

  function events(request: SiteRequest, secret: string, access: ChannelAccess): SiteAnswer {
    const signatures = Signatures.of(secret, access);
    const token = bearer(request.headers);
    if (!token || !signatures.ownsToken(token)) return plain(401, 'This is not a visitor’s token of this chat.');
    if (open >= mostStreams) return { ...plain(503, 'Too many windows are open.'), headers: { 'retry-after': '10' } };
    const after = /^\d{1,12}$/.exec(request.query['after'] ?? '')?.[0] ?? '0';
    const began = performance.now();
    const stream = eventStream({
      logs,
      channelId: access.channelId,
      visitor: token.text,
      after: Number(after),
      gone: request.gone,
      read: (line) => lineFor(token.text, line, signatures, request.receivedAt + performance.now() - began),
    });
    return {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Of nginx: events must not wait for each other.
        'x-accel-buffering': 'no',
      },
      body: counted(stream),
    };
  }

  async function file(name: string, request: SiteRequest, access: ChannelAccess): Promise<SiteAnswer | undefined> {
    const all = await files();
    if (!all.has('index.html'))
      return plain(503, 'The page of the chat has not been built: node scripts/build-pages.mjs');
    const found = all.get(name);
    if (!found) return undefined;
    const headers = {
      'content-type': found.type,
      'cache-control': 'no-cache',
      etag: found.etag,
      ...(name === 'index.html' ? pageHeaders(access) : {}),
      // Other websites load it; nothing in it is anybody's.
      ...(name === 'widget.js' && { 'cross-origin-resource-policy': 'cross-origin' }),
    };
    if (request.headers['if-none-match'] === found.etag) return { status: 304, headers, body: '' };
    return { headers, body: found.bytes };
  }

  return {
    allowance: ({ path, headers, remoteAddress }, secret, access): Allowance | undefined => {
      if (path === '/visitors') {
        return { of: `welcome|${remoteAddress}`, requests: WELCOMES_A_MINUTE, withinSeconds: 60 };
      }
      const token = path === '/events' ? bearer(headers) : undefined;
      return token && Signatures.of(secret, access).ownsToken(token)
        ? { of: `stream|${token.text}`, requests: STREAMS_A_MINUTE, withinSeconds: 60 }
        : undefined;
    },

    async answer(request, secret, access) {
      const { method, path } = request;
      if (path === '/visitors') return method === 'POST' ? welcome(request, secret, access) : undefined;
      if (method !== 'GET') return undefined;
      if (path === '/events') return events(request, secret, access);
      if (path === '.js') return file('widget.js', request, access);
      if (path === '') return toPage(request);
      return file(path === '/' ? 'index.html' : path.slice(1), request, access);
    },
  };
}

/** A new visitor, or the one that has been here before. */
function welcome(request: SiteRequest, secret: string, access: ChannelAccess): SiteAnswer {
  if (!isFromOurPage(request, access)) return plain(403, 'Only the page of the chat itself may ask this.');
  const place = placeOf(access);
  if (!isPlace(place)) return plain(503, 'The chat is not set up.');
  const signatures = Signatures.of(secret, access);
  const known = bearer(request.headers);
  const visitor = known && signatures.ownsToken(known) ? known.text : newVisitor();
  const said: Welcome = { token: signatures.token(visitor), name: place.name };
  return {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(said),
  };
}

/** Its files are named relative to the page, which needs the slash at its end. */
function toPage({ url }: SiteRequest): SiteAnswer {
  const { pathname, search } = new URL(url);
  const last = pathname.split('/').at(-1) ?? '';
  return { status: 307, headers: { location: `${last}/${search}` }, body: '' };
}

/**
 * Only what the page brings along runs in it. Pictures and films may lie anywhere, encrypted; nothing else may. Whose
 * website may show it in a frame was entered with the channel.
 */
function pageHeaders(access: ChannelAccess): Record<string, string> {
  const place = placeOf(access);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https:",
    'media-src https:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...(isPlace(place) ? place.sites : [])].join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'permissions-policy': 'geolocation=(self), camera=(), microphone=()',
  };
}

function plain(status: number, text: string): SiteAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body: text };
}
