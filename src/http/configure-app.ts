import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { needsToken, sameSecret, tokenOf } from './api-token.js';
import { documentApi } from './openapi.js';

const METRICS_PATH = '/metrics';
/** Pages that a browser opens: it asks for a password, which is the API token, with any name. */
const PAGES = ['/api/docs', '/admin'];

/** Everything about HTTP that is not a controller; called by main.ts and by the tests alike. */
export async function configureApp(
  app: NestFastifyApplication,
  options: { apiToken: string; metricsToken?: string | undefined },
): Promise<void> {
  // Whether the outside is https is the reverse proxy's business; told to upgrade, a page on plain http would break.
  await app.register(helmet, { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (!needsToken(path)) return;
    const token = tokenOf(request.headers.authorization);
    if (token !== undefined && sameSecret(token, options.apiToken)) return;
    const { metricsToken } = options;
    const opensMetrics = metricsToken !== undefined && token !== undefined && sameSecret(token, metricsToken);
    if (path === METRICS_PATH && opensMetrics) return;
    const challenge = PAGES.some((page) => path.startsWith(page)) ? 'Basic realm="canvass"' : 'Bearer realm="canvass"';
    await reply
      .code(401)
      .header('WWW-Authenticate', challenge)
      .type('application/problem+json; charset=utf-8')
      .send({
        type: 'urn:canvass:problem:unauthorized',
        title: 'Not signed in',
        status: 401,
        detail:
          token === undefined
            ? 'Send the API token as "Authorization: Bearer <token>".'
            : 'This is not the API token of this installation.',
      });
  });
  documentApi(app);
}
