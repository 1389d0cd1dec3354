import { MAX_OPTIONS, MAX_ROUNDS } from '../../flow/definition/steps.js';
import { fields } from '../draft.js';
import type { DraftText, Fields, FlowDraft } from '../draft.js';
import { NotCarried } from '../expressions/expression.js';
import type { Lookup } from '../expressions/known-name.js';
import { readSurveyJs } from '../expressions/read-surveyjs.js';
import { writeCelCondition, writeCelValue } from '../expressions/write-cel.js';
import type { Findings } from '../finding.js';
import { ownWord } from '../words.js';
import { ElementFields } from './element-fields.js';
import { elementKind } from './element-kinds.js';
import type { ElementKind } from './element-kinds.js';
import { isLook } from './look.js';
import type { Part } from './part.js';
import { asTextElement, nestedOf, SurveyNames } from './survey-names.js';
import type { SurveyTexts } from './survey-texts.js';
import { validatorsOf } from './survey-validators.js';

/** Why a kind of element cannot be asked. */
const CANNOT_ASK: Readonly<Record<string, string>> = {
  matrixdropdown: 'a table with several kinds of cells has no place in a chat; ask its rows one by one',
  matrixdynamic: 'a table with several kinds of cells has no place in a chat; ask its rows in a repeated group',
  signaturepad: 'a chat has nothing to draw on',
  slider: 'a range with two ends is two questions',
};
const NO_COUNTERPART: Readonly<Record<string, string>> = {
  correctAnswer: 'a flow knows no right answers; give options a `score`',
  defaultValue: 'a question in a chat starts without an answer',
  defaultValueExpression: 'a question in a chat starts without an answer',
  valueName: 'each question of a flow has a value of its own',
  hasComment: 'a remark beside an answer is a question of its own',
  showCommentArea: 'a remark beside an answer is a question of its own',
  step: 'any number between the ends is taken, not only steps',
};

/** Turns pages, panels and questions into steps. */
export class SurveyElements {
  readonly lookup: Lookup;
  private readonly names: SurveyNames;
  private readonly own: ElementFields;
  private readonly skipped = new Set<Part>();
  /** Set by the survey: what follows as soon as the question with this order has been asked. */
  afterQuestion: (order: number) => Fields[] = () => [];

  constructor(
    private readonly texts: SurveyTexts,
    private readonly findings: Findings,
    private readonly draft: FlowDraft,
    /** Properties about looks that were met, told once for the whole survey. */
    private readonly looks: Set<string>,
  ) {
    this.names = new SurveyNames(findings);
    this.lookup = this.names.lookup;
    this.own = new ElementFields(texts, findings, this.lookup);
  }

  /** Registers a calculated value; gives its name in the flow. */
  addValue(name: string): string {
    return this.names.addValue(name);
  }

  /** Ahead of everything else: conditions may name what stands further down. */
  collect(parts: readonly Part[]): void {
    this.names.collect(parts);
  }

  /** Adds the steps of pages, panels and questions. */
  add(parts: readonly Part[], into: Fields[]): void {
    for (const part of parts) {
      const nested = nestedOf(part);
      const type = part.string('type');
      if (type === undefined || type === 'panel') this.addPanel(part, nested, into);
      else if (type === 'paneldynamic') this.addRepeated(part, nested, into);
      else this.addElement(part, type, into);
      this.tellUnseen(part);
    }
  }

  /** A condition as CEL; what cannot be carried over is told, and comes back as a comment. */
  private condition(part: Part): { when?: string; comments: string[] } {
    const comments: string[] = [];
    const conditions: string[] = [];
    for (const key of ['visibleIf', 'enableIf']) {
      const source = part.string(key);
      if (source === undefined) continue;
      try {
        conditions.push(writeCelCondition(readSurveyJs(source), this.lookup));
        if (key === 'enableIf')
          this.findings.changed(part.where, `enableIf: ${source}`, 'what is not enabled is not asked');
      } catch (cause) {
        if (!(cause instanceof NotCarried)) throw cause;
        this.findings.leftOut(part.where, `${key}: ${source}`, cause.message);
        comments.push(`${key}: ${source}`);
      }
    }
    const [only, ...more] = conditions;
    if (only === undefined) return { comments };
    return { when: more.length === 0 ? only : conditions.map((one) => `(${one})`).join(' && '), comments };
  }

  private text(part: Part, key: string): DraftText | undefined {
    return this.texts.text(part.value(key), this.lookup, part.where);
  }

  private push(into: Fields[], part: Part, step: Fields, comments: readonly string[] = []): void {
    into.push(step);
    this.draft.origins.set(step, part.where);
    for (const line of comments) this.draft.comment(step, line);
  }

