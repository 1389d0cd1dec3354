import { LRUCache } from 'lru-cache';
import type { Checked } from '../channels/channel.js';
import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { InboundEntry } from '../conversations/conversation.js';
import type { InboundContent } from '../flow/inbound.js';
import { Problem, notFound } from '../http/problem.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { MINUTE } from '../time/instant.js';
import { plainFileName } from './plain-file-name.js';
import { sniffMedia } from './sniff-media.js';

type MediaContent = Extract<InboundContent, { kind: 'media' }>;

/** WhatsApp's largest file is a document of 100 MB; what is bigger than this is fetched from the phone. */
const MAX_BYTES = 32 * 1_048_576;
/** Of all files that this process remembers. */
const REMEMBERED_BYTES = 64 * 1_048_576;
const REMEMBERED_MS = 10 * MINUTE;
/** What is counted for a file that could not be had. */
const SMALL = 1_024;

export interface CustomerFile {
  bytes: Buffer;
  /** Known by its content; undefined for what is not to be shown in a page. */
  mime: string | undefined;
  filename: string;
}

/** Files that contacts sent, fetched from the provider when somebody wants to see them. */
export class CustomerMedia {
  /** With what came of it: a provider that refuses a file is not asked again and again, some block a number for it. */
  readonly #remembered = new LRUCache<string, Promise<Checked<{ bytes: Buffer }>>>({
    maxSize: REMEMBERED_BYTES,
    ttl: REMEMBERED_MS,
  });

  constructor(
    private readonly store: Pick<Store, 'thread'>,
    private readonly channels: ChannelDirectory,
  ) {}

  /** @throws Problem 404 where there is none, 502 where the provider does not give it */
  async file(scope: WorkspaceId, conversationId: string, entryId: string): Promise<CustomerFile> {
    const entry = await this.store.thread.get(scope, entryId);
    const content = entry?.kind === 'inbound' && entry.conversationId === conversationId ? mediaOf(entry) : undefined;
    if (entry?.kind !== 'inbound' || !content) throw notFound('file', entryId);
    const got = await this.#fetch(scope, entry, content);
    if (!got.ok) {
      const { text, code } = got.failure;
      throw new Problem(502, 'media-unavailable', 'The file cannot be had', `${text} (${code})`);
    }
    const { bytes } = got.value;
    return { bytes, mime: sniffMedia(bytes), filename: fileNameOf(content) };
  }

  #fetch(scope: WorkspaceId, entry: InboundEntry, { id }: MediaContent): Promise<Checked<{ bytes: Buffer }>> {
    const key = `${scope}|${entry.channelId}|${id}`;
    const remembered = this.#remembered.get(key);
    if (remembered) return remembered;
    const fetching = this.#download(scope, entry.channelId, id);
    // Its size is not known yet: counted anew when it has come.
    this.#remembered.set(key, fetching, { size: SMALL });
    fetching.then(
      (got) => this.#remembered.set(key, fetching, { size: got.ok ? Math.max(SMALL, got.value.bytes.length) : SMALL }),
      () => this.#remembered.delete(key),
    );
    return fetching;
  }

  async #download(scope: WorkspaceId, channelId: string, mediaId: string): Promise<Checked<{ bytes: Buffer }>> {
    const connected = await this.channels.byId(scope, channelId);
    const media = connected?.adapter.media;
    if (!connected || !media) {
      throw new Problem(
        502,
        'media-unavailable',
        'The file cannot be had',
        'Its channel gives no files out, or is gone.',
      );
    }
    return media.download(connected.access, mediaId, MAX_BYTES);
  }
}

function mediaOf({ content, editedTo, revokedAt }: InboundEntry): MediaContent | undefined {
  // What somebody has taken back is not shown.
  if (revokedAt !== undefined) return undefined;
  const shown = editedTo ?? content;
  return shown.kind === 'media' ? shown : undefined;
}

const fileNameOf = ({ filename, media }: MediaContent): string => plainFileName(filename ?? media) || media;
