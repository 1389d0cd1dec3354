import type { Fields } from '../draft.js';
import { fields } from '../draft.js';
import { literal, mapExpression, NotCarried } from '../expressions/expression.js';
import type { Expression } from '../expressions/expression.js';
import type { Findings } from '../finding.js';
import { optionIds } from '../names.js';
import type { FormTexts } from './form-texts.js';
import type { Row, Table } from './workbook.js';

export interface Choice {
  /** As the form names it. */
  name: string;
  id: string;
  row: Row;
}

/** The choices of a form by the name of their list. */
export function choiceLists(table: Table | undefined, findings: Findings): Map<string, Choice[]> {
  const rows = new Map<string, Row[]>();
  for (const row of table?.rows ?? []) {
    const list = row.cell('list_name');
    if (list === '') {
      if (nameOf(row) !== '')
        findings.leftOut(`choices!row ${row.number}`, nameOf(row), 'the row does not say which list it belongs to');
      continue;
    }
    const known = rows.get(list) ?? [];
    if (nameOf(row) === '') findings.leftOut(`choices!row ${row.number}`, row.cell('label'), 'the choice has no name');
    else {
      if (known.some((other) => nameOf(other) === nameOf(row)))
        findings.changed(
          `choices!row ${row.number}`,
          nameOf(row),
          `the list "${list}" has this choice already; the flow gives this one an id of its own, and conditions mean the first`,
        );
      known.push(row);
    }
    rows.set(list, known);
  }
  return new Map(
    [...rows].map(([list, choices]) => {
      const ids = optionIds(choices.map(nameOf));
      return [list, choices.map((row, index) => ({ name: nameOf(row), id: ids[index] ?? nameOf(row), row }))];
    }),
  );
}

function nameOf(row: Row): string {
  return row.cell('name') || row.cell('value');
}

/** An option as the flow writes it; a condition that it is shown by is added by whoever knows the question. */
export function optionOf(choice: Choice, texts: FormTexts, pipe: (text: string) => string): Fields {
  return fields({ id: choice.id, label: texts.text(choice.row, 'label', pipe) ?? choice.name });
}

/** A filter of choices for one of them: the columns stand for what the sheet says in its row. */
export function filterFor(filter: Expression, { row, name }: Choice, columns: readonly string[]): Expression {
  return mapExpression(filter, (node) => {
    if (node.kind !== 'column') return undefined;
    const wanted = node.name.toLowerCase();
    if (wanted === 'name' || wanted === 'value') return literal(name);
    const column = columns.find((known) => known.toLowerCase() === wanted);
    if (column === undefined) throw new NotCarried(`the choices have no column "${node.name}"`);
    return literal(row.cell(column));
  });
}
