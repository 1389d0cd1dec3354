import { birdDialect } from './bird/bird.dialect.js';
import { cloudApiDialect } from './cloud-api/cloud-api.dialect.js';
import type { Dialect } from './dialect.js';
import { dialog360Dialect } from './dialog360/dialog360.dialect.js';
import { messagebirdDialect } from './messagebird/messagebird.dialect.js';
import { twilioDialect } from './twilio/twilio.dialect.js';
import { vonageDialect } from './vonage/vonage.dialect.js';

/** Makes a dialect; `credentials` replaces those of its own, by name. */
export type CreateDialect = (credentials: Readonly<Record<string, string>>) => Dialect;

/** Every dialect by its provider's name. One line each. */
const DIALECTS: ReadonlyMap<string, CreateDialect> = new Map([
  ['360dialog', dialog360Dialect],
  ['cloud-api', cloudApiDialect],
  ['twilio', twilioDialect],
  ['vonage', vonageDialect],
  ['messagebird', messagebirdDialect],
  ['bird', birdDialect],
]);

export const DIALECT_NAMES: readonly string[] = [...DIALECTS.keys()];

/** @throws Error naming those that there are */
export function createDialect(provider: string, credentials: Readonly<Record<string, string>>): Dialect {
  const create = DIALECTS.get(provider);
  if (create) return create(credentials);
  throw new Error(`The simulator does not speak "${provider}"; it speaks ${DIALECT_NAMES.join(', ')}.`);
}
