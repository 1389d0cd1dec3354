import type { Prompt } from '../flow/prompt.js';
import type { Framed } from './capabilities.js';
import { cleanLine, joinParts } from './clean-text.js';
import type { OutboundMessage } from './outbound.js';
import { bodyAndAhead } from './question-parts.js';

export interface FramedText {
  /** Messages that go ahead, where the text does not fit one body. */
  ahead: OutboundMessage[];
  frame: { headerText?: string; body: string; footer?: string };
}

/**
 * A prompt's text with its header and footer, where a message has a place for them. What has none there is a line of the
 * body: one that is too long, a header that would come to stand above the statements merged into the body, or above the
 * end of a text only.
 * @param said what is said between header and footer, cleaned
 * @param otherwise the body where nothing at all is said
 * @param taken whether media stands where the header would
 */
export function framedText(
  prompt: Prompt,
  { intro, said, otherwise, taken }: { intro: string; said: string; otherwise: string; taken: boolean },
  limits: Framed,
  textMax: number,
): FramedText {
  const header = cleanLine(prompt.header ?? '');
  const footer = cleanLine(prompt.footer ?? '');
  const isFooter = footer !== '' && footer.length <= limits.footer;
  const below = joinParts([said, isFooter ? '' : footer], '\n\n');
  const isHeader =
    header !== '' &&
    !taken &&
    intro === '' &&
    below !== '' &&
    header.length <= limits.header &&
    below.length <= limits.body;
  const text = isHeader ? below : joinParts([intro, joinParts([header, below], '\n')], '\n\n');
  const { ahead, body } = bodyAndAhead(text || otherwise, limits.body, textMax, prompt.language);
  return { ahead, frame: { ...(isHeader && { headerText: header }), body, ...(isFooter && { footer }) } };
}

/** The same where a message has no place for either: all of it is text. */
export function flatText({ header, footer }: Prompt, said: string): string {
  return joinParts([joinParts([cleanLine(header ?? ''), said], '\n'), cleanLine(footer ?? '')], '\n\n');
}
