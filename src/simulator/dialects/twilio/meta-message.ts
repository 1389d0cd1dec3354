import type { Content } from './content-book.js';
import { fillAll, fillText, variablesIn, type ContentTypes } from './content-types.js';

type Values = Readonly<Record<string, string>>;

/** A content with its values, in Meta's words: what WhatsApp gets from Twilio. */
export function metaContent(content: Content, values: Values): Record<string, unknown> {
  const all = { ...content.variables, ...values };
  return content.template ? templateMessage(content, content.template, all) : sessionMessage(content.types, all);
}

/** Without an approval; the richest type counts. */
function sessionMessage(types: ContentTypes, values: Values): Record<string, unknown> {
  const filled = fillAll(types, values);
  const list = filled['twilio/list-picker'];
  if (list) {
    const rows = list.items.map(({ id, item, description }) => ({
      id,
      title: item,
      ...(description === undefined ? {} : { description }),
    }));
    return interactive('list', list.body, { button: list.button, sections: [{ rows }] });
  }
  const call = filled['twilio/call-to-action'];
  if (call) {
    const [first] = call.actions;
    // WhatsApp has one link a message outside of templates, and no other button to call for.
    if (call.actions.length !== 1 || first?.type !== 'URL') return { type: 'unapproved-buttons' };
    return interactive('cta_url', call.body, {
      name: 'cta_url',
      parameters: { display_text: first.title, url: first.url },
    });
  }
  const replies = filled['twilio/quick-reply'];
  if (replies) {
    const buttons = replies.actions.map(({ id, title }) => ({ type: 'reply', reply: { id: id ?? title, title } }));
    return interactive('button', replies.body, { buttons });
  }
  const media = filled['twilio/media'];
  if (media) return metaMedia(media.media[0] ?? '', media.body);
  const text = filled['twilio/text'];
  // A card has to be approved.
  return text ? { type: 'text', text: { body: text.body } } : { type: 'unapproved-card' };
}

function interactive(type: string, body: string, action: Record<string, unknown>): Record<string, unknown> {
  return { type: 'interactive', interactive: { type, body: { text: body }, action } };
}

function templateMessage(
  { types, variables }: Content,
  { name, language }: NonNullable<Content['template']>,
  values: Values,
): Record<string, unknown> {
  const card = types['whatsapp/card'];
  const named = Object.keys(variables).some((variable) => !/^\d+$/.test(variable));
  const parameters = (text: string) =>
    inOrder(variablesIn(text), named).map((variable) => ({
      type: 'text',
      ...(named ? { parameter_name: variable } : {}),
      text: values[variable] ?? '',
    }));
  const buttons = card ?? types['twilio/quick-reply'] ?? types['twilio/call-to-action'];
  const actions: readonly Action[] = buttons?.actions ?? [];
  const components = [
    ...component('header', parameters(card?.header_text ?? '')),
    ...component('header', fileParameters(card?.media?.[0], values)),
    ...component('body', parameters((buttons ?? types['twilio/text'])?.body ?? '')),
    ...actions.flatMap((action, index) => {
      const button = buttonParameter(action, values);
      return button
        ? [{ type: 'button', sub_type: button.kind, index: String(index), parameters: [button.value] }]
        : [];
    }),
  ];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

function inOrder(variables: string[], named: boolean): string[] {
  return named ? variables : variables.sort((one, other) => Number(one) - Number(other));
}

function component(type: string, parameters: readonly unknown[]) {
  return parameters.length === 0 ? [] : [{ type, parameters }];
}

function fileParameters(url: string | undefined, values: Values) {
  if (url === undefined || variablesIn(url).length === 0) return [];
  const link = fillText(url, values);
  const { type } = metaMedia(link, undefined);
  return [{ type, [String(type)]: { link } }];
}

type Action = NonNullable<NonNullable<ContentTypes['whatsapp/card']>['actions']>[number];

function buttonParameter(action: Action, values: Values): { kind: string; value: object } | undefined {
  switch (action.type) {
    case 'URL': {
      const [variable] = variablesIn(action.url);
      return variable === undefined
        ? undefined
        : { kind: 'url', value: { type: 'text', text: values[variable] ?? '' } };
    }
    case 'COPY_CODE':
      return { kind: 'copy_code', value: { type: 'coupon_code', coupon_code: fillText(action.code, values) } };
    case 'PHONE_NUMBER':
      return undefined;
    default:
      return action.id === undefined
        ? undefined
        : { kind: 'quick_reply', value: { type: 'payload', payload: fillText(action.id, values) } };
  }
}

const KINDS: Record<string, string> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  webp: 'sticker',
  mp4: 'video',
  '3gp': 'video',
  ogg: 'audio',
  opus: 'audio',
  mp3: 'audio',
  m4a: 'audio',
  amr: 'audio',
  aac: 'audio',
};

/** Twilio looks at the file itself; the simulator fetches nothing and goes by its name. */
export function metaMedia(link: string, caption: string | undefined): { type: string; [kind: string]: unknown } {
  const extension = /\.([a-z0-9]+)(?:[?#].*)?$/i.exec(link)?.[1]?.toLowerCase() ?? '';
  const type = KINDS[extension] ?? 'document';
  const isBare = type === 'audio' || type === 'sticker';
  return { type, [type]: { link, ...(caption === undefined || isBare ? {} : { caption }) } };
}