  private neverShown(part: Part): boolean {
    if (part.value('visible') !== false || part.has('visibleIf')) return false;
    this.skipped.add(part);
    this.findings.leftOut(
      part.where,
      `${part.string('type') ?? 'page'} ${part.string('name') ?? ''}`,
      'it is never shown (visible: false)',
    );
    return true;
  }

  private addPanel(part: Part, nested: readonly Part[], into: Fields[]): void {
    const { when, comments } = this.condition(part);
    if (this.neverShown(part)) return;
    const random = part.value('questionsOrder') === 'random' || part.value('questionOrder') === 'random';
    const headings = [this.text(part, 'title'), this.text(part, 'description')].filter((text) => text !== undefined);
    const steps: Fields[] = when === undefined && !random ? into : [];
    if (random) {
      for (const say of headings) this.push(into, part, fields({ when, say }));
    } else for (const say of headings) this.push(steps, part, { say });
    part.value('name');
    this.add(nested, steps);
    if (steps === into || steps.length === 0) return;
    const group = this.names.maker.make(part.string('name') ?? 'group', 'group');
    this.push(into, part, fields({ group, when, randomise: random ? true : undefined, steps }), comments);
  }

  private repeating = false;

  private addRepeated(part: Part, nested: readonly Part[], into: Fields[]): void {
    if (this.repeating) {
      this.findings.changed(
        part.where,
        'paneldynamic',
        'a repeated group cannot stand inside another one; its questions are asked once a round',
      );
      for (const key of ['panelCount', 'minPanelCount', 'maxPanelCount', 'templateTitle']) part.value(key);
      return this.addPanel(part, nested, into);
    }
    const { when, comments } = this.condition(part);
    if (this.neverShown(part)) return;
    const [least, most, count] = [
      part.number('minPanelCount') ?? 0,
      part.number('maxPanelCount') ?? MAX_ROUNDS,
      part.number('panelCount'),
    ];
    const fixed = least === most && least >= 1 ? least : part.value('allowAddPanel') === false ? count : undefined;
    const name = part.string('name') ?? 'panel';
    const label = this.text(part, 'title') ?? this.text(part, 'templateTitle');
    const description = this.text(part, 'description');
    const group = this.names.maker.make(name, 'group');
    let times: string | number;
    if (fixed === undefined) {
      times = this.names.maker.make(`${group}_count`, 'count');
      const howMany = this.texts.own(ownWord('howMany', this.texts.languages));
      this.push(
        into,
        part,
        fields({
          id: times,
          when,
          ask: 'integer',
          text: label ?? howMany,
          hint: label === undefined ? description : howMany,
          min: Math.max(0, Math.floor(least)),
          max: Math.min(Math.floor(most), MAX_ROUNDS),
        }),
        comments,
      );
      this.findings.changed(
        part.where,
        'panels to be added',
        'a chat has no button for one more, so a question in front asks how many there are',
      );
    } else {
      times = Math.min(Math.max(1, Math.floor(fixed)), MAX_ROUNDS);
      if (label !== undefined) this.push(into, part, fields({ when, say: label }));
    }
    const steps: Fields[] = [];
    this.repeating = true;
    this.add(nested, steps);
    this.repeating = false;
    if (steps.length > 0)
      this.push(
        into,
        part,
        fields({ group, when, repeat: { times, as: this.names.maker.make(`${group}_round`, 'round') }, steps }),
      );
  }

