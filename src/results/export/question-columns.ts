import { pickLocalised } from '../../flow/localised-text.js';
import type { Answer } from '../../flow/session.js';
import type { KnownQuestion, NamedOption, Texts } from '../known-question.js';
import type { Cell, Column, ExportChoice } from './column.js';

/** Between a question's id and a part of its answer. */
const PART = '__';
/** Between the picks of a multiple choice; no id has it, and labels hardly. */
const AND = '; ';

/** The columns of one question: one, or one for each part that its answers have. */
export function questionColumns(question: KnownQuestion, { labels }: ExportChoice): Column[] {
  const asLabels = labels === 'labels';
  const title = titleOf(question.texts, question.id);
  const named = ({ id, labels: texts }: NamedOption) => titleOf(texts, id);
  const labelOf = (id: string): string => {
    const option = question.options.find((one) => one.id === id);
    return asLabels && option ? named(option) : id;
  };
  const column = (part: string, partTitle: string, cell: (answer: Answer) => Cell): Column => ({
    name: part === '' ? question.id : question.id + PART + part,
    title: partTitle === '' ? title : `${title} – ${partTitle}`,
    question: question.id,
    cell: ({ response: { answers } }) => {
      const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
      return answer === undefined || answer.value === null ? null : cell(answer);
    },
  });
  const plain = column('', '', ({ value }) => plainCell(value));
  const ownWords = question.hasOwnWords
    ? [column('other', 'own words', ({ detail }) => textOr(detail?.['other'], null))]
    : [];

  switch (question.form) {
    case 'choices':
      if (!question.isMultiple)
        return [column('', '', ({ value }) => choiceCell(question, value, asLabels, labelOf)), ...ownWords];
      return [
        column('', '', ({ value }) => listOf(value).map(labelOf).join(AND)),
        ...question.options.map((option) =>
          column(option.id, named(option), ({ value }) => Number(listOf(value).includes(option.id))),
        ),
        ...ownWords,
      ];
    case 'ranking':
      return question.options.map((_, place) =>
        column(String(place + 1), String(place + 1), ({ value }) => {
          const id = listOf(value)[place];
          return id === undefined ? null : labelOf(id);
        }),
      );
    case 'matrix':
      return question.rows.map((row) =>
        column(row.id, named(row), ({ value }) => {
          const cell = partOf(value, row.id);
          return typeof cell === 'string' ? labelOf(cell) : null;
        }),
      );
    case 'places':
      return ['latitude', 'longitude', 'name', 'address'].map((part) =>
        column(part, part, ({ value }) => plainCell(partOf(value, part))),
      );
    case 'files':
      return [
        column('', '', ({ value, label }) => textOr(partOf(value, 'filename'), label)),
        column('type', 'type', ({ value }) => textOr(partOf(value, 'mime'), null)),
        column('caption', 'caption', ({ detail }) => textOr(detail?.['caption'], null)),
      ];
    case 'numbers':
    case 'scores':
    case 'nps':
    case 'days':
    case 'hours':
      return [plain];
    case 'texts':
      return [column('', '', ({ value, label }) => (typeof value === 'object' ? label : plainCell(value)))];
  }
}

/** In the flow's first language; as the author wrote it. */
export const titleOf = (texts: Texts, id: string): string => {
  const languages = Object.keys(texts);
  return languages.length === 0 ? id : pickLocalised(texts, languages[0] ?? '', languages) || id;
};

function choiceCell(
  question: KnownQuestion,
  value: Answer['value'],
  asLabels: boolean,
  labelOf: (id: string) => string,
): Cell {
  if (typeof value !== 'boolean') return typeof value === 'string' ? labelOf(value) : plainCell(value);
  // A yes or a no stays one in codes: 1 or 0, as statistics programs have it.
  const id = question.options[value ? 0 : 1]?.id;
  return asLabels && id !== undefined ? labelOf(id) : Number(value);
}

const listOf = (value: Answer['value']): readonly string[] => (Array.isArray(value) ? value : []);

function partOf(value: Answer['value'], part: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, part) ? value[part] : undefined;
}

const textOr = <T>(value: unknown, otherwise: T): string | T => (typeof value === 'string' ? value : otherwise);

function plainCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
