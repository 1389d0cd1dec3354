import { HOUR } from '../../../time/instant.js';

const LIFE = 3 * HOUR;
const KEPT = 20_000;

interface Kept {
  body: string;
  messageId: string;
  until: number;
}

/** Which request went out under which key: asked again within three hours, Bird answers from here. */
export class IdempotencyKeys {
  private readonly byKey = new Map<string, Kept>();

  /** The message that went out with this key, and whether this is the same body. */
  find(key: string, body: string, now: number): { messageId: string; sameBody: boolean } | undefined {
    const kept = this.byKey.get(key);
    if (!kept || kept.until <= now) return undefined;
    return { messageId: kept.messageId, sameBody: kept.body === body };
  }

  keep(key: string, body: string, messageId: string, now: number): void {
    this.byKey.delete(key);
    this.byKey.set(key, { body, messageId, until: now + LIFE });
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= KEPT) break;
      this.byKey.delete(oldest);
    }
  }

  clear(): void {
    this.byKey.clear();
  }
}
