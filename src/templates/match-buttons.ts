import type { TemplateProblem } from './problem.js';
import { describeTemplate } from './parameters.js';
import type { Template } from './template.js';

export interface LabelledOption {
  id: string;
  label: string;
}

/** A template's quick reply with its place among all buttons, as WhatsApp counts them. */
interface QuickReply {
  index: number;
  text: string;
}

interface MatchedButton extends QuickReply {
  optionId: string;
}

export function quickRepliesOf(template: Template): QuickReply[] {
  return template.buttons.flatMap(({ type, text }, index) => (type === 'quick-reply' ? [{ index, text }] : []));
}

/**
 * Finds the button of each option: by label, folding case; where labels differ (a shortened one, another language) by
 * position, if there are as many buttons as options. A label that stands at another position than its option refuses
 * the match, because position would then record somebody's "Good" as "Poor".
 */
export function matchButtons(
  template: Template,
  options: readonly LabelledOption[],
): { ok: true; matched: MatchedButton[]; by: 'label' | 'position' } | { ok: false; problem: TemplateProblem } {
  const replies = quickRepliesOf(template);
  const byLabel = matchByLabel(replies, options);
  if (byLabel) return { ok: true, matched: byLabel, by: 'label' };
  if (options.length > 0 && replies.length === options.length && !contradicts(replies, options)) {
    const matched = replies.map((reply, position) => ({ ...reply, optionId: options[position]?.id ?? '' }));
    return { ok: true, matched, by: 'position' };
  }
  return {
    ok: false,
    problem: {
      code: 'buttons-do-not-match',
      message:
        `${describeTemplate(template)} has the quick replies ${quoted(replies.map(({ text }) => text))}, ` +
        `and the question has the options ${quoted(options.map(({ label }) => label))}: ` +
        'each option needs its button, with the same label or at the same position',
    },
  };
}

/** Every option by its label; undefined where one has none, or where a label stands twice. */
function matchByLabel(replies: readonly QuickReply[], options: readonly LabelledOption[]): MatchedButton[] | undefined {
  const byLabel = new Map(replies.map((reply) => [fold(reply.text), reply]));
  const labels = new Set(options.map(({ label }) => fold(label)));
  if (options.length === 0 || byLabel.size !== replies.length || labels.size !== options.length) return undefined;
  const matched = options.flatMap(({ id, label }) => {
    const reply = byLabel.get(fold(label));
    return reply ? [{ ...reply, optionId: id }] : [];
  });
  return matched.length === options.length ? matched.sort((one, other) => one.index - other.index) : undefined;
}

function contradicts(replies: readonly QuickReply[], options: readonly LabelledOption[]): boolean {
  return replies.some(({ text }, position) => {
    const labelled = options.flatMap(({ label }, place) => (fold(label) === fold(text) ? [place] : []));
    return labelled.length > 0 && !labelled.includes(position);
  });
}

function fold(label: string): string {
  return label.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function quoted(labels: readonly string[]): string {
  return labels.length === 0 ? '(none)' : labels.map((label) => `"${label}"`).join(', ');
}
