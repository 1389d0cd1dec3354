import type { AskStep } from '../../flow/definition/ask-step.js';
import type { FlowDefinition } from '../../flow/definition/flow-definition.js';
import type { Localised } from '../../flow/definition/localised.js';
import { ownLanguageName } from '../../flow/words/language-names.js';
import { fields } from '../draft.js';
import type { Fields } from '../draft.js';
import { mapExpression } from '../expressions/expression.js';
import type { Expression } from '../expressions/expression.js';
import type { Lookup } from '../expressions/known-name.js';
import { readCel } from '../expressions/read-cel.js';
import { writeSurveyJs } from '../expressions/write-surveyjs.js';
import type { Findings } from '../finding.js';
import { ifCarried } from '../if-carried.js';
import type { OutlineItem } from '../outline/outline.js';
import type { OutwardTexts } from '../outline/outward-text.js';
import { ownFields } from '../outline/own-fields.js';
import type { OwnFields } from '../outline/own-fields.js';
import { tellQuestion } from '../outline/tell-head.js';

const INPUTS: Readonly<Record<string, string>> = {
  ...{ number: 'number', integer: 'number', date: 'date', time: 'time', 'date-time': 'datetime-local' },
  ...{ email: 'email', phone: 'tel', url: 'url', text: 'text' },
};
const FILES: Readonly<Record<string, string | undefined>> = {
  ...{ image: 'image/*', audio: 'audio/*', video: 'video/*', document: undefined },
};
const SCALES: Readonly<Record<string, { min: number; max: number }>> = {
  ...{ rating: { min: 1, max: 5 }, csat: { min: 1, max: 5 }, ces: { min: 1, max: 7 }, nps: { min: 0, max: 10 } },
};

/** Writes what a flow shows as elements of SurveyJS. */
export class SurveyWriter {
  readonly calculated: Fields[] = [];
  /** `completedHtml` and what is said under conditions. */
  readonly endings: { completedHtml?: unknown; completedHtmlOnCondition?: Fields[] } = {};
  private count = 0;

  constructor(
    private readonly definition: FlowDefinition,
    private readonly lookup: Lookup,
    private readonly texts: OutwardTexts,
    private readonly findings: Findings,
  ) {}

  elements(items: readonly OutlineItem[]): Fields[] {
    return items.flatMap((item): Fields[] => {
      const visibleIf = this.written(item.relevance, item.where, 'condition');
      switch (item.kind) {
        case 'question':
          return [fields({ ...this.question(item), visibleIf })];
        case 'note':
          return this.note(item, visibleIf);
        case 'ending':
          this.addEnding(item, visibleIf);
          return [];
        case 'value':
          for (const [name, source] of Object.entries(item.step.set)) this.addValue(name, String(source), item);
          return [];
        case 'group':
          return [this.group(item, visibleIf)];
      }
    });
  }

  /** One text, or by locale with "default" for the flow's first language. */
  text(text: Localised, where: string): unknown {
    const byLanguage = this.texts.byLanguage(text, where);
    const [main] = this.texts.languages;
    if (typeof text === 'string' && main !== undefined) return byLanguage.get(main) ?? '';
    return Object.fromEntries([...byLanguage].map(([tag, one]) => [tag === main ? 'default' : tag, one]));
  }

  private note({ step, where }: OutlineItem & { kind: 'note' }, visibleIf: string | undefined): Fields[] {
    if (step.link) this.findings.leftOut(where, 'link', 'write the address into the text');
    const html: Fields = fields({
      type: 'html',
      name: this.unnamed('note'),
      html: this.text(step.say, where),
      visibleIf,
    });
    const { media } = step;
    if (!media) return [html];
    if (media.kind !== 'image' && media.kind !== 'video') {
      this.findings.leftOut(where, `media: ${media.kind}`, 'SurveyJS shows pictures and video');
      return [html];
    }
    return [
      fields({
        type: 'image',
        name: this.unnamed('image'),
        imageLink: this.text(media.link, where),
        contentMode: media.kind,
        visibleIf,
      }),
      html,
    ];
  }

  private addEnding({ step, where }: OutlineItem & { kind: 'ending' }, condition: string | undefined): void {
    if (step.end === 'screened-out')
      this.findings.changed(where, 'end: screened-out', 'SurveyJS does not tell how a survey ended');
    if (step.say === undefined) return;
    const html = this.text(step.say, where);
    if (condition === undefined) this.endings.completedHtml ??= html;
    else
      this.endings.completedHtmlOnCondition = [
        ...(this.endings.completedHtmlOnCondition ?? []),
        { expression: condition, html },
      ];
  }

