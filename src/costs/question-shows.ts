import type { ReadInput } from '../flow/answers/answer-type.js';
import type { CompiledAsk } from '../flow/compiled-flow.js';
import { allOptions } from '../flow/lint/plausible.js';
import { resolveQuestion } from '../flow/turn/question.js';
import type { Turn } from '../flow/turn/turn.js';
import type { Capabilities } from '../rendering/capabilities.js';
import { layOutPages } from '../rendering/pages.js';
import type { Range } from './range.js';

/** Where several may be picked, people pick about two. */
const LIKELY_PICKS = 2;
/** Longer questions are answered by nobody; a type that never has enough must not hold us for ever. */
const MOST_SHOWS = 100;

/**
 * How often a question is shown until it is answered: once by somebody who types the whole answer; again after each tick,
 * each row of a matrix, each place of a ranking by somebody who taps; once more for each page of a list that is turned.
 *
 * @param turn from flow/step-prompt `turnAt`
 */
export function showsOf(turn: Turn, step: CompiledAsk, { list }: Capabilities): Range {
  const most = tapThrough(turn, step, Infinity);
  const pages = list ? pagesOf(turn, step, list.rows) : 1;
  return { low: 1, likely: tapThrough(turn, step, LIKELY_PICKS) + (pages - 1) / 2, high: most + pages - 1 };
}

/** Taps the first option that is left, again and again; of a multiple choice as many as are wanted, and then "Done". */
function tapThrough(turn: Turn, step: CompiledAsk, picks: number): number {
  const question = resolveQuestion(turn, allOptions(step));
  let selected: readonly string[] = [];
  const tapped = new Set<string>();
  for (let shows = 1; shows < MOST_SHOWS; shows += 1) {
    const { options, multiple } = step.type.present(question, selected);
    // Each once: a second tap on a row that unticks others would take it back.
    const left = options.find(({ id }) => !selected.includes(id) && !tapped.has(id));
    if (left) tapped.add(left.id);
    const input = tapOn(left, multiple === true, shows <= picks);
    const reading = input && step.type.read(question, input, selected);
    if (reading?.kind !== 'selection') return shows;
    selected = reading.selected;
  }
  return MOST_SHOWS;
}

function tapOn(
  option: { id: string; label: string } | undefined,
  multiple: boolean,
  wantsMore: boolean,
): ReadInput | undefined {
  if (!multiple) return option && { kind: 'option', optionId: option.id, title: option.label };
  if (option && wantsMore) return { kind: 'toggle', optionId: option.id, title: option.label };
  return { kind: 'done', title: 'Done' };
}

function pagesOf(turn: Turn, step: CompiledAsk, rows: number): number {
  const { options, multiple } = step.type.present(resolveQuestion(turn, allOptions(step)), []);
  const fixed = (multiple ? 1 : 0) + (step.optional ? 1 : 0);
  return options.length === 0 ? 1 : (layOutPages(options.length, fixed, rows)?.length ?? 1);
}
