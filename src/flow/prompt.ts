import { z } from 'zod';

/** The few words of our own that a rendering needs, in the session's language (flow/words). */
export const PromptWords = z.object({
  /** On the button that opens a list, ≤20 UTF-16 units. */
  choose: z.string(),
  /** Rows that turn pages, ≤24. */
  more: z.string(),
  back: z.string(),
  /** The row that finishes a multiple choice, ≤24. */
  done: z.string(),
  /** The option that skips an optional question, ≤20. */
  skip: z.string(),
  /** Line under a numbered text: how to answer with one number, or with several. */
  replyWithNumber: z.string(),
  replyWithNumbers: z.string(),
  /** Line under an optional question that is answered by typing, where no button can be shown: how to skip it. */
  replyWithSkip: z.string(),
});
export type PromptWords = z.infer<typeof PromptWords>;

export const PromptOption = z.object({ id: z.string(), label: z.string(), description: z.string().optional() });
export type PromptOption = z.infer<typeof PromptOption>;

/**
 * What a step wants shown, before any channel limit: texts of any length, any number of options. The rendering
 * ladder (rendering/) makes WhatsApp messages of it.
 */
export const Prompt = z.object({
  /** BCP-47 of the texts. */
  language: z.string(),
  /** Plain text with WhatsApp's own formatting marks; never empty. */
  body: z.string(),
  /** A line above the body, and one below; of any length, shown in the body where the channel has no place for it. */
  header: z.string().optional(),
  footer: z.string().optional(),
  /** Image, video or document shown with it. */
  media: z
    .object({
      kind: z.enum(['image', 'video', 'document', 'audio']),
      link: z.string(),
      filename: z.string().optional(),
    })
    .optional(),
  /** A link shown as a button (WhatsApp cta_url). Never together with `question`. */
  link: z.object({ label: z.string(), url: z.string() }).optional(),
  /** Present when an answer is awaited. */
  question: z
    .object({
      sessionId: z.string(),
      stepId: z.string(),
      render: z.number().int(),
      /** Shown under the body where the answer is typed ("0 = not at all, 10 = certainly"). */
      hint: z.string().optional(),
      /** Ask for the contact's position with WhatsApp's location request. */
      locationRequest: z.boolean().optional(),
      options: z.array(PromptOption),
      /** The options are the flow's languages, offered in place of the question. */
      offers: z.literal('languages').optional(),
      /** Page of the list to show, from 0; the renderer clamps it. */
      page: z.number().int(),
      multiple: z.object({ selected: z.array(z.string()) }).optional(),
      /** The question may be skipped: one more option with the word for it. */
      skippable: z.boolean(),
    })
    .optional(),
  words: PromptWords,
});
export type Prompt = z.infer<typeof Prompt>;
