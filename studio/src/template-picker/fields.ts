import { placeholdersOf } from '@core/templates/placeholders.js';
import type { Template } from '@core/templates/template.js';
import type { TemplateCall } from '@core/templates/template-call.js';

/** One value that a template asks for. */
export interface TemplateField {
  /** Of the form, and of the call's `params` where it is one of them. */
  key: string;
  part: 'header' | 'body' | 'header-link' | 'url-suffix';
  /** As it stands in the template's text: `1`, `first_name`. */
  name: string;
}

/** What people type, by the field's key. Texts with Liquid in them. */
export type TemplateValues = Readonly<Record<string, string>>;

/** A template with what was typed for it. */
export interface FilledTemplate {
  template: Template;
  values: TemplateValues;
}

const HEADER_LINK = '@headerLink';
const URL_SUFFIX = '@urlSuffix';

/** Everything that has to be filled in, in the order in which the message is read. A variable that stands twice is asked for once. */
export function fieldsOf(template: Template): TemplateField[] {
  const { header, body, buttons, parameterFormat } = template;
  const inBody = placeholdersOf(body);
  if (parameterFormat === 'positional') inBody.sort((one, other) => Number(one) - Number(other));
  const fields: TemplateField[] = [
    ...(header?.kind === 'text' ? placeholdersOf(header.text) : []).map((name) => ({
      // Header and body each count from 1.
      key: parameterFormat === 'positional' ? 'header' : name,
      part: 'header' as const,
      name,
    })),
    ...(header?.kind === 'media' ? [{ key: HEADER_LINK, part: 'header-link' as const, name: header.media }] : []),
    ...inBody.map((name) => ({ key: name, part: 'body' as const, name })),
    ...buttons
      .filter(({ type, url = '' }) => type === 'url' && placeholdersOf(url).length > 0)
      .map(({ text }) => ({ key: URL_SUFFIX, part: 'url-suffix' as const, name: text })),
  ];
  return fields.filter(({ key }, index) => fields.findIndex((other) => other.key === key) === index);
}

/** The call that sends the template with these values. */
export function callOf(template: Template, values: TemplateValues): TemplateCall {
  const fields = fieldsOf(template);
  const params = fields.filter(({ part }) => part === 'header' || part === 'body');
  const valueOf = (part: TemplateField['part']): string | undefined => {
    const field = fields.find((one) => one.part === part);
    return field && (values[field.key] ?? '');
  };
  const headerLink = valueOf('header-link');
  const urlSuffix = valueOf('url-suffix');
  return {
    template: template.name,
    ...(params.length > 0 && { params: Object.fromEntries(params.map(({ key }) => [key, values[key] ?? ''])) }),
    ...(headerLink !== undefined && { headerLink }),
    ...(urlSuffix !== undefined && { urlSuffix }),
  };
}
