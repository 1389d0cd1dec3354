import { setTimeout as delay } from 'node:timers/promises';
import type { WorkspaceId } from '../storage/documents.js';
import { MINUTE, SECOND } from '../time/instant.js';
import type { LiveChanges } from './live-changes.js';

/** Proxies close what is silent for longer than 30 to 60 seconds. */
const SIGN_OF_LIFE_MS = 20 * SECOND;
/** Whoever has signed out, or lost the permission, hears no more after this. */
const ASK_AGAIN_MS = 10 * SECOND;
/** A conversation is told of at most so often. */
const GATHER_MS = 250;
/** A browser asks again by itself. */
const LONGEST_MS = 15 * MINUTE;
/** Of one listener that reads too slowly. */
const MOST_PENDING = 1_000;

interface Streamed {
  changes: LiveChanges;
  scope: WorkspaceId;
  /** They listened before, and may have missed something. */
  isBack: boolean;
  /** May they still? */
  isAllowed(): Promise<boolean>;
  gone: AbortSignal;
  now(): number;
}

/** Server-sent events of what changes, until somebody leaves, may not listen any more, or a quarter of an hour is over. */
export async function* changeStream({
  changes,
  scope,
  isBack,
  isAllowed,
  gone,
  now,
}: Streamed): AsyncGenerator<string> {
  const pending = new Pending(gone);
  const stop = changes.listen(scope, pending);
  if (isBack) pending.changedALot();
  let count = 0;
  const message = (type: string, id: string): string =>
    `id: ${(count += 1)}\ndata: ${JSON.stringify({ type, id, at: new Date(now()).toISOString() })}\n\n`;
  const began = performance.now();
  let spoken = began;
  let asked = began;
  try {
    // Headers leave with the first bytes; the page then knows that it is connected.
    yield 'retry: 2000\n: connected\n\n';
    while (!gone.aborted && performance.now() - began < LONGEST_MS) {
      await pending.any(SECOND);
      if (performance.now() - asked >= ASK_AGAIN_MS) {
        if (!(await isAllowed())) return;
        asked = performance.now();
      }
      const taken = pending.take();
      if (taken === 'a-lot') yield message('resync', 'all');
      else if (taken.length > 0) yield taken.map((id) => message('conversation.changed', id)).join('');
      else if (performance.now() - spoken < SIGN_OF_LIFE_MS) continue;
      else yield ': still here\n\n';
      spoken = performance.now();
      // What changes meanwhile is told together, each conversation once.
      await pause(GATHER_MS, gone);
    }
  } finally {
    stop();
  }
}

/** What one listener has not been told yet. */
class Pending {
  readonly #ids = new Set<string>();
  #isALot = false;
  #wake: (() => void) | undefined;

  constructor(private readonly gone: AbortSignal) {
    gone.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  changed(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
    if (this.#ids.size > MOST_PENDING) this.changedALot();
    else this.#wake?.();
  }

  changedALot(): void {
    this.#ids.clear();
    this.#isALot = true;
    this.#wake?.();
  }

  take(): string[] | 'a-lot' {
    if (this.#isALot) {
      this.#isALot = false;
      this.#ids.clear();
      return 'a-lot';
    }
    const ids = [...this.#ids];
    this.#ids.clear();
    return ids;
  }

  /** Resolves when there is something to tell, nobody listens any more, or the time is over. */
  async any(ms: number): Promise<void> {
    if (this.#isALot || this.#ids.size > 0 || this.gone.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

async function pause(ms: number, gone: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal: gone });
  } catch (error) {
    if (!gone.aborted) throw error;
  }
}
