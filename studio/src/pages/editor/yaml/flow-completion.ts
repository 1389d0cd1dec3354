import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { hoverTooltip } from '@codemirror/view';
import { aboutField, fieldsAt, valuesAt, type Suggestion } from './flow-schema.js';
import { yamlPlace } from './yaml-place.js';

const asCompletion = ({ name, about }: Suggestion, type: string, behind = ''): Completion => ({
  label: name,
  apply: `${name}${behind}`,
  type,
  ...(about !== undefined && { info: about }),
});

/** Completes fields and values of a flow by its schema, and steps to go to by those that there are. */
export function flowCompletion(stepKeys: () => readonly string[]) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const place = yamlPlace(state.sliceDoc(0, pos), state.sliceDoc(pos));
    if (!place) return null;
    if (place.typed === '' && !explicit) return null;
    const from = pos - place.typed.length;
    if (place.key === undefined) {
      return {
        from,
        options: fieldsAt(place).map((field) => asCompletion(field, 'property', ': ')),
        validFor: /^[\w-]*$/,
      };
    }
    const values =
      place.key === 'goto' ? stepKeys().map((name) => ({ name, about: undefined })) : valuesAt(place, place.key);
    return { from, options: values.map((value) => asCompletion(value, 'enum')), validFor: /^[\w-]*$/ };
  };
}

/** Says what the field under the pointer is for. */
export const fieldHelp = hoverTooltip(({ state }, pos) => {
  const line = state.doc.lineAt(pos);
  const key = /^(\s*(?:-\s+)*)([\w$-]+):/.exec(line.text);
  const start = line.from + (key?.[1]?.length ?? 0);
  const name = key?.[2];
  if (name === undefined || pos < start || pos > start + name.length) return null;
  const place = yamlPlace(state.sliceDoc(0, start), state.sliceDoc(start));
  const about = place && aboutField(place, name);
  if (about === undefined) return null;
  return {
    pos: start,
    end: start + name.length,
    create() {
      const dom = document.createElement('div');
      dom.className = 'cm-field-help';
      dom.textContent = about;
      return { dom };
    },
  };
});
