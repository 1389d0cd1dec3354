import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from './problem.js';

/** What the page's placeholder becomes, anew with every answer: only styles that carry it are taken. */
const NONCE_PLACEHOLDER = /__CSP_NONCE__/g;
const YEAR_SECONDS = 31_536_000;

/**
 * The page's own rules, stricter than the default: no inline script or style but those with the nonce. The media that
 * customers sent come from us too, as `blob:` or from `/api/v1`.
 */
const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The first parts of addresses that are not the studio's: they answer 404 for themselves. */
const OTHERS = /^\/+(api|webhooks|sites|files|health|metrics|admin)(\/|$)/i;

/** Serves the built web app at `/`: its files, and its page under every address that is nobody else's. */
export async function serveStudio(app: NestFastifyApplication, folder: string): Promise<void> {
  const page = path.join(folder, 'index.html');
  if (!existsSync(page)) throw new Error(`${page} is missing: the studio is not built`);
  const html = await readFile(page, 'utf8');
  const fastify = app.getHttpAdapter().getInstance();
  // Names of files hold a hash of what is in them.
  await fastify.register(fastifyStatic, {
    root: path.join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    maxAge: YEAR_SECONDS * 1_000,
    immutable: true,
    preCompressed: true,
  });
  fastify.get('/*', { exposeHeadRoute: true }, async (request, reply) => {
    const address = request.url.split('?', 1)[0] ?? '';
    if (OTHERS.test(address) || address.startsWith('/assets/')) {
      const problem = new Problem(404, 'not-found', 'Not found', `There is nothing at ${address.slice(0, 200)}.`);
      return reply
        .code(404)
        .type('application/problem+json; charset=utf-8')
        .send({
          type: `urn:canvass:problem:${problem.type}`,
          title: problem.title,
          status: 404,
          detail: problem.detail,
        });
    }
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('Content-Security-Policy', policy(nonce))
      .header('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html.replace(NONCE_PLACEHOLDER, nonce));
  });
}
