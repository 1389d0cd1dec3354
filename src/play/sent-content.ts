import { z } from 'zod';
import type { InboundContent } from '../flow/inbound.js';

/** What a person can send besides words and taps. */
export const SentKind = z.enum([
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contact',
  'reaction',
  'poll',
]);
export type SentKind = z.infer<typeof SentKind>;

/** What is known of it; what is left out is made up, always the same. */
export const SentDetails = z.strictObject({
  /** Under a picture, video or file. */
  caption: z.string().optional(),
  /** Name of a file, of a place, or of the person on a contact card. */
  name: z.string().optional(),
  /** `image/png`, `application/pdf` */
  mime: z.string().optional(),
  /** Latitude and longitude in degrees: `30.04, 31.23`. */
  at: z.string().regex(coordinates(), 'write it as latitude, longitude: "30.04, 31.23"').optional(),
  /** On a contact card. */
  phone: z.string().optional(),
  emoji: z.string().optional(),
});
export type SentDetails = z.infer<typeof SentDetails>;

const MIMES: Partial<Record<SentKind, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  voice: 'audio/ogg',
  document: 'application/pdf',
  sticker: 'image/webp',
};

/** A message of the person that is neither typed nor tapped, as the channel's adapter would hand it on. */
export function sentContent(kind: SentKind, details: SentDetails = {}): InboundContent {
  switch (kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker': {
      const mime = details.mime ?? MIMES[kind];
      return {
        kind: 'media',
        media: kind === 'voice' ? 'audio' : kind,
        id: `${kind}-1`,
        ...(mime !== undefined && { mime }),
        ...(details.caption !== undefined && { caption: details.caption }),
        ...(kind === 'document' && { filename: details.name ?? 'file.pdf' }),
        ...(kind === 'voice' && { voice: true }),
      };
    }
    case 'location': {
      const [latitude = 52.5, longitude = 13.4] = (details.at ?? '').split(',').filter(Boolean).map(Number);
      return {
        kind: 'location',
        latitude,
        longitude,
        ...(details.name !== undefined && { name: details.name }),
      };
    }
    case 'contact':
      return {
        kind: 'contacts',
        contacts: [{ name: details.name ?? 'Ann', phones: [details.phone ?? '+4915123456789'] }],
        requested: false,
      };
    case 'reaction':
      return { kind: 'reaction', emoji: details.emoji ?? '👍', messageId: 'message-1' };
    case 'poll':
      return { kind: 'unsupported', type: 'poll' };
  }
}

function coordinates(): RegExp {
  return /^\s*-?\d{1,2}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?\s*$/;
}
