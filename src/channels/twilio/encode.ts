import type { OutboundMessage } from '../../rendering/outbound.js';
import type { OutboundRequest } from '../channel.js';
import type { Identifiers } from '../events.js';
import { present } from '../cloud-payload/present.js';
import { buttonsContent, linkContent, listContent, type FilledContent } from './content-shapes.js';

export type TemplateMessage = Extract<OutboundMessage, { kind: 'template' }>;

/** What is to be sent: fields that say it all, or a content (ours or a template) that Twilio has under an id. */
export type Encoded =
  | { kind: 'fields'; fields: Record<string, string> }
  | { kind: 'content'; content: FilledContent }
  | { kind: 'template'; message: TemplateMessage };

/** Total over our messages: what Twilio cannot show (header, footer, a request for the location) is text. */
export function encodeMessage(message: OutboundMessage): Encoded {
  switch (message.kind) {
    case 'text':
    case 'location-request':
      return text(message.body);
    case 'buttons':
      return { kind: 'content', content: buttonsContent(framed(message), message.buttons) };
    case 'list':
      return { kind: 'content', content: listContent(framed(message), message) };
    case 'link': {
      const body = framed(message);
      const content = linkContent(body, message.label, message.url);
      return content ? { kind: 'content', content } : text(`${body}\n\n${message.label}: ${message.url}`);
    }
    case 'media': {
      const caption = message.media.media === 'audio' ? undefined : message.caption || undefined;
      return { kind: 'fields', fields: present({ MediaUrl: message.media.link, Body: caption }) };
    }
    case 'template':
      return { kind: 'template', message };
  }
}

function text(body: string): Encoded {
  return { kind: 'fields', fields: { Body: body } };
}

type Framed = Extract<OutboundMessage, { kind: 'buttons' | 'link' | 'list' }>;

/** A content has no place above and below its body; the renderer knows that, and puts nothing there. */
function framed(message: Framed): string {
  const media = 'header' in message ? message.header?.link : undefined;
  return [media, message.headerText, message.body, message.footer].filter((part) => part).join('\n\n');
}

/** `whatsapp:` and a number where there is one, else a business-scoped id, which has no plus sign. */
export function addressOf({ waId, phone, userId }: Identifiers): string | undefined {
  const number = waId ?? phone?.replace(/\D/g, '');
  if (number) return `whatsapp:+${number}`;
  return userId ? `whatsapp:${userId}` : undefined;
}

/**
 * The message as a person may look at it: its fields, and for a content what it is made of and its values, since only
 * the account knows the content's id.
 */
export function describeRequest({ to, message }: OutboundRequest): Record<string, unknown> | undefined {
  const address = addressOf(to);
  if (address === undefined) return undefined;
  const encoded = encodeMessage(message);
  switch (encoded.kind) {
    case 'fields':
      return { To: address, ...encoded.fields };
    case 'content':
      return { To: address, Content: encoded.content.shape, ContentVariables: encoded.content.values };
    case 'template': {
      const { name, language, header, body, buttons } = encoded.message;
      return { To: address, Template: { name, language, header, body, buttons } };
    }
  }
}
