import { fields, FlowDraft } from '../draft.js';
import type { Fields } from '../draft.js';
import { namesIn, NotCarried } from '../expressions/expression.js';
import type { Expression } from '../expressions/expression.js';
import { readSurveyJs } from '../expressions/read-surveyjs.js';
import { writeCelCondition } from '../expressions/write-cel.js';
import { finishImport } from '../finish-import.js';
import type { Imported } from '../finish-import.js';
import { Findings, FormRefused } from '../finding.js';
import { flowIdOf } from '../names.js';
import { isLook } from './look.js';
import type { Part } from './part.js';
import { readSurvey } from './read-survey.js';
import { SurveyElements } from './survey-elements.js';
import { SurveyTexts } from './survey-texts.js';

/**
 * Makes a flow of a SurveyJS definition (JSON). What cannot be carried over is among the findings. Throws FormRefused,
 * with a sentence for the person who chose the file, for what is no such definition.
 */
export function importSurveyJs(source: string): Imported {
  const survey = readSurvey(source);
  const findings = new Findings();
  const texts = new SurveyTexts(survey, findings);
  const draft = new FlowDraft({});
  const looks = new Set<string>();
  const elements = new SurveyElements(texts, findings, draft, looks);
  const top = ['pages', 'elements', 'questions'].flatMap((key) => survey.parts(key));
  const calculated = survey.parts('calculatedValues');
  const ids = calculated.map((value) => elements.addValue(value.string('name') ?? 'value'));
  elements.collect(top);

  const title = texts.text(survey.value('title'), () => undefined, 'title') ?? 'Imported survey';
  const plainTitle = typeof title === 'string' ? title : (Object.values(title)[0] ?? 'Imported survey');
  Object.assign(draft.head, { id: flowIdOf(plainTitle), kind: 'survey', languages: texts.languages, title });

  const pending = new Pending(elements, findings);
  for (const [index, value] of calculated.entries()) {
    const id = ids[index];
    if (id === undefined) continue;
    const expression = value.string('expression');
    pending.add(expression, value, () => ({ set: { [id]: elements.calculation(value, expression) } }));
    value.flag('includeIntoResult');
  }
  for (const trigger of survey.parts('triggers')) addTrigger(trigger, pending, elements, findings);
  elements.afterQuestion = (order) => pending.take(order);

  const description = texts.text(survey.value('description'), elements.lookup, 'description');
  if (description !== undefined) put(draft, { say: description }, 'description');
  for (const step of pending.take(0)) put(draft, step, 'calculatedValues');
  elements.add(top, draft.steps);
  if (draft.steps.length === 0) throw new FormRefused('the survey has nothing that a chat can ask or say');
  addEndings(survey, { texts, elements, draft, findings });
  tellRest(survey, looks, findings);
  return finishImport(draft, findings, 'SurveyJS');
}

function put(draft: FlowDraft, step: Fields, where: string): void {
  draft.steps.push(step);
  draft.origins.set(step, where);
}

/** Steps that follow as soon as all questions that they look at have been asked. */
class Pending {
  private readonly waiting: { order: number; step: Fields }[] = [];

  constructor(
    private readonly elements: SurveyElements,
    private readonly findings: Findings,
  ) {}

  add(source: string | undefined, part: Part, step: () => Fields): void {
    const orders = namesOf(source).flatMap((name) => this.elements.lookup(name)?.order ?? []);
    this.waiting.push({ order: Math.max(0, ...orders), step: step() });
    if (orders.length > 1)
      this.findings.changed(
        part.where,
        source ?? '',
        'it is worked out once, after the last question that it looks at',
      );
  }

  take(order: number): Fields[] {
    return this.waiting.filter((one) => one.order === order).map(({ step }) => step);
  }
}

/** Names in an expression; none where it is not understood, which is told where it is written. */
function namesOf(source: string | undefined): string[] {
  if (source === undefined) return [];
  try {
    return namesIn(readSurveyJs(source));
  } catch (cause) {
    if (cause instanceof NotCarried) return [];
    throw cause;
  }
}

