import { MAX_OPTIONS, MAX_ROUNDS } from '../../flow/definition/steps.js';
import { fields } from '../draft.js';
import type { DraftText, Fields, FlowDraft } from '../draft.js';
import { negate, NotCarried } from '../expressions/expression.js';
import type { Expression } from '../expressions/expression.js';
import type { KnownName } from '../expressions/known-name.js';
import { readXPath } from '../expressions/read-xpath.js';
import { writeCelCondition, writeCelValue } from '../expressions/write-cel.js';
import type { Findings } from '../finding.js';
import { NameMaker } from '../names.js';
import { ownWord } from '../words.js';
import type { Choice } from './choices.js';
import { pipeReferences } from './form-texts.js';
import type { FormTexts } from './form-texts.js';
import { isMetadata, kindOf, parametersOf, selectTypeOf } from './question-kinds.js';
import { askFields, selectFields } from './questions.js';
import type { QuestionContext } from './questions.js';
import type { Row, Table } from './workbook.js';

export interface Form {
  texts: FormTexts;
  findings: Findings;
  draft: FlowDraft;
  lists: ReadonlyMap<string, Choice[]>;
  choiceColumns: readonly string[];
  version: string;
}

interface OpenGroup {
  steps: Fields[];
  end: RegExp;
  repeats: boolean;
}

/** Columns of the survey sheet that have no counterpart, with the reason; told once a column. */
const NOT_CARRIED: Readonly<Record<string, string>> = {
  required_message: 'a chat says in its own words that it needs an answer',
  guidance_hint: 'a chat shows one hint',
  appearance: 'how a question looks follows from what WhatsApp has: buttons, lists or text',
  default: 'a question in a chat starts without an answer',
  trigger: 'values are computed where they stand in the flow, not on a change elsewhere',
  autoplay: 'WhatsApp does not start media by itself',
  accuracythreshold: 'WhatsApp decides how exact a shared place is',
  body: 'it belongs to the form app',
  bind: 'it belongs to the form app',
  instance: 'it belongs to the form app',
  note: 'remarks for authors are not part of a flow',
  save_to: 'a flow does not write into lists of entities',
};
const CARRIED = new Set([
  ...['type', 'name', 'label', 'hint', 'relevant', 'constraint', 'constraint_message', 'calculation', 'required'],
  ...['choice_filter', 'repeat_count', 'parameters', 'media::image', 'media::audio', 'media::video', 'read_only'],
]);

/** Turns the rows of the survey sheet into steps. */
export class SurveyRows {
  private readonly names = new NameMaker();
  /** By name in the form. */
  private readonly known = new Map<string, KnownName>();
  private readonly hidden: string[] = [];

  constructor(
    private readonly table: Table,
    private readonly form: Form,
  ) {}

  build(): void {
    this.tellColumns();
    this.collectNames();
    const open: (OpenGroup & { row: Row })[] = [];
    for (const row of this.table.rows) {
      const type = row.cell('type');
      const into = open.at(-1)?.steps ?? this.form.draft.steps;
      if (/^begin[ _](group|repeat|loop)\b/i.test(type)) {
        const within = open.some(({ repeats }) => repeats);
        open.push({ ...this.opened(row, into, type, within), row });
      } else if (/^end[ _](group|repeat|loop)\b/i.test(type)) {
        const closing = open.pop();
        if (!closing?.end.test(type))
          this.form.findings.changed(
            this.where(row),
            type,
            'it closes nothing that is open; groups end where they can',
          );
      } else if (type !== '') this.addRow(row, type, into);
    }
    for (const { row } of open)
      this.form.findings.changed(this.where(row), 'begin', 'the group is never closed; it ends with the form');
    this.dropEmpty(this.form.draft.steps);
    if (this.hidden.length > 0) this.form.draft.head['hidden'] = this.hidden;
  }

  private tellColumns(): void {
    const { findings } = this.form;
    for (const column of this.table.columns) {
      const base = column.replace(/^(media::[^:]+|[^:]+)::.*$/, '$1');
      if (CARRIED.has(base)) continue;
      const used = this.table.rows.filter((row) => row.cell(column) !== '' && !isGroupEnd(row.cell('type')));
      if (used.length === 0) continue;
      const what = [...new Set(used.map((row) => row.cell(column)))].slice(0, 6).join(', ');
      const rows = used.slice(0, 8).map((row) => row.number);
      findings.leftOut(
        `survey!column ${column}`,
        `${what} (${used.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}${used.length > 8 ? '…' : ''})`,
        NOT_CARRIED[base] ?? 'a flow has nothing of the kind',
      );
    }
  }