  private addElement(part: Part, type: string, into: Fields[]): void {
    const { when, comments } = this.condition(part);
    if (type !== 'expression' && this.neverShown(part)) return;
    const title = this.text(part, 'title');
    switch (type) {
      case 'html': {
        const say = this.text(part, 'html');
        if (/<(img|video|iframe|script|input|button)\b/i.test(JSON.stringify(part.value('html') ?? '')))
          this.findings.leftOut(
            part.where,
            'pictures and controls in html',
            'a message has text; give a picture as `media`',
          );
        if (say !== undefined) this.push(into, part, fields({ when, say }), comments);
        else this.findings.leftOut(part.where, 'html', 'it has no text');
        return;
      }
      case 'image': {
        const link = part.string('imageLink');
        const mode = part.string('contentMode') ?? 'image';
        if (link === undefined || !/^https?:\/\//.test(link) || (mode !== 'image' && mode !== 'video'))
          this.findings.leftOut(
            part.where,
            `image ${(link ?? '').slice(0, 60)}`,
            'WhatsApp shows files at public https addresses',
          );
        else
          this.push(
            into,
            part,
            fields({ when, say: title ?? part.string('altText') ?? '.', media: { kind: mode, link } }),
            comments,
          );
        return;
      }
      case 'expression':
        this.addExpression(part, when, comments, title, into);
        return;
      case 'multipletext':
        for (const item of this.names.itemsOf(part)) this.addItem(part, item, when, comments, title, into);
        return;
      default: {
        const kind = elementKind(part);
        if (kind) this.addQuestion(part, kind, when, comments, title, into);
        else {
          this.findings.leftOut(
            part.where,
            `${type} ${part.string('name') ?? ''}`,
            CANNOT_ASK[type] ?? 'a chat cannot ask this',
          );
          this.skipped.add(part);
        }
      }
    }
  }

  private addExpression(
    part: Part,
    when: string | undefined,
    comments: readonly string[],
    title: DraftText | undefined,
    into: Fields[],
  ): void {
    const id = this.names.idOf(part);
    if (id === undefined) return;
    this.push(into, part, fields({ when, set: { [id]: this.calculation(part, part.string('expression')) } }), comments);
    if (part.value('visible') === false || title === undefined) return;
    const shown = (text: string): string => `${text}: {{ ${id} }}`;
    const say =
      typeof title === 'string'
        ? shown(title)
        : Object.fromEntries(Object.entries(title).map(([tag, text]) => [tag, shown(text)]));
    this.push(into, part, fields({ when, say }));
  }

  /** CEL of a calculated value; empty, and told, where it cannot be carried over. */
  calculation(part: Part, source: string | undefined): string {
    if (source === undefined) return 'null';
    try {
      return writeCelValue(readSurveyJs(source), this.lookup);
    } catch (cause) {
      if (!(cause instanceof NotCarried)) throw cause;
      this.findings.leftOut(part.where, `expression: ${source}`, `${cause.message}; the value stays empty`);
      return 'null';
    }
  }

  private addItem(
    part: Part,
    item: Part,
    when: string | undefined,
    comments: readonly string[],
    title: DraftText | undefined,
    into: Fields[],
  ): void {
    const element = asTextElement(item);
    const kind = elementKind(element);
    const id = this.names.idOf(item);
    if (!kind || id === undefined) return;
    this.names.alias(element, item);
    const own = this.text(element, 'title') ?? element.string('name') ?? '';
    this.addQuestion(
      element,
      kind,
      when,
      comments,
      own,
      into,
      title,
      part.flag('isRequired') || element.flag('isRequired'),
    );
    this.tellUnseen(element);
  }

  private addQuestion(
    part: Part,
    kind: ElementKind,
    when: string | undefined,
    comments: readonly string[],
    title: DraftText | undefined,
    into: Fields[],
    above?: DraftText,
    required = part.flag('isRequired') || part.flag('isAllRowRequired') || part.flag('eachRowRequired'),
  ): void {
    const { findings, texts, lookup } = this;
    const id = this.names.idOf(part);
    if (id === undefined) return;
    const name = part.string('name') ?? id;
    if (part.flag('readOnly')) {
      findings.changed(part.where, name, 'what cannot be changed is not asked; its text is said');
      this.push(into, part, fields({ when, say: title ?? name }), comments);
      return;
    }
    if (kind.changed !== undefined) findings.changed(part.where, name, kind.changed);
    const choices = this.names.choicesFor(part, kind);
    let { ask } = kind;
    if (this.names.isAskedAsText(part, kind, choices)) {
      findings.changed(
        part.where,
        name,
        choices.length > 0
          ? `it has ${choices.length} choices, and a question has at most ${MAX_OPTIONS}; it is asked as a free text`
          : 'its choices are elsewhere; it is asked as a free text',
      );
      ask = 'text';
    }
    if (ask === 'text' && part.parts('validators').some((validator) => validator.string('type')?.startsWith('email')))
      ask = 'email';
    const { own, hint, after } = validatorsOf(part, ask, id, { texts, lookup, findings });
    const requiredIf = part.string('requiredIf');
    if (requiredIf !== undefined)
      findings.changed(part.where, `requiredIf: ${requiredIf}`, 'a question is required or not; this one is not');
    const description = this.text(part, 'description');
    const note = description ?? above;
    const step = fields({
      id,
      when,
      ask,
      text: title ?? name,
      hint: note,
      ...this.own.of(part, ask, choices),
      ...own,
      optional: required ? undefined : true,
      retries: hint === undefined ? undefined : { hint },
    });
    this.push(into, part, step, comments);
    for (const back of after) this.push(into, part, back);
    for (const next of this.afterQuestion(this.names.orderOf(part) ?? -1)) this.push(into, part, next);
  }

  private tellUnseen(part: Part): void {
    part.value('name');
    // What is not there at all has been told.
    if (this.skipped.has(part)) return;
    for (const key of part.unseen()) {
      if (isLook(key)) this.looks.add(key);
      else
        this.findings.leftOut(
          part.where,
          `${key}: ${brief(part.value(key))}`,
          NO_COUNTERPART[key] ?? 'a flow has nothing of the kind',
        );
    }
  }
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
