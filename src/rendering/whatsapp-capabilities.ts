import type { Capabilities } from './capabilities.js';

/**
 * What WhatsApp shows when it is reached through Meta's Cloud API, directly or behind a provider that passes Meta's
 * messages on unchanged (360dialog). List bodies are capped at 1024: Meta's guide says 4096, its API schema 1024.
 */
export const whatsappCapabilities: Capabilities = {
  source:
    'Meta, WhatsApp Cloud API v23.0 reference: messages, interactive reply buttons, lists, CTA URL, location request',
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
