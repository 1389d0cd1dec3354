import { createHash } from 'node:crypto';
import type { SharedCounters } from '../agents/links/link-quotas.js';
import type { Clock } from '../clock/clock.js';
import { MINUTE, SECOND } from '../time/instant.js';
import { Problem } from './problem.js';

const WITHIN_MINUTES = 15;
const WITHIN_SECONDS = (WITHIN_MINUTES * MINUTE) / SECOND;
/** What one address may get wrong with one account in that time. */
const PER_PAIR = 20;
/** What all addresses together may get wrong with one account: more, so that a single one shuts nobody else out. */
const PER_ACCOUNT = 50;
/** What one address may get wrong with all accounts and codes: a whole office sits behind one. */
const PER_ADDRESS = 100;

export interface Attempt {
  /** Where it comes from (`callerAddress`). */
  address: string;
  /** Whose password it is about, whether there is such an account or not. */
  account?: string;
}

interface Limit {
  key: string;
  most: number;
}

/**
 * Lets nobody try passwords and codes by the thousand, over all processes. While the shared counters are away each
 * process counts for itself, to the full: a slow database must not turn away who knows the password.
 */
export class EntranceLimits {
  constructor(
    private readonly counters: Pick<SharedCounters, 'addAnyhow' | 'lookForShared'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Does what may be got wrong only so often. Only what a problem refuses counts: neither what succeeds, nor a failure
   * of our own, nor what comes when there was too much already. It is counted first all the same, so that many at once
   * are no more than many one after the other.
   * @throws Problem 429 when too much was got wrong of late
   */
  async attempt<T>(of: Attempt, attempt: () => Promise<T>): Promise<T> {
    this.counters.lookForShared(this.clock.now());
    const counted: Limit[] = [];
    for (const limit of limitsOf(of)) {
      const count = await this.counters.addAnyhow(limit.key, 1, WITHIN_SECONDS);
      counted.push(limit);
      if (count <= limit.most) continue;
      await this.#takeBack(counted);
      throw tooMany();
    }
    try {
      const result = await attempt();
      await this.#takeBack(counted);
      return result;
    } catch (error) {
      if (!(error instanceof Problem)) await this.#takeBack(counted);
      throw error;
    }
  }

  async #takeBack(limits: readonly Limit[]): Promise<void> {
    await Promise.all(limits.map(({ key }) => this.counters.addAnyhow(key, -1, WITHIN_SECONDS)));
  }
}

/** The narrowest first: who hammers at one account uses up their own limit, not their colleagues'. */
function limitsOf({ address, account }: Attempt): Limit[] {
  const ofAddress = { key: `entrance:address:${address}`, most: PER_ADDRESS };
  if (account === undefined) return [ofAddress];
  const name = digest(account);
  return [
    { key: `entrance:pair:${name}:${address}`, most: PER_PAIR },
    { key: `entrance:account:${name}`, most: PER_ACCOUNT },
    ofAddress,
  ];
}

/** E-mail addresses have any length and any characters; keys of counters do not. */
const digest = (account: string): string => createHash('sha256').update(account).digest('hex').slice(0, 32);

const tooMany = (): Problem =>
  new Problem(
    429,
    'too-many-attempts',
    'Too many attempts',
    `Too much was got wrong here. Wait ${WITHIN_MINUTES} minutes, then try again.`,
    [],
    WITHIN_SECONDS,
  );
