import type { OutboundMedia, OutboundMessage, TemplateParameter } from '../../rendering/outbound.js';
import type { OutboundRequest } from '../channel.js';
import { listAction } from '../cloud-payload/encode.js';
import { present } from '../cloud-payload/present.js';

type Template = Extract<OutboundMessage, { kind: 'template' }>;
type Content = { type: string; content: Record<string, unknown> };

/** What the channel adds to each message: its id, and where its templates are named. */
export interface Sender {
  channelId: string;
  namespace: string;
}

/**
 * The body of `POST /v1/send`; without a sender, what is the same for all of them. Our id goes out twice, since both
 * are echoed: as `source`, and as `trackId` for reports. Undefined where no number is known: MessageBird addresses
 * nobody by a user id.
 */
export function encodeMessage(
  { to, message, ref }: OutboundRequest,
  sender?: Sender,
): Record<string, unknown> | undefined {
  const digits = (to.waId ?? to.phone)?.replace(/\D/g, '');
  if (!digits) return undefined;
  return present({
    to: `+${digits}`,
    from: sender?.channelId,
    ...contentOf(message, sender),
    source: { ref },
    trackId: ref,
  });
}

function contentOf(message: OutboundMessage, sender: Sender | undefined): Content {
  switch (message.kind) {
    case 'text':
      return text(message.body, message.previewUrl);
    case 'buttons':
      return interactive({
        type: 'button',
        ...frameOf(message),
        // Flat, where Meta has an object inside.
        action: { buttons: message.buttons.map(({ id, title }) => ({ id, type: 'reply', title })) },
      });
    case 'list':
      return interactive({
        type: 'list',
        ...frameOf(message),
        action: listAction(message),
      });
    case 'link':
      // The capabilities have no link buttons, so that none is rendered; an address in the text says the same.
      return text(`${message.body}\n\n${message.label}: ${message.url}`);
    case 'location-request':
      return text(message.body);
    case 'media':
      return mediaContent(message);
    case 'template':
      return { type: 'hsm', content: { hsm: templateOf(message, sender) } };
  }
}

function text(body: string, previewUrl?: boolean): Content {
  return { type: 'text', content: { text: body, ...(previewUrl === false && { disableUrlPreview: true }) } };
}

function interactive(content: { header?: unknown; footer?: unknown; [part: string]: unknown }): Content {
  return { type: 'interactive', content: { interactive: present(content) } };
}

interface Frame {
  header?: OutboundMedia | undefined;
  headerText?: string | undefined;
  body: string;
  footer?: string | undefined;
}

/** Header, body and footer; an empty text is refused, so that it is left out. */
function frameOf({ header, headerText, body, footer }: Frame) {
  const line = headerText ? { type: 'text', text: headerText } : undefined;
  return {
    header: header ? { type: header.media, [header.media]: { url: header.link } } : line,
    body: { text: body },
    footer: footer ? { text: footer } : undefined,
  };
}

/** WhatsApp has no captions on audio and stickers and refuses the message, so the renderer never puts one there. */
function mediaContent({ media, caption }: Extract<OutboundMessage, { kind: 'media' }>): Content {
  const { link } = media;
  switch (media.media) {
    case 'sticker':
      return { type: 'whatsappSticker', content: { whatsappSticker: { link } } };
    case 'document':
      return { type: 'file', content: { file: present({ url: link, caption: caption || undefined }) } };
    default:
      return { type: media.media, content: { [media.media]: present({ url: link, caption: caption || undefined }) } };
  }
}

function templateOf(
  { name, language, header, body, buttons }: Template,
  sender: Sender | undefined,
): Record<string, unknown> {
  const components = [
    ...parametersOf('header', header),
    ...parametersOf('body', body),
    ...buttons.map(buttonComponent),
  ];
  return present({
    namespace: sender?.namespace,
    templateName: name,
    language: { policy: 'deterministic', code: language },
    // A component without variables, and a template without any, must be left out.
    components: components.length > 0 ? components : undefined,
  });
}

function buttonComponent({ index, type, value }: Template['buttons'][number]): Record<string, unknown> {
  const component = (sub_type: string, parameter: Record<string, unknown>) => ({
    type: 'button',
    sub_type,
    index,
    parameters: [parameter],
  });
  switch (type) {
    case 'quick-reply':
      return component('quick_reply', { type: 'payload', payload: value });
    case 'url':
      return component('url', { type: 'text', text: value });
    case 'copy-code':
      return component('copy_code', { type: 'coupon_code', coupon_code: value });
  }
}

function parametersOf(type: 'header' | 'body', parameters: readonly TemplateParameter[]) {
  if (parameters.length === 0) return [];
  return [{ type, parameters: parameters.map(parameterOf) }];
}

function parameterOf(parameter: TemplateParameter): Record<string, unknown> {
  // Whether MessageBird hands names on is not documented; without them WhatsApp refuses a template that has some.
  if (parameter.kind === 'text') {
    return present({ type: 'text', parameter_name: parameter.name, text: parameter.text });
  }
  // MessageBird's word for it is `url`, where Meta says `link`.
  const { media, link } = parameter.media;
  return { type: media, [media]: { url: link } };
}
