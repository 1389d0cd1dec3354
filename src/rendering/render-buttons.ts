import type { Capabilities } from './capabilities.js';
import type { OutboundMessage } from './outbound.js';
import { framedText } from './frame.js';
import { askedText, choicesOf, optionTap, outboundMedia, tapId } from './question-parts.js';
import type { QuestionPrompt } from './question-parts.js';
import { cleanLine } from './clean-text.js';
import { titleKey } from './titles.js';

/** The first rung: reply buttons. Undefined where something would be lost: too many, too long, a description. */
export function renderButtons(
  prompt: QuestionPrompt,
  intro: string,
  capabilities: Capabilities,
): OutboundMessage[] | undefined {
  const { buttons: limits, text } = capabilities;
  const { question, words } = prompt;
  if (!limits || question.multiple) return undefined;
  const choices = choicesOf(question);
  if (choices.some(({ description }) => description !== '')) return undefined;
  const buttons = choices.map(({ optionId, label }) => ({
    id: optionTap(prompt, optionId),
    title: label,
  }));
  if (question.skippable) buttons.push({ id: tapId(prompt, { kind: 'skip' }), title: cleanLine(words.skip) });

  const fit = buttons.every(({ id, title }) => title.length <= limits.title && id.length <= limits.id);
  const distinct = new Set(buttons.map(({ title }) => titleKey(title))).size === buttons.length;
  if (buttons.length === 0 || buttons.length > limits.max || !fit || !distinct) return undefined;

  const { media } = prompt;
  const above = media && limits.mediaHeader && media.kind !== 'audio' ? { header: outboundMedia(media) } : undefined;
  const said = { intro, said: askedText(prompt), otherwise: words.choose, taken: above !== undefined };
  const { ahead, frame } = framedText(prompt, said, limits, text.max);
  return [
    ...(media && !above ? [{ kind: 'media' as const, media: outboundMedia(media) }] : []),
    ...ahead,
    { kind: 'buttons', ...above, ...frame, buttons },
  ];
}
