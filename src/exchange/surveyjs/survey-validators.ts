import type { DraftText, Fields } from '../draft.js';
import { NotCarried } from '../expressions/expression.js';
import { readSurveyJs } from '../expressions/read-surveyjs.js';
import { writeCelCondition } from '../expressions/write-cel.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';
import { ownWord } from '../words.js';
import type { Part } from './part.js';
import type { SurveyTexts } from './survey-texts.js';

export interface Validated {
  own: Fields;
  hint?: DraftText;
  /** Steps behind the question that send it back when its answer does not fit. */
  after: Fields[];
}

/** What a question's validators become: fields of its type where it has them, else a way back to it. */
export function validatorsOf(
  element: Part,
  ask: string,
  id: string,
  { texts, lookup, findings }: { texts: SurveyTexts; lookup: Lookup; findings: Findings },
): Validated {
  const validated: Validated = { own: {}, after: [] };
  for (const validator of element.parts('validators')) {
    const where = `${element.where} validator`;
    const said = texts.text(validator.value('text'), lookup, where);
    if (said !== undefined) validated.hint ??= said;
    const type = validator.string('type') ?? '';
    const put = (key: string, value: unknown): void => {
      if (value !== undefined) validated.own[key] ??= value;
    };
    const refuse = (why: string): void => {
      findings.leftOut(where, `${type}validator`, why);
    };
    switch (type.replace(/validator$/, '')) {
      case 'numeric':
        if (ask !== 'number' && ask !== 'integer')
          refuse('only a number has a range; use an input of the kind "number"');
        else {
          put('min', validator.number('minValue'));
          put('max', validator.number('maxValue'));
        }
        break;
      case 'text':
        if (ask !== 'text') refuse('only a free text has a length');
        else {
          put('minLength', positive(validator.number('minLength')));
          put('maxLength', positive(validator.number('maxLength')));
        }
        if (validator.has('allowDigits'))
          findings.leftOut(where, 'allowDigits', 'a flow has no such check; use a pattern');
        break;
      case 'answercount':
        if (ask !== 'multiple-choice') refuse('only a multiple choice counts picks');
        else {
          put('min', positive(validator.number('minCount')));
          put('max', positive(validator.number('maxCount')));
        }
        break;
      case 'regex': {
        const regex = validator.string('regex');
        if (ask !== 'text' || regex === undefined) refuse('only a free text has a pattern');
        else put('pattern', wholePattern(regex));
        if (validator.flag('caseInsensitive'))
          findings.changed(where, 'caseInsensitive', 'small and capital letters are told apart');
        break;
      }
      case 'email':
        if (ask !== 'email' && ask !== 'text') refuse('only a text is an e-mail address');
        // `ask` becomes email where the whole question is about one.
        break;
      case 'expression': {
        const source = validator.string('expression');
        if (source === undefined) break;
        try {
          const when = `${id} != null && !(${writeCelCondition(readSurveyJs(source), lookup)})`;
          validated.after.push({ when, say: said ?? texts.own(ownWord('check', texts.languages)) }, { when, goto: id });
          findings.changed(where, source, 'it is checked after the answer, which then leads back to the question');
        } catch (cause) {
          if (!(cause instanceof NotCarried)) throw cause;
          findings.leftOut(where, source, cause.message);
        }
        break;
      }
      default:
        refuse('a flow has no such check');
    }
  }
  return validated;
}

/** SurveyJS looks for the pattern anywhere in the answer; a flow's has to fit the whole. */
function wholePattern(regex: string): string {
  const start = regex.startsWith('^') ? regex.slice(1) : `.*${regex}`;
  return /(?<!\\)\$$/.test(start) ? start.slice(0, -1) : `${start}.*`;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value >= 1 ? Math.floor(value) : undefined;
}
