import { isNumbered } from '../flow/answers/match-option.js';
import type { Prompt } from '../flow/prompt.js';
import type { Capabilities } from './capabilities.js';
import { cleanLine, cleanText, joinParts } from './clean-text.js';
import { flatText } from './frame.js';
import type { OutboundMessage } from './outbound.js';
import { askedText, bodyAndAhead, choicesOf, outboundMedia, textMessages } from './question-parts.js';
import type { QuestionPrompt } from './question-parts.js';

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
  const asked = joinParts([askedText(prompt), numbered, how], '\n\n');
  return withMedia(joinParts([intro, flatText(prompt, asked)], '\n\n'), prompt, capabilities);
}

/** A question that is answered by typing, or by sharing the position. */
export function renderOpenQuestion(
  prompt: QuestionPrompt,
  intro: string,
  capabilities: Capabilities,
): OutboundMessage[] {
  const { question, words, media } = prompt;
  const how = question.skippable ? cleanText(words.replyWithSkip) : '';
  const said = flatText(prompt, joinParts([askedText(prompt), how], '\n\n'));
  const asked = joinParts([intro, said], '\n\n');
  if (!question.locationRequest || !capabilities.locationRequest) {
    // A question has to be seen; a picture without a word can be one.
    return withMedia(asked || (media ? '' : words.choose), prompt, capabilities);
  }
  const { locationRequest: limits, text } = capabilities;
  const { ahead, body } = bodyAndAhead(asked || words.choose, limits.body, text.max, prompt.language);
  return [
    ...(media ? [{ kind: 'media' as const, media: outboundMedia(media) }] : []),
    ...ahead,
    { kind: 'location-request', body },
  ];
}

/** The prompt's text with its media: as the caption where it fits and there can be one, else behind it. */
export function withMedia(text: string, { media, language }: Prompt, capabilities: Capabilities): OutboundMessage[] {
  const texts = textMessages(text, capabilities.text.max, language);
  if (!media) return texts;
  const fits = media.kind !== 'audio' && text !== '' && text.length <= capabilities.media.caption;
  if (fits) return [{ kind: 'media', media: outboundMedia(media), caption: text }];
  return [{ kind: 'media', media: outboundMedia(media) }, ...texts];
}
