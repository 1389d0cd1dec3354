import { z } from 'zod';

/*
 * The content types that the simulator plays, with their limits. Strict: an unknown field is a mistake of ours.
 * Source: Twilio, "Content types overview" and the page of each type (2026).
 */

const Body = z.string().min(1).max(1024);
const Id = z.string().min(1).max(200);

const QuickReplyAction = z.strictObject({
  type: z.literal('QUICK_REPLY').optional(),
  title: z.string().min(1).max(25),
  id: Id.optional(),
});
const UrlAction = z.strictObject({
  type: z.literal('URL'),
  title: z.string().min(1).max(25),
  url: z.string().regex(/^https?:\/\/[^\s]+$/, 'must be a web address'),
});
const PhoneAction = z.strictObject({
  type: z.literal('PHONE_NUMBER'),
  title: z.string().min(1).max(25),
  phone: z.string(),
});
const CodeAction = z.strictObject({
  type: z.literal('COPY_CODE'),
  title: z.string().min(1).max(25).optional(),
  code: z.string().min(1).max(15),
});
const CallToAction = z.discriminatedUnion('type', [UrlAction, PhoneAction, CodeAction]);

export const ContentTypes = z
  .strictObject({
    'twilio/text': z.strictObject({ body: z.string().min(1).max(1600) }),
    'twilio/media': z.strictObject({ body: Body.optional(), media: z.array(z.string()).length(1) }),
    'twilio/quick-reply': z.strictObject({ body: Body, actions: z.array(QuickReplyAction).min(1).max(10) }),
    'twilio/list-picker': z.strictObject({
      body: Body,
      button: z.string().min(1).max(20),
      items: z
        .array(
          z.strictObject({
            id: Id,
            item: z.string().min(1).max(24),
            description: z.string().min(1).max(72).optional(),
          }),
        )
        .min(1)
        .max(10),
    }),
    'twilio/call-to-action': z.strictObject({ body: Body, actions: z.array(CallToAction).min(1).max(3) }),
    'whatsapp/card': z.strictObject({
      body: Body,
      header_text: z.string().min(1).max(60).optional(),
      footer: z.string().min(1).max(60).optional(),
      media: z.array(z.string()).length(1).optional(),
      actions: z.array(z.union([UrlAction, PhoneAction, CodeAction, QuickReplyAction])).optional(),
    }),
  })
  .partial();
export type ContentTypes = z.infer<typeof ContentTypes>;

export const ContentCreation = z.strictObject({
  friendly_name: z.string().max(64).optional(),
  language: z.string().min(2),
  variables: z.record(z.string(), z.string()).optional(),
  types: ContentTypes.refine((types) => Object.keys(types).length > 0, 'at least one type is required'),
});
export type ContentCreation = z.infer<typeof ContentCreation>;

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The variables of a text, each once, as they come. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))];
}

/** The text with its variables filled in, in one pass. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);
}

/** Every text of a value, filled. */
export function fillAll<T>(value: T, values: Readonly<Record<string, string>>): T;
export function fillAll(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((member: unknown) => fillAll(member, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fillAll(member, values)]));
}
