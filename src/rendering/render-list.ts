import type { Capabilities } from './capabilities.js';
import { cleanLine, joinParts } from './clean-text.js';
import { framedText } from './frame.js';
import type { OutboundMessage } from './outbound.js';
import { layOutPages } from './pages.js';
import { askedText, choicesOf, optionTap, outboundMedia, tapId } from './question-parts.js';
import type { Choice, QuestionPrompt } from './question-parts.js';
import { shortTitle, uniqueTitles } from './titles.js';

const TICK = '✓ ';

type Row = { id: string; title: string; description?: string };
type ListLimits = NonNullable<Capabilities['list']>;

/** The second and third rung: one list, or pages of one. Undefined where a text would not fit anywhere in a row. */
export function renderList(
  prompt: QuestionPrompt,
  intro: string,
  capabilities: Capabilities,
): OutboundMessage[] | undefined {
  const { list: limits, text } = capabilities;
  const { question, words, media } = prompt;
  if (!limits || question.options.length === 0) return undefined;
  const own = ownRows(prompt, limits);
  const options = optionRows(prompt, limits, own.taken);
  const pages = layOutPages(question.options.length, own.fixed.length, limits.rows);
  const index = Math.min(Math.max(question.page, 0), (pages?.length ?? 1) - 1);
  const page = pages?.[index];
  if (!options || !page) return undefined;

  const rows = [
    ...options.slice(page.from, page.to),
    ...own.fixed,
    ...(page.back ? [{ id: tapId(prompt, { kind: 'page', page: index - 1 }), title: own.back }] : []),
    ...(page.more ? [{ id: tapId(prompt, { kind: 'page', page: index + 1 }), title: own.more }] : []),
  ];
  if (rows.some(({ id }) => id.length > limits.id)) return undefined;
  const said = { intro, said: askedText(prompt), otherwise: words.choose, taken: false };
  const { ahead, frame } = framedText(prompt, said, limits, text.max);
  return [
    ...(media ? [{ kind: 'media' as const, media: outboundMedia(media) }] : []),
    ...ahead,
    { kind: 'list', ...frame, button: shortTitle(cleanLine(words.choose), limits.button), rows },
  ];
}

/** Rows of ours: those on every page, and the titles of those that turn pages. Options give way to their titles. */
function ownRows(
  prompt: QuestionPrompt,
  limits: ListLimits,
): { fixed: Row[]; back: string; more: string; taken: string[] } {
  const { question, words } = prompt;
  const labels = [words.done, words.skip, words.back, words.more].map(cleanLine);
  const taken = uniqueTitles(labels, limits.title);
  const [done = '', skip = '', back = '', more = ''] = taken;
  const fixed = [
    ...(question.multiple ? [{ id: tapId(prompt, { kind: 'done' }), title: done }] : []),
    ...(question.skippable ? [{ id: tapId(prompt, { kind: 'skip' }), title: skip }] : []),
  ];
  return { fixed, back, more, taken };
}

/**
 * A row for every option, the same on whichever page it is. A label that is not its own title in full stands whole in
 * the description, in front of the option's own.
 */
function optionRows(prompt: QuestionPrompt, limits: ListLimits, taken: readonly string[]): Row[] | undefined {
  const choices = choicesOf(prompt.question);
  const multiple = prompt.question.multiple !== undefined;
  // Room for the tick is kept whether or not it is set, so that titles do not change while a person ticks.
  const room = multiple ? limits.title - TICK.length : limits.title;
  const titles = uniqueTitles(
    choices.map(({ label }) => (multiple ? withoutTick(label) : label)),
    room,
    taken,
  );
  const rows: Row[] = [];
  for (const [index, choice] of choices.entries()) {
    const row = optionRow(prompt, choice, titles[index] ?? choice.label, multiple);
    if ((row.description?.length ?? 0) > limits.description) return undefined;
    rows.push(row);
  }
  return rows;
}

function optionRow(prompt: QuestionPrompt, choice: Choice, title: string, multiple: boolean): Row {
  const { optionId, label, selected } = choice;
  const description = joinParts([title === label ? '' : label, choice.description], ' – ');
  return {
    id: optionTap(prompt, optionId),
    title: multiple && selected ? TICK + title : title,
    ...(description === '' ? {} : { description }),
  };
}

/** A label that begins with a tick of its own could pass for another one that is ticked. */
function withoutTick(label: string): string {
  const rest = label.replace(/^\p{Default_Ignorable_Code_Point}*(?:✓[\s\p{Default_Ignorable_Code_Point}]*)+/u, '');
  return rest === '' ? TICK.trim() : rest;
}
