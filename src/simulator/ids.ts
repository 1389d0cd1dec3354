import { createHash } from 'node:crypto';

/**
 * Ids as the platform makes them. They are a sequence within one run of the simulator; `run` keeps two runs apart,
 * because a service that stored the ids of an earlier run would rightly drop the same ids as redeliveries.
 */
export class Ids {
  private sequence = 0;

  constructor(
    readonly run: string,
    /** As the provider makes them. */
    private readonly messageId: (run: string, n: number) => string = metaMessageId,
  ) {}

  message(): string {
    return this.messageId(this.run, this.next());
  }

  media(): string {
    return `9${String(this.next()).padStart(14, '0')}`;
  }

  /** Meta's template ids are JSON numbers in webhooks; these stay below 2^53. */
  template(): string {
    return `12${String(this.next()).padStart(13, '0')}`;
  }

  trace(): string {
    return `Sim${this.run}${this.next()}`;
  }

  private next(): number {
    this.sequence += 1;
    return this.sequence;
  }
}

/** `wamid.` and base64 with all its characters, slash and padding included: nobody may put one into a path unescaped. */
export function metaMessageId(run: string, n: number): string {
  return `wamid.${Buffer.from(`${run}/?>${String(n).padStart(8, '0')}`).toString('base64')}`;
}

/** Business-scoped user id of a person: the same in every run, as a person's id is. */
export function userIdOf(key: string, country = 'US'): string {
  return `${country}.${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
}
