import { z } from 'zod';

const Common = {
  /** When it was written, simulated milliseconds; now when absent. An old time is what a late webhook carries. */
  at: z.number().int().optional(),
  /** Id of the quoted message. */
  quotes: z.string().optional(),
  /** Leaves `context` out although the person tapped: WhatsApp sometimes does. */
  omitContext: z.boolean().optional(),
  /** The click-to-WhatsApp ad that led here, as in Meta's `referral`. */
  referral: z.record(z.string(), z.unknown()).optional(),
};

const File = {
  /** The file itself; a small stand-in when absent. */
  base64: z.base64().optional(),
  mime: z.string().optional(),
};

/** What a person does at the phone; one message (or edit, or withdrawal) to the business. */
export const Said = z.discriminatedUnion('type', [
  z.strictObject({ ...Common, type: z.literal('text'), body: z.string().min(1) }),
  z.strictObject({
    ...Common,
    type: z.literal('tap'),
    /** What is tapped: by label, by id, or by its place counted from 1. */
    title: z.string().optional(),
    id: z.string().optional(),
    place: z.number().int().min(1).optional(),
    /** Id of the message it belongs to; the latest one with options when absent. */
    message: z.string().optional(),
  }),
  z.strictObject({ ...Common, ...File, type: z.literal('image'), caption: z.string().optional() }),
  z.strictObject({ ...Common, ...File, type: z.literal('video'), caption: z.string().optional() }),
  z.strictObject({ ...Common, ...File, type: z.literal('audio'), voice: z.boolean().optional() }),
  z.strictObject({
    ...Common,
    ...File,
    type: z.literal('document'),
    caption: z.string().optional(),
    filename: z.string().optional(),
  }),
  z.strictObject({ ...Common, ...File, type: z.literal('sticker') }),
  z.strictObject({
    ...Common,
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.strictObject({ ...Common, type: z.literal('contacts'), contacts: z.array(z.record(z.string(), z.unknown())) }),
  z.strictObject({
    ...Common,
    type: z.literal('reaction'),
    message: z.string(),
    /** Absent or empty: the reaction is taken back. */
    emoji: z.string().optional(),
  }),
  z.strictObject({ ...Common, type: z.literal('edit'), message: z.string(), body: z.string().min(1) }),
  z.strictObject({ ...Common, type: z.literal('revoke'), message: z.string() }),
  /** Something the API cannot carry: a poll, a view-once picture. */
  z.strictObject({ ...Common, type: z.literal('unsupported'), of: z.string().optional() }),
  /** Any message object as Meta would send it (`type` and its sibling); from, id and time are filled in. */
  z.strictObject({ ...Common, type: z.literal('raw'), message: z.looseObject({ type: z.string() }) }),
]);
export type Said = z.infer<typeof Said>;

/** As a caller writes it. */
export type SaidInput = z.input<typeof Said>;
