import type { Prompt } from '../flow/prompt.js';
import { isBlank } from '../flow/words/fold.js';
import type { Capabilities } from './capabilities.js';
import { cleanLine, cleanText, joinParts } from './clean-text.js';
import type { OutboundMessage } from './outbound.js';
import { bodyAndAhead, outboundMedia, textMessages } from './question-parts.js';
import { withMedia } from './render-text.js';

/** A statement with a link: as a button where that is possible, else with the address in the text. */
export function renderLink(
  prompt: Prompt & { link: NonNullable<Prompt['link']> },
  intro: string,
  capabilities: Capabilities,
): OutboundMessage[] {
  const { media } = prompt;
  const { link: limits, text } = capabilities;
  const label = cleanLine(prompt.link.label);
  const url = prompt.link.url.trim();
  const said = joinParts([intro, cleanText(prompt.body)], '\n\n') || label;

  const shown =
    label !== '' && label.length <= (limits?.label ?? 0) && isWebAddress(url) && url.length <= (limits?.url ?? 0);
  if (!limits || !shown) {
    const withAddress = joinParts([said === label ? '' : said, joinParts([label, url], ': ')], '\n\n');
    if (media) return withMedia(withAddress, media, capabilities);
    return textMessages(withAddress, text.max).map((message) =>
      message.kind === 'text' && message.body.includes(url) ? { ...message, previewUrl: true } : message,
    );
  }
  const { ahead, body } = bodyAndAhead(said, limits.body, text.max);
  const button = { kind: 'link' as const, body, label, url };
  if (!media) return [...ahead, button];
  if (limits.mediaHeader && media.kind !== 'audio') return [...ahead, { ...button, header: outboundMedia(media) }];
  return [{ kind: 'media', media: outboundMedia(media) }, ...ahead, button];
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/iu.test(url) && !isBlank(url);
}
