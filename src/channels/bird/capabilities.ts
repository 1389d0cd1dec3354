import type { Capabilities } from '../../rendering/capabilities.js';
import { META_LIMITS } from '../cloud-payload/limits.js';
import type { SendLimits } from '../limits.js';

/**
 * What Bird's API shows. List bodies may be longer at Bird (4096), but Meta's guide and its schema do not agree on them,
 * and Bird passes them on.
 */
export const birdCapabilities: Capabilities = {
  source: 'Bird, API of 2026, types of @messagebird/sdk 0.63.0; lengths are WhatsApp’s (Meta, Cloud API v23.0)',
  checkedOn: '2026-11-22',
  text: { max: 4096 },
  buttons: { max: 3, title: 20, header: 60, body: 1024, footer: 60, id: 256, mediaHeader: true },
  list: { rows: 10, title: 24, description: 72, button: 20, header: 60, body: 1024, footer: 60, id: 200 },
  link: { label: 20, header: 60, body: 1024, footer: 60, url: 2000, mediaHeader: true },
  media: { caption: 1024 },
  locationRequest: { body: 1024 },
  templates: true,
  windowHours: 24,
};

/** Bird tells of each number how fast WhatsApp lets it send: `standard` is Meta's usual. */
export const BIRD_LIMITS: SendLimits = META_LIMITS;
