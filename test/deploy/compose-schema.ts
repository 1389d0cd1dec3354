import { z } from 'zod';

// The part of the Compose specification (https://docs.docker.com/reference/compose-file/) that our files use, and
// nothing else: a word that is written wrongly, or is new, has to be let in here.

const Duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const Bytes = z.string().regex(/^\d+[kmg]$/);
const Name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);

const Healthcheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
  interval: Duration,
  timeout: Duration,
  retries: z.int().positive(),
  start_period: Duration,
  start_interval: Duration.optional(),
});

const Logging = z.strictObject({
  driver: z.literal('json-file'),
  options: z.strictObject({ 'max-size': Bytes, 'max-file': z.string().regex(/^\d+$/) }),
});

const Service = z.strictObject({
  image: z.string(),
  build: z.literal('.').optional(),
  profiles: z.array(Name).optional(),
  user: z
    .string()
    .regex(/^\d+:\d+$/)
    .optional(),
  entrypoint: z.array(z.string()).optional(),
  restart: z.literal('unless-stopped'),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  security_opt: z.array(z.literal('no-new-privileges:true')).optional(),
  cap_drop: z.array(z.literal('ALL')).optional(),
  logging: Logging,
  depends_on: z.record(Name, z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  // Numbers and booleans would be guessed at by each reader of YAML in its own way.
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)).optional(),
  secrets: z.array(Name).optional(),
  healthcheck: Healthcheck.optional(),
  deploy: z
    .strictObject({
      resources: z.strictObject({
        reservations: z.strictObject({ memory: Bytes }),
        limits: z.strictObject({ memory: Bytes }),
      }),
    })
    .optional(),
  shm_size: z.string().optional(),
  stop_grace_period: Duration.optional(),
});
export type Service = z.infer<typeof Service>;

export const ComposeFile = z
  .object({
    name: Name,
    services: z.record(Name, Service),
    volumes: z.record(Name, z.null()),
    secrets: z.record(Name, z.strictObject({ environment: z.string() })).optional(),
  })
  .catchall(z.never())
  .readonly();
export type ComposeFile = z.infer<typeof ComposeFile>;
