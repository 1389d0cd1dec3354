import { createHash } from 'node:crypto';
import { DAY, MINUTE } from '../time/instant.js';
import type { SimulatedClock } from './clock.js';
import type { Ids } from './ids.js';
import { fitsKind } from './rules/check-media.js';

export interface StoredMedia {
  id: string;
  mime: string;
  bytes: Buffer;
  sha256: Buffer;
  filename?: string;
  /** Who brought it: an upload of the business lives 30 days, a customer's file 7. */
  origin: 'business' | 'customer';
  expiresAt: number;
}

const KEPT_BYTES = 256 * 1024 * 1024;
const URL_LIFE = 5 * MINUTE;

/** Files of both sides, in memory; the oldest go when the whole becomes too big. */
export class MediaStore {
  private readonly byId = new Map<string, StoredMedia>();
  private total = 0;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly ids: Ids,
  ) {}

  add(origin: StoredMedia['origin'], mime: string, bytes: Buffer, filename?: string): StoredMedia {
    const media: StoredMedia = {
      id: this.ids.media(),
      mime,
      bytes,
      sha256: createHash('sha256').update(bytes).digest(),
      ...(filename === undefined ? {} : { filename }),
      origin,
      expiresAt: this.clock.now() + (origin === 'business' ? 30 * DAY : 7 * DAY),
    };
    this.byId.set(media.id, media);
    this.total += bytes.length;
    for (const oldest of this.byId.values()) {
      if (this.total <= KEPT_BYTES || oldest === media) break;
      this.remove(oldest.id);
    }
    return media;
  }

  get(id: string): StoredMedia | undefined {
    const media = this.byId.get(id);
    return media && media.expiresAt > this.clock.now() ? media : undefined;
  }

  /** Only uploads of the business may be sent by id. */
  isSendable(id: string): boolean {
    return this.get(id)?.origin === 'business';
  }

  fits(id: string, kind: string): boolean {
    return fitsKind(this.get(id)?.mime ?? '', kind);
  }

  remove(id: string): boolean {
    const media = this.byId.get(id);
    if (media) this.total -= media.bytes.length;
    return this.byId.delete(id);
  }

  /** A download address as Meta makes it, good for 5 minutes; `base` is its host, with the scheme. */
  urlOf(media: StoredMedia, base: string): string {
    const expires = Math.floor((this.clock.now() + URL_LIFE) / 1000);
    const query = new URLSearchParams({ mid: media.id, ext: String(expires), hash: hashOf(media, expires) });
    return `${base}/whatsapp_business/attachments/?${query}`;
  }

  /** The file behind such an address. @returns undefined when it is wrong or too old. */
  atUrl(query: {
    mid?: string | undefined;
    ext?: string | undefined;
    hash?: string | undefined;
  }): StoredMedia | undefined {
    const media = this.get(query.mid ?? '');
    const expires = Number(query.ext);
    if (!media || query.hash !== hashOf(media, expires) || expires * 1000 < this.clock.now()) return undefined;
    return media;
  }

  clear(): void {
    this.byId.clear();
    this.total = 0;
  }
}

function hashOf(media: StoredMedia, expires: number): string {
  return createHash('sha256').update(media.sha256).update(`${media.id}:${expires}`).digest('base64url').slice(0, 32);
}