  /** Ahead of everything else: conditions may name what stands further down. */
  private collectNames(): void {
    for (const [order, row] of this.table.rows.entries()) {
      const type = row.cell('type');
      const name = row.cell('name');
      if (type === '' || name === '' || isMetadata(type) || type === 'note') continue;
      const select = selectTypeOf(type);
      const kind = kindOf(type);
      const lower = type.toLowerCase();
      let known: Omit<KnownName, 'id' | 'order'> | undefined;
      if (select) {
        const choices = select.elsewhere ? undefined : this.form.lists.get(select.list);
        const type = { 'single-choice': 'choice', 'multiple-choice': 'choices', ranking: 'ranking' } as const;
        known = asText(choices)
          ? { type: 'text' }
          : { type: type[select.ask], options: idsByName(choices, select.orOther) };
      } else if (kind) {
        known = {
          type: kind.type,
          ...(kind.type === 'boolean' && {
            truths: { yes: ['OK', 'true', 'yes', true], no: ['', 'false', 'no', false] },
          }),
        };
      } else if (lower === 'range') known = { type: 'number' };
      else if (lower === 'calculate' || lower === 'hidden') known = { type: 'value' };
      if (!known) continue;
      if (this.known.has(name))
        this.form.findings.changed(this.where(row), name, 'the name is there twice; references mean the first one');
      const id = this.names.make(name, `question_${row.number}`);
      if (id !== name) this.form.findings.changed(this.where(row), name, `the flow calls it "${id}"`);
      this.ids.set(row, id);
      if (!this.known.has(name)) this.known.set(name, { ...known, id, order });
    }
  }

  private readonly ids = new Map<Row, string>();

  private where(row: Row): string {
    return `survey!row ${row.number}`;
  }

  private readonly lookup = (name: string): KnownName | undefined => this.known.get(name);

  private pipeFor(row: Row): (text: string) => string {
    return pipeReferences(this.lookup, (name) => {
      this.form.findings.leftOut(this.where(row), `\${${name}} in a text`, 'the flow has no value of this name');
    });
  }

  private text(row: Row, column: string): DraftText | undefined {
    return this.form.texts.text(row, column, this.pipeFor(row));
  }

  /** The condition of a row as CEL. What cannot be carried over is told, and comes back as a comment. */
  private condition(row: Row, column: string): { cel?: string; comment?: string } {
    const source = row.cell(column);
    if (source === '') return {};
    try {
      return { cel: writeCelCondition(readXPath(source), this.lookup) };
    } catch (cause) {
      if (!(cause instanceof NotCarried)) throw cause;
      this.form.findings.leftOut(this.where(row), `${column}: ${source}`, cause.message);
      return { comment: `${column}: ${source}` };
    }
  }

  private add(into: Fields[], row: Row, step: Fields, comments: (string | undefined)[] = []): Fields {
    const { draft } = this.form;
    into.push(step);
    draft.origins.set(step, this.where(row));
    for (const line of comments) if (line !== undefined) draft.comment(step, line);
    return step;
  }

  private opened(row: Row, into: Fields[], type: string, withinRepeat: boolean): OpenGroup {
    const asRepeat = /repeat|loop/i.test(type);
    if (asRepeat && withinRepeat)
      this.form.findings.changed(
        this.where(row),
        type,
        'a repeated group cannot stand inside another one; its questions are asked once a round',
      );
    const repeat = asRepeat && !withinRepeat;
    const end = asRepeat ? /^end[ _](repeat|loop)/i : /^end[ _]group/i;
    const label = this.text(row, 'label');
    const { cel, comment } = this.condition(row, 'relevant');
    const steps: Fields[] = [];
    const heading: Fields[] = label === undefined ? [] : [{ say: label }];
    if (!repeat && cel === undefined && comment === undefined) {
      for (const step of heading) this.add(into, row, step);
      // A group without a condition only orders the sheet.
      return { steps: into, end, repeats: false };
    }
    for (const step of heading) this.add(steps, row, step);
    const id = this.names.make(row.cell('name'), `group_${row.number}`);
    const times = repeat ? this.times(row, id, label, into) : undefined;
    const group = fields({
      group: id,
      when: cel,
      repeat: times === undefined ? undefined : { times, as: this.names.make(`${id}_round`, 'round') },
      steps,
    });
    this.add(into, row, group, [comment]);
    return { steps, end, repeats: repeat };
  }

