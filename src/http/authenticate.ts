import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logins } from '../accounts/logins.js';
import { PERMISSIONS, permissionsOf } from '../accounts/permissions.js';
import type { Principal } from '../accounts/principal.js';
import type { WorkspaceId } from '../storage/documents.js';
import { sameSecret, tokenOf } from './api-token.js';
import type { KnownRequest } from './needs.js';
import { loginTokenOf } from './login-cookie.js';
import { Problem } from './problem.js';

export interface Credentials {
  /** The installation's own token: may do everything. */
  apiToken: string;
  /** Opens `/metrics` and nothing else. */
  metricsToken?: string | undefined;
  logins: Pick<Logins, 'userOf'>;
  /** Who an API key stands for. */
  keyHolder?: (scope: WorkspaceId, key: string) => Promise<Principal | undefined>;
  scope: WorkspaceId;
  /** Our own origin, as browsers name it. */
  origin: () => string;
}

const METRICS_PATH = '/metrics';
/** Pages outside the controllers, for whoever may see the system's inside. */
const BOARD = '/admin';
/** Refused at once, before a body is read, from whoever has not said who they are. */
const CLOSED = /^\/(api|metrics|admin)(\/|$)/;
/** How one gets in: calls for those who are not signed in yet. What they do is said at each (`Open`). */
export const ENTRANCES: readonly string[] = ['/api/v1/setup', '/api/v1/session', '/api/v1/join', '/api/v1/join/look'];
const DOCS = /^\/api\/(docs|openapi\.json)/;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const installation: Principal = {
  kind: 'installation',
  id: 'installation',
  name: 'The API token',
  permissions: new Set(PERMISSIONS),
};
const metricsReader: Principal = { ...installation, name: 'The metrics token', permissions: new Set(['system:read']) };

/**
 * Finds out who makes each request, by the Authorization header or by the cookie; what they may do, the guard decides.
 * A cookie is only believed in a request that our own pages made: browsers send it along with anybody's forms.
 */
export function authenticate(app: NestFastifyApplication, credentials: Credentials): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    // What comes elsewhere (webhooks, sites) brings credentials of its own, for others to judge.
    if (!CLOSED.test(path)) return undefined;
    const known = request as KnownRequest;
    const token = tokenOf(request.headers.authorization);
    const cookie = loginTokenOf(request.headers.cookie);
    const { origin, host } = request.headers;
    const isFromUs = () => isOurs(origin, host, credentials.origin());
    // Nor may another site sign somebody in as somebody else.
    if (origin !== undefined && !SAFE.has(request.method) && ENTRANCES.includes(path) && !isFromUs()) {
      return reply.code(403).type(PROBLEM).send(body(crossSite()));
    }
    if (token !== undefined) {
      const principal = await holderOf(token, path, credentials);
      if (!principal) return refuse(reply, path, 'This API key is not known here, or was withdrawn.');
      known.principal = principal;
    } else if (cookie !== undefined) {
      const user = await credentials.logins.userOf(credentials.scope, cookie);
      if (user) {
        if (!SAFE.has(request.method) && !isFromUs()) {
          return reply.code(403).type(PROBLEM).send(body(crossSite()));
        }
        known.principal = { kind: 'user', id: user.id, name: user.name, permissions: permissionsOf(user.roles) };
      }
    }
    if (!known.principal && !ENTRANCES.includes(path)) {
      return refuse(reply, path, 'Sign in, or send an API key as "Authorization: Bearer <key>".');
    }
    if (path.startsWith(BOARD) && !known.principal?.permissions.has('system:read')) {
      return refuse(reply, path, 'Sign in as an owner, or with the API token as the password.');
    }
    return undefined;
  });
}

const PROBLEM = 'application/problem+json; charset=utf-8';

async function holderOf(
  token: string,
  path: string,
  { apiToken, metricsToken, keyHolder, scope }: Credentials,
): Promise<Principal | undefined> {
  if (sameSecret(token, apiToken)) return installation;
  if (path === METRICS_PATH && metricsToken !== undefined && sameSecret(token, metricsToken)) return metricsReader;
  return keyHolder?.(scope, token);
}

/** Whether a browser made the request from one of our own pages: the origin it names is where it sent it. */
function isOurs(origin: string | undefined, host: string | undefined, ours: string): boolean {
  if (origin === undefined) return false;
  if (origin === new URL(ours).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

const crossSite = () =>
  new Problem(
    403,
    'cross-site',
    'Not from our own pages',
    'Changes by a signed-in browser are taken from the studio only.',
  );

const body = ({ type, title, status, detail }: Problem) => ({
  type: `urn:canvass:problem:${type}`,
  title,
  status,
  detail,
});

interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  type(type: string): Reply;
  send(body: unknown): Reply;
}

function refuse(reply: Reply, path: string, detail: string): Reply {
  // A browser then asks for a password, which is the API token, with any name.
  const challenge = path.startsWith(BOARD) || DOCS.test(path) ? 'Basic realm="canvass"' : 'Bearer realm="canvass"';
  return reply
    .code(401)
    .header('WWW-Authenticate', challenge)
    .type(PROBLEM)
    .send(body(new Problem(401, 'unauthorized', 'Not signed in', detail)));
}
