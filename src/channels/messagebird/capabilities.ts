import type { Capabilities } from '../../rendering/capabilities.js';
import { META_LIMITS } from '../cloud-payload/limits.js';
import type { SendLimits } from '../limits.js';

/**
 * What MessageBird's Conversations API shows: buttons and lists, of all that is interactive at WhatsApp. Link buttons
 * and requests for a location are not among its contents; they become text.
 */
export const messagebirdCapabilities: Capabilities = {
  source:
    'MessageBird, Conversations API reference and quickstart "Send interactive messages"; lengths are WhatsApp’s (Meta, Cloud API v23.0)',
  checkedOn: '2026-11-22',
  text: { max: 4096 },
  buttons: { max: 3, title: 20, header: 60, body: 1024, footer: 60, id: 256, mediaHeader: true },
  list: { rows: 10, title: 24, description: 72, button: 20, header: 60, body: 1024, footer: 60, id: 200 },
  media: { caption: 1024 },
  templates: true,
  windowHours: 24,
};

/** MessageBird publishes no rate for this API: a quarter of Meta's, until a 429 says that it is too fast. */
export const MESSAGEBIRD_LIMITS: SendLimits = {
  ...META_LIMITS,
  perSecond: { usual: META_LIMITS.perSecond.usual / 4, most: META_LIMITS.perSecond.usual },
};
