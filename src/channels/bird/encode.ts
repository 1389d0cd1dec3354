import type { OutboundMedia, OutboundMessage, TemplateParameter } from '../../rendering/outbound.js';
import type { OutboundRequest } from '../channel.js';
import { present } from '../cloud-payload/present.js';

type Template = Extract<OutboundMessage, { kind: 'template' }>;
type List = Extract<OutboundMessage, { kind: 'list' }>;

/**
 * The body of `POST /v1/whatsapp/messages`; without a sender, what is the same for all of them. Our id goes along as
 * metadata, which every event of the message repeats. Undefined where no identifier can be written to.
 *
 * @param from the number that sends, in E.164 with the plus sign
 */
export function encodeMessage(
  { to, message, ref, repliesTo }: OutboundRequest,
  from?: string,
): Record<string, unknown> | undefined {
  const digits = (to.waId ?? to.phone)?.replace(/\D/g, '');
  const address = digits ? `+${digits}` : to.userId;
  if (!address) return undefined;
  return present({
    to: address,
    from,
    ...contentOf(message),
    in_reply_to_message_id: repliesTo,
    metadata: { ref },
  });
}

/** Exactly one content, under its own name. */
function contentOf(message: OutboundMessage): Record<string, unknown> {
  switch (message.kind) {
    case 'text':
      return { text: present({ body: message.body, preview_url: message.previewUrl }) };
    case 'buttons':
      return interactive('button', message, {
        buttons: message.buttons.map(({ id, title }) => ({
          type: 'quick_reply',
          quick_reply: { slug: id, text: title },
        })),
      });
    case 'list':
      return interactive('list', message, { list: listOf(message) });
    case 'link':
      return interactive('cta_url', message, { cta_url: { text: message.label, url: message.url } });
    case 'location-request':
      return { interactive: { type: 'location_request_message', body_text: message.body } };
    case 'media':
      return mediaContent(message);
    case 'template':
      return { template: templateOf(message) };
  }
}

interface Frame {
  header?: OutboundMedia | undefined;
  headerText?: string | undefined;
  body: string;
  footer?: string | undefined;
}

function interactive(type: string, { header, headerText, body, footer }: Frame, content: object) {
  const line = headerText ? { type: 'text', text: headerText } : undefined;
  return {
    interactive: present({
      type,
      header: header ? { type: header.media, url: header.link } : line,
      body_text: body,
      footer_text: footer || undefined,
      ...content,
    }),
  };
}

function listOf({ button, rows }: List) {
  return {
    button_text: distinctFrom(rows, button),
    sections: [
      {
        // A heading is required, also of a single section.
        title: button,
        rows: rows.map(({ id, title, description }) =>
          present({ slug: id, text: title, description: description || undefined }),
        ),
      },
    ],
  };
}

/** Bird refuses a list whose button has the label of a row; then the button gets a sign that needs no language. */
function distinctFrom(rows: List['rows'], button: string): string {
  const taken = new Set(rows.map(({ title }) => title.trim().toLowerCase()));
  const isFree = (label: string) => !taken.has(label.trim().toLowerCase());
  return [button, '☰', '▾'].find(isFree) ?? button;
}

/** WhatsApp has no captions on audio and stickers and refuses the message, so the renderer never puts one there. */
function mediaContent({ media, caption, voice }: Extract<OutboundMessage, { kind: 'media' }>) {
  return {
    [media.media]: present({
      url: media.link,
      caption: caption || undefined,
      filename: media.media === 'document' ? media.filename : undefined,
      voice: media.media === 'audio' ? voice : undefined,
    }),
  };
}

function templateOf({ name, language, header, body, buttons }: Template): Record<string, unknown> {
  const components = [
    ...componentOf('header', header.map(parameterOf)),
    ...componentOf('body', body.map(parameterOf)),
    // Values go to the buttons that take one, in their order; a quick reply takes none: it sends its own label back.
    ...buttons
      .filter(({ type }) => type !== 'quick-reply')
      .toSorted((a, b) => a.index - b.index)
      .flatMap(({ value }) => componentOf('button', [{ type: 'text', text: value }])),
  ];
  return present({ slug: name, language, components: components.length > 0 ? components : undefined });
}

function componentOf(type: string, parameters: Record<string, unknown>[]) {
  return parameters.length > 0 ? [{ type, parameters }] : [];
}

function parameterOf(parameter: TemplateParameter): Record<string, unknown> {
  if (parameter.kind === 'text') return present({ type: 'text', name: parameter.name, text: parameter.text });
  return { type: parameter.media.media, url: parameter.media.link };
}
