import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SYSTEM, type Collection, type CollectionDeclaration } from './documents.js';
import { UniqueViolation } from './errors.js';

const Claim = z.object({ owner: z.string(), until: z.number() });
export type Claim = z.infer<typeof Claim>;

/** Work that one process at a time may do, and who is at it. */
export const claims: CollectionDeclaration<Claim> = { name: 'claims', schema: Claim, indexes: [] };

export interface ClaimOptions {
  /** How long a claim outlives a process that died with it; it is renewed every third of that. Default 15 000. */
  ttlMs?: number;
  /** How often somebody else's claim is looked at again. Default 100. */
  pollMs?: number;
  /** The time in ms. Clocks of processes may differ by a good part of `ttlMs`. */
  now?: () => number;
  pause?: (ms: number) => Promise<void>;
}

/**
 * Does `work` while no other process does work of the same name; waits for its turn. One that dies loses its claim
 * after `ttlMs`. Work has to bear being done again, and a process that was asleep longer than that may find another at
 * it: the claim spares double work, it is no lock that data depends on. `signal` ends when the claim was lost.
 */
export async function withClaim<T>(
  collection: Collection<Claim>,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
  { ttlMs = 15_000, pollMs = 100, now = Date.now, pause = (ms) => delay(ms) }: ClaimOptions = {},
): Promise<T> {
  const owner = randomUUID();
  const fresh = () => ({ owner, until: now() + ttlMs });
  while (!(await take(collection, name, fresh(), now()))) await pause(pollMs);

  const lost = new AbortController();
  let renewing: Promise<void> = Promise.resolve();
  const renew = async () => {
    const kept = await collection.update(SYSTEM, name, (claim) => (claim.owner === owner ? fresh() : undefined));
    if (kept?.owner !== owner) lost.abort(new Error(`the claim on "${name}" was lost to another process`));
  };
  const timer = setInterval(() => {
    // A renewal that fails is tried again at the next beat; the claim lasts for three of them.
    renewing = renewing.then(renew).catch(() => undefined);
  }, ttlMs / 3);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
    await renewing;
    // One that cannot be given back runs out; the outcome of the work is what matters.
    await release(collection, name, owner).catch(() => undefined);
  }
}

async function take(collection: Collection<Claim>, name: string, claim: Claim, now: number): Promise<boolean> {
  const current = await collection.get(SYSTEM, name);
  if (current && current.until > now) return false;
  if (current) return (await collection.replace(SYSTEM, { ...current, ...claim })) !== undefined;
  try {
    await collection.insert(SYSTEM, name, claim);
    return true;
  } catch (error) {
    if (error instanceof UniqueViolation) return false;
    throw error;
  }
}

/** Made to run out rather than deleted, so that its rev goes on growing. */
async function release(collection: Collection<Claim>, name: string, owner: string): Promise<void> {
  await collection.update(SYSTEM, name, (claim) => (claim.owner === owner ? { ...claim, until: 0 } : undefined));
}
