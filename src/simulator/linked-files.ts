import type { MediaStore, StoredMedia } from './media-store.js';
import { checkUpload } from './rules/check-media.js';

/** What came of following a link. */
export type LinkedFile = { ok: true; media: StoredMedia } | { ok: false; because: string };

/** Links to files on this machine: what a service that is being tried can have. No other host is ever asked. */
const LOCAL_FILE = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\/\S*\.\w{2,5}$/;
const TIMEOUT_MS = 5_000;
const REMEMBERED = 1_000;

/** The files behind the links of messages. The platform fetches them as Meta does; it knows no links but those to this machine. */
export class LinkedFiles {
  readonly #byLink = new Map<string, LinkedFile>();

  constructor(private readonly media: MediaStore) {}

  /** Follows every link to a local file that a call holds, whatever the provider calls it. */
  async fetchIn(body: unknown): Promise<void> {
    await Promise.all([...new Set(linksIn(body))].map((link) => this.#fetch(link)));
  }

  /** @returns undefined for a link that was never followed */
  get(link: string): LinkedFile | undefined {
    return this.#byLink.get(link);
  }

  async #fetch(link: string): Promise<void> {
    const fetched = await this.#download(link);
    this.#byLink.delete(link);
    this.#byLink.set(link, fetched);
    for (const oldest of this.#byLink.keys()) {
      if (this.#byLink.size <= REMEMBERED) break;
      this.#byLink.delete(oldest);
    }
  }

  async #download(link: string): Promise<LinkedFile> {
    let response: Response;
    let bytes: Buffer;
    try {
      response = await fetch(link, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      bytes = Buffer.from(await response.arrayBuffer());
    } catch (error) {
      return { ok: false, because: `Downloading media from ${link} failed: ${String(error)}` };
    }
    if (!response.ok) return { ok: false, because: `Downloading media from ${link} failed: HTTP ${response.status}` };
    const mime = response.headers.get('content-type') ?? '';
    const refused = checkUpload(mime, bytes.length);
    return refused
      ? { ok: false, because: refused.details }
      : { ok: true, media: this.media.add('business', mime, bytes) };
  }
}

function linksIn(value: unknown): string[] {
  if (typeof value === 'string') return LOCAL_FILE.test(value) ? [value] : [];
  // An upload is no message.
  if (ArrayBuffer.isView(value)) return [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linksIn) : [];
}
