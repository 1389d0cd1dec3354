import { z } from 'zod';

/** One line of a log of a channel (channels/channel-logs.ts), under `<channel>|<log>|<name>`. */
export const ChannelLogLine = z.object({
  channelId: z.string(),
  /** `<channel>|<log>`: unique in the workspace. */
  log: z.string(),
  seq: z.number().int(),
  at: z.number(),
  text: z.string(),
});
export type ChannelLogLine = z.infer<typeof ChannelLogLine>;