  private addValue(name: string, source: string, { where, relevance }: OutlineItem): void {
    if (this.calculated.some((value) => value['name'] === name)) {
      this.findings.leftOut(where, `set ${name}`, 'SurveyJS computes a value in one place; the first one counts');
      return;
    }
    const value = this.read(source, where, `set ${name}`);
    const whole: Expression | undefined =
      value && relevance ? { kind: 'if', test: relevance, yes: value, no: { kind: 'literal', value: null } } : value;
    const expression = this.written(whole, where, `set ${name}`);
    if (expression !== undefined) this.calculated.push({ name, expression, includeIntoResult: true });
  }

  private group({ step, where, items }: OutlineItem & { kind: 'group' }, visibleIf: string | undefined): Fields {
    const { group, repeat, randomise } = step;
    const elements = this.elements(items);
    const name = this.lookup(group) ? `${group}_group` : group;
    if (!repeat) {
      if (typeof randomise === 'object')
        this.findings.changed(where, 'randomise', 'SurveyJS draws the order of all questions of a panel');
      return fields({ type: 'panel', name, visibleIf, questionsOrder: randomise ? 'random' : undefined, elements });
    }
    if (repeat.as !== undefined)
      this.findings.leftOut(where, `as: ${repeat.as}`, 'SurveyJS counts panels by {panelIndex}');
    const count = typeof repeat.times === 'number' ? repeat.times : undefined;
    if (count === undefined)
      this.findings.changed(where, `times: ${String(repeat.times)}`, 'panels are added by a button');
    return fields({
      type: 'paneldynamic',
      name,
      visibleIf,
      panelCount: count,
      minPanelCount: count,
      maxPanelCount: count ?? repeat.max,
      templateElements: elements,
    });
  }

  private question({ step, where, constraint }: OutlineItem & { kind: 'question' }): Fields {
    tellQuestion(step, where, this.findings);
    const own = ownFields(step);
    const validators = this.validators(step, own, where);
    if (constraint) {
      const about = mapExpression(constraint.holds, (node) =>
        node.kind === 'self' ? { kind: 'name', name: step.id } : undefined,
      );
      const expression = this.written(about, where, 'constraint');
      if (expression !== undefined)
        validators.push(
          fields({
            type: 'expression',
            expression,
            text: constraint.message === undefined ? undefined : this.text(constraint.message, where),
          }),
        );
    }
    if (step.media) this.findings.leftOut(where, 'media', 'give the picture an element of its own');
    return fields({
      ...this.typeFields(step, own, where),
      name: step.id,
      title: this.text(step.text, where),
      description: step.hint === undefined ? undefined : this.text(step.hint, where),
      isRequired: step.optional ? undefined : true,
      validators: validators.length > 0 ? validators : undefined,
    });
  }

  private validators(step: AskStep, own: OwnFields, where: string): Fields[] {
    const said = step.retries?.hint === undefined ? undefined : this.text(step.retries.hint, where);
    const validators: Fields[] = [];
    if (step.ask === 'text' && (own.minLength !== undefined || own.maxLength !== undefined))
      validators.push(fields({ type: 'text', minLength: own.minLength, maxLength: own.maxLength, text: said }));
    if (own.pattern !== undefined)
      validators.push(fields({ type: 'regex', regex: `^(?:${own.pattern})$`, text: said }));
    if (
      (step.ask === 'number' || step.ask === 'integer') &&
      said !== undefined &&
      (own.min !== undefined || own.max !== undefined)
    )
      validators.push(fields({ type: 'numeric', minValue: own.min, maxValue: own.max, text: said }));
    return validators;
  }

