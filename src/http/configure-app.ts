import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { authenticate, type Credentials } from './authenticate.js';
import { documentApi } from './openapi.js';
import { takeRawBodies } from './raw-bodies.js';
import { serveStudio } from './serve-studio.js';

export interface AppOptions {
  credentials: Credentials;
  /** Where the built studio stands; without it `/` answers nothing. */
  studioDir?: string | undefined;
}

/** Everything about HTTP that is not a controller; called by main.ts and by the tests alike. */
export async function configureApp(app: NestFastifyApplication, options: AppOptions): Promise<void> {
  // Whether the outside is https is the reverse proxy's business; told to upgrade, a page on plain http would break.
  await app.register(helmet, { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  takeRawBodies(app);
  authenticate(app, options.credentials);
  documentApi(app);
  if (options.studioDir !== undefined) await serveStudio(app, options.studioDir);
}
