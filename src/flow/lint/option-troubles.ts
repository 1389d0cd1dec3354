import type { Capabilities } from '../../rendering/capabilities.js';
import type { OutboundMessage } from '../../rendering/outbound.js';
import { layOutPages } from '../../rendering/pages.js';
import type { DocumentPath, PlacedProblem } from '../definition/finding.js';
import type { Prompt, PromptOption } from '../prompt.js';

/** Something wrong with how a step is shown. `size` tells which of two is the worse. */
export interface Trouble extends PlacedProblem {
  size: number;
}

type ListLimits = NonNullable<Capabilities['list']>;

/** A ticked row begins with "✓ ", for which its title keeps room. */
const TICK_ROOM = 2;

/** What becomes of options that are too many or too long for buttons and a list. */
export function optionTroubles(
  path: DocumentPath,
  { question }: Prompt,
  messages: readonly OutboundMessage[],
  { list: limits }: Capabilities,
): Trouble[] {
  if (!question || question.options.length === 0 || !limits) return [];
  const shownAs = messages.at(-1)?.kind;
  const { options, multiple, skippable } = question;
  if (shownAs === 'text' || shownAs === 'media') return [asText(path, options, limits)];
  if (shownAs !== 'list') return [];
  const own = (multiple ? 1 : 0) + (skippable ? 1 : 0);
  const pages = layOutPages(options.length, own, limits.rows)?.length ?? 1;
  const room = limits.title - (multiple ? TICK_ROOM : 0);
  return [
    ...(pages > 1 ? [paged(path, options.length, pages, limits.rows - own)] : []),
    ...options.flatMap(({ id, label }, index) =>
      label.trim().length > room ? [cut(path, index, id, label.trim(), room)] : [],
    ),
  ];
}

function asText(path: DocumentPath, options: readonly PromptOption[], limits: ListLimits): Trouble {
  const lengths = options.map(({ label, description = '' }) => {
    const title = label.trim().length > limits.title ? label.trim() : '';
    return [title, description.trim()].filter(Boolean).join(' – ').length;
  });
  const longest = Math.max(...lengths);
  const at = lengths.indexOf(longest);
  const option = options[at];
  return {
    severity: 'warning',
    rule: 'shown-as-text',
    path: [...path, 'options', at],
    size: longest,
    message:
      longest > limits.description
        ? `the options are numbered text instead of a list, because "${shortened(option?.label ?? '')}" needs ${longest} characters below its title`
        : 'the options are numbered text instead of a list',
    mend: `a label has at most ${limits.title} characters; a longer one and the description share ${limits.description}`,
  };
}

function paged(path: DocumentPath, count: number, pages: number, fit: number): Trouble {
  return {
    severity: 'warning',
    rule: 'options-paged',
    path: [...path, 'options'],
    size: count,
    message: `${count} options are ${pages} pages of a list; most people look at the first only`,
    mend: `at most ${fit} fit on one; ask in two questions, or let people type and add synonyms`,
  };
}

function cut(path: DocumentPath, index: number, id: string, label: string, room: number): Trouble {
  return {
    severity: 'warning',
    rule: 'label-cut',
    path: [...path, 'options', index, 'label'],
    size: label.length,
    message: `the row of "${id}" shows "${shortened(label)}" only in its second line: the label has ${label.length} characters`,
    mend: `at most ${room} fit into the title of a row`,
  };
}

function shortened(text: string): string {
  return text.length <= 50 ? text : `${text.slice(0, 49)}…`;
}