  private typeFields(step: AskStep, own: OwnFields, where: string): Fields {
    const { ask } = step;
    const scale = SCALES[ask];
    if (scale) {
      if (ask === 'csat' || ask === 'ces') this.findings.changed(where, ask, 'SurveyJS has a rating for it');
      return fields({
        type: 'rating',
        rateMin: scale.min,
        rateMax: own.points ?? scale.max,
        rateType: own.scale === 'stars' || own.scale === 'smileys' ? own.scale : undefined,
        minRateDescription: own.low === undefined ? undefined : this.text(own.low, where),
        maxRateDescription: own.high === undefined ? undefined : this.text(own.high, where),
      });
    }
    if (Object.hasOwn(INPUTS, ask)) return this.input(step, own, where);
    if (Object.hasOwn(FILES, ask)) return fields({ type: 'file', acceptedTypes: FILES[ask] });
    switch (ask) {
      case 'single-choice':
      case 'multiple-choice':
      case 'ranking':
        return this.choice(step, own, where);
      case 'yes-no':
      case 'consent': {
        const [yes, no] =
          ask === 'yes-no'
            ? [own.labels?.['yes'], own.labels?.['no']]
            : [own.labels?.['agree'], own.labels?.['decline']];
        if (ask === 'consent')
          this.findings.changed(where, 'consent', 'SurveyJS keeps yes or no, not the version of the text');
        return fields({
          type: 'boolean',
          labelTrue: yes && this.text(yes, where),
          labelFalse: no && this.text(no, where),
        });
      }
      case 'matrix':
        return {
          type: 'matrix',
          columns: (step.options ?? []).map(({ id, label }) => ({ value: id, text: this.text(label, where) })),
          rows: (own.rows ?? []).map(({ id, label }) => ({ value: id, text: this.text(label, where) })),
          isAllRowRequired: step.optional ? undefined : true,
        };
      case 'language':
        this.findings.changed(where, 'language', 'the answer does not change the language of the page');
        return {
          type: 'radiogroup',
          choices: this.definition.languages.map((tag) => ({ value: tag, text: ownLanguageName(tag) })),
        };
      default:
        this.findings.changed(where, ask, 'SurveyJS asks for it as a text');
        return { type: 'text' };
    }
  }

  private input(step: AskStep, own: OwnFields, where: string): Fields {
    const inputType = INPUTS[step.ask];
    if (own.unit !== undefined) this.findings.leftOut(where, 'unit', 'say it in the title');
    const limit = (value: number | string | undefined, key: string): Fields => {
      if (value === undefined) return {};
      if (value === 'today') return { [`${key}ValueExpression`]: 'today()' };
      if (typeof value === 'string' && !/^\d/.test(value)) {
        this.findings.leftOut(where, `${key}: ${value}`, 'SurveyJS counts from today only');
        return {};
      }
      return { [key]: value };
    };
    return fields({
      type: 'text',
      inputType: inputType === 'text' ? undefined : inputType,
      step: step.ask === 'integer' || own.integer ? 1 : undefined,
      ...limit(own.min, 'min'),
      ...limit(own.max, 'max'),
    });
  }

  private choice(step: AskStep, own: OwnFields, where: string): Fields {
    const type =
      { 'single-choice': 'radiogroup', 'multiple-choice': 'checkbox', ranking: 'ranking' }[step.ask] ?? 'radiogroup';
    const options = step.options ?? [];
    const other = options.find(({ id, specify }) => id === 'other' && specify);
    const none = options.find(({ id, exclusive }) => id === 'none' && exclusive);
    for (const { id, specify, exclusive } of options) {
      if (specify && id !== 'other')
        this.findings.leftOut(where, `specify of ${id}`, 'SurveyJS asks for words with "other" only');
      if (exclusive && id !== 'none')
        this.findings.leftOut(where, `exclusive of ${id}`, 'in SurveyJS only "none" excludes the others');
    }
    if (typeof step.randomise === 'object')
      this.findings.changed(where, 'randomise', 'SurveyJS draws the order of all choices');
    const multiple = step.ask === 'multiple-choice';
    return fields({
      type,
      choices: options
        .filter((option) => option !== other && option !== none)
        .map(({ id, label, when }) =>
          fields({
            value: id,
            text: this.text(label, where),
            visibleIf:
              when === undefined
                ? undefined
                : this.written(this.read(when, where, `when of ${id}`), where, `when of ${id}`),
          }),
        ),
      choicesFromQuestion: step.optionsFrom?.question,
      choicesFromQuestionMode: step.optionsFrom && (step.optionsFrom.only === 'picked' ? 'selected' : 'unselected'),
      choicesOrder: step.randomise ? 'random' : undefined,
      showOtherItem: other && true,
      otherText: other && this.text(other.label, where),
      showNoneItem: none && true,
      noneText: none && this.text(none.label, where),
      minSelectedChoices: multiple ? own.min : undefined,
      maxSelectedChoices: multiple ? own.max : undefined,
      showSelectAllItem: own.selectAll,
    });
  }

  private unnamed(kind: string): string {
    this.count += 1;
    return `${kind}${this.count}`;
  }

  private read(source: string, where: string, what: string): Expression | undefined {
    return ifCarried(this.findings, where, `${what}: ${source}`, () => readCel(source, this.lookup));
  }

  private written(expression: Expression | undefined, where: string, what: string): string | undefined {
    return expression && ifCarried(this.findings, where, what, () => writeSurveyJs(expression, this.lookup));
  }
}
