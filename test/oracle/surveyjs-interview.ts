import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Asked, Interview } from './engine.js';
import { questionsOf } from './survey.js';
import type { Block, Question, Reply, Survey, Value } from './survey.js';

/** What is used of survey-core 3; it is no dependency of the product, so that its own types are not there. */
interface SurveyModel {
  state: string;
  isLastPage: boolean;
  currentPageNo: number;
  data: Record<string, Value>;
  currentPage: { questions: SurveyQuestion[] } | null;
  visiblePages: { name: string }[];
  nextPage(): boolean;
  completeLastPage(): boolean;
  getQuestionByName(name: string): SurveyQuestion;
  setValue(name: string, value: Value): void;
  getPageByName(name: string): { questions: SurveyQuestion[] };
}
interface SurveyQuestion {
  name: string;
  visibleChoices?: { value: string }[];
  visibleRateValues?: { value: number }[];
  getType(): string;
  clearValue(): void;
}

const home = join(__dirname, '..', '..', 'bench', 'engine', 'package.json');

/** Whether survey-core is there: scripts/test.mjs installs it. */
export function hasSurveyCore(): boolean {
  return existsSync(join(home, '..', 'node_modules', 'survey-core', 'package.json'));
}

/** The survey as SurveyJS has it: one question a page, what is hidden loses its answer at once. */
export function asSurveyJs({ blocks }: Survey): object {
  const sums = questionsOf({ blocks }).filter(({ kind }) => kind === 'sum');
  return {
    clearInvisibleValues: 'onHiddenContainer',
    calculatedValues: sums.map(({ id, of }) => ({
      name: id,
      expression: `sum(${of.map((name) => `{${name}}`).join(', ')})`,
    })),
    pages: blocks.flatMap(asPages),
  };
}

function asPages(block: Block): object[] {
  if (block.kind === 'group')
    return block.questions.flatMap(asPages).map((page) => ({ ...page, visibleIf: block.when.surveyJs }));
  return block.kind === 'sum' ? [] : [{ name: `page-${block.id}`, elements: [asElement(block)] }];
}

function asElement({ id, kind, when, optional, options, points }: Question): object {
  return {
    name: id,
    ...TYPES[kind],
    isRequired: !optional,
    ...(when && { visibleIf: when.surveyJs }),
    ...(kind === 'rating' && { rateMin: 1, rateMax: points }),
    ...(options.length > 0 && {
      hideIfChoicesEmpty: true,
      choices: options.map((option) => ({
        value: option.id,
        text: option.label,
        ...(option.when && { visibleIf: option.when.surveyJs }),
      })),
    }),
  };
}

const TYPES: Record<Question['kind'], object> = {
  single: { type: 'radiogroup' },
  many: { type: 'checkbox' },
  'yes-no': { type: 'boolean' },
  number: { type: 'text', inputType: 'number' },
  rating: { type: 'rating' },
  text: { type: 'comment' },
  sum: {},
};

export class SurveyJsInterview implements Interview {
  private readonly model: SurveyModel;
  /** survey-core keeps nothing of a question that was left empty. */
  private readonly skipped = new Set<string>();

  constructor(json: object) {
    const { Model }: { Model: new (json: object) => SurveyModel } = createRequire(home)('survey-core');
    this.model = new Model(json);
  }

  asked(): Asked | undefined {
    if (this.model.state !== 'running') return undefined;
    const [question] = this.model.currentPage?.questions ?? [];
    return question && { id: question.name, options: optionsOf(question) };
  }

  reply(reply: Reply): void {
    const id = this.asked()?.id ?? '';
    this.set(id, reply);
    this.goOn();
    this.passAnswered();
  }

  offered(id: string): string[] {
    return this.model.getPageByName(`page-${id}`).questions.flatMap(optionsOf);
  }

  change(id: string, reply: Reply): void {
    this.model.currentPage = this.model.getPageByName(`page-${id}`);
    this.set(id, reply);
    const visible = new Set(this.model.visiblePages.map(({ name }) => name));
    for (const one of this.skipped) if (!visible.has(`page-${one}`)) this.skipped.delete(one);
    // The change may have opened a question anywhere: the first without an answer comes next.
    this.model.currentPageNo = 0;
    this.passAnswered();
  }

  kept(): Record<string, Value> {
    return { ...this.model.data };
  }

  private isAnswered(id: string | undefined): boolean {
    return id !== undefined && (Object.hasOwn(this.model.data, id) || this.skipped.has(id));
  }

  private set(id: string, reply: Reply): void {
    if (reply === undefined) {
      this.skipped.add(id);
      // As somebody who unticks everything: the model's own clearValue leaves `{id.length}` without a value.
      this.model.getQuestionByName(id).clearValue();
    } else {
      this.skipped.delete(id);
      this.model.setValue(id, reply);
    }
  }

  private passAnswered(): void {
    while (this.isAnswered(this.asked()?.id)) this.goOn();
  }

  private goOn(): void {
    if (!(this.model.isLastPage ? this.model.completeLastPage() : this.model.nextPage()))
      throw new Error('survey-core does not take that answer');
  }
}

function optionsOf(question: SurveyQuestion): string[] {
  if (question.getType() === 'boolean') return ['yes', 'no'];
  const items = question.visibleChoices ?? question.visibleRateValues ?? [];
  return items.map(({ value }) => String(value));
}
