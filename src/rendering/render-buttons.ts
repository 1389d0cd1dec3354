import type { Capabilities } from './capabilities.js';
import type { OutboundMessage } from './outbound.js';
import { bodyAndAhead, choicesOf, optionTap, outboundMedia, questionText, tapId } from './question-parts.js';
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

  const { ahead, body } = bodyAndAhead(questionText(prompt, intro), limits.body, text.max);
  const { media } = prompt;
  if (!media) return [...ahead, { kind: 'buttons', body, buttons }];
  if (limits.mediaHeader && media.kind !== 'audio') {
    return [...ahead, { kind: 'buttons', header: outboundMedia(media), body, buttons }];
  }
  return [{ kind: 'media', media: outboundMedia(media) }, ...ahead, { kind: 'buttons', body, buttons }];
}
