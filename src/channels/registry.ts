import { readSettings, type Settings } from '../config/settings.js';
import type { ChannelLogs } from './channel-logs.js';
import type { ChannelAdapter, ProviderObjects } from './channel.js';
import { bird } from './bird/bird.channel.js';
import { cloudApi } from './cloud-api/cloud-api.channel.js';
import { dialog360 } from './dialog360/dialog360.channel.js';
import { messagebird } from './messagebird/messagebird.channel.js';
import { twilio } from './twilio/twilio.channel.js';
import { vonage } from './vonage/vonage.channel.js';
import { webChat } from './web-chat/web-chat.channel.js';

/** What adapters keep. */
interface Keeping {
  /** Where adapters that make things at their provider remember them. */
  objects: ProviderObjects;
  /** Where channels without a provider keep what their people have not fetched yet. */
  logs: ChannelLogs;
}

/** Adapters by provider name. */
export type ChannelRegistry = ReadonlyMap<string, ChannelAdapter>;

/** The setting with each provider's address. */
const ADDRESSES = {
  '360dialog': 'DIALOG360_URL',
  twilio: 'TWILIO_URL',
  vonage: 'VONAGE_URL',
  messagebird: 'MESSAGEBIRD_URL',
  bird: 'BIRD_URL',
  'cloud-api': 'CLOUD_API_URL',
} as const satisfies Readonly<Record<string, keyof Settings>>;

/** Providers in whose place the settings name another address, as a rule the simulator's; the address by provider. */
export function providersElsewhere(settings: Settings): ReadonlyMap<string, string> {
  const usual = readSettings({});
  return new Map(
    Object.entries(ADDRESSES).flatMap(([provider, name]) => {
      const address = settings[name];
      return address === undefined || address === usual[name] ? [] : [[provider, address]];
    }),
  );
}

/** Every provider by its name, as it stands in addresses and in stored channels. One line each. */
export function createChannelRegistry(settings: Settings, { objects, logs }: Keeping): ChannelRegistry {
  const { SEND_TIMEOUT_MS: timeoutMs } = settings;
  const adapters = [
    dialog360({ baseUrl: settings.DIALOG360_URL, timeoutMs }),
    twilio({ baseUrl: settings.TWILIO_URL, timeoutMs, objects }),
    vonage({ baseUrl: settings.VONAGE_URL, timeoutMs }),
    messagebird({ baseUrl: settings.MESSAGEBIRD_URL, timeoutMs }),
    bird({ baseUrl: settings.BIRD_URL, timeoutMs }),
    cloudApi({ baseUrl: settings.CLOUD_API_URL, version: settings.CLOUD_API_VERSION, timeoutMs }),
    webChat({ logs }),
  ];
  return new Map(adapters.map((adapter) => [adapter.provider, adapter]));
}
