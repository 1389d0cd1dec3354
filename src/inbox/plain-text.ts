import type { ThreadEntry } from '../conversations/conversation.js';
import type { InboundContent } from '../flow/inbound.js';
import type { OutboundMessage } from '../rendering/outbound.js';

/** As much as a list shows of a message. */
const SHORT = 140;

/** A message in short plain words: what kind it is, and what it says where it says anything. */
export interface PlainMessage {
  kind: string;
  text: string;
}

/** Undefined for what is no message of either side. */
export function plainMessage(entry: ThreadEntry): PlainMessage | undefined {
  if (entry.kind === 'inbound') return short(ofInbound(entry.editedTo ?? entry.content));
  if (entry.kind === 'outbound') return short(ofOutbound(entry.message));
  return undefined;
}

function ofInbound(content: InboundContent): PlainMessage {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'tap':
      return { kind: 'tap', text: content.title };
    case 'media':
      return { kind: content.media, text: content.caption ?? content.filename ?? '' };
    case 'location':
      return { kind: 'location', text: content.name ?? content.address ?? '' };
    case 'contacts':
      return { kind: 'contacts', text: content.contacts.map(({ name }) => name).join(', ') };
    case 'reaction':
      return { kind: 'reaction', text: content.emoji };
    case 'form':
      return { kind: 'form', text: content.name };
    case 'order':
      return { kind: 'order', text: content.text ?? '' };
    case 'unsupported':
      return { kind: 'unsupported', text: '' };
  }
}

function ofOutbound(message: OutboundMessage): PlainMessage {
  switch (message.kind) {
    case 'media':
      return { kind: message.media.media, text: message.caption ?? message.media.filename ?? '' };
    case 'template':
      return { kind: 'template', text: message.preview };
    case 'text':
    case 'buttons':
    case 'list':
    case 'link':
    case 'location-request':
      return { kind: message.kind, text: message.body };
  }
}

function short({ kind, text }: PlainMessage): PlainMessage {
  const line = text.replace(/\s+/gu, ' ').trim();
  const [...characters] = new Intl.Segmenter().segment(line.slice(0, 4 * SHORT));
  const cut = characters.length > SHORT || line.length > 4 * SHORT;
  return {
    kind,
    text: cut
      ? `${characters
          .slice(0, SHORT - 1)
          .map(({ segment }) => segment)
          .join('')}…`
      : line,
  };
}
