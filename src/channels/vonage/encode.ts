import type { OutboundMedia, OutboundMessage } from '../../rendering/outbound.js';
import type { OutboundRequest } from '../channel.js';
import { encodeContent } from '../cloud-payload/encode.js';
import { present } from '../cloud-payload/present.js';
import type { Identifiers } from '../events.js';

/** Vonage's word for each kind of media that it takes by link (Messages API v1). */
const MEDIA_TYPES: Record<OutboundMedia['media'], string> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  document: 'file',
  sticker: 'sticker',
};

/**
 * The body of Vonage's `POST /v1/messages` but for its sender. Plain text and media by link have kinds of their own;
 * everything else goes as Meta's object inside a `custom` one, which Vonage hands on as it is. Undefined where no
 * identifier can be written to.
 */
export function encodeMessage({ to, message, ref, repliesTo }: OutboundRequest): Record<string, unknown> | undefined {
  const address = addressOf(to);
  if (address === undefined) return undefined;
  return {
    channel: 'whatsapp',
    to: address,
    client_ref: ref,
    // Statuses of old accounts would come in another shape.
    webhook_version: 'v1',
    ...(repliesTo !== undefined && { context: { message_uuid: repliesTo } }),
    ...contentOf(message),
  };
}

/** A number where there is one; a business-scoped id goes into the same field (Vonage, "WhatsApp usernames", 2026). */
function addressOf({ waId, phone, userId }: Identifiers): string | undefined {
  return (waId ?? phone?.replace(/\D/g, '')) || userId;
}

function contentOf(message: OutboundMessage): Record<string, unknown> {
  if (message.kind === 'text' && message.previewUrl !== true) return { message_type: 'text', text: message.body };
  if (message.kind === 'media' && message.media.link !== undefined && message.voice !== true) {
    return mediaOf(message.media, message.caption);
  }
  return { message_type: 'custom', custom: encodeContent(message) };
}

function mediaOf({ media, link, filename }: OutboundMedia, caption: string | undefined): Record<string, unknown> {
  const type = MEDIA_TYPES[media];
  return {
    message_type: type,
    // An empty caption is refused, not ignored; a name belongs to files only.
    [type]: present({
      url: link,
      caption: caption || undefined,
      name: media === 'document' ? filename : undefined,
    }),
  };
}
