import { z } from 'zod';
import { TemplateCall } from '../../templates/template-call.js';
import { LeadTime } from './lead-time.js';
import { Localised } from './localised.js';
import { Retries } from './steps.js';
import type { AskStep } from './ask-step.js';
import type { BranchStep, EndStep, GotoStep, SayStep, SetStep } from './steps.js';

/** More steps than any person answers; keeps the checks of a flow quick. */
const MAX_STEPS = 1_000;

/** Well-formed by the shape of RFC 5646: `en`, `pt-BR`, `zh-Hant-TW`. */
export const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'write a language as a BCP-47 tag: en, ar, pt-BR');

/** A name of the IANA time zone database, `Europe/Madrid`. */
const Timezone = z
  .string()
  .max(64)
  .refine(isTimezone, 'write a time zone by its IANA name: Europe/Madrid, Africa/Cairo, UTC');

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError is how Intl says that there is no such zone.
    return false;
  }
}

const Keywords = z.array(z.string().trim().min(1).max(60)).min(1).max(50);

const Window = z.strictObject({
  closing: z
    .strictObject({
      nudge: LeadTime.describe('How long before the window closes to remind: "45m before"'),
      text: Localised.optional().describe('The reminder; the question follows it'),
    })
    .optional(),
  closed: TemplateCall.optional().describe('Template for questions that have none of their own'),
});

/** The flow document without its steps, which are checked one by one so that each gets its own clear findings. */
export const FlowHead = z.strictObject({
  $schema: z.string().optional().describe('For editors'),
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'a flow id has 1 to 64 of a–z, 0–9 and -')
    .describe('Name of the flow; never changes'),
  kind: z.literal('survey'),
  languages: z.array(LanguageTag).min(1).max(50).describe('BCP-47; the first is used where nothing better fits'),
  title: Localised,
  start: z
    .strictObject({ keywords: z.union([Keywords, z.record(LanguageTag, Keywords)]) })
    .optional()
    .describe('Words a person sends to start it'),
  window: Window.optional().describe('What to do about the 24-hour window'),
  oldTaps: z
    .enum(['explain', 'change'])
    .optional()
    .describe('A tap on an earlier question: explain that it is over (default), or change that answer'),
  timezone: Timezone.optional().describe(
    'In which dates and times are meant, where a person has no zone of their own (default UTC)',
  ),
  retries: Retries.optional().describe('For all questions without retries of their own'),
  steps: z.array(z.unknown()).min(1).max(MAX_STEPS),
});

export type Step = SayStep | AskStep | SetStep | BranchStep | GotoStep | EndStep;

/** A flow document that fits its schema. */
export interface FlowDefinition extends Omit<z.infer<typeof FlowHead>, 'steps'> {
  steps: Step[];
}
