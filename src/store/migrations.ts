import type { Migration } from '../storage/migrations.js';

/**
 * What has to happen to documents that earlier versions stored, oldest first; run at the start of whichever process
 * comes first. None yet: what has changed so far is read with defaults.
 */
export const MIGRATIONS: readonly Migration[] = [];
