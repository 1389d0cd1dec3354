import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface RunningServer {
  pid: number;
  port: number;
}

/**
 * What PostgreSQL wrote about itself: line 1 its process id, line 4 its port
 * (https://www.postgresql.org/docs/18/storage-file-layout.html). It may be left from a killed one.
 */
export async function readLockFile(cluster: string): Promise<RunningServer | undefined> {
  const text = await readFile(lockFile(cluster), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  // A negative number is a standalone backend.
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const port = Number(lines[3]);
  return { pid, port: Number.isInteger(port) && port > 0 ? port : 0 };
}

export function lockFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
