import { z } from 'zod';
import { Duration } from '../flow/definition/duration.js';
import { HiddenValues } from '../flow/hidden.js';
import { SentDetails, SentKind } from './sent-content.js';
import { ShownMessage } from './shown-message.js';

/** One line of a transcript. What the customer does and what happens is given, what the bot says is compared. */
const CustomerLine = z.union([
  z.strictObject({ customer: z.string() }),
  /** A button or row by its title: on the newest message that has it, or on the bot's nth message, from 1. */
  z.strictObject({ tap: z.string(), on: z.int().min(1).optional() }),
  /** Something that is neither typed nor tapped. */
  z.strictObject({ sends: SentKind, ...SentDetails.shape }),
  /** Time goes by: `25h`, `1h 30m`. */
  z.strictObject({ wait: Duration }),
]);
export type CustomerLine = z.infer<typeof CustomerLine>;

const Line = z.union([...CustomerLine.options, ShownMessage]);
export type Line = z.infer<typeof Line>;

/** A whole chat, written so that whoever wrote the flow can read it. What is left out below `chat` is not compared. */
export const Transcript = z.strictObject({
  title: z.string(),
  /** The flow's file, from this file's folder, or its id. */
  flow: z.string(),
  contact: z
    .strictObject({
      name: z.string().optional(),
      language: z.string().optional(),
      phone: z.string().optional(),
      timezone: z.string().optional(),
      attributes: z.record(z.string(), z.json()).optional(),
    })
    .optional(),
  /** When the chat begins, ISO 8601; without it 2026-01-15T09:00:00Z. */
  begins: z.iso.datetime({ offset: true }).optional(),
  /** Values given at the start, by the names under the flow's `hidden`. */
  hidden: HiddenValues.optional(),
  /** Quotas in which no place is left. */
  full: z.array(z.string()).optional(),
  /** Decides what is drawn by lot. */
  seed: z.string().optional(),
  chat: z.array(Line),
  /** Background decisions, in order. */
  notes: z.array(z.string()).optional(),
  /** Values by question. */
  answers: z.record(z.string(), z.unknown()).optional(),
  /** Questions asked, in order. */
  path: z.array(z.string()).optional(),
  /** Disposition and reason, or `no`. */
  ended: z.string().optional(),
});
export type Transcript = z.infer<typeof Transcript>;
