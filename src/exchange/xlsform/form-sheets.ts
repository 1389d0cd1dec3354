import type { AskStep } from '../../flow/definition/ask-step.js';
import type { FlowDefinition } from '../../flow/definition/flow-definition.js';
import type { Localised } from '../../flow/definition/localised.js';
import { ownLanguageName } from '../../flow/words/language-names.js';
import { wordsFor } from '../../flow/words/words.js';
import { allOf, binary, literal, negate } from '../expressions/expression.js';
import type { Expression } from '../expressions/expression.js';
import type { Lookup } from '../expressions/known-name.js';
import { readCel } from '../expressions/read-cel.js';
import { writeXPath } from '../expressions/write-xpath.js';
import type { Findings } from '../finding.js';
import { ifCarried } from '../if-carried.js';
import { languageHeading } from '../languages.js';
import { questionsOf } from '../outline/flow-names.js';
import type { OutlineItem } from '../outline/outline.js';
import type { OutwardTexts } from '../outline/outward-text.js';
import { ownFields } from '../outline/own-fields.js';
import type { OwnFields } from '../outline/own-fields.js';
import { tellQuestion } from '../outline/tell-head.js';

/** Cells by column. */
export type SheetRow = Record<string, string>;

/** Question types that a form has under another name, without fields of their own. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ text: 'text', number: 'decimal', integer: 'integer', date: 'date', time: 'time', 'date-time': 'dateTime' },
  ...{ location: 'geopoint', image: 'image', audio: 'audio', video: 'video', document: 'file' },
  ...{ consent: 'acknowledge' },
};
/** Those that a form asks for as a text. */
const AS_TEXT: ReadonlySet<string> = new Set(['email', 'phone', 'url', 'contact']);
const SCALES: Readonly<Record<string, { start: number; end: number }>> = {
  ...{
    rating: { start: 1, end: 5 },
    csat: { start: 1, end: 5 },
    ces: { start: 1, end: 7 },
    nps: { start: 0, end: 10 },
  },
};

/** The rows of the sheets survey and choices. */
export class FormSheets {
  readonly survey: SheetRow[] = [];
  readonly choices: SheetRow[] = [];
  private readonly lists = new Set<string>();
  private readonly questions: ReadonlyMap<string, AskStep>;

  constructor(
    private readonly definition: FlowDefinition,
    private readonly lookup: Lookup,
    private readonly texts: OutwardTexts,
    private readonly findings: Findings,
  ) {
    this.questions = questionsOf(definition.steps);
    for (const name of definition.hidden ?? []) this.survey.push({ type: 'hidden', name });
  }

  addAll(items: readonly OutlineItem[]): void {
    for (const [index, item] of items.entries()) {
      const relevant = this.written(item.relevance, item.where, 'condition');
      const common: SheetRow = relevant === undefined ? {} : { relevant };
      switch (item.kind) {
        case 'question':
          this.addQuestion(item, common);
          break;
        case 'note':
          this.survey.push({
            type: 'note',
            name: `note_${this.survey.length + 1}`,
            ...this.localised('label', item.step.say, item.where),
            ...common,
            ...this.media(item.step.media, item.where),
          });
          if (item.step.link)
            this.findings.leftOut(item.where, 'link', 'forms have no buttons; write the address into the text');
          break;
        case 'ending':
          if (item.step.end === 'screened-out')
            this.findings.changed(item.where, 'end: screened-out', 'forms do not tell how they ended');
          if (item.step.say !== undefined)
            this.survey.push({
              type: 'note',
              name: `note_${this.survey.length + 1}`,
              ...this.localised('label', item.step.say, item.where),
              ...common,
            });
          break;
        case 'value':
          for (const [name, source] of Object.entries(item.step.set)) this.addValue(name, String(source), item, common);
          break;
        case 'group': {
          const { repeat, randomise, group } = item.step;
          if (randomise) this.findings.leftOut(item.where, 'randomise', 'forms ask in one order');
          const name = this.lookup(group) ? `${group}_group` : group;
          const times = repeat && this.value(String(repeat.times), item.where, 'repeat');
          if (repeat?.as !== undefined)
            this.findings.leftOut(item.where, `as: ${repeat.as}`, 'forms have the round as position(..)');
          this.survey.push({
            type: repeat ? 'begin repeat' : 'begin group',
            name,
            ...common,
            ...(times !== undefined && { repeat_count: times }),
          });
          this.addAll(item.items);
          this.survey.push({ type: repeat ? 'end repeat' : 'end group', name: `${name}_${index}` });
        }
      }
    }
  }

  private addValue(name: string, source: string, item: OutlineItem, common: SheetRow): void {
    const calculation = this.value(source, item.where, `set ${name}`);
    if (calculation === undefined) return;
    if (this.survey.some((row) => row['name'] === name))
      this.findings.leftOut(item.where, `set ${name}`, 'a form computes a value in one place; the first one counts');
    else this.survey.push({ type: 'calculate', name, ...common, calculation });
  }

