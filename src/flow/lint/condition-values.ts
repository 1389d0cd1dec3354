import type { CompiledAsk, CompiledFlow } from '../compiled-flow.js';
import type { AnswerValue } from '../session.js';
import { turnAt } from '../step-prompt.js';
import { resolveQuestion } from '../turn/question.js';
import { wordsFor } from '../words/words.js';
import type { Mention } from './condition-logic.js';
import { allOptions, leastKnown, numberIn } from './plausible.js';

/** More options than these in one condition are not gone through. */
const MAX_MEMBERS = 6;
/** Scores of every scale there is. */
const SCORES = Array.from({ length: 11 }, (_, score) => score);

/**
 * Values of a question by which conditions with these mentions can be told apart: if a condition holds for any answer
 * there can be, it holds for one of these. Rather too many than too few; undefined where nothing can be said. The
 * missing answer (null) is not among them.
 */
export function valuesOf(
  flow: CompiledFlow,
  step: CompiledAsk,
  mentions: readonly Mention[],
): AnswerValue[] | undefined {
  const literals = mentions.flatMap((mention) => (mention.kind === 'literal' ? [mention.value] : []));
  switch (step.type.valueType) {
    case 'boolean':
      return [true, false];
    case 'number':
      return numbers(
        flow,
        step,
        literals.filter((one) => typeof one === 'number'),
      );
    case 'string':
      return texts(
        step,
        literals.filter((one) => typeof one === 'string'),
      );
    case 'list':
      return lists(
        step,
        mentions.flatMap((mention) => (mention.kind === 'member' ? [mention.id] : [])),
      );
    case 'object':
      return undefined;
  }
}

/** Around each number that is named, and what the question itself takes of them. */
function numbers(flow: CompiledFlow, step: CompiledAsk, literals: readonly number[]): number[] | undefined {
  const bounds = ['min', 'max'].flatMap((field) => numberIn(step.fields, field) ?? []);
  const marks = [...new Set([...literals, ...bounds])].toSorted((a, b) => a - b);
  const between = marks.flatMap((mark, index) => {
    const next = marks[index + 1];
    return next === undefined ? [] : [(mark + next) / 2, Math.floor((mark + next) / 2)];
  });
  const candidates = [...marks.flatMap((mark) => [mark - 1, mark, mark + 1]), ...between, ...SCORES];
  const language = flow.languages[0] ?? 'en';
  const question = resolveQuestion(turnAt(flow, leastKnown(language)), allOptions(step));
  const { decimalMark } = wordsFor(language);
  const taken = [...new Set(candidates)].filter((candidate) => {
    const text = String(candidate).replace('.', decimalMark);
    const reading = step.type.read(question, { kind: 'text', text }, []);
    return reading.kind === 'answer' && reading.value === candidate;
  });
  return taken.length > 0 ? taken : undefined;
}

/** The options; for open answers each text that is named, and one before, between and behind them. */
function texts(step: CompiledAsk, literals: readonly string[]): string[] {
  if (step.options.length > 0) return [...new Set([...step.options.map(({ id }) => id), ...literals])];
  const sorted = literals.toSorted();
  return ['', ...sorted.flatMap((text) => [text, `${text}\u0001`]), '\uffff'];
}

function lists(step: CompiledAsk, named: readonly string[]): string[][] | undefined {
  const members = [...new Set(named)];
  if (members.length > MAX_MEMBERS || step.options.length === 0) return undefined;
  const others = step.options.map(({ id }) => id).filter((id) => !members.includes(id));
  const most = numberIn(step.fields, 'max') ?? Infinity;
  const subsets = members.reduce<string[][]>((sets, id) => [...sets, ...sets.map((set) => [...set, id])], [[]]);
  return subsets.flatMap((subset) =>
    Array.from({ length: others.length + 1 }, (_, count) => [...subset, ...others.slice(0, count)]).filter(
      ({ length }) => length <= most,
    ),
  );
}
