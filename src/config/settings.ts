import { z } from 'zod';
import { SECOND } from '../time/instant.js';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const milliseconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/**
 * Every setting, each from the environment variable of its name. `describe` is what the README's table shows; a value
 * that does not fit stops the start with one sentence naming the variable.
 */
export const Settings = z.object({
  HOST: z.string().min(1).default('0.0.0.0').describe('Address to listen on.'),
  PORT: port.default(3000).describe('Port to listen on.'),
  PUBLIC_URL: url
    .optional()
    .describe(
      'Where the outside reaches this service; providers are told to send webhooks there. Default: http://127.0.0.1:<PORT>.',
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe('PostgreSQL to use. Default: the embedded one, started by the service itself.'),
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
  SEND_TIMEOUT_MS: milliseconds(500, 60_000)
    .default(10 * SECOND)
    .describe('How long one call to a provider may take.'),
  ECHO_WAIT_MS: milliseconds(100, 3_600_000)
    .default(60 * SECOND)
    .describe('How long the echo of a message that got no answer is awaited before it is sent again.'),
  SWEEP_EVERY_MS: milliseconds(200, 600_000)
    .default(15 * SECOND)
    .describe('How often the database is searched for work whose bell was lost.'),
  TURN_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(24)
    .describe('Conversations worked on at the same time.'),
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
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
});
export type Settings = z.infer<typeof Settings>;

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
    const secret = name === 'API_TOKEN' || name === 'SECRET_KEY' || name === 'DATABASE_URL';
    const value = secret ? 'its value' : `"${given[name] ?? ''}"`;
    return `${name}: ${value} is not usable: ${rule}.`;
  });
  throw new InvalidSettings(sentences.join('\n'));
}
