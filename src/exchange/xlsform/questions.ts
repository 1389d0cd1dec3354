import { MAX_OPTIONS } from '../../flow/definition/steps.js';
import { fields } from '../draft.js';
import type { DraftText, Fields } from '../draft.js';
import { NotCarried } from '../expressions/expression.js';
import type { Lookup } from '../expressions/known-name.js';
import { readXPath } from '../expressions/read-xpath.js';
import { writeCelCondition } from '../expressions/write-cel.js';
import type { Findings } from '../finding.js';
import { tellApart } from '../tell-apart.js';
import { ownWord } from '../words.js';
import { aboutQuestion, splitConstraint } from './constraint.js';
import { filterFor, optionOf } from './choices.js';
import type { Choice } from './choices.js';
import type { FormTexts } from './form-texts.js';
import { kindOf, parametersOf } from './question-kinds.js';
import type { SelectType } from './question-kinds.js';
import type { Row } from './workbook.js';

export interface QuestionContext {
  row: Row;
  where: string;
  /** Of the question in the flow. */
  id: string;
  label: DraftText;
  lookup: Lookup;
  texts: FormTexts;
  findings: Findings;
  pipe: (text: string) => string;
  lists: ReadonlyMap<string, Choice[]>;
  choiceColumns: readonly string[];
  version: string;
}

/** A question's type with the fields of its own, and what is said after a wrong answer. */
export interface Asked {
  ask: string;
  own: Fields;
  hint?: DraftText;
  /** Steps behind the question that send it back when its answer does not fit. */
  after: Fields[];
  /** What could not be carried over, as the form writes it. */
  comments: string[];
}

/** A question without choices. */
export function askFields(context: QuestionContext, type: string, parameters: Record<string, string>): Asked {
  const { findings, where, row, version } = context;
  if (type.toLowerCase() === 'range') return constrained(context, ...range(context, parameters));
  const kind = kindOf(type);
  if (!kind) throw new Error(`"${type}" has a name in the flow and is no question`);
  if (kind.changed !== undefined) findings.changed(where, `${type} ${row.cell('name')}`, kind.changed);
  if (Object.keys(parameters).length > 0)
    findings.leftOut(where, `parameters: ${row.cell('parameters')}`, 'a flow has nothing of the kind');
  const appearance = row.cell('appearance');
  if (kind.ask === 'date' && /year/.test(appearance))
    findings.changed(where, `appearance: ${appearance}`, 'a whole date is asked for');
  if (kind.ask === 'image' && /signature|draw|annotate/.test(appearance))
    findings.changed(where, `appearance: ${appearance}`, 'a chat has nothing to draw on; a photo is asked for');
  return constrained(context, kind.ask, kind.ask === 'consent' ? { version } : {});
}

