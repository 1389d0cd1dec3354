import type { CompiledFlow } from '../compiled-flow.js';
import type { DocumentPath, Report } from '../definition/finding.js';

/** Fields whose texts are CEL; all others are for people, with Liquid inside. */
const CEL_FIELDS = new Set(['when', 'times', 'return', 'until', 'returns']);

/** Warns of `set` values that no condition, text or other value reads. They are still kept with the response. */
export function checkUnusedValues(flow: CompiledFlow, report: Report): void {
  const set = new Map<string, DocumentPath>();
  const read = new Set<string>();
  const visit = (value: unknown, path: DocumentPath): void => {
    if (typeof value === 'string') {
      for (const name of namesIn(value, path)) read.add(name);
    } else if (Array.isArray(value)) {
      for (const [index, inner] of value.entries()) visit(inner, [...path, index]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (path.at(-1) === 'set' && !set.has(key)) set.set(key, [...path, key]);
        visit(inner, [...path, key]);
      }
    }
  };
  visit(flow.definition, []);
  for (const [name, path] of set) {
    if (read.has(name)) continue;
    report({
      severity: 'warning',
      rule: 'value-unused',
      message: `no condition and no text reads "${name}"; it is only kept with the response`,
      mend: 'take it out, or leave it if it is meant for the results',
      path,
      atKey: true,
    });
  }
}

/** Names that a text of the definition uses; a value that only builds on itself does not use itself. */
function namesIn(text: string, path: DocumentPath): string[] {
  if (path.at(-2) === 'set') return identifiers(text).filter((name) => name !== path.at(-1));
  if (path.at(-2) === 'with' || path.at(-2) === 'keep' || CEL_FIELDS.has(String(path.at(-1)))) return identifiers(text);
  return [...text.matchAll(/\{[{%]([\s\S]*?)[%}]\}/g)].flatMap((match) => identifiers(match[1] ?? ''));
}

function identifiers(text: string): string[] {
  return text.match(/[A-Za-z_]\w*/g) ?? [];
}
