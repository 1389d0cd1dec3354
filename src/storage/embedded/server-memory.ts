import { totalmem } from 'node:os';

const MB = 2 ** 20;
const LEAST = 128 * MB;
const MOST = 1024 * MB;

/**
 * How much of the machine's memory the database keeps pages in: a sixteenth, from 128 MB to 1 GB. It is taken as it is
 * needed, and what is beyond it the operating system caches.
 * @param available bytes that there are; default: the machine's, or the container's where that is less
 */
export function sharedBuffers(available = availableMemory()): string {
  const bytes = Math.min(MOST, Math.max(LEAST, available / 16));
  return `${Math.floor(bytes / MB)}MB`;
}

function availableMemory(): number {
  const allowed = process.constrainedMemory();
  // 0, or more than any machine has, where nothing limits it.
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}
