import { z } from 'zod';
import { Teammate } from '../conversations/conversation.js';

/**
 * A file that somebody in the team attached to a message, kept for as long as the provider and the thread may ask for
 * it. Its bytes lie beside it in pieces, since no database takes a document of any size.
 */
export const Attachment = z.object({
  /** The unguessable part of the address under which providers fetch it. */
  key: z.string(),
  conversationId: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'document']),
  /** Found out by the content. */
  mime: z.string(),
  filename: z.string(),
  /** Bytes. */
  size: z.number().int(),
  pieces: z.number().int(),
  by: Teammate,
  at: z.number(),
  expiresAt: z.number(),
});
export type Attachment = z.infer<typeof Attachment>;

export const AttachmentPiece = z.object({
  attachmentId: z.string(),
  /** base64 */
  bytes: z.string(),
});
export type AttachmentPiece = z.infer<typeof AttachmentPiece>;
