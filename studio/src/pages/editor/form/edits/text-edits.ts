import { isMap, isScalar, type Document } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';

/**
 * Writes a text in one language. A text for all languages stays one where the flow speaks one language only; else it
 * becomes the first language's, with the new one beside it. An empty text removes this language, and with the last one
 * the field and the maps that are empty without it; a required field stays, empty, since a step is known by it.
 */
export function setText(
  doc: Document,
  path: StepPath,
  text: string,
  { language, languages, required = false }: { language: string; languages: readonly string[]; required?: boolean },
): void {
  const empty = () => (required ? doc.setIn(path, '') : setField(doc, path, undefined));
  const before = doc.getIn(path, true);
  if (isMap(before)) {
    if (text !== '') before.set(language, text);
    else before.delete(language);
    if (before.items.length === 0) empty();
    return;
  }
  const [first = language] = languages;
  const single = isScalar(before) && typeof before.value === 'string' ? before.value : undefined;
  if (single !== undefined && single !== '' && languages.length > 1) {
    const kept = language === first ? {} : { [first]: single };
    const both = text === '' ? { ...kept } : { ...kept, [language]: text };
    if (Object.keys(both).length === 0) empty();
    else setField(doc, path, both);
    return;
  }
  if (text === '') empty();
  else setField(doc, path, languages.length > 1 ? { [language]: text } : text);
}

/**
 * Writes a field, or removes it where the value is undefined, with the maps around it that are empty then. What is new in
 * the flow's head stands in front of its steps, where authors look for it.
 */
export function setField(doc: Document, path: StepPath, value: unknown): void {
  if (value !== undefined) {
    const [field, ...below] = path;
    const head = doc.contents;
    if (isMap(head) && field !== undefined && !head.has(field)) {
      const whole = below.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      const steps = head.items.findIndex(({ key }) => isScalar(key) && key.value === 'steps');
      head.items.splice(steps === -1 ? head.items.length : steps, 0, doc.createPair(field, whole));
    } else doc.setIn(path, doc.createNode(value));
    return;
  }
  doc.deleteIn(path);
  const around = path.slice(0, -1);
  const parent = doc.getIn(around);
  if (around.length > 0 && isMap(parent) && parent.items.length === 0) setField(doc, around, undefined);
}
