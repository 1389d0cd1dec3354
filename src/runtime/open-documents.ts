import type { Settings } from '../config/settings.js';
import type { Logger } from '../logging/logger.js';
import type { Documents } from '../storage/documents.js';
import { gatheringDocuments } from '../storage/gathering/gathering-documents.js';
import { openMongoDocuments } from '../storage/mongo/mongo-documents.js';
import { openPostgresDocuments } from '../storage/postgres/postgres-documents.js';

/** More connections than this in one process gain nothing: statements are gathered (storage/gathering). */
const MAX_CONNECTIONS = 20;

/** The documents of the database that the address names. */
export function openDocuments(url: string, settings: Settings, log: Logger): Documents {
  const onLost = (err: Error) =>
    log.warn({ event: 'storage.connection-lost', err }, 'a connection to the database was lost');
  const onStandalone = (sentence: string) => log.warn({ event: 'storage.standalone' }, sentence);
  const maxConnections = Math.min(MAX_CONNECTIONS, settings.TURN_CONCURRENCY);
  return gatheringDocuments(
    url.startsWith('mongodb')
      ? openMongoDocuments({ connectionString: url, maxConnections, onConnectionLost: onLost, onStandalone })
      : openPostgresDocuments({ connectionString: url, maxConnections, onIdleError: onLost }),
  );
}
