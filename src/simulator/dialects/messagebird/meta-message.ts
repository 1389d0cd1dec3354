import type { Component, Header, Hsm, Interactive, OutgoingMessage, Parameter } from './outgoing.js';

/** A message of MessageBird's in Meta's words, the body of `POST /messages`; the platform judges it then. */
export function metaMessage(message: OutgoingMessage): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    to: message.to,
    ...contentOf(message),
    ...(message.trackId === undefined ? {} : { biz_opaque_callback_data: message.trackId }),
  };
}

function contentOf(message: OutgoingMessage): Record<string, unknown> {
  switch (message.type) {
    case 'text': {
      const { text, disableUrlPreview } = message.content;
      return { type: 'text', text: { body: text, ...(disableUrlPreview ? { preview_url: false } : {}) } };
    }
    case 'image':
      return file('image', message.content.image);
    case 'video':
      return file('video', message.content.video);
    case 'audio':
      return file('audio', message.content.audio);
    case 'file':
      return file('document', message.content.file);
    case 'whatsappSticker':
      return { type: 'sticker', sticker: message.content.whatsappSticker };
    case 'location':
      return { type: 'location', location: message.content.location };
    case 'hsm':
      return { type: 'template', template: templateOf(message.content.hsm) };
    case 'interactive':
      return { type: 'interactive', interactive: interactiveOf(message.content.interactive) };
  }
}

function file(type: string, { url, ...rest }: { url: string; caption?: string | undefined }) {
  return { type, [type]: { link: url, ...rest } };
}

function interactiveOf(interactive: Interactive): Record<string, unknown> {
  const { header, ...rest } = interactive;
  const framed = { ...rest, ...(header ? { header: headerOf(header) } : {}) };
  if (interactive.type === 'list') return framed;
  const buttons = interactive.action.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
  return { ...framed, action: { buttons } };
}

function headerOf(header: Header): Record<string, unknown> {
  switch (header.type) {
    case 'text':
      return header;
    case 'image':
      return { type: 'image', image: { link: header.image.url } };
    case 'video':
      return { type: 'video', video: { link: header.video.url } };
    case 'document':
      return { type: 'document', document: { link: header.document.url } };
  }
}

function templateOf({ templateName, language, components }: Hsm): Record<string, unknown> {
  return {
    name: templateName,
    language: { code: language.code },
    ...(components ? { components: components.map(componentOf) } : {}),
  };
}

function componentOf(component: Component): Record<string, unknown> {
  return { ...component, parameters: component.parameters.map(parameterOf) };
}

function parameterOf(parameter: Parameter): Record<string, unknown> {
  return parameter.type === 'text' || parameter.type === 'payload' ? parameter : headerOf(parameter);
}
