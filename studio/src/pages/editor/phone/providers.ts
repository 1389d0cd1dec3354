import { birdCapabilities } from '@core/channels/bird/capabilities.js';
import { messagebirdCapabilities } from '@core/channels/messagebird/capabilities.js';
import { twilioCapabilities } from '@core/channels/twilio/capabilities.js';
import { vonageCapabilities } from '@core/channels/vonage/capabilities.js';
import { webChatCapabilities } from '@core/channels/web-chat/capabilities.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import { whatsappCapabilities } from '@core/rendering/whatsapp-capabilities.js';

const { buttons: _buttons, list: _list, link: _link, locationRequest: _location, ...textOnly } = whatsappCapabilities;

/** What the phone can pretend to be reached through: the very tables of the adapters. `text`: nothing that can be tapped. */
export const PROVIDERS = {
  whatsapp: whatsappCapabilities,
  twilio: twilioCapabilities,
  vonage: vonageCapabilities,
  messagebird: messagebirdCapabilities,
  bird: birdCapabilities,
  webchat: webChatCapabilities,
  text: textOnly,
} as const satisfies Record<string, Capabilities>;

export type ProviderName = keyof typeof PROVIDERS;

export const isProvider = (name: string): name is ProviderName => name in PROVIDERS;
export const PROVIDER_NAMES = Object.keys(PROVIDERS).filter(isProvider);
