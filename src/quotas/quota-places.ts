import type { Clock } from '../clock/clock.js';
import { UniqueViolation } from '../storage/errors.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { quotaKey } from './quota-place.js';

export interface QuotaRequest {
  flowId: string;
  name: string;
  /** Places there are; 1 or more. */
  limit: number;
  sessionId: string;
}

/** Places tried at a guess before the taken ones are looked through; half full, the sixth guess fails once in 64. */
const GUESSES = 6;
/** A prime, so that a session's guesses differ. */
const STRIDE = 7_919;
const PAGE = 1000;

/**
 * Places of quotas, taken and given back. A place is a document whose id carries its number, so the database itself
 * refuses the one too many, however many workers ask at the same moment.
 */
export class QuotaPlaces {
  constructor(
    private readonly store: Pick<Store, 'quotaPlaces'>,
    private readonly clock: Clock,
  ) {}

  /** Takes a place for the session; true as well where it has one already. False when the quota is full. */
  async take(scope: WorkspaceId, { flowId, name, limit, sessionId }: QuotaRequest): Promise<boolean> {
    const quota = quotaKey(flowId, name);
    if (await this.#has(scope, quota, sessionId)) return true;
    const numbers = await this.#numbers(scope, quota, limit);
    if (numbers === 0) return false;
    const first = hash(sessionId);
    for (let guess = 0; guess < GUESSES; guess += 1) {
      if (await this.#takeNumber(scope, quota, (first + guess * STRIDE) % numbers, sessionId)) return true;
    }
    // Whoever loses a place here loses it to somebody else, so this ends at the latest when all are taken.
    for (;;) {
      // A second turn of the same session may have taken one meanwhile.
      if (await this.#has(scope, quota, sessionId)) return true;
      const free = await this.#free(scope, quota, numbers);
      const number = free[first % free.length];
      if (number === undefined) return false;
      if (await this.#takeNumber(scope, quota, number, sessionId)) return true;
    }
  }

  /** Gives back whatever the session has taken, in all quotas. Nothing to give back is fine. */
  async giveBack(scope: WorkspaceId, sessionId: string): Promise<void> {
    await this.store.quotaPlaces.deleteWhere(scope, { sessionId });
  }

  /** How many are taken. */
  count(scope: WorkspaceId, flowId: string, name: string): Promise<number> {
    return this.store.quotaPlaces.count(scope, { quota: quotaKey(flowId, name) });
  }

  async #has(scope: WorkspaceId, quota: string, sessionId: string): Promise<boolean> {
    return (await this.store.quotaPlaces.count(scope, { quota, sessionId })) > 0;
  }

  /** False when somebody has it, or the session another. */
  async #takeNumber(scope: WorkspaceId, quota: string, number: number, sessionId: string): Promise<boolean> {
    try {
      const takenAt = this.clock.now();
      await this.store.quotaPlaces.insert(scope, `${quota}/${number}`, {
        quota,
        number,
        sessionId,
        takenAt,
        settled: false,
      });
      return true;
    } catch (error) {
      if (error instanceof UniqueViolation) return false;
      throw error;
    }
  }

  /**
   * Below this all numbers may be taken without there being more than the limit. It is the limit itself, but where that
   * was larger once: what is taken beyond counts too.
   */
  async #numbers(scope: WorkspaceId, quota: string, limit: number): Promise<number> {
    let numbers = limit;
    for (;;) {
      const beyond = await this.store.quotaPlaces.count(scope, { quota, number: { gte: numbers } });
      const left = Math.max(0, limit - beyond);
      if (left >= numbers) return numbers;
      numbers = left;
    }
  }

  async #free(scope: WorkspaceId, quota: string, numbers: number): Promise<number[]> {
    const taken = new Set<number>();
    for (let from = 0; from < numbers; from += PAGE) {
      const where = { quota, number: { gte: from, lt: Math.min(from + PAGE, numbers) } };
      const { items } = await this.store.quotaPlaces.find(scope, { where, limit: PAGE });
      for (const { number } of items) taken.add(number);
    }
    return Array.from({ length: numbers }, (_, number) => number).filter((number) => !taken.has(number));
  }
}

/** FNV-1a: spreads sessions over the places, so that few try for the same one. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
