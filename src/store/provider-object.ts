import { z } from 'zod';

/** What an adapter has made at its provider and uses again, under `<channel>:<key>`. */
export const ProviderObject = z.object({ channelId: z.string(), value: z.string() });
export type ProviderObject = z.infer<typeof ProviderObject>;
