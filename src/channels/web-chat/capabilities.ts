import type { Capabilities } from '../../rendering/capabilities.js';
import type { SendLimits } from '../limits.js';

/**
 * The chat on a website is ours: its limits are what a person can still read and find, not what a platform lets
 * through. No window and no templates: whoever has the page open is there.
 */
export const webChatCapabilities: Capabilities = {
  source: 'our own page, src/channels/web-chat/page',
  checkedOn: '2026-11-22',
  text: { max: 20_000 },
  buttons: { max: 6, title: 60, id: 256, header: 200, body: 20_000, footer: 500, mediaHeader: true },
  list: { rows: 2_000, title: 200, description: 500, button: 60, id: 256, header: 200, body: 20_000, footer: 500 },
  link: { label: 60, url: 2_000, header: 200, body: 20_000, footer: 500, mediaHeader: true },
  media: { caption: 4_000 },
  locationRequest: { body: 20_000 },
  templates: false,
};

/** Each message is one line in our own database, which is what bounds them. */
export const WEB_CHAT_LIMITS: SendLimits = { perSecond: { usual: 200, most: 1_000 } };