  /** How many rounds; where the form leaves that to a button, a question in front asks it. */
  private times(row: Row, id: string, label: DraftText | undefined, into: Fields[]): string | number | undefined {
    const count = row.cell('repeat_count');
    const { findings, texts } = this.form;
    if (count === '') {
      findings.changed(
        this.where(row),
        'begin repeat without repeat_count',
        'a chat has no button for one more round, so a question in front asks how many there are',
      );
      const question = this.names.make(`${id}_count`, 'count');
      const howMany = texts.own(ownWord('howMany', texts.languages));
      const { cel: when } = this.condition(row, 'relevant');
      this.add(
        into,
        row,
        fields({
          id: question,
          when,
          ask: 'integer',
          text: label ?? howMany,
          hint: label && howMany,
          min: 0,
          max: MAX_ROUNDS,
        }),
      );
      return question;
    }
    try {
      const expression = readXPath(count);
      if (expression.kind === 'literal' && typeof expression.value === 'number') {
        if (expression.value > MAX_ROUNDS)
          findings.changed(this.where(row), `repeat_count: ${count}`, `a flow repeats at most ${MAX_ROUNDS} times`);
        return Math.min(Math.max(1, Math.floor(expression.value)), MAX_ROUNDS);
      }
      return writeCelValue(expression, this.lookup);
    } catch (cause) {
      if (!(cause instanceof NotCarried)) throw cause;
      findings.leftOut(this.where(row), `repeat_count: ${count}`, `${cause.message}; the questions are asked once`);
      return undefined;
    }
  }

  private addRow(row: Row, type: string, into: Fields[]): void {
    const { findings } = this.form;
    const lower = type.toLowerCase();
    const where = this.where(row);
    if (isMetadata(type)) {
      findings.leftOut(
        where,
        type,
        'what a form app notes about itself; the conversation keeps times and the contact by itself',
      );
      return;
    }
    const { cel: when, comment } = this.condition(row, 'relevant');
    if (lower === 'note') {
      const say = this.text(row, 'label') ?? this.text(row, 'hint');
      if (say === undefined) findings.leftOut(where, 'note', 'it has no text');
      else this.add(into, row, fields({ when, say, media: this.media(row) }), [comment]);
      return;
    }
    const id = this.ids.get(row);
    if (lower === 'calculate' || (lower === 'hidden' && row.cell('calculation') !== '')) {
      if (id !== undefined) this.addCalculation(row, id, when, comment, into);
      else findings.leftOut(where, type, 'it has no name');
      return;
    }
    if (lower === 'hidden') {
      if (id === undefined) findings.leftOut(where, type, 'it has no name');
      else this.hidden.push(id);
      return;
    }
    if (id === undefined) {
      const known = kindOf(type) ?? selectTypeOf(type) ?? (lower === 'range' ? type : undefined);
      findings.leftOut(where, `${type} ${row.cell('name')}`, known ? 'it has no name' : 'a chat cannot ask this');
      return;
    }
    const context: QuestionContext = {
      row,
      where,
      id,
      lookup: this.lookup,
      texts: this.form.texts,
      findings,
      pipe: this.pipeFor(row),
      lists: this.form.lists,
      choiceColumns: this.form.choiceColumns,
      version: this.form.version,
      label: this.text(row, 'label') ?? row.cell('name'),
    };
    if (this.text(row, 'label') === undefined)
      findings.changed(where, row.cell('name'), 'the question has no label; its name is asked instead');
    if (selectTypeOf(type) && row.cell('appearance') === 'label') {
      findings.changed(where, row.cell('name'), 'a heading above a table of questions; its text is said');
      this.add(into, row, fields({ when, say: context.label, media: this.media(row) }), [comment]);
      return;
    }
    if (/^(yes|true|1)\b|^true\(\)/i.test(row.cell('read_only')) && !selectTypeOf(type)) {
      findings.changed(where, `${type} ${row.cell('name')}`, 'what cannot be changed is not asked; its text is said');
      this.add(into, row, fields({ when, say: context.label, media: this.media(row) }), [comment]);
      return;
    }
    if (row.cell('calculation') !== '')
      findings.leftOut(
        where,
        `calculation: ${row.cell('calculation')}`,
        'a question in a chat starts without an answer',
      );
    const select = selectTypeOf(type);
    const asked = select
      ? selectFields(context, select)
      : askFields(context, type, parametersOf(row.cell('parameters')));
    const step = this.add(
      into,
      row,
      fields({
        id,
        when,
        ask: asked.ask,
        text: context.label,
        hint: this.text(row, 'hint'),
        ...asked.own,
        optional: this.isOptional(row) ? true : undefined,
        retries: asked.hint === undefined ? undefined : { hint: asked.hint },
        media: this.media(row),
      }),
      [comment, ...asked.comments],
    );
    this.form.draft.origins.set(step, where);
    for (const after of asked.after) this.add(into, row, after);
  }

