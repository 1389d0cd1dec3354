import { fillText, variablesIn, type ContentTypes } from './content-types.js';
import type { Content } from './content-book.js';

/** A content as the template that Twilio hands in for it: the body of Meta's creating call. */
export function definitionOf({ types, variables, language }: Content, name: string, category: string) {
  const card = types['whatsapp/card'];
  const buttons = card ?? types['twilio/quick-reply'] ?? types['twilio/call-to-action'];
  const body = (buttons ?? types['twilio/text'] ?? types['twilio/media'])?.body ?? '';
  const file = card?.media?.[0] ?? types['twilio/media']?.media[0];
  const named = variablesIn(body + (card?.header_text ?? '')).some((variable) => !/^\d+$/.test(variable));
  const actions: readonly Action[] = buttons?.actions ?? [];
  return {
    name,
    language,
    category,
    parameter_format: named ? 'NAMED' : 'POSITIONAL',
    components: [
      ...(card?.header_text === undefined
        ? []
        : [{ format: 'TEXT', ...textPart('HEADER', card.header_text, variables, named) }]),
      ...(file === undefined ? [] : [fileHeader(fillText(file, variables))]),
      textPart('BODY', body, variables, named),
      ...(card?.footer === undefined ? [] : [{ type: 'FOOTER', text: card.footer }]),
      ...(actions.length === 0
        ? []
        : [{ type: 'BUTTONS', buttons: actions.map((action) => buttonOf(action, variables)) }]),
    ],
  };
}

type Samples = Content['variables'];

/** Meta counts each part from 1 and wants a sample of every variable. */
function textPart(type: 'HEADER' | 'BODY', text: string, samples: Samples, named: boolean) {
  const names = variablesIn(text);
  const key = type.toLowerCase();
  if (names.length === 0) return { type, text };
  if (named) {
    const params = names.map((name) => ({ param_name: name, example: samples[name] ?? '' }));
    return { type, text, example: { [`${key}_text_named_params`]: params } };
  }
  names.sort((one, other) => Number(one) - Number(other));
  const values = names.map((name) => samples[name] ?? '');
  const numbers = Object.fromEntries(names.map((name, at) => [name, `{{${at + 1}}}`]));
  return { type, text: fillText(text, numbers), example: { [`${key}_text`]: type === 'BODY' ? [values] : values } };
}

function fileHeader(sample: string) {
  const extension = /\.([a-z0-9]+)(?:[?#].*)?$/i.exec(sample)?.[1]?.toLowerCase() ?? '';
  const format = extension === 'mp4' ? 'VIDEO' : /^(pdf|docx?|xlsx?|pptx?)$/.test(extension) ? 'DOCUMENT' : 'IMAGE';
  return { type: 'HEADER', format, example: { header_handle: [sample] } };
}

type Action = NonNullable<NonNullable<ContentTypes['whatsapp/card']>['actions']>[number];

function buttonOf(action: Action, samples: Samples) {
  switch (action.type) {
    case 'URL': {
      const [variable] = variablesIn(action.url);
      if (variable === undefined) return { type: 'URL', text: action.title, url: action.url };
      const url = fillText(action.url, { [variable]: '{{1}}' });
      return { type: 'URL', text: action.title, url, example: [fillText(action.url, samples)] };
    }
    case 'PHONE_NUMBER':
      return { type: 'PHONE_NUMBER', text: action.title, phone_number: action.phone };
    case 'COPY_CODE':
      return { type: 'COPY_CODE', example: fillText(action.code, samples) };
    default:
      return { type: 'QUICK_REPLY', text: action.title };
  }
}
