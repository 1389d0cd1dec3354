import type { DraftButton, TemplateDraft } from '../../templates/draft.js';
import { dialled } from '../../templates/phone.js';
import { placeholdersOf } from '../../templates/placeholders.js';
import { present } from './present.js';

/**
 * A template as Meta's API, and those that pass it on, want it to be made: the body of the creating call. Source:
 * Meta, "Template components", 2026.
 */
export function encodeTemplate(draft: TemplateDraft): Record<string, unknown> {
  const { name, language, category, allowCategoryChange, parameterFormat, ttlSeconds, buttons } = draft;
  return present({
    name,
    language,
    category: category.toUpperCase(),
    allow_category_change: allowCategoryChange,
    parameter_format: parameterFormat.toUpperCase(),
    message_send_ttl_seconds: ttlSeconds,
    components: [
      ...headerOf(draft),
      present({ type: 'BODY', text: draft.body, example: bodyExample(draft) }),
      ...(draft.footer === undefined ? [] : [{ type: 'FOOTER', text: draft.footer }]),
      ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }]),
    ],
  });
}

function headerOf({ header, parameterFormat }: TemplateDraft): Record<string, unknown>[] {
  switch (header?.kind) {
    case undefined:
      return [];
    case 'location':
      return [{ type: 'HEADER', format: 'LOCATION' }];
    case 'media':
      return [
        present({
          type: 'HEADER',
          format: header.media.toUpperCase(),
          example: header.sample === undefined ? undefined : { header_handle: [header.sample] },
        }),
      ];
    case 'text': {
      const [variable] = placeholdersOf(header.text);
      const { text, sample = '' } = header;
      const example =
        parameterFormat === 'named'
          ? { header_text_named_params: [{ param_name: variable, example: sample }] }
          : { header_text: [sample] };
      return [present({ type: 'HEADER', format: 'TEXT', text, example: variable === undefined ? undefined : example })];
    }
  }
}

function bodyExample({ body, samples, parameterFormat }: TemplateDraft): Record<string, unknown> | undefined {
  const names = placeholdersOf(body);
  if (names.length === 0) return undefined;
  const sampleOf = (name: string) => (Object.hasOwn(samples, name) ? (samples[name] ?? '') : '');
  if (parameterFormat === 'named') {
    return { body_text_named_params: names.map((name) => ({ param_name: name, example: sampleOf(name) })) };
  }
  // By number, wherever they stand in the text.
  return { body_text: [names.toSorted((one, other) => Number(one) - Number(other)).map(sampleOf)] };
}

function buttonOf(button: DraftButton): Record<string, unknown> {
  switch (button.type) {
    case 'quick-reply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'url':
      return present({
        type: 'URL',
        text: button.text,
        url: button.url,
        example: placeholdersOf(button.url).length > 0 && button.sample !== undefined ? [button.sample] : undefined,
      });
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: dialled(button.phone) };
    case 'copy-code':
      return { type: 'COPY_CODE', example: button.sample };
  }
}
