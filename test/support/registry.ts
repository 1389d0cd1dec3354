import { rememberedLogs } from '../../src/channels/connected/remembered-logs.js';
import { rememberedObjects } from '../../src/channels/connected/stored-objects.js';
import { createChannelRegistry, type ChannelRegistry } from '../../src/channels/registry.js';
import { systemClock } from '../../src/clock/clock.js';
import { readSettings } from '../../src/config/settings.js';

/** Every adapter, led by these settings (`simulator.connection().settings`); what they keep is in memory. */
export function registryFor(settings: Readonly<Record<string, string>>): ChannelRegistry {
  return createChannelRegistry(readSettings(settings), {
    objects: rememberedObjects(),
    logs: rememberedLogs(systemClock),
  });
}
