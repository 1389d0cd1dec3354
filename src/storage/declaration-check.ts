import type { CollectionDeclaration, IndexField } from './documents.js';

/** Single _ and - inside only: a double underscore parts a table's name from its index's. */
const NAME = /^(?=.{1,29}$)[a-z][a-z0-9]*([_-][a-z0-9]+)*$/;
const NAME_RULE = '1–29 characters of a–z and 0–9, with single _ or - between them';

/** Of a column too, with a prefix. */
const FIELD = /^[A-Za-z_][A-Za-z0-9_]{0,59}$/;

/** Names become those of tables, columns and indexes, of 63 bytes in PostgreSQL. @throws Error naming what is wrong */
export function checkDeclaration(declaration: CollectionDeclaration<object>): void {
  const complain = (what: string) => {
    throw new Error(`collection ${declaration.name}: ${what}`);
  };
  if (!NAME.test(declaration.name)) complain(`its name is not ${NAME_RULE}`);
  const names = new Set<string>(['id']);
  const types = new Map<string, IndexField['type']>();
  for (const index of declaration.indexes) {
    if (!NAME.test(index.name)) complain(`the index name "${index.name}" is not ${NAME_RULE}`);
    if (names.has(index.name)) complain(`the index name "${index.name}" is taken`);
    names.add(index.name);
    if (index.fields.length === 0) complain(`index ${index.name} has no fields`);
    for (const { field, type } of index.fields) {
      if (!FIELD.test(field)) complain(`"${field}" is not a top-level field name (1–60 letters, digits and _)`);
      if ((types.get(field) ?? type) !== type) complain(`its indexes give "${field}" two types`);
      types.set(field, type);
    }
  }
}
