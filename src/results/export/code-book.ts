import type { KnownQuestion } from '../known-question.js';
import type { Cell, Column } from './column.js';
import { titleOf } from './question-columns.js';

export const CODE_BOOK_HEADS = ['variable', 'label', 'type', 'code', 'code label', 'versions'];

/** What each variable means: a line for it, and one for each of its codes. */
export async function* codeBook(
  columns: readonly Column[],
  questions: readonly KnownQuestion[],
  versionsOf: (question: string) => readonly string[],
): AsyncGenerator<Cell[]> {
  for (const column of columns) {
    const question = questions.find(({ id }) => id === column.question);
    const kind = question?.kind ?? (column.question === undefined ? 'response' : 'agent');
    const versions = column.question === undefined ? '' : versionsOf(column.question).join(' ');
    yield [column.name, column.title, kind, null, null, versions];
    for (const [code, label] of codesOf(question, column)) yield [column.name, null, null, code, label, null];
  }
  yield ['(empty)', 'not asked, skipped (see the column "skipped") or not answered yet', null, null, null, null];
}

function codesOf(question: KnownQuestion | undefined, column: Column): [Cell, string][] {
  if (!question) return [];
  const options = question.options.map(({ id, labels }): [string, string] => [id, titleOf(labels, id)]);
  switch (question.form) {
    case 'choices':
      if (question.isMultiple && column.name !== question.id && column.name !== `${question.id}__other`)
        return [
          [1, 'picked'],
          [0, 'not picked'],
        ];
      if (column.name !== question.id) return [];
      // Yes or no, agreed or declined.
      return question.kind === 'yes-no' || question.kind === 'consent'
        ? options.map(([, label], at) => [at === 0 ? 1 : 0, label])
        : options;
    case 'scores':
      return options.map(([point, label]) => [Number(point), label]);
    case 'ranking':
    case 'matrix':
      return options;
    default:
      return [];
  }
}
