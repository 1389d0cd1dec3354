import type { OutboundMedia, OutboundMessage, TemplateParameter } from '../rendering/outbound.js';

/** True where a file of the message has no link: it lies at a provider, and another one cannot fetch it there. */
export function hasUnlinkedMedia(message: OutboundMessage): boolean {
  return mediaIn(message).some(({ link }) => !link);
}

function mediaIn(message: OutboundMessage): OutboundMedia[] {
  switch (message.kind) {
    case 'media':
      return [message.media];
    case 'buttons':
    case 'link':
      return message.header ? [message.header] : [];
    case 'template':
      return [...message.header, ...message.body].flatMap(mediaOfParameter);
    case 'text':
    case 'list':
    case 'location-request':
      return [];
  }
}

function mediaOfParameter(parameter: TemplateParameter): OutboundMedia[] {
  return parameter.kind === 'media' ? [parameter.media] : [];
}
