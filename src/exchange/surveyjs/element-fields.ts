import type { DraftText, Fields } from '../draft.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';
import { tellApart } from '../tell-apart.js';
import { rateRange } from './element-kinds.js';
import type { Part } from './part.js';
import { matrixRows } from './survey-names.js';
import { choicesOf, optionsOf } from './survey-options.js';
import type { SurveyChoice } from './survey-options.js';
import type { SurveyTexts } from './survey-texts.js';

/** The fields that a question's type has of its own. */
export class ElementFields {
  constructor(
    private readonly texts: SurveyTexts,
    private readonly findings: Findings,
    private readonly lookup: Lookup,
  ) {}

  of(part: Part, ask: string, choices: readonly SurveyChoice[]): Fields {
    const context = { texts: this.texts, lookup: this.lookup, findings: this.findings };
    const low = this.text(part, 'minRateDescription');
    const high = this.text(part, 'maxRateDescription');
    switch (ask) {
      case 'single-choice':
      case 'multiple-choice':
      case 'ranking': {
        const options = optionsOf(part, choices, ask === 'multiple-choice', context);
        const from = part.string('choicesFromQuestion');
        return {
          ...this.carriedForward(part, from, options),
          randomise: part.string('choicesOrder') === 'random' ? true : undefined,
          ...(ask === 'multiple-choice' && {
            min: part.number('minSelectedChoices') || undefined,
            max: part.number('maxSelectedChoices') || undefined,
            selectAll: part.flag('showSelectAllItem') || part.flag('hasSelectAll') ? true : undefined,
          }),
        };
      }
      case 'number':
      case 'integer':
        if (part.string('type') === 'slider') return { min: part.number('min') ?? 0, max: part.number('max') ?? 100 };
        return part.string('type') === 'rating'
          ? rateRangeFields(part)
          : { min: part.number('min'), max: part.number('max'), ...this.limits(part) };
      case 'date':
      case 'date-time':
      case 'time':
        return { min: part.string('min'), max: part.string('max'), ...this.limits(part) };
      case 'text':
        return { maxLength: atLeastOne(part.number('maxLength')) };
      case 'rating': {
        const points = rateRange(part).max;
        const look = part.string('rateType') ?? part.string('rateDisplayMode') ?? 'labels';
        const scale =
          look === 'stars' && points <= 10 ? 'stars' : look === 'smileys' && points <= 5 ? 'smileys' : 'numbers';
        return { points, scale, low, high };
      }
      case 'nps':
        return { low, high };
      case 'yes-no': {
        const [yes, no] = [this.text(part, 'labelTrue'), this.text(part, 'labelFalse')];
        if (yes !== undefined && no !== undefined) return { labels: { yes, no } };
        return {};
      }
      case 'matrix': {
        const columns = choicesOf(part, 'columns');
        const rows = matrixRows(part);
        const label = (choice: SurveyChoice): Fields => ({
          id: choice.id,
          label: this.texts.text(choice.part.value('text'), this.lookup, choice.part.where) ?? choice.value,
        });
        const options = columns.map(label);
        tellApart(options, part.where, this.findings);
        return { rows: rows.map(label), options };
      }
      case 'image':
      case 'document':
      case 'audio':
      case 'video':
        if (part.flag('allowMultiple')) this.findings.changed(part.where, 'allowMultiple', 'one file is taken');
        for (const key of ['acceptedTypes', 'maxSize'])
          if (part.has(key) && !(key === 'acceptedTypes' && ask !== 'document'))
            this.findings.leftOut(part.where, `${key}: ${part.string(key) ?? ''}`, 'a flow has no such check');
        return {};
      default:
        return {};
    }
  }

  private carriedForward(part: Part, from: string | undefined, options: Fields[]): Fields {
    if (from === undefined) return { options };
    const source = this.lookup(from);
    const mode = part.string('choicesFromQuestionMode') ?? 'all';
    if (!source?.options) {
      this.findings.leftOut(part.where, `choicesFromQuestion: ${from}`, 'the flow has no choices of this name');
      return { options };
    }
    if (mode === 'all')
      this.findings.changed(
        part.where,
        'choicesFromQuestionMode: all',
        'a flow carries over those picked or not picked; those picked are',
      );
    const only = mode === 'unselected' ? 'not-picked' : 'picked';
    return { options: options.length > 0 ? options : undefined, optionsFrom: { question: source.id, only } };
  }

  /** `today()` as a limit; other expressions have no counterpart. */
  private limits(part: Part): Fields {
    const own: Fields = {};
    for (const [key, field] of [
      ['minValueExpression', 'min'],
      ['maxValueExpression', 'max'],
    ] as const) {
      const source = part.string(key);
      if (source === undefined) continue;
      if (/^today\(\s*\)$/.test(source)) own[field] = 'today';
      else
        this.findings.leftOut(
          part.where,
          `${key}: ${source}`,
          'the limits of a question are fixed, or count from today',
        );
    }
    return own;
  }

  private text(part: Part, key: string): DraftText | undefined {
    return this.texts.text(part.value(key), this.lookup, part.where);
  }
}

function rateRangeFields(part: Part): Fields {
  const { min, max } = rateRange(part);
  return { min, max };
}

function atLeastOne(value: number | undefined): number | undefined {
  return value !== undefined && value >= 1 ? Math.floor(value) : undefined;
}
