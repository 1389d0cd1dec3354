import { z } from 'zod';
import { AgentMemory } from './agent/agent-call.js';
import { AgentChoice, AgentChoices } from './agent/agent-reply.js';
import { JsonValue } from './json-value.js';

/**
 * A normalised answer value: a choice id, ids, a number, a text or a yes/no, an object for what has several parts (a
 * position, the rows of a matrix); null for a skipped question.
 */
export const AnswerValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), JsonValue),
  z.null(),
]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/**
 * How an answer was understood; the order is the order in which matching is tried for choices. `sent` is a thing: a
 * file, a position, a contact card. `agent`: an agent worked it out of a talk.
 */
export const AnswerVia = z.enum(['tap', 'number', 'label', 'synonym', 'near-miss', 'typed', 'sent', 'skip', 'agent']);
export type AnswerVia = z.infer<typeof AnswerVia>;

export const Answer = z.object({
  /** The normalised value that conditions, exports and statistics use. */
  value: AnswerValue,
  /** What the contact really sent: the typed text or caption, the title of what was tapped, a thing in a few words. */
  raw: z.string(),
  /** The value as a person reads it, in the session's language at that time (a choice's label). */
  label: z.string(),
  via: AnswerVia,
  at: z.number(),
  /** What belongs to the answer and is no part of its value: the words behind "other", the version of a consent's text. */
  detail: z.record(z.string(), JsonValue).optional(),
});
export type Answer = z.infer<typeof Answer>;

/** Choices of an agent that can still be tapped, with the message that showed them. */
const ShownChoices = z.object({
  render: z.number().int(),
  message: AgentChoices,
  choices: z.array(AgentChoice),
  /** Number of the first: their option ids are `c` and a number. */
  first: z.number().int(),
  /** A number that is typed means the choice in that place. */
  numbers: z.boolean(),
});
export type ShownChoices = z.infer<typeof ShownChoices>;

/** A talk with an agent, while it lasts. */
export const AgentTalk = z.object({
  /** Answers of the agent so far. */
  turns: z.number().int(),
  /** Of these the last so many did not understand. */
  misses: z.number().int(),
  /** Times in a row that it gave no answer. */
  failures: z.number().int(),
  /** The call whose answer is awaited. */
  pending: z.string().optional(),
  /** What it understood last. */
  intent: z.string().optional(),
  action: z.string().optional(),
  /** What it found out so far, by name; the newest value that is one. */
  parameters: z.record(z.string(), JsonValue),
  /** The newest last; older ones are only words. */
  shown: z.array(ShownChoices),
});
export type AgentTalk = z.infer<typeof AgentTalk>;

/** The question that a session waits on, or the talk. */
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
  /** How many of the question's reminders have gone out. */
  reminded: z.number().int().optional(),
  /** The contact has gone back to it: until they answer anew, the answer it has stands. */
  returning: z.literal(true).optional(),
  /** The flow's languages were shown in its place last: the page of their list. */
  offered: z.number().int().optional(),
  /** It is no question but a talk with an agent. */
  agent: AgentTalk.optional(),
});
export type Waiting = z.infer<typeof Waiting>;

/** How a session ended; AAPOR-shaped, see docs/flow-language.md. */
export const Disposition = z.enum([
  'completed',
  'screened-out',
  'over-quota',
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
  /** By name: hidden values given at the start, arms of splits, values of `set` steps. */
  vars: z.record(z.string(), JsonValue),
  /** What chance decided, by step: the order of a question's options or a group's steps, the arm of a split. Drawn once. */
  orders: z.record(z.string(), z.array(z.string())).optional(),
  /** Quotas that it has come to: whether it has a place. Asked for once; who was too late stays so. */
  quotas: z.record(z.string(), z.boolean()).optional(),
  /** What is kept of the dialogue with each agent, by the id of its link. */
  agents: z.record(z.string(), AgentMemory).optional(),
  /** Talks that were opened since the person last said something: more than a few are a loop. */
  openings: z.number().int().optional(),
  /** Ids of the question steps asked, in order, and of what agents gave. */
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
  attributes: z.record(z.string(), JsonValue),
});
export type ContactView = z.infer<typeof ContactView>;
