import type { Customer } from '../customers.js';
import type { ThreadMessage } from '../phone/wire.js';
import type { World } from '../world.js';
import type { Said } from './said.js';
import { findTapped, tapContent } from './taps.js';

export interface Content {
  /** `type` and its sibling object, as in a webhook. */
  message: Record<string, unknown>;
  shown: Pick<ThreadMessage, 'type' | 'text'> & Partial<ThreadMessage>;
  /** The message that it answers, where the content itself decides. */
  quotes?: string;
  /** Reactions, edits and withdrawals are not documented to open the window: taken as not. */
  opensWindow: boolean;
}

/** Puts what a person does into Meta's words and into the thread's. */
export function contentOf(world: World, customer: Customer, said: Said): Content {
  switch (said.type) {
    case 'text':
      return plain({ type: 'text', text: { body: said.body } }, { type: 'text', text: said.body });
    case 'tap': {
      const { message, option } = findTapped(customer, said);
      const shown = { type: 'tap', text: option.title, tapped: option.id };
      return { message: tapContent(option), shown, quotes: message.id, opensWindow: true };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return mediaContent(world, said);
    case 'location': {
      const { latitude, longitude, name, address } = said;
      const place = {
        latitude,
        longitude,
        ...(name === undefined ? {} : { name }),
        ...(address === undefined ? {} : { address }),
      };
      const last = customer.thread.at(-1);
      // The answer to "send location" names the request, as a tap does.
      const quotes = last?.type === 'location_request_message' ? { quotes: last.id } : {};
      return {
        ...plain({ type: 'location', location: place }, { type: 'location', text: name ?? '', place }),
        ...quotes,
      };
    }
    case 'contacts': {
      const text = said.contacts.map(nameOf).join(', ');
      return plain({ type: 'contacts', contacts: said.contacts }, { type: 'contacts', text });
    }
    case 'reaction': {
      const emoji = said.emoji ? { emoji: said.emoji } : {};
      return {
        message: { type: 'reaction', reaction: { message_id: said.message, ...emoji } },
        shown: { type: 'reaction', text: said.emoji ?? '' },
        opensWindow: false,
      };
    }
    case 'edit': {
      const message = { type: 'text', text: { body: said.body } };
      return {
        message: { type: 'edit', edit: { original_message_id: said.message, message } },
        shown: { type: 'text', text: said.body },
        opensWindow: false,
      };
    }
    case 'revoke':
      return {
        message: { type: 'revoke', revoke: { original_message_id: said.message } },
        shown: { type: 'text', text: '' },
        opensWindow: false,
      };
    case 'unsupported': {
      const error = { code: 131051, title: 'Message type unknown', message: 'Message type unknown' };
      const errors = [{ ...error, error_data: { details: 'Message type is currently not supported.' } }];
      const kind = said.of === undefined ? {} : { unsupported: { type: said.of } };
      return plain({ type: 'unsupported', errors, ...kind }, { type: 'unsupported', text: said.of ?? 'unsupported' });
    }
    case 'raw':
      return plain(said.message, { type: said.message.type, text: said.message.type });
  }
}

function plain(message: Record<string, unknown>, shown: Content['shown']): Content {
  return { message, shown, opensWindow: message['type'] !== 'system' };
}

/** Enough to be a file of its kind for whoever looks at the type only. */
const STAND_IN: Record<MediaSaid['type'], { mime: string; base64: string }> = {
  image: {
    mime: 'image/png',
    // Eight by six pixels of a landscape: a browser makes a picture of it.
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAQElEQVR42mOYtu8OVsSw/sITZPT12jQgAjIYzt671zRtKRABGUAEkQAyGPJ6muCoYkEFHDFEdSVgRQxuBX5YEQDg2FVlrVwtEAAAAABJRU5ErkJggg==',
  },
  video: { mime: 'video/mp4', base64: 'AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t' },
  audio: { mime: 'audio/ogg; codecs=opus', base64: 'T2dnUwACAAAAAAAAAAA=' },
  document: { mime: 'application/pdf', base64: 'JVBERi0xLjQKJSVFT0YK' },
  sticker: { mime: 'image/webp', base64: 'UklGRhIAAABXRUJQVlA4TAUAAAAvAAAAAA==' },
};

type MediaSaid = Extract<Said, { type: 'image' | 'video' | 'audio' | 'document' | 'sticker' }>;

function mediaContent(world: World, said: MediaSaid): Content {
  const standIn = STAND_IN[said.type];
  const bytes = Buffer.from(said.base64 ?? standIn.base64, 'base64');
  const mime = said.mime ?? standIn.mime;
  const filename = said.type === 'document' ? (said.filename ?? 'document.pdf') : undefined;
  const stored = world.media.add('customer', mime, bytes, filename);
  const caption = 'caption' in said ? said.caption : undefined;
  const voice = said.type === 'audio' && said.voice === true;
  const media = {
    id: stored.id,
    mime_type: mime,
    sha256: stored.sha256.toString('base64'),
    url: world.dialect.mediaUrl(world, stored),
    ...(caption === undefined ? {} : { caption }),
    ...(filename === undefined ? {} : { filename }),
    ...(said.type === 'audio' ? { voice } : {}),
    ...(said.type === 'sticker' ? { animated: false } : {}),
  };
  const shown = {
    type: said.type,
    text: caption ?? '',
    media: {
      kind: said.type,
      id: stored.id,
      mime,
      ...(filename === undefined ? {} : { filename }),
      ...(voice ? { voice } : {}),
    },
  };
  return plain({ type: said.type, [said.type]: media }, shown);
}

function nameOf(contact: Record<string, unknown>): string {
  const { name } = contact;
  const formatted =
    typeof name === 'object' && name !== null && 'formatted_name' in name ? name.formatted_name : undefined;
  return typeof formatted === 'string' ? formatted : 'a contact';
}
