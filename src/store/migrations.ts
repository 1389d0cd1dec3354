import type { Migration } from '../storage/migrations.js';
import { fillInboxFields } from './migrations/fill-inbox-fields.js';

/**
 * What has to happen to documents that earlier versions stored, oldest first; run at the start of whichever process
 * comes first. Where it is not here, what has changed is read with defaults.
 */
export const MIGRATIONS: readonly Migration[] = [fillInboxFields];