  private addQuestion({ step, where, constraint }: OutlineItem & { kind: 'question' }, common: SheetRow): void {
    tellQuestion(step, where, this.findings);
    const own = ownFields(step);
    const label = this.localised('label', step.text, where);
    const row: SheetRow = {
      name: step.id,
      ...label,
      ...(step.hint !== undefined && this.localised('hint', step.hint, where)),
      ...(!step.optional && { required: 'yes' }),
      ...common,
      ...this.media(step.media, where),
    };
    const limits = [
      ...this.limitsOf(step, own, where),
      ...(constraint ? [this.written(constraint.holds, where, 'constraint')] : []),
    ].flatMap((part) => part ?? []);
    if (limits.length > 0)
      row['constraint'] =
        limits.length === 1
          ? limits.join('')
          : limits.map((part) => (/ or /.test(part) ? `(${part})` : part)).join(' and ');
    const said = constraint?.message ?? step.retries?.hint;
    if (said !== undefined) Object.assign(row, this.localised('constraint_message', said, where));
    if (own.unit !== undefined || own.low !== undefined || own.high !== undefined)
      this.findings.leftOut(where, 'unit, low, high', 'a form says them in the label or hint');
    if (step.ask === 'matrix') return this.addMatrix(step, own, row, where);
    this.survey.push({ type: this.typeOf(step, own, row, where), ...row });
    for (const option of step.options ?? []) {
      if (!option.specify || isOrOther(step)) continue;
      this.survey.push({
        type: 'text',
        name: `${step.id}_${option.id.replace(/\W/g, '_')}_words`,
        ...this.localised('label', option.label, where),
        relevant: `selected(\${${step.id}}, '${option.id}')`,
      });
      this.findings.changed(where, `specify of ${option.id}`, 'a text question behind it asks for the words');
    }
  }

  /** The type with its list and parameters; what else belongs to it is put into the row. */
  private typeOf(step: AskStep, own: OwnFields, row: SheetRow, where: string): string {
    const scale = SCALES[step.ask];
    if (scale) {
      if (step.ask !== 'rating') this.findings.changed(where, step.ask, 'a form has a range of numbers for it');
      row['parameters'] = `start=${scale.start} end=${own.points ?? scale.end} step=1`;
      return 'range';
    }
    if (step.ask === 'yes-no') {
      this.addYesNo(step, own, where);
      return `select_one ${own.labels ? step.id : 'yes_no'}`;
    }
    if (step.ask === 'language') {
      this.findings.changed(
        where,
        'language',
        'a form’s language is chosen in its menu; here it is a question like others',
      );
      this.addList(
        step.id,
        this.definition.languages.map((tag) => ({ name: tag, label: ownLanguageName(tag) })),
        where,
      );
      return `select_one ${step.id}`;
    }
    const select = { 'single-choice': 'select_one', 'multiple-choice': 'select_multiple', ranking: 'rank' }[step.ask];
    if (select !== undefined) {
      this.addOptions(step, row, where);
      if (own.selectAll) this.findings.leftOut(where, 'selectAll', 'forms have no such choice');
      if (step.randomise) row['parameters'] = 'randomize=true';
      if (typeof step.randomise === 'object' || step.options?.some(({ fixed }) => fixed))
        this.findings.changed(where, 'randomise', 'a form draws the order of all choices');
      return `${select} ${step.id}${isOrOther(step) ? ' or_other' : ''}`;
    }
    if (AS_TEXT.has(step.ask)) this.findings.changed(where, step.ask, 'a form asks for it as a text');
    if (step.ask === 'number' && own.integer) return 'integer';
    return TYPES[step.ask] ?? 'text';
  }

  private addYesNo(step: AskStep, own: OwnFields, where: string): void {
    const words = (pick: 'yesLabel' | 'noLabel'): Localised =>
      Object.fromEntries(this.definition.languages.map((tag) => [tag, wordsFor(tag)[pick]]));
    const labels = own.labels ?? {};
    this.addList(
      own.labels ? step.id : 'yes_no',
      [
        { name: 'yes', label: labels['yes'] ?? words('yesLabel') },
        { name: 'no', label: labels['no'] ?? words('noLabel') },
      ],
      where,
    );
  }

  private addList(list: string, choices: readonly { name: string; label: Localised }[], where: string): void {
    if (this.lists.has(list)) return;
    this.lists.add(list);
    for (const { name, label } of choices)
      this.choices.push({ list_name: list, name, ...this.localised('label', label, where) });
  }

