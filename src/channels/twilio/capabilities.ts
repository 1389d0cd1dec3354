import type { Capabilities } from '../../rendering/capabilities.js';
import type { SendLimits } from '../limits.js';

/**
 * What WhatsApp shows when it is reached through Twilio. Twilio passes no interactive message through: buttons, lists
 * and links are contents (contents.ts), which have neither header nor footer; a card with media needs an approval, so
 * that media goes ahead. There is no request for a location. Titles have Meta's lengths, which hold after Twilio has
 * filled in the variables.
 */
export const twilioCapabilities: Capabilities = {
  source:
    'Twilio, Messages resource (Body), Content types overview, twilio/quick-reply, twilio/list-picker, twilio/call-to-action, Using buttons in WhatsApp; Meta, Cloud API v23.0',
  checkedOn: '2026-11-22',
  text: { max: 1600 },
  buttons: { max: 3, title: 20, header: 0, body: 1024, footer: 0, id: 200, mediaHeader: false },
  list: { rows: 10, title: 24, description: 72, button: 20, header: 0, body: 1024, footer: 0, id: 200 },
  link: { label: 20, header: 0, body: 1024, footer: 0, url: 2000, mediaHeader: false },
  media: { caption: 1024 },
  templates: true,
  windowHours: 24,
};

/**
 * Source: Twilio, "WhatsApp rate limits" (80 messages a second of one sender, 400 on request; what is beyond waits in
 * Twilio's queue for up to 4 hours); the limit for one person is Meta's and holds behind Twilio too.
 */
export const TWILIO_LIMITS: SendLimits = {
  perSecond: { usual: 80, most: 400 },
  pair: { burst: 45, everyMs: 6_000 },
};
