import type { ScopeFor } from '@core/flow/text.js';
import { renderLiquid } from '@core/flow/text.js';
import { bindTemplate } from '@core/templates/bind.js';
import { MAX_BODY, MAX_HEADER_TEXT } from '@core/templates/limits.js';
import { previewTemplate, type TemplatePreview } from '@core/templates/preview.js';
import { encodeUrlSuffix, sanitiseParameter } from '@core/templates/sanitise.js';
import type { Template } from '@core/templates/template.js';
import { callOf, fieldsOf, type TemplateField, type TemplateValues } from './fields.js';

/** What is said at a field; the words are in `inbox.json` under `picker.field`. */
export interface FieldRemark {
  code: 'empty' | 'unknown' | 'cleaned' | 'link' | 'body-long' | 'header-long';
  /** Facts for the sentence. */
  facts: Record<string, string | number>;
}

export interface BoundValues {
  /** Filled in as far as there are values. */
  preview: TemplatePreview;
  /** By the field's key: with one of these the message cannot go. */
  errors: Readonly<Record<string, FieldRemark>>;
  /** By the field's key: what is changed on the way. */
  notes: Readonly<Record<string, FieldRemark>>;
  /** What no field is to blame for, in the core's words. */
  others: readonly string[];
}

/** There is no question that the template would bring back. */
const NOWHERE = { sessionId: 'preview', stepId: 'preview', render: 0 };

/** The message as it will be bound when it is sent, by what binds it then; a remark stands at each field that needs one. */
export function bindValues(template: Template, values: TemplateValues, scopeFor: ScopeFor): BoundValues {
  const fields = fieldsOf(template);
  const read = fields.map((field) => readField(field, values[field.key] ?? '', scopeFor));
  const errors = Object.fromEntries(read.flatMap(({ key, error }) => (error ? [[key, error]] : [])));
  const notes = Object.fromEntries(read.flatMap(({ key, note }) => (note ? [[key, note]] : [])));
  const preview = previewOf(template, read);
  Object.assign(errors, tooLong(preview, read, errors));
  const bound = bindTemplate({
    template,
    call: callOf(template, values),
    renderText: (localised) => renderLiquid(String(localised), scopeFor),
    tap: NOWHERE,
  });
  const isExplained = Object.keys(errors).length > 0;
  return {
    preview: bound.ok ? bound.preview : preview,
    errors,
    notes,
    others: bound.ok || isExplained ? [] : bound.problems.map(({ message }) => message),
  };
}

interface ReadField extends TemplateField {
  text: string;
  error?: FieldRemark;
  note?: FieldRemark;
}

function readField(field: TemplateField, typed: string, scopeFor: ScopeFor): ReadField {
  const rendered = renderLiquid(typed, scopeFor);
  if ('error' in rendered) {
    return { ...field, text: '', error: { code: 'unknown', facts: { reason: rendered.error } } };
  }
  const raw = rendered.text;
  const text = field.part === 'url-suffix' ? encodeUrlSuffix(raw) : sanitiseParameter(raw);
  if (text === '') {
    const isVariable = typed.trim() !== '';
    return { ...field, text, error: { code: 'empty', facts: { context: isVariable ? 'variable' : 'typed' } } };
  }
  if (field.part === 'header-link' && !/^https:\/\/[^\s/]+/i.test(text)) {
    return { ...field, text, error: { code: 'link', facts: {} } };
  }
  const isCleaned = field.part !== 'url-suffix' && text !== raw.trim();
  return { ...field, text, ...(isCleaned && { note: { code: 'cleaned', facts: {} } }) };
}

function previewOf(template: Template, read: readonly ReadField[]): TemplatePreview {
  const given = (part: TemplateField['part']) => read.filter((field) => field.part === part && field.text !== '');
  const byName = (part: TemplateField['part']) => new Map(given(part).map(({ name, text }) => [name, text]));
  const [link] = given('header-link');
  const [suffix] = given('url-suffix');
  // A named variable may stand in header and body; its field is the header's.
  const shared = template.parameterFormat === 'named' ? byName('header') : new Map<string, string>();
  return previewTemplate(template, {
    header: byName('header'),
    body: new Map([...shared, ...byName('body')]),
    ...(link && { headerLink: link.text }),
    ...(suffix && { urlSuffix: suffix.text }),
  });
}

/** Too long as a whole: said at the longest of its values. */
function tooLong(
  { header, body }: TemplatePreview,
  read: readonly ReadField[],
  errors: Readonly<Record<string, FieldRemark>>,
): Record<string, FieldRemark> {
  const found: Record<string, FieldRemark> = {};
  const blame = (part: TemplateField['part'], code: FieldRemark['code'], length: number, limit: number): void => {
    const [longest] = read
      .filter((field) => field.part === part && errors[field.key] === undefined)
      .toSorted((one, other) => other.text.length - one.text.length);
    if (longest && length > limit) found[longest.key] = { code, facts: { length, limit } };
  };
  blame('body', 'body-long', body.length, MAX_BODY);
  if (header?.kind === 'text') blame('header', 'header-long', header.text.length, MAX_HEADER_TEXT);
  return found;
}
