/** How a value is given: as it stands, or worked out. */
export const VALUE_KINDS = ['number', 'text', 'truth', 'expression'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** A value of a flow (`set`, `with`) as a field shows it. */
export interface ShownValue {
  as: ValueKind;
  text: string;
}

const LITERAL = /^'(?:[^'\\\n]|\\['\\])*'$/u;

/** Reads numbers, truth values and plain texts; all else is an expression. */
export function readValue(value: unknown): ShownValue {
  if (typeof value === 'number') return { as: 'number', text: String(value) };
  if (typeof value === 'boolean') return { as: 'truth', text: String(value) };
  const text = typeof value === 'string' ? value : '';
  if (LITERAL.test(text)) return { as: 'text', text: text.slice(1, -1).replaceAll(/\\(['\\])/gu, '$1') };
  return { as: 'expression', text };
}

/** As the flow has it. What is no number, or not yet, stays an expression, which the findings then tell of. */
export function writeValue({ as, text }: ShownValue): string | number | boolean {
  if (as === 'truth') return text === 'true';
  if (as === 'text') {
    const escaped = text
      .replaceAll('\\', String.raw`\\`)
      .replaceAll("'", String.raw`\'`)
      .replaceAll('\n', ' ');
    return `'${escaped}'`;
  }
  const trimmed = text.trim();
  return as === 'number' && trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** The same value given in another way, as near as it comes. */
export function valueAs({ text }: ShownValue, as: ValueKind): ShownValue {
  if (as === 'number') return { as, text: Number.isFinite(Number(text)) && text.trim() !== '' ? text : '0' };
  if (as === 'truth') return { as, text: String(text === 'true') };
  return { as, text: as === 'expression' && text.trim() === '' ? '0' : text };
}
