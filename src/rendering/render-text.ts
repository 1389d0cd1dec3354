import { isNumbered } from '../flow/answers/match-option.js';
import type { Capabilities } from './capabilities.js';
import { cleanLine, cleanText, joinParts } from './clean-text.js';
import type { OutboundMessage } from './outbound.js';
import { bodyAndAhead, choicesOf, outboundMedia, questionText, textMessages } from './question-parts.js';
import type { PromptMedia, QuestionPrompt } from './question-parts.js';

/**
 * The last rung, which always holds: numbered text with whole labels; the skip is the last number. Labels that are
 * numbers themselves get no others in front, since a typed number then means the label (answers/match-option.ts).
 */
export function renderNumberedText(
  prompt: QuestionPrompt,
  intro: string,
  capabilities: Capabilities,
): OutboundMessage[] {
  const { question, words } = prompt;
  const choices = choicesOf(question);
  const lines = choices.map(({ label, description, selected }) =>
    joinParts([selected ? `✓ ${label}` : label, description], ' – '),
  );
  if (question.skippable) lines.push(cleanLine(words.skip));
  const numbers = isNumbered(choices);
  const numbered = lines.map((line, index) => (numbers ? `${index + 1}. ${line}` : `• ${line}`)).join('\n');
  const how = cleanText(question.multiple ? words.replyWithNumbers : words.replyWithNumber);
  return withMedia(joinParts([questionText(prompt, intro), numbered, how], '\n\n'), prompt.media, capabilities);
}

/** A question that is answered by typing, or by sharing the position. */
export function renderOpenQuestion(
  prompt: QuestionPrompt,
  intro: string,
  capabilities: Capabilities,
): OutboundMessage[] {
  const { question, words, media } = prompt;
  const how = question.skippable ? cleanText(words.replyWithSkip) : '';
  const asked = joinParts([questionText(prompt, intro), how], '\n\n');
  if (!question.locationRequest || !capabilities.locationRequest) return withMedia(asked, media, capabilities);
  const { ahead, body } = bodyAndAhead(asked, capabilities.locationRequest.body, capabilities.text.max);
  return [
    ...(media ? [{ kind: 'media' as const, media: outboundMedia(media) }] : []),
    ...ahead,
    { kind: 'location-request', body },
  ];
}

/** A text with its media: as the caption where it fits and there can be one, else behind it. */
export function withMedia(text: string, media: PromptMedia | undefined, capabilities: Capabilities): OutboundMessage[] {
  const texts = textMessages(text, capabilities.text.max);
  if (!media) return texts;
  const fits = media.kind !== 'audio' && text !== '' && text.length <= capabilities.media.caption;
  if (fits) return [{ kind: 'media', media: outboundMedia(media), caption: text }];
  return [{ kind: 'media', media: outboundMedia(media) }, ...texts];
}