  private addOptions(step: AskStep, row: SheetRow, where: string): void {
    const source = step.optionsFrom && this.questions.get(step.optionsFrom.question);
    const taken = (source?.options ?? []).filter(({ id }) => !step.options?.some((option) => option.id === id));
    const own = (step.options ?? []).filter((option) => !(isOrOther(step) && option.specify));
    this.addList(
      step.id,
      [...taken, ...own].map(({ id, label }) => ({ name: id, label })),
      where,
    );
    const filters: Expression[] = own.flatMap((option) => {
      const shown = option.when === undefined ? undefined : this.read(option.when, where, `when of ${option.id}`);
      return [allOf([isChoice(option.id), ...(shown ? [shown] : [])]) ?? literal(true)];
    });
    if (source && step.optionsFrom) {
      const picked: Expression = {
        kind: 'call',
        does: 'picked',
        args: [
          { kind: 'name', name: source.id },
          { kind: 'column', name: 'name' },
        ],
      };
      const from = step.optionsFrom.only === 'picked' ? picked : negate(picked);
      const ofSource = own.length > 0 ? taken.map(({ id }) => allOf([isChoice(id), from]) ?? from) : [from];
      filters.unshift(...ofSource);
    } else if (!own.some(({ when }) => when !== undefined)) return;
    const whole = filters.reduce<Expression | undefined>((all, one) => (all ? binary('||', all, one) : one), undefined);
    const written = this.written(whole, where, 'options');
    if (written !== undefined) row['choice_filter'] = written;
  }

  private addMatrix(step: AskStep, own: OwnFields, row: SheetRow, where: string): void {
    this.findings.changed(where, 'matrix', 'each row is a question of its own');
    this.addList(
      step.id,
      (step.options ?? []).map(({ id, label }) => ({ name: id, label })),
      where,
    );
    const { name = step.id, relevant, ...rest } = row;
    const labels = Object.fromEntries(Object.entries(rest).filter(([column]) => column.startsWith('label')));
    this.survey.push({ type: 'begin group', name, ...labels, ...(relevant !== undefined && { relevant }) });
    for (const { id, label } of own.rows ?? [])
      this.survey.push({
        type: `select_one ${step.id}`,
        name: `${step.id}_${id}`,
        ...this.localised('label', label, where),
        ...(rest['required'] !== undefined && { required: rest['required'] }),
      });
    this.survey.push({ type: 'end group', name: `${name}_end` });
  }

  private limitsOf(step: AskStep, own: OwnFields, where: string): string[] {
    const limits: string[] = [];
    const counted = step.ask === 'multiple-choice' ? 'count-selected(.)' : '.';
    for (const [limit, sign] of [
      [own.min, '>='],
      [own.max, '<='],
    ] as const) {
      if (limit === undefined) continue;
      if (typeof limit === 'number') limits.push(`${counted} ${sign} ${limit}`);
      else if (limit === 'today' || limit === 'now') limits.push(`. ${sign} ${limit}()`);
      else if (/^\d/.test(limit)) limits.push(`. ${sign} ${step.ask === 'date' ? `date('${limit}')` : `'${limit}'`}`);
      else this.findings.leftOut(where, `limit ${limit}`, 'forms count from today only');
    }
    if (own.minLength !== undefined) limits.push(`string-length(.) >= ${own.minLength}`);
    if (own.maxLength !== undefined) limits.push(`string-length(.) <= ${own.maxLength}`);
    if (own.pattern !== undefined) {
      if (own.pattern.includes("'")) this.findings.leftOut(where, `pattern ${own.pattern}`, 'a form cannot quote it');
      else limits.push(`regex(., '${own.pattern}')`);
    }
    for (const { id, exclusive } of step.options ?? [])
      if (exclusive && step.ask === 'multiple-choice')
        limits.push(`not(selected(., '${id}') and count-selected(.) > 1)`);
    return limits;
  }

  private media(media: AskStep['media'], where: string): SheetRow {
    if (!media) return {};
    if (media.kind === 'document') {
      this.findings.leftOut(where, 'media: document', 'forms show pictures, sound and video');
      return {};
    }
    return this.localised(`media::${media.kind}`, media.link, where);
  }

  private localised(column: string, text: Localised, where: string): SheetRow {
    const texts = this.texts.byLanguage(text, where);
    return Object.fromEntries([...texts].map(([tag, one]) => [`${column}::${languageHeading(tag)}`, one]));
  }

  private value(source: string, where: string, what: string): string | undefined {
    const expression = this.read(source, where, what);
    return this.written(expression, where, what);
  }

  private read(source: string, where: string, what: string): Expression | undefined {
    return ifCarried(this.findings, where, `${what}: ${source}`, () => readCel(source, this.lookup));
  }

  private written(expression: Expression | undefined, where: string, what: string): string | undefined {
    return expression && ifCarried(this.findings, where, what, () => writeXPath(expression, this.lookup));
  }
}

/** `or_other` adds a choice "other" and its text by itself. */
function isOrOther(step: AskStep): boolean {
  const last = step.options?.at(-1);
  return last?.id === 'other' && last.specify === true && last.when === undefined && step.ask !== 'ranking';
}

function isChoice(id: string): Expression {
  return binary('==', { kind: 'column', name: 'name' }, literal(id));
}
