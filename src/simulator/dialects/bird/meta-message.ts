import { buttonsOf, variablesOf, type Template as StoredTemplate } from '../../templates/template.js';
import type { World } from '../../world.js';
import type { Header, Interactive, OutgoingMessage, Parameter, Template } from './outgoing.js';

/** A message of Bird's in Meta's words, the body of `POST /messages`; the platform judges it then. */
export function metaMessage(world: World, message: OutgoingMessage): Record<string, unknown> {
  const { to, in_reply_to_message_id: quoted, metadata } = message;
  return {
    messaging_product: 'whatsapp',
    ...(to.startsWith('+') ? { to } : { recipient: to }),
    ...(quoted === undefined ? {} : { context: { message_id: quoted } }),
    ...contentOf(world, message),
    // The platform carries one text: what Bird repeats in its events.
    ...(metadata === undefined ? {} : { biz_opaque_callback_data: refOf(metadata) }),
  };
}

/** The sender's own id where the metadata is no more than that, so that people find it; else all of it. */
function refOf(metadata: Record<string, unknown>): string {
  const { ref } = metadata;
  return typeof ref === 'string' && Object.keys(metadata).length === 1 ? ref : JSON.stringify(metadata);
}

/** The way back. */
export function metadataOf(ref: string | undefined): unknown {
  if (ref === undefined) return null;
  return ref.startsWith('{') ? JSON.parse(ref) : { ref };
}

function contentOf(world: World, message: OutgoingMessage): Record<string, unknown> {
  const { text, image, video, audio, document, sticker, location, template, interactive } = message;
  if (text) return { type: 'text', text };
  if (interactive) return { type: 'interactive', interactive: interactiveOf(interactive) };
  if (template) return { type: 'template', template: templateOf(world, template) };
  if (location) return { type: 'location', location };
  for (const [type, file] of Object.entries({ image, video, audio, document, sticker })) {
    if (file) {
      const { url, ...rest } = file;
      return { type, [type]: { link: url, ...rest } };
    }
  }
  return {};
}

function interactiveOf(interactive: Interactive): Record<string, unknown> {
  const { type, body_text: body } = interactive;
  const framed = {
    type,
    ...('header' in interactive && interactive.header ? { header: headerOf(interactive.header) } : {}),
    body: { text: body },
    ...('footer_text' in interactive && interactive.footer_text !== undefined
      ? { footer: { text: interactive.footer_text } }
      : {}),
  };
  return { ...framed, action: actionOf(interactive) };
}

function actionOf(interactive: Interactive): Record<string, unknown> {
  switch (interactive.type) {
    case 'button':
      return {
        buttons: interactive.buttons.map(({ quick_reply: { slug, text } }) => ({
          type: 'reply',
          reply: { id: slug, title: text },
        })),
      };
    case 'list':
      return {
        button: interactive.list.button_text,
        sections: interactive.list.sections.map(({ title, rows }) => ({
          title,
          rows: rows.map(({ slug, text, ...rest }) => ({ id: slug, title: text, ...rest })),
        })),
      };
    case 'cta_url':
      return {
        name: 'cta_url',
        parameters: { display_text: interactive.cta_url.text, url: interactive.cta_url.url },
      };
    case 'location_request_message':
      return { name: 'send_location' };
  }
}

function headerOf(header: Header): Record<string, unknown> {
  return header.type === 'text' ? header : { type: header.type, [header.type]: { link: header.url } };
}

/** Bird writes languages as `pt-BR`, WhatsApp as `pt_BR`. */
export function metaLanguage(language: string): string {
  return language.replaceAll('-', '_');
}

/** Values come to buttons in their order; WhatsApp wants to know which. */
function templateOf(world: World, { slug, language, components = [] }: Template): Record<string, unknown> {
  const code = metaLanguage(language);
  const places = variableButtons(world.templates.find(slug, code));
  let next = 0;
  const written = components.map(({ type, parameters }) => {
    if (type !== 'button') return { type, parameters: parameters.map(parameterOf) };
    const place = places[next];
    next += 1;
    // One value too many: WhatsApp refuses a button that is not there.
    const { index, subType } = place ?? { index: 9, subType: 'url' };
    return { type, sub_type: subType, index, parameters: parameters.map((one) => buttonParameter(subType, one)) };
  });
  return { name: slug, language: { code }, ...(written.length > 0 ? { components: written } : {}) };
}

function variableButtons(template: StoredTemplate | undefined): { index: number; subType: string }[] {
  if (!template) return [];
  return buttonsOf(template).flatMap((button, index) => {
    if (button.type === 'COPY_CODE') return [{ index, subType: 'copy_code' }];
    return button.type === 'URL' && variablesOf(button.url).length > 0 ? [{ index, subType: 'url' }] : [];
  });
}

function buttonParameter(subType: string, parameter: Parameter): Record<string, unknown> {
  return subType === 'copy_code' && parameter.type === 'text'
    ? { type: 'coupon_code', coupon_code: parameter.text }
    : parameterOf(parameter);
}

function parameterOf(parameter: Parameter): Record<string, unknown> {
  if (parameter.type !== 'text') return { type: parameter.type, [parameter.type]: { link: parameter.url } };
  const { text, name } = parameter;
  return { type: 'text', ...(name === undefined ? {} : { parameter_name: name }), text };
}
