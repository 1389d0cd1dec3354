import { z } from 'zod';
import type { Reading } from '../flow/answers/answer-type.js';
import type { CompiledAsk, CompiledFlow } from '../flow/compiled-flow.js';
import { AnswerValue } from '../flow/session.js';
import type { Answer } from '../flow/session.js';
import { turnAt } from '../flow/step-prompt.js';
import type { Circumstances } from '../flow/step-prompt.js';
import { resolveQuestion } from '../flow/turn/question.js';
import { CliProblem } from './terminal.js';

/**
 * Answers as a file gives them, by question: the stored value (`poor`, true, 7, a list of ids), or what a person would
 * type. Each goes through its question's own reading.
 * @throws CliProblem naming file and question
 */
export function answersFrom(
  flow: CompiledFlow,
  given: unknown,
  circumstances: Circumstances,
  file: string,
): Record<string, Answer> {
  const values = z.record(z.string(), AnswerValue).safeParse(given);
  if (!values.success) throw new CliProblem(`${file}: write the answers as { "question": value, … }`);
  const answers: Record<string, Answer> = {};
  for (const [id, value] of Object.entries(values.data)) {
    const step = flow.questions.get(id);
    if (!step) {
      throw new CliProblem(`${file}: there is no question "${id}"; there are ${[...flow.questions.keys()].join(', ')}`);
    }
    answers[id] = answerOf(flow, step, value, { ...circumstances, answers }, file);
  }
  return answers;
}

function answerOf(
  flow: CompiledFlow,
  step: CompiledAsk,
  value: AnswerValue,
  circumstances: Circumstances,
  file: string,
): Answer {
  const at = circumstances.now;
  if (value === null) return { value, raw: '', label: '', via: 'skip', at };
  const question = resolveQuestion(turnAt(flow, circumstances), step);
  const labels = new Map(question.options.map(({ id, label }) => [id, label]));
  if (Array.isArray(value)) {
    const strange = value.find((id) => !labels.has(id));
    if (strange === undefined) {
      const label = value.map((id) => labels.get(id) ?? id).join(', ');
      return { value, raw: label, label, via: 'tap', at };
    }
    throw new CliProblem(`${file}: "${step.id}" has no option "${strange}"; it has ${[...labels.keys()].join(', ')}`);
  }
  if (typeof value === 'object') return { value, raw: '', label: JSON.stringify(value), via: 'typed', at };
  const said = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  const tapped: Reading = step.type.read(question, { kind: 'option', optionId: said, title: said }, []);
  const reading = tapped.kind === 'answer' ? tapped : step.type.read(question, { kind: 'text', text: said }, []);
  if (reading.kind === 'answer') {
    const { raw, label, via } = reading;
    return { value: reading.value, raw, label: labels.get(said) ?? label, via, at };
  }
  const why = reading.kind === 'rejected' ? ` (${reading.hint})` : '';
  throw new CliProblem(`${file}: "${step.id}" does not take ${JSON.stringify(value)}${why}`);
}
