import type { Clock } from '../clock/clock.js';
import type { Teammate } from '../conversations/conversation.js';
import { Problem, invalid, notFound } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import { LARGEST_FILE, SENDABLE_TYPES } from '../rendering/sendable-files.js';
import type { OutboundMedia } from '../rendering/outbound.js';
import type { Attachment } from '../store/attachment.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { DAY } from '../time/instant.js';
import { plainFileName } from './plain-file-name.js';
import { typeOfSent } from './sent-file-type.js';

export type StoredAttachment = Attachment & Stored;

/** A file with its bytes, piece by piece. */
export interface OpenedAttachment {
  attachment: StoredAttachment;
  pieces: AsyncIterable<Buffer>;
}

/** Of a multiple of three bytes base64 needs no padding; a megabyte of it is a document that every database takes. */
const PIECE_BYTES = 768 * 1_024;
/** What was attached and never sent. */
const UNSENT_MS = DAY;
/** As long as WhatsApp keeps what is uploaded there: the thread shows it, and a provider may ask again. */
const SENT_MS = 30 * DAY;
/** Files at once when they are deleted. */
const AT_ONCE = 100;

/**
 * Files that people in the team send. They are kept here and handed to providers under an unguessable address of our
 * own, which is the one way that all of them take.
 */
export class Attachments {
  constructor(
    private readonly store: Pick<Store, 'attachments' | 'attachmentPieces' | 'conversations'>,
    /** The machine's: providers and deletion keep real time. */
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly publicUrl: () => string,
  ) {}

  /**
   * Keeps a file that may be sent in this conversation, for a day.
   * @throws Problem 404 for the conversation, 413 for a file that is too large for its kind, 415 for one that WhatsApp
   * does not take
   */
  async keep(
    scope: WorkspaceId,
    conversationId: string,
    { bytes, filename: given }: { bytes: Buffer; filename: string },
    by: Teammate,
  ): Promise<StoredAttachment> {
    if (!(await this.store.conversations.get(scope, conversationId))) throw notFound('conversation', conversationId);
    const { mime, kind } = judge(bytes, given);
    const id = this.ids.next();
    const at = this.clock.now();
    const pieces = Math.ceil(bytes.length / PIECE_BYTES);
    const attachment = {
      key: this.ids.secret(),
      conversationId,
      kind,
      mime,
      filename: plainFileName(given) || kind,
      size: bytes.length,
      pieces,
      by,
      at,
      expiresAt: at + UNSENT_MS,
    };
    // First, so that no piece is ever left behind: what breaks off half way is deleted with it.
    const kept = await this.store.attachments.insert(scope, id, attachment);
    for (let piece = 0; piece < pieces; piece += 1) {
      const part = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
      await this.store.attachmentPieces.insert(scope, pieceId(id, piece), {
        attachmentId: id,
        bytes: part.toString('base64'),
      });
    }
    return kept;
  }

  /**
   * The medium of a message to this conversation; from now on the file is kept for 30 days.
   * @throws Problem 400 where no such file waits in the conversation
   */
  async toSend(scope: WorkspaceId, conversationId: string, id: string): Promise<OutboundMedia> {
    const now = this.clock.now();
    const attachment = await this.store.attachments.update(scope, id, (current) =>
      isThere(current, conversationId, now) ? { ...current, expiresAt: now + SENT_MS } : undefined,
    );
    if (!attachment || !isThere(attachment, conversationId, now)) {
      const message = `no file "${id}" waits in this conversation: it was never sent here, or lay unsent for a day`;
      throw invalid([{ field: 'media.attachment', rule: 'known-attachment', message }]);
    }
    const { kind, key, filename } = attachment;
    // Its name at the end: providers that are told none show this one.
    const link = `${this.publicUrl()}/files/${key}/${encodeURIComponent(filename)}`;
    return { media: kind, link, filename, attachment: id };
  }

  /** For the team. @throws Problem 404 */
  async open(scope: WorkspaceId, conversationId: string, id: string): Promise<OpenedAttachment> {
    const attachment = await this.store.attachments.get(scope, id);
    if (!attachment || !isThere(attachment, conversationId, this.clock.now())) throw notFound('file', id);
    return this.#opened(scope, attachment);
  }

  /** For whoever knows the address. @throws Problem 404 */
  async openByKey(scope: WorkspaceId, key: string): Promise<OpenedAttachment> {
    const { items } = await this.store.attachments.find(scope, { where: { key }, limit: 1 });
    const [attachment] = items;
    if (!attachment || attachment.expiresAt <= this.clock.now()) throw notFound('file', key);
    return this.#opened(scope, attachment);
  }

  /** Deletes what is over. */
  async run(scope: WorkspaceId): Promise<'done' | 'more'> {
    const where = { expiresAt: { lte: this.clock.now() } };
    const { items } = await this.store.attachments.find(scope, { where, limit: AT_ONCE });
    for (const { id } of items) {
      // The pieces first: without them the file is still found here the next time.
      await this.store.attachmentPieces.deleteWhere(scope, { attachmentId: id });
      await this.store.attachments.delete(scope, id);
    }
    return items.length === AT_ONCE ? 'more' : 'done';
  }

  #opened(scope: WorkspaceId, attachment: StoredAttachment): OpenedAttachment {
    return { attachment, pieces: this.#pieces(scope, attachment) };
  }

  async *#pieces(scope: WorkspaceId, { id, pieces }: StoredAttachment): AsyncIterable<Buffer> {
    for (let piece = 0; piece < pieces; piece += 1) {
      const found = await this.store.attachmentPieces.get(scope, pieceId(id, piece));
      if (!found) throw new Error(`attachment ${id}: piece ${piece} of ${pieces} is missing`);
      yield Buffer.from(found.bytes, 'base64');
    }
  }
}

const pieceId = (id: string, piece: number): string => `${id}.${piece}`;

const isThere = (attachment: Attachment, conversationId: string, now: number): boolean =>
  attachment.conversationId === conversationId && attachment.expiresAt > now;

function judge(bytes: Buffer, filename: string): { mime: string; kind: Attachment['kind'] } {
  const mime = typeOfSent(bytes, filename);
  const type = mime === undefined ? undefined : SENDABLE_TYPES[mime];
  if (mime === undefined || !type) {
    throw refused(
      415,
      'file-type',
      'WhatsApp takes pictures (JPEG, PNG), film (MP4, 3GP), sound (MP3, M4A, AAC, AMR, Ogg with Opus), PDF, Word, Excel, PowerPoint and plain text. This file is, by its content, none of them.',
    );
  }
  const largest = LARGEST_FILE[type.kind];
  if (bytes.length > largest) {
    const is = `This one (${type.kind}) has ${bytes.length} bytes`;
    throw refused(413, 'file-size', `${is}, and at most ${largest} may be sent.`);
  }
  return { mime, kind: type.kind };
}

const refused = (status: number, rule: 'file-type' | 'file-size', message: string): Problem =>
  new Problem(status, rule, 'This file cannot be sent', message, [{ field: 'file', rule, message }]);
