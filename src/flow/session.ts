import { z } from 'zod';

/**
 * A normalised answer value: a choice id, ids, a number, a text or a yes/no, an object for what has several parts (a
 * position, the rows of a matrix); null for a skipped question.
 */
export const AnswerValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.json()),
  z.null(),
]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/** How an answer was understood; the order is the order in which matching is tried for choices. */
export const AnswerVia = z.enum(['tap', 'number', 'label', 'synonym', 'near-miss', 'typed', 'skip']);
export type AnswerVia = z.infer<typeof AnswerVia>;

export const Answer = z.object({
  /** The normalised value that conditions, exports and statistics use. */
  value: AnswerValue,
  /** What the contact really sent: the typed text, or the title of what was tapped. */
  raw: z.string(),
  /** The value as a person reads it, in the session's language at that time (a choice's label). */
  label: z.string(),
  via: AnswerVia,
  at: z.number(),
  /** What belongs to the answer and is no part of its value: the words behind "other", the version of a consent's text. */
  detail: z.record(z.string(), z.json()).optional(),
});
export type Answer = z.infer<typeof Answer>;

/** The question that a session waits on. */
export const Waiting = z.object({
  stepId: z.string(),
  /** Number of the rendering last sent for it; a tap bound to another rendering of the same step is still an answer to it. */
  render: z.number().int(),
  since: z.number(),
  /** Wrong answers so far. */
  attempts: z.number().int(),
  /** Page of a paged list last shown, from 0. */
  page: z.number().int(),
  /** What was given so far of an answer that takes several messages, in its type's own form: options ticked, places of a ranking. */
  selected: z.array(z.string()),
  /**
   * What the contact last saw of it: the question itself, a template whose buttons are the options, or a template
   * that only invites back (any reply then leads to the question being asked again).
   */
  shown: z.enum(['question', 'template-options', 'template-invite']),
});
export type Waiting = z.infer<typeof Waiting>;

/** How a session ended; AAPOR-shaped, see docs/flow-language.md. */
export const Disposition = z.enum([
  'completed',
  'screened-out',
  'partial',
  'breakoff',
  'refused',
  'unreachable',
  'failed',
]);
export type Disposition = z.infer<typeof Disposition>;

/** One run of a flow version for one contact. Plain JSON; survives JSON.stringify at every turn. */
export const Session = z.object({
  v: z.literal(1),
  id: z.string(),
  flowId: z.string(),
  /** Identifies the immutable flow version this session stays on. */
  flowVersion: z.string(),
  /** BCP-47, one of the flow's languages. */
  language: z.string(),
  status: z.enum(['active', 'ended']),
  startedAt: z.number(),
  updatedAt: z.number(),
  endedAt: z.number().optional(),
  /** Counts turns; the fence that timers carry. */
  turn: z.number().int(),
  /** Counts renderings of questions, so that each has its own number. */
  renders: z.number().int(),
  /** Answers by step id, in the order given. */
  answers: z.record(z.string(), Answer),
  /** Values of `set` steps by name. */
  vars: z.record(z.string(), z.json()),
  /** Ids of the question steps asked, in order. */
  path: z.array(z.string()),
  waiting: Waiting.nullable(),
  disposition: Disposition.optional(),
  /** Stable name of why it ended where the disposition alone does not say (`retries-exhausted`, `no-template`, …). */
  reason: z.string().optional(),
});
export type Session = z.infer<typeof Session>;

/** What texts and conditions may know of the contact. */
export const ContactView = z.object({
  name: z.string().optional(),
  language: z.string().optional(),
  /** E.164 with the plus sign, where it is known at all. */
  phone: z.string().optional(),
  /** IANA name, `Africa/Cairo`. */
  timezone: z.string().optional(),
  attributes: z.record(z.string(), z.json()),
});
export type ContactView = z.infer<typeof ContactView>;
