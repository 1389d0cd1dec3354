import type { ChannelAdapter } from '../channels/channel.js';
import { rememberedLogs } from '../channels/connected/remembered-logs.js';
import { rememberedObjects } from '../channels/connected/stored-objects.js';
import { createChannelRegistry } from '../channels/registry.js';
import { systemClock } from '../clock/clock.js';
import { readSettings } from '../config/settings.js';
import { CliProblem } from './terminal.js';

/** A provider's adapter, for what it knows by itself. It has no credentials: nothing is ever sent. @throws CliProblem */
export function providerNamed(name: string): ChannelAdapter {
  const registry = createChannelRegistry(readSettings({}), {
    objects: rememberedObjects(),
    logs: rememberedLogs(systemClock),
  });
  const adapter = registry.get(name);
  if (adapter) return adapter;
  throw new CliProblem(`there is no provider "${name}"; there is ${[...registry.keys()].join(', ')}`);
}