  private addCalculation(
    row: Row,
    id: string,
    when: string | undefined,
    comment: string | undefined,
    into: Fields[],
  ): void {
    const source = row.cell('calculation') || row.cell('default');
    let value = 'null';
    const comments = [comment];
    try {
      const expression = source === '' ? undefined : readXPath(source);
      if (expression?.kind === 'if' && (isNothing(expression.yes) || isNothing(expression.no))) {
        // CEL wants both branches of one type. A value that is not set is empty anyway.
        for (const [test, then] of [
          [expression.test, expression.yes],
          [negate(expression.test), expression.no],
        ] as const) {
          if (isNothing(then)) continue;
          const holds = writeCelCondition(test, this.lookup);
          const set = { [id]: writeCelValue(then, this.lookup) };
          this.add(into, row, { when: when === undefined ? holds : `(${when}) && (${holds})`, set }, comments);
        }
        return;
      }
      if (expression) value = writeCelValue(expression, this.lookup);
    } catch (cause) {
      if (!(cause instanceof NotCarried)) throw cause;
      this.form.findings.leftOut(this.where(row), `calculation: ${source}`, `${cause.message}; the value stays empty`);
      comments.push(`calculation: ${source}`);
    }
    this.add(into, row, fields({ when, set: { [id]: value } }), comments);
  }

  /** XLSForm takes an unanswered question for fine unless it is required. */
  private isOptional(row: Row): boolean {
    const required = row.cell('required').toLowerCase();
    if (required === '' || /^(no|false|false\(\)|0)$/.test(required)) return true;
    if (!/^(yes|true|true\(\)|1|required)$/.test(required))
      this.form.findings.changed(
        this.where(row),
        `required: ${required}`,
        'a question is required or not; this one is',
      );
    return false;
  }

  private media(row: Row): Fields | undefined {
    for (const kind of ['image', 'video', 'audio']) {
      const column = this.table.columns.find((name) => name.startsWith(`media::${kind}`) && row.cell(name) !== '');
      if (column === undefined) continue;
      const file = row.cell(column);
      if (/^https?:\/\/\S+$/.test(file)) return { kind, link: file };
      this.form.findings.leftOut(
        this.where(row),
        `${column}: ${file}`,
        'the file belongs to the form; give its public https address as `media`',
      );
    }
    return undefined;
  }

  /** A group that has lost all its rows. */
  private dropEmpty(steps: Fields[]): void {
    for (let index = steps.length - 1; index >= 0; index -= 1) {
      const inner = steps[index]?.['steps'];
      if (!Array.isArray(inner)) continue;
      this.dropEmpty(inner);
      if (inner.length === 0) steps.splice(index, 1);
    }
  }
}

/** Too many choices for a question, or none: it is asked as a text. */
function asText(choices: readonly Choice[] | undefined): choices is undefined {
  return choices === undefined || choices.length === 0 || choices.length > MAX_OPTIONS;
}

/** Where a list has a name twice, the first choice is meant by it. */
function idsByName(choices: readonly Choice[], orOther: boolean): Map<string, string> {
  const ids = new Map<string, string>(orOther ? [['other', 'other']] : []);
  for (const { name, id } of choices.toReversed()) ids.set(name, id);
  return ids;
}

function isNothing(node: Expression): boolean {
  return node.kind === 'literal' && (node.value === '' || node.value === null);
}

function isGroupEnd(type: string): boolean {
  return /^end[ _]/i.test(type);
}
