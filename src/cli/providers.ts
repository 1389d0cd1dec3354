import type { ChannelAdapter } from '../channels/channel.js';
import { createChannelRegistry } from '../channels/registry.js';
import { CliProblem } from './terminal.js';

/** A provider's adapter, for what it knows by itself. It has no address: nothing is ever sent. @throws CliProblem */
export function providerNamed(name: string): ChannelAdapter {
  const registry = createChannelRegistry({ dialog360Url: 'https://localhost', sendTimeoutMs: 1 });
  const adapter = registry.get(name);
  if (adapter) return adapter;
  throw new CliProblem(`there is no provider "${name}"; there is ${[...registry.keys()].join(', ')}`);
}
