import { SYSTEM, type Collection } from '../../storage/documents.js';
import { UniqueViolation } from '../../storage/errors.js';
import type { ProviderObject } from '../../store/provider-object.js';
import type { ProviderObjects } from '../channel.js';

/**
 * What adapters have made at their providers, in the database: all processes share it, and it outlives them. It holds
 * no customer's data, and channel ids are unique in the installation: it belongs to no workspace.
 */
export function storedObjects(collection: Collection<ProviderObject>): ProviderObjects {
  const idOf = (channelId: string, key: string) => `${channelId}:${key}`;
  return {
    async get(channelId, key) {
      return (await collection.get(SYSTEM, idOf(channelId, key)))?.value;
    },
    async set(channelId, key, value) {
      const id = idOf(channelId, key);
      const doc = { channelId, value };
      if (await collection.update(SYSTEM, id, () => doc)) return;
      try {
        await collection.insert(SYSTEM, id, doc);
      } catch (error) {
        // Another process was quicker: both objects work, the later one stays.
        if (!(error instanceof UniqueViolation)) throw error;
        await collection.update(SYSTEM, id, () => doc);
      }
    },
  };
}

/** In memory only: for what makes nothing at a provider, such as a trial run. */
export function rememberedObjects(): ProviderObjects {
  const values = new Map<string, string>();
  return {
    get: async (channelId, key) => values.get(`${channelId}:${key}`),
    set: async (channelId, key, value) => void values.set(`${channelId}:${key}`, value),
  };
}