/** https://surveyjs.io/form-library/documentation/design-survey/conditional-logic#conditional-survey-logic-triggers */
function addTrigger(trigger: Part, pending: Pending, elements: SurveyElements, findings: Findings): void {
  const type = (trigger.string('type') ?? '').replace(/trigger$/, '');
  const source = trigger.string('expression') ?? oldCondition(trigger);
  const leftOut = (why: string): void => {
    findings.leftOut(trigger.where, `${type} trigger: ${source ?? ''}`, why);
  };
  if (source === undefined) return leftOut('it has no condition');
  let when: string;
  try {
    when = writeCelCondition(readSurveyJs(source), elements.lookup);
  } catch (cause) {
    if (!(cause instanceof NotCarried)) throw cause;
    return leftOut(cause.message);
  }
  if (type === 'complete') return pending.add(source, trigger, () => ({ when, end: 'completed' }));
  if (type === 'skip') {
    const target = elements.lookup(trigger.string('gotoName') ?? '');
    if (!target) return leftOut('it goes to a question that is not in the flow');
    return pending.add(source, trigger, () => ({ when, goto: target.id }));
  }
  if (type === 'setvalue') {
    const name = trigger.string('setToName') ?? '';
    if (elements.lookup(name)) return leftOut('the answer to a question cannot be set by the flow');
    const value = trigger.value('setValue');
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return leftOut('it sets no single value');
    const id = elements.addValue(name);
    const literal =
      typeof value === 'string' ? `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'` : String(value);
    return pending.add(source, trigger, () => ({ when, set: { [id]: literal } }));
  }
  leftOut('a flow has no such trigger');
}

/** Before version 1.5 a trigger had name, operator and value. */
function oldCondition(trigger: Part): string | undefined {
  const name = trigger.string('name');
  if (name === undefined) return undefined;
  const value = trigger.value('value');
  const written = typeof value === 'string' ? `'${value}'` : JSON.stringify(value ?? null);
  const operator = trigger.string('operator') ?? 'equal';
  return operator === 'empty' || operator === 'notempty' ? `{${name}} ${operator}` : `{${name}} ${operator} ${written}`;
}

interface Endings {
  texts: SurveyTexts;
  elements: SurveyElements;
  draft: FlowDraft;
  findings: Findings;
}

function addEndings(survey: Part, { texts, elements, draft, findings }: Endings): void {
  for (const ending of survey.parts('completedHtmlOnCondition')) {
    const say = texts.text(ending.value('html'), elements.lookup, ending.where);
    const source = ending.string('expression');
    if (say === undefined || source === undefined) continue;
    let expression: Expression | undefined;
    try {
      expression = readSurveyJs(source);
      put(draft, { when: writeCelCondition(expression, elements.lookup), end: 'completed', say }, ending.where);
    } catch (cause) {
      if (!(cause instanceof NotCarried)) throw cause;
      findings.leftOut(ending.where, `expression: ${source}`, `${cause.message}; its text is never said`);
    }
  }
  const say = texts.text(survey.value('completedHtml'), elements.lookup, 'completedHtml');
  if (say !== undefined) put(draft, fields({ end: 'completed', say }), 'completedHtml');
}

/** What is told at the end of the whole survey. */
function tellRest(survey: Part, looks: Set<string>, findings: Findings): void {
  survey.value('locale');
  const rest = survey.unseen().filter((key) => {
    if (!isLook(key) && !SURVEY_LOOKS.test(key)) return true;
    looks.add(key);
    return false;
  });
  for (const key of rest) findings.leftOut('survey', key, 'a flow has no such setting');
  if (looks.size > 0)
    findings.leftOut(
      'survey',
      [...looks].sort().join(', '),
      'looks of a web page: WhatsApp decides how a message looks',
    );
}

const SURVEY_LOOKS =
  /^(logo|show|width|question|page|progress|complete(Text|dBefore)|startSurvey|firstPage|goNext|send|store|mode$|check|text|max(Text|Others)|min|focus|fit|header|background|theme|css|edit|preview|cookie|required|header|toc|autoAdvance|autoFocus|clear|matrix|widthMode|lazy|loading|questionsOnPage|navigat|partial|allow|first)/;
