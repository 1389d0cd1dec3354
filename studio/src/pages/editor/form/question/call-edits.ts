import type { Template } from '@core/templates/template.js';
import { isMap, isScalar, type Document } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';
import { fieldsOf, type TemplateField } from '../../../../template-picker/fields.js';
import { setField } from '../edits/text-edits.js';

/** Parts of a call that only one template understands. */
const OF_ONE = ['params', 'headerLink', 'urlSuffix', 'buttons'] as const;

/**
 * Another template for what goes out when the window has closed; without one, none. Values that the new one asks for,
 * too, stay; what it has no place for goes.
 */
export function chooseTemplate(doc: Document, path: StepPath, name: string | undefined, template?: Template): void {
  if (name === undefined) {
    setField(doc, path, undefined);
    return;
  }
  if (!isMap(doc.getIn(path))) {
    setField(doc, path, { template: name });
    return;
  }
  setField(doc, [...path, 'template'], name);
  if (!template) return;
  const fields = fieldsOf(template);
  const has = (part: TemplateField['part']) => fields.some((field) => field.part === part);
  const keeps: Record<(typeof OF_ONE)[number], boolean> = {
    params: has('body') || has('header'),
    headerLink: has('header-link'),
    urlSuffix: has('url-suffix'),
    buttons: template.buttons.some(({ type }) => type === 'quick-reply'),
  };
  for (const part of OF_ONE) if (!keeps[part] && doc.hasIn([...path, part])) setField(doc, [...path, part], undefined);
  const params = doc.getIn([...path, 'params']);
  if (isMap(params)) {
    for (const key of params.items.map((pair) => (isScalar(pair.key) ? String(pair.key.value) : ''))) {
      if (!fields.some((field) => field.key === key)) setField(doc, [...path, 'params', key], undefined);
    }
  }
}

/** Where the value of a field of the template stands in the call; values may be written as a list for `{{1}}`, `{{2}}`. */
export function placeOf(params: unknown, path: StepPath, { part, key }: TemplateField): StepPath {
  if (part === 'header-link') return [...path, 'headerLink'];
  if (part === 'url-suffix') return [...path, 'urlSuffix'];
  const isListed = Array.isArray(params);
  return [...path, 'params', isListed && /^\d+$/u.test(key) ? Number(key) - 1 : key];
}
