import type { OutboundMedia, OutboundMessage, TemplateParameter } from '../../rendering/outbound.js';
import type { OutboundRequest } from '../channel.js';
import type { Identifiers } from '../events.js';
import { present } from './present.js';

type Template = Extract<OutboundMessage, { kind: 'template' }>;
type TemplateButton = Template['buttons'][number];

/**
 * The body of Meta's `POST /messages` (Cloud API v23, and 360dialog, which passes it on). Total over our messages;
 * limits are the renderer's business. Undefined where no identifier can be written to.
 */
export function encodeMessage({ to, message, ref, repliesTo }: OutboundRequest): Record<string, unknown> | undefined {
  const address = addressOf(to);
  if (!address) return undefined;
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address,
    ...(repliesTo !== undefined && { context: { message_id: repliesTo } }),
    ...encodeContent(message),
    biz_opaque_callback_data: ref,
  };
}

/**
 * Mark as read, and "typing…" until the reply or for 25 seconds: Meta has one request for both.
 */
export function encodeTyping(messageId: string): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    typing_indicator: { type: 'text' },
  };
}

/** A number where there is one: a business-scoped id goes into `recipient`, never into `to`. */
function addressOf({ waId, phone, userId }: Identifiers): { to: string } | { recipient: string } | undefined {
  const number = waId ?? phone?.replace(/\D/g, '');
  if (number) return { to: number };
  return userId ? { recipient: userId } : undefined;
}

/** Meta's `type` and its object: what is said, without to whom. Providers that carry Meta's objects inside theirs need this part. */
export function encodeContent(message: OutboundMessage): Record<string, unknown> {
  switch (message.kind) {
    case 'text':
      return { type: 'text', text: present({ body: message.body, preview_url: message.previewUrl }) };
    case 'buttons':
      return interactive({
        type: 'button',
        ...frameOf(message),
        action: { buttons: message.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
      });
    case 'list':
      return interactive({
        type: 'list',
        ...frameOf(message),
        action: listAction(message),
      });
    case 'link':
      return interactive({
        type: 'cta_url',
        ...frameOf(message),
        action: { name: 'cta_url', parameters: { display_text: message.label, url: message.url } },
      });
    case 'location-request':
      return interactive({
        type: 'location_request_message',
        body: { text: message.body },
        action: { name: 'send_location' },
      });
    case 'media':
      return mediaMessage(message);
    case 'template':
      return { type: 'template', template: templateOf(message) };
  }
}

function interactive(content: {
  header?: unknown;
  footer?: unknown;
  [part: string]: unknown;
}): Record<string, unknown> {
  return { type: 'interactive', interactive: present(content) };
}

/** The button of a list and its rows, as Meta has had them since before the Cloud API. */
export function listAction({ button, rows }: Pick<Extract<OutboundMessage, { kind: 'list' }>, 'button' | 'rows'>) {
  return {
    button,
    sections: [
      {
        // An empty description is refused, not ignored.
        rows: rows.map(({ id, title, description }) => present({ id, title, description: description || undefined })),
      },
    ],
  };
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
    header: header ? { type: header.media, [header.media]: mediaObject(header) } : line,
    body: { text: body },
    footer: footer ? { text: footer } : undefined,
  };
}

/** WhatsApp has no captions on audio and stickers and refuses the message, so the renderer never puts one there. */
function mediaMessage({ media, caption, voice }: Extract<OutboundMessage, { kind: 'media' }>): Record<string, unknown> {
  return {
    type: media.media,
    [media.media]: present({
      ...mediaObject(media),
      caption: caption || undefined,
      voice: media.media === 'audio' ? voice : undefined,
    }),
  };
}

/** Exactly one of id and link; the file name is for documents only. */
function mediaObject({ media, id, link, filename }: OutboundMedia): Record<string, unknown> {
  return present({
    ...(id !== undefined ? { id } : { link }),
    filename: media === 'document' ? filename : undefined,
  });
}

function templateOf({ name, language, header, body, buttons }: Template): Record<string, unknown> {
  const components = [
    ...parametersOf('header', header),
    ...parametersOf('body', body),
    ...buttons.map((button) => ({
      type: 'button',
      sub_type: SUB_TYPES[button.type],
      index: String(button.index),
      parameters: [buttonParameter(button)],
    })),
  ];
  return present({
    name,
    // Meta's API schema requires the policy (its guide does not): only the exact language, which is the only policy.
    language: { code: language, policy: 'deterministic' },
    // A component without variables, and a template without any, must be left out.
    components: components.length > 0 ? components : undefined,
  });
}

const SUB_TYPES: Record<TemplateButton['type'], string> = {
  'quick-reply': 'quick_reply',
  url: 'url',
  'copy-code': 'copy_code',
};

function buttonParameter({ type, value }: TemplateButton): Record<string, unknown> {
  switch (type) {
    case 'quick-reply':
      return { type: 'payload', payload: value };
    case 'url':
      return { type: 'text', text: value };
    case 'copy-code':
      return { type: 'coupon_code', coupon_code: value };
  }
}

function parametersOf(type: 'header' | 'body', parameters: readonly TemplateParameter[]) {
  if (parameters.length === 0) return [];
  return [{ type, parameters: parameters.map(parameterOf) }];
}

function parameterOf(parameter: TemplateParameter): Record<string, unknown> {
  if (parameter.kind === 'text') {
    return present({ type: 'text', parameter_name: parameter.name, text: parameter.text });
  }
  const { media } = parameter;
  return { type: media.media, [media.media]: mediaObject(media) };
}