/** https://xlsform.org/#range: start, end and step, 0 to 10 by 1 if not given. */
function range({ findings, where, row }: QuestionContext, parameters: Record<string, string>): [string, Fields] {
  const number = (key: string, otherwise: number): number => {
    const value = Number(parameters[key] ?? otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  const [start, end, step] = [number('start', 0), number('end', 10), number('step', 1)];
  const [min, max] = [Math.min(start, end), Math.max(start, end)];
  if (start === 1 && Number.isInteger(end) && end >= 3 && end <= 10 && step === 1) return ['rating', { points: end }];
  if (step !== 1 && step !== 0)
    findings.changed(
      where,
      `parameters: ${row.cell('parameters')}`,
      'any number between the ends is taken, not only steps',
    );
  return [[min, max, step].every(Number.isInteger) ? 'integer' : 'number', { min, max }];
}

/** A question with choices; a free text where there are none, or more than a list in WhatsApp can page through. */
export function selectFields(context: QuestionContext, select: SelectType): Asked {
  const { findings, where, row, lists, texts } = context;
  const choices = select.elsewhere ? undefined : lists.get(select.list);
  const asText = (why: string): Asked => {
    findings.changed(where, `${row.cell('type')} ${row.cell('name')}`, `${why}; it is asked as a free text`);
    return constrained(context, 'text', {});
  };
  if (select.elsewhere) return asText('its choices are in another file or question');
  if (!choices || choices.length === 0) return asText(`there is no list of choices "${select.list}"`);
  if (choices.length > MAX_OPTIONS)
    return asText(`it has ${choices.length} choices, and a question has at most ${MAX_OPTIONS}`);
  const { options, comments } = filtered(context, choices);
  if (options.length === 0) return asText('no choice is left');
  if (select.orOther && !choices.some(({ id }) => id === 'other'))
    options.push({ id: 'other', label: texts.own(ownWord('other', texts.languages)), specify: true });
  tellApart(options, where, findings);
  const parameters = parametersOf(row.cell('parameters'));
  for (const [key, value] of Object.entries(parameters)) {
    if (key === 'seed')
      findings.changed(where, `seed=${value}`, 'the order is drawn for each session, and stays the same within it');
    else if (key !== 'randomize') findings.leftOut(where, `${key}=${value}`, 'a flow has nothing of the kind');
  }
  const random = /^true/i.test(parameters['randomize'] ?? '');
  const asked = constrained(context, select.ask, fields({ options, randomise: random ? true : undefined }));
  return { ...asked, comments: [...comments, ...asked.comments] };
}

/** The options, each with the condition that a choice_filter gives it. */
function filtered(
  { row, where, lookup, findings, texts, pipe, choiceColumns }: QuestionContext,
  choices: readonly Choice[],
): { options: Fields[]; comments: string[] } {
  const source = row.cell('choice_filter');
  const plain = (): Fields[] =>
    choices.map((choice) => withMedia(choice, optionOf(choice, texts, pipe), choiceColumns, findings));
  if (source === '') return { options: plain(), comments: [] };
  const leftOut = (why: string): { options: Fields[]; comments: string[] } => {
    findings.leftOut(where, `choice_filter: ${source}`, `${why}; all choices are shown`);
    return { options: plain(), comments: [`choice_filter: ${source}`] };
  };
  try {
    const filter = readXPath(source);
    const options = choices.flatMap((choice): Fields[] => {
      const when = writeCelCondition(filterFor(filter, choice, choiceColumns), lookup);
      if (when === 'true') return [withMedia(choice, optionOf(choice, texts, pipe), choiceColumns, findings)];
      if (when === 'false') {
        findings.leftOut(
          `choices!row ${choice.row.number}`,
          choice.name,
          `the filter of row ${row.number} never shows it`,
        );
        return [];
      }
      const { id, ...option } = optionOf(choice, texts, pipe);
      return [withMedia(choice, { id, ...option, when }, choiceColumns, findings)];
    });
    return { options, comments: [] };
  } catch (cause) {
    if (!(cause instanceof NotCarried)) throw cause;
    return leftOut(cause.message);
  }
}

function withMedia(choice: Choice, option: Fields, columns: readonly string[], findings: Findings): Fields {
  for (const column of columns.filter((name) => name.startsWith('media::') && choice.row.cell(name) !== ''))
    findings.leftOut(
      `choices!row ${choice.row.number}`,
      `${column}: ${choice.row.cell(column)}`,
      'options in WhatsApp have no media',
    );
  return option;
}

/** Adds a row's constraint: as fields where the question type has them, else as a way back to the question. */
function constrained(context: QuestionContext, ask: string, own: Fields): Asked {
  const { row, where, findings, texts, pipe, id, lookup } = context;
  const source = row.cell('constraint');
  const hint = texts.text(row, 'constraint_message', pipe);
  const plain: Asked = { ask, own, ...(hint !== undefined && { hint }), after: [], comments: [] };
  if (source === '') return plain;
  try {
    const split = splitConstraint(ask, readXPath(source));
    const options = own['options'];
    if (Array.isArray(options)) {
      const known = lookup(row.cell('name'));
      for (const name of split.exclusive) {
        const option: unknown = options.find((one: Fields) => one['id'] === known?.options?.get(name));
        if (typeof option === 'object' && option !== null) Reflect.set(option, 'exclusive', true);
      }
    }
    const asked: Asked = { ...plain, own: { ...own, ...split.fields } };
    if (!split.rest) return asked;
    const holds = writeCelCondition(aboutQuestion(split.rest, row.cell('name')), lookup);
    const when = `${id} != null && !(${holds})`;
    findings.changed(
      where,
      `constraint: ${source}`,
      'it is checked after the answer, which then leads back to the question',
    );
    return {
      ...asked,
      after: [
        { when, say: hint ?? texts.own(ownWord('check', texts.languages)) },
        { when, goto: id },
      ],
    };
  } catch (cause) {
    if (!(cause instanceof NotCarried)) throw cause;
    findings.leftOut(where, `constraint: ${source}`, cause.message);
    return { ...plain, comments: [`constraint: ${source}`] };
  }
}
