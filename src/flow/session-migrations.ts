import { z } from 'zod';
import { Session } from './session.js';

type Stored = Readonly<Record<string, unknown>>;

/** Brings a session as it was stored from one version of its form to the next, `v` included; leaves its argument as it is. */
export type SessionMigration = (stored: Stored) => Stored;

/**
 * From form 1 to 2, from 2 to 3 and so on. None yet: what has been added so far is optional. A session waits for weeks,
 * so each form stays readable; test/flows/sessions has one of each.
 */
const SESSION_MIGRATIONS: readonly SessionMigration[] = [];

/** The same session in today's form. What is no session, or of a form not known, is left to the schema to refuse. */
export function migrateSession(stored: unknown, migrations: readonly SessionMigration[] = SESSION_MIGRATIONS): unknown {
  if (!isStored(stored) || typeof stored.v !== 'number' || stored.v < 1) return stored;
  return migrations.slice(stored.v - 1).reduce<Stored>((current, migrate) => migrate(current), stored);
}

function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null;
}

/** A session as it is read from where it is kept, whichever form it has there. */
export const StoredSession = z.preprocess((stored) => migrateSession(stored), Session);
