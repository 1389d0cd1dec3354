/** How an attribute is typed in. `data`: lists and objects, as JSON. */
export const ATTRIBUTE_KINDS = ['text', 'number', 'yes-no', 'data'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** One attribute as it stands in the form. */
export interface AttributeRow {
  /** Of the row, as long as the form is open. */
  key: string;
  name: string;
  kind: AttributeKind;
  /** `yes` or `no` where the kind is that. */
  text: string;
  /** Not stored yet: its name and kind can be chosen. */
  isNew: boolean;
}

/** The words are in `inbox.json` under `details.attribute.wrong`. */
export type AttributeFault = 'name-missing' | 'name-long' | 'name-twice' | 'text-missing' | 'number' | 'data';

export interface AttributeFaults {
  name?: AttributeFault;
  text?: AttributeFault;
}

/** As many characters as the service takes. */
const LONGEST_NAME = 100;

export function rowsOf(attributes: Readonly<Record<string, unknown>>): AttributeRow[] {
  return Object.entries(attributes).map(([name, value]) => ({
    key: name,
    name,
    kind: kindOf(value),
    text: textOf(value),
    isNew: false,
  }));
}

/** What keeps the rows from being saved, by the row's key; empty where nothing does. */
export function faultsOf(rows: readonly AttributeRow[]): Record<string, AttributeFaults> {
  return Object.fromEntries(
    rows.flatMap((row) => {
      const name = nameFault(row, rows);
      const text = textFault(row);
      return name || text ? [[row.key, { ...(name && { name }), ...(text && { text }) }]] : [];
    }),
  );
}

/**
 * What is to be sent: only what differs, so that nothing is overwritten that somebody else has changed meanwhile; null
 * takes an attribute away.
 * @param rows without faults
 */
export function changesOf(
  attributes: Readonly<Record<string, unknown>>,
  rows: readonly AttributeRow[],
): Record<string, unknown> {
  const before = rowsOf(attributes);
  const gone = before.filter(({ key }) => !rows.some((row) => row.key === key)).map(({ name }) => [name, null]);
  const changed = rows
    .filter((row) => !before.some(({ key, kind, text }) => row.key === key && row.kind === kind && row.text === text))
    .map((row) => [row.name.trim(), valueOf(row)]);
  return Object.fromEntries([...gone, ...changed]);
}

function nameFault({ key, name, isNew }: AttributeRow, rows: readonly AttributeRow[]): AttributeFault | undefined {
  if (!isNew) return undefined;
  const wanted = name.trim();
  if (wanted === '') return 'name-missing';
  if (wanted.length > LONGEST_NAME) return 'name-long';
  return rows.some((other) => other.key !== key && other.name.trim() === wanted) ? 'name-twice' : undefined;
}

function textFault({ kind, text, isNew }: AttributeRow): AttributeFault | undefined {
  switch (kind) {
    case 'text':
      return isNew && text.trim() === '' ? 'text-missing' : undefined;
    case 'number':
      return text.trim() === '' || !Number.isFinite(Number(text)) ? 'number' : undefined;
    case 'yes-no':
      return text === 'yes' || text === 'no' ? undefined : 'text-missing';
    case 'data':
      return isJson(text) ? undefined : 'data';
  }
}

function valueOf({ kind, text }: AttributeRow): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return Number(text);
    case 'yes-no':
      return text === 'yes';
    case 'data':
      return JSON.parse(text);
  }
}

function kindOf(value: unknown): AttributeKind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'yes-no' : 'data';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}
