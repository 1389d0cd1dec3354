import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import type { NoteName } from '../../src/flow/engine.js';
import { shownOptions } from '../../src/flow/shown-options.js';
import { contact, Run } from '../support/run.js';
import type { Asked, Interview } from './engine.js';
import { questionsOf } from './survey.js';
import type { Block, Question, Reply, Survey, Value } from './survey.js';

/** The survey as a flow file (JSON, which is YAML). */
function asFlow({ blocks }: Survey): string {
  return JSON.stringify({
    id: 'oracle',
    kind: 'survey',
    languages: ['en'],
    title: 'Oracle',
    oldTaps: 'change',
    steps: blocks.map((block, index) => asStep(block, index)),
  });
}

function asStep(block: Block, index: number): object {
  if (block.kind === 'group')
    return { group: `g${index}`, when: block.when.cel, steps: block.questions.map((question) => asStep(question, 0)) };
  const { id, kind, when, optional, options, points, of } = block;
  if (kind === 'sum') return { set: { [id]: `sum([${of.join(', ')}])` } };
  return {
    id,
    ask: ASK[kind],
    text: `What about ${id}?`,
    optional,
    ...(when && { when: when.cel }),
    ...(kind === 'rating' && { points }),
    ...(options.length > 0 && {
      options: options.map((option) => ({
        id: option.id,
        label: option.label,
        ...(option.when && { when: option.when.cel }),
      })),
    }),
  };
}

const ASK: Record<Exclude<Question['kind'], 'sum'>, string> = {
  single: 'single-choice',
  many: 'multiple-choice',
  'yes-no': 'yes-no',
  number: 'number',
  rating: 'rating',
  text: 'text',
};

export class CanvassInterview implements Interview {
  private readonly run: Run;
  private readonly flow: CompiledFlow;
  private readonly questions: Map<string, Question>;

  constructor(
    survey: Survey,
    private readonly strictness: 'nothing may fail' | 'conditions may fail' = 'nothing may fail',
  ) {
    const { flow, findings } = compileFlow(asFlow(survey), 'oracle.yaml');
    if (!flow) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
    this.flow = flow;
    this.questions = new Map(questionsOf(survey).map((question) => [question.id, question]));
    this.run = new Run(flow);
  }

  asked(): Asked | undefined {
    const id = this.run.waitingAt;
    if (id === undefined) return undefined;
    const prompt = this.run.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt] : [])).at(-1);
    if (prompt?.question?.stepId !== id) throw new Error(`"${id}" waits without having been asked`);
    return { id, options: prompt.question.options.map((option) => option.id) };
  }

  reply(reply: Reply, how: number): void {
    const id = this.run.waitingAt ?? '';
    const typed = how % 2 === 0 || reply === undefined ? undefined : this.typed(id, reply);
    if (typed !== undefined) this.run.say(typed);
    else this.tap(id, reply);
    this.mustNotComplain();
  }

  offered(id: string): string[] {
    return shownOptions(this.flow, this.run.session, id, contact).map((option) => option.id);
  }

  change(id: string, reply: Reply, how: number): void {
    if (how % 3 > 0) {
      // Back, step by step, to where it was asked.
      for (let steps = 0; this.run.waitingAt !== id; steps += 1) {
        if (steps > 50) throw new Error(`no way back to "${id}"`);
        this.run.say('back');
      }
      // One option that is typed beside ticks is one more tick, and ticks are what there is now.
      return this.reply(reply, Array.isArray(reply) ? 0 : how);
    }
    const kind = this.questions.get(id)?.kind;
    if (reply === undefined) this.run.tap(id, { kind: 'skip' });
    else if (kind === 'text' || kind === 'number' || kind === 'many') this.run.say(this.typed(id, reply), id);
    else this.tap(id, reply);
    this.mustNotComplain();
  }

  kept(): Record<string, Value> {
    const values = Object.entries(this.run.session.answers).flatMap(([id, { value }]): [string, Value][] => {
      if (value === null) return [];
      if (typeof value === 'object' && !Array.isArray(value)) throw new Error(`"${id}" has an answer with parts`);
      return [[id, value]];
    });
    return Object.fromEntries(values);
  }

  /** Taps, where there is something to tap. */
  private tap(id: string, reply: Reply): void {
    const kind = this.questions.get(id)?.kind;
    if (reply === undefined) this.run.tap(id, { kind: 'skip' });
    else if (Array.isArray(reply)) {
      const ticked = this.run.session.waiting?.selected ?? [];
      // Gone back to, it has its ticks: those that differ are tapped.
      for (const optionId of [...ticked, ...reply])
        if (ticked.includes(optionId) !== reply.includes(optionId)) this.run.tap(id, { kind: 'toggle', optionId });
      this.run.tap(id, { kind: 'done' });
    } else if (kind === 'yes-no') this.run.pick(id, reply === true ? 'yes' : 'no');
    else if (kind === 'single' || kind === 'rating') this.run.pick(id, String(reply));
    else this.run.say(this.typed(id, reply));
  }

  private typed(id: string, reply: Value): string {
    const { kind, options = [] } = this.questions.get(id) ?? {};
    const label = (value: Value): string => options.find((option) => option.id === value)?.label ?? String(value);
    if (kind === 'yes-no') return reply === true ? 'yes' : 'no';
    return Array.isArray(reply) ? reply.map(label).join(', ') : label(reply);
  }

  /** Every reply is a good one, and every condition can be evaluated. */
  private mustNotComplain(): void {
    const expected = EXPECTED[this.strictness];
    const complaints = this.run.effects.flatMap((effect) =>
      effect.kind === 'note' && !expected.some((name) => name === effect.name) ? [effect] : [],
    );
    if (complaints.length > 0) throw new Error(`Canvass complains: ${JSON.stringify(complaints)}`);
  }
}

const BY_DESIGN: NoteName[] = ['answer.changed', 'question.no-options', 'course.word'];
const EXPECTED: Record<'nothing may fail' | 'conditions may fail', NoteName[]> = {
  'nothing may fail': BY_DESIGN,
  'conditions may fail': [...BY_DESIGN, 'condition.failed'],
};
