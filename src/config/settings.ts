import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../time/instant.js';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const milliseconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/**
 * Every setting, each from the environment variable of its name. `describe` is what the README's table shows; a value
 * that does not fit stops the start with one sentence naming the variable.
 */
const Variables = z.object({
  HOST: z.string().min(1).default('0.0.0.0').describe('Address to listen on.'),
  PORT: port.default(3000).describe('Port to listen on.'),
  PUBLIC_URL: url
    .optional()
    .describe(
      'Where the outside reaches this service; providers are told to send webhooks there. Default: http://127.0.0.1:<PORT>.',
    ),
  ROLE: z
    .enum(['all', 'web', 'worker'])
    .default('all')
    .describe('What this process does: `web` answers HTTP, `worker` holds the conversations, `all` does both.'),
  DATABASE_URL: z
    .string()
    .regex(
      /^(postgres(ql)?|mongodb(\+srv)?):\/\//,
      'must begin with postgres://, postgresql://, mongodb:// or mongodb+srv://',
    )
    .optional()
    .describe(
      'PostgreSQL, or MongoDB (then `REDIS_URL` too). Default: an embedded PostgreSQL, started by the service itself.',
    ),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional()
    .describe('Redis for the queue and the shared rate limits. Default: the queue is kept in PostgreSQL.'),
  DATA_DIR: z.string().min(1).optional().describe('Folder of the embedded database and the generated keys.'),
  FLOWS_DIR: z.string().min(1).default('flows').describe('Folder whose *.yaml flows are published at start.'),
  API_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token of the API. Default: generated at the first start and kept in DATA_DIR.'),
  SECRET_KEY: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)')
    .optional()
    .describe('Key that encrypts channel keys at rest. Default: generated at the first start and kept in DATA_DIR.'),
  DIALOG360_URL: url
    .default('https://waba-v2.360dialog.io')
    .describe('Base address of 360dialog; the simulator’s for trying.'),
  TWILIO_URL: url
    .default('https://api.twilio.com')
    .describe('Base address of Twilio, or of one of its regions; the simulator’s for trying.'),
  VONAGE_URL: url.default('https://api.nexmo.com').describe('Base address of Vonage; the simulator’s for trying.'),
  MESSAGEBIRD_URL: url
    .default('https://conversations.messagebird.com')
    .describe(
      'Base address of MessageBird’s Conversations API; the simulator’s for trying. Templates and files have hosts beside it.',
    ),
  BIRD_URL: url
    .optional()
    .describe('Base address of Bird; the simulator’s for trying. Default: the region that each channel’s key names.'),
  CLOUD_API_URL: url
    .default('https://graph.facebook.com')
    .describe('Base address of Meta’s Graph API; the simulator’s for trying.'),
  CLOUD_API_VERSION: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'must be a version of the Graph API, such as v23.0')
    .default('v23.0')
    .describe('Version of Meta’s Graph API.'),
  DIALOGFLOW_EMULATOR: z
    .string()
    .regex(/^([\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}$/, 'must be host:port')
    .optional()
    .describe(
      'Asks a gRPC server at host:port, in the clear, in place of Google’s Dialogflow: for trying and testing only.',
    ),
  SEND_TIMEOUT_MS: milliseconds(500, 60_000)
    .default(10 * SECOND)
    .describe('How long one call to a provider may take.'),
  ECHO_WAIT_MS: milliseconds(100, 3_600_000)
    .default(60 * SECOND)
    .describe('How long the echo of a message that got no answer is awaited before it is sent again.'),
  STALE_AFTER_MS: milliseconds(MINUTE, 7 * DAY)
    .default(12 * HOUR)
    .describe('How long a message that could not be sent may wait; then it is dropped and its survey ends.'),
  SWEEP_EVERY_MS: milliseconds(200, 600_000)
    .default(15 * SECOND)
    .describe('How often the database is searched for work whose bell was lost.'),
  TURN_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(64)
    .describe('Conversations that one process works on at the same time.'),
  AGENT_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(5_000)
    .default(1_000)
    .describe('Calls to agents that one process makes at the same time.'),
  WEBHOOKS_IN_HAND: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(500)
    .describe('Webhooks that are stored at the same time; one more is answered with 503, and the provider repeats it.'),
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(67_108_864)
    .default(4 * 1_048_576)
    .describe('Largest request body; Meta sends up to 3 MB.'),
  CLOCK: z
    .enum(['system', 'adjustable'])
    .default('system')
    .describe('`adjustable` lets the API move the clock ahead: for trying and testing only.'),
  CLOCK_OFFSET_MS: milliseconds(0, 3_650 * DAY)
    .default(0)
    .describe('How far ahead an adjustable clock starts: where the others of a trial have moved theirs already.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token that opens `/metrics` and nothing else, for Prometheus. The API token opens it too.'),
  NODE_ENV: z
    .string()
    .optional()
    .describe(
      '`production` (the Docker image sets it) refuses what would send customers’ words to a server for testing.',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: url
    .optional()
    .describe('Collector that takes traces over OTLP/HTTP, such as http://127.0.0.1:4318. Default: nothing is traced.'),
  OTEL_SERVICE_NAME: z.string().min(1).default('canvass').describe('Name of this service in the traces.'),
});

/** What one variable asks of another. */
export const Settings = Variables.superRefine((settings, { addIssue }) => {
  const needs = (path: keyof z.infer<typeof Variables>, message: string) =>
    addIssue({ code: 'custom', path: [path], message });
  if (settings.DATABASE_URL?.startsWith('mongodb') && settings.REDIS_URL === undefined) {
    needs('REDIS_URL', 'is needed when DATABASE_URL names a MongoDB, since the queue cannot be kept there');
  }
  if (settings.DIALOGFLOW_EMULATOR !== undefined && settings.NODE_ENV === 'production') {
    needs(
      'DIALOGFLOW_EMULATOR',
      'is for trying and testing only: what people write would go there in the clear; take it out, since NODE_ENV is production',
    );
  }
  if (settings.ROLE !== 'all' && settings.DATABASE_URL === undefined) {
    needs('DATABASE_URL', `is needed for ROLE=${settings.ROLE}: the embedded database serves one process only`);
  }
});
export type Settings = z.infer<typeof Settings>;

/** Never shown in a message: keys, and addresses that hold a password. */
const SECRETS = new Set(['API_TOKEN', 'METRICS_TOKEN', 'SECRET_KEY', 'DATABASE_URL', 'REDIS_URL']);

/** The environment does not fit. The message is one sentence a variable. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/** Reads the settings; an empty variable counts as not set. @throws InvalidSettings */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = Settings.safeParse(given);
  if (read.success) return read.data;
  // Of several rules that one value breaks, the first: one sentence a variable.
  const rules = new Map(read.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]));
  const sentences = [...rules].toReversed().map(([name, rule]) => {
    if (given[name] === undefined) return `${name}: ${rule}.`;
    const value = SECRETS.has(name) ? 'its value' : `"${given[name]}"`;
    return `${name}: ${value} is not usable: ${rule}.`;
  });
  throw new InvalidSettings(sentences.join('\n'));
}
