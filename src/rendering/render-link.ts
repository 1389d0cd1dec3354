import type { Prompt } from '../flow/prompt.js';
import { isBlank } from '../flow/words/fold.js';
import type { Capabilities } from './capabilities.js';
import { cleanLine, cleanText, joinParts } from './clean-text.js';
import { flatText, framedText } from './frame.js';
import type { OutboundMessage } from './outbound.js';
import { outboundMedia, textMessages } from './question-parts.js';
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
  const said = cleanText(prompt.body);

  const shown =
    label !== '' && label.length <= (limits?.label ?? 0) && isWebAddress(url) && url.length <= (limits?.url ?? 0);
  if (!limits || !shown) {
    const address = joinParts([label, url], ': ');
    const withAddress = joinParts(
      [intro, flatText(prompt, joinParts([said === label ? '' : said, address], '\n\n'))],
      '\n\n',
    );
    if (media) return withMedia(withAddress, prompt, capabilities);
    return textMessages(withAddress, text.max, prompt.language).map((message) =>
      message.kind === 'text' && message.body.includes(url) ? { ...message, previewUrl: true } : message,
    );
  }
  const above = media && limits.mediaHeader && media.kind !== 'audio' ? { header: outboundMedia(media) } : undefined;
  const parts = { intro, said, otherwise: label, taken: above !== undefined };
  const { ahead, frame } = framedText(prompt, parts, limits, text.max);
  return [
    ...(media && !above ? [{ kind: 'media' as const, media: outboundMedia(media) }] : []),
    ...ahead,
    { kind: 'link', ...above, ...frame, label, url },
  ];
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/iu.test(url) && !isBlank(url);
}
