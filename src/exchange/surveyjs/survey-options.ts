import { fields } from '../draft.js';
import type { DraftText, Fields } from '../draft.js';
import { literal, mapExpression, NotCarried } from '../expressions/expression.js';
import { readSurveyJs } from '../expressions/read-surveyjs.js';
import { writeCelCondition } from '../expressions/write-cel.js';
import type { Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';
import { optionIds } from '../names.js';
import { tellApart } from '../tell-apart.js';
import { ownWord } from '../words.js';
import type { OwnWord } from '../words.js';
import { isJson, Part } from './part.js';
import type { SurveyTexts } from './survey-texts.js';

/** A choice of a SurveyJS question: an object with value and text, or the value alone. */
export interface SurveyChoice {
  value: string;
  id: string;
  part: Part;
}

/** Properties of a choice that are about looks. */
const LOOKS = new Set(['iconName', 'iconSize', 'showCaption', 'locOwner']);

/** Choices that SurveyJS adds by itself, by the property that switches them on (new and old name). */
const ADDED: readonly { flags: readonly string[]; id: string; text: string; word: OwnWord; own: Fields }[] = [
  { flags: ['showOtherItem', 'hasOther'], id: 'other', text: 'otherText', word: 'other', own: { specify: true } },
  { flags: ['showNoneItem', 'hasNone'], id: 'none', text: 'noneText', word: 'none', own: { exclusive: true } },
  { flags: ['showRefuseItem'], id: 'refused', text: 'refuseText', word: 'refused', own: { exclusive: true } },
  { flags: ['showDontKnowItem'], id: 'dontknow', text: 'dontKnowText', word: 'unknown', own: { exclusive: true } },
];

/** The choices of a question in the order they are written. */
export function choicesOf(element: Part, key = 'choices'): SurveyChoice[] {
  const parts = element.list(key).map((choice, index) => partOf(choice, `${element.where} ${key}[${index}]`));
  const values = parts.map((part) => part.string('value') ?? part.string('text') ?? '');
  const ids = optionIds(values);
  return parts.map((part, index) => ({ value: values[index] ?? '', id: ids[index] ?? '', part }));
}

function partOf(choice: unknown, where: string): Part {
  return new Part(isJson(choice) ? choice : { value: choice }, where);
}

/** Values by which conditions name the options, with those that SurveyJS adds. */
export function optionNames(element: Part, choices: readonly SurveyChoice[]): Map<string, string> {
  return new Map([
    ...choices.map(({ value, id }) => [value, id] as const),
    ...ADDED.filter(({ flags }) => flags.some((flag) => element.flag(flag))).map(({ id }) => [id, id] as const),
  ]);
}

export interface OptionContext {
  texts: SurveyTexts;
  lookup: Lookup;
  findings: Findings;
}

/** The options as the flow writes them, with their conditions and those that SurveyJS adds. */
export function optionsOf(
  element: Part,
  choices: readonly SurveyChoice[],
  multiple: boolean,
  { texts, lookup, findings }: OptionContext,
): Fields[] {
  const general = element.string('choicesVisibleIf');
  const order = element.string('choicesOrder');
  const options = sorted(
    order,
    choices.map((choice) => {
      const { part, id, value } = choice;
      part.value('value');
      const when = conditionOf([part.string('visibleIf'), part.string('enableIf'), general], choice, lookup, findings);
      if (part.has('imageLink')) findings.leftOut(part.where, 'imageLink', 'options in WhatsApp have no pictures');
      const option = fields({ id, label: texts.text(part.value('text'), lookup, part.where) ?? value, when });
      for (const key of part.unseen().filter((unseen) => !LOOKS.has(unseen)))
        findings.leftOut(part.where, key, 'an option of a flow has nothing of the kind');
      return option;
    }),
  );
  for (const { flags, id, text, word, own } of ADDED) {
    const on = flags.map((flag) => element.flag(flag)).includes(true);
    const written: DraftText | undefined = texts.text(element.value(text), lookup, element.where);
    if (!on || options.some((option) => option['id'] === id)) continue;
    const { exclusive, ...rest } = own;
    options.push(
      fields({
        id,
        label: written ?? texts.own(ownWord(word, texts.languages)),
        ...rest,
        exclusive: multiple ? exclusive : undefined,
        fixed: element.value('choicesOrder') === 'random' ? true : undefined,
      }),
    );
  }
  tellApart(options, element.where, findings);
  return options;
}

/** `asc` and `desc` are by the text that people read; the flow's own order is fixed, so it is that of the first language. */
function sorted(order: string | undefined, options: Fields[]): Fields[] {
  if (order !== 'asc' && order !== 'desc') return options;
  const text = ({ label }: Fields): string =>
    typeof label === 'string'
      ? label
      : (Object.values(isJson(label) ? label : {}).find((one) => typeof one === 'string') ?? '');
  const ascending = options.toSorted((a, b) => text(a).localeCompare(text(b), 'en'));
  return order === 'asc' ? ascending : ascending.reverse();
}

function conditionOf(
  sources: readonly (string | undefined)[],
  { value, part }: SurveyChoice,
  lookup: Lookup,
  findings: Findings,
): string | undefined {
  const conditions = sources.flatMap((source) => {
    if (source === undefined) return [];
    try {
      const expression = mapExpression(readSurveyJs(source), (node) => {
        if (node.kind === 'self') return literal(value);
        const property = node.kind === 'name' ? /^item\.(.+)$/.exec(node.name)?.[1] : undefined;
        return property === undefined ? undefined : literal(part.string(property) ?? '');
      });
      return [writeCelCondition(expression, lookup)];
    } catch (cause) {
      if (!(cause instanceof NotCarried)) throw cause;
      findings.leftOut(part.where, `visibleIf: ${source}`, `${cause.message}; the choice is always shown`);
      return [];
    }
  });
  if (conditions.length <= 1) return conditions[0];
  return conditions.map((condition) => `(${condition})`).join(' && ');
}
