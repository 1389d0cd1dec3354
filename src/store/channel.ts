import { z } from 'zod';
import { TemplateCall } from '../templates/template-call.js';
import { QuietHours } from '../window/quiet-hours.js';

/** What an operator may set on a channel. */
export const ChannelSettings = z.strictObject({
  /** Started by a message that is no keyword and belongs to no session. */
  defaultFlow: z.string().optional(),
  /** The last template in the fallback chain when the window closes on a waiting question. */
  closed: TemplateCall.optional(),
  /** No template goes out in these hours; it waits for their end. */
  quietHours: QuietHours.optional(),
  templateCaps: z
    .strictObject({ perDay: z.number().int().min(0).max(100), perWeek: z.number().int().min(0).max(500) })
    .default({ perDay: 2, perWeek: 5 }),
  /** As many messages a second as the provider lets this number send. */
  messagesPerSecond: z.number().int().min(1).max(1_000).default(80),
  /** Mark messages as read and show "typing…" while the reply is made; best effort. */
  typing: z.boolean().default(false),
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;

/** One connected WhatsApp sender. */
export const Channel = z.object({
  name: z.string(),
  provider: z.string(),
  /** The unguessable part of its webhook address. */
  key: z.string(),
  state: z.enum(['connected', 'stopped']),
  /** Why it was stopped and what to do, in plain words. */
  stateReason: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  /** Encrypted JSON of the provider's credentials; never leaves the service. */
  sealedCredentials: z.string(),
  /** Encrypted secret that the provider sends with every webhook. */
  sealedWebhookSecret: z.string(),
  settings: ChannelSettings,
  health: z
    .object({
      canSend: z.enum(['yes', 'limited', 'no', 'unknown']),
      problems: z.array(z.string()),
      /** Absent where the provider does not tell. */
      quality: z.enum(['high', 'medium', 'low']).optional(),
      checkedAt: z.number(),
    })
    .nullable(),
  /** What a person should look at, newest last; at most twenty. */
  notices: z.array(z.object({ at: z.number(), code: z.string(), text: z.string() })),
  templatesSyncedAt: z.number().nullable(),
  createdAt: z.number(),
});
export type Channel = z.infer<typeof Channel>;

/** From the key in a webhook's address to the channel; the one lookup that knows no workspace yet. */
export const ChannelKey = z.object({ workspaceId: z.string(), channelId: z.string() });
export type ChannelKey = z.infer<typeof ChannelKey>;
