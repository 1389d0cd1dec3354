import type { ChannelAdapter } from './channel.js';
import { dialog360 } from './dialog360/dialog360.channel.js';

interface RegistrySettings {
  /** Base address of 360dialog's API, or of the simulator. */
  dialog360Url: string;
  sendTimeoutMs: number;
}

/** Adapters by provider name. */
export type ChannelRegistry = ReadonlyMap<string, ChannelAdapter>;

/** Every provider by its name, as it stands in addresses and in stored channels. One line each. */
export function createChannelRegistry(settings: RegistrySettings): ChannelRegistry {
  const adapters = [dialog360({ baseUrl: settings.dialog360Url, timeoutMs: settings.sendTimeoutMs })];
  return new Map(adapters.map((adapter) => [adapter.provider, adapter]));
}
