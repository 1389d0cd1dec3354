import { z } from 'zod';
import { TemplateCall } from '../../templates/template-call.js';
import { Reminders, Timeout } from './course.js';
import { Topic } from './agent-step.js';
import { Duration } from './duration.js';
import { LeadTime } from './lead-time.js';
import { Localised } from './localised.js';
import { FlowId, Name } from './names.js';
import { CURRENT_SPEC } from './spec-versions.js';
import { Retries } from './steps.js';
import type { AgentStep, HandoffStep } from './agent-step.js';
import type { AskStep } from './ask-step.js';
import type {
  BranchStep,
  EndStep,
  GotoStep,
  GroupHead,
  QuotaStep,
  SayStep,
  SetStep,
  SplitStep,
  SubflowStep,
} from './steps.js';

/** Steps of all groups, each of their rounds, and all called flows. More than any person answers; keeps the checks of a flow quick. */
export const MAX_STEPS = 5_000;
/** Places of one quota. */
const MAX_PLACES = 1_000_000;
/** Hidden values of one flow. */
const MAX_HIDDEN = 50;

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
  spec: z
    .literal(CURRENT_SPEC)
    .optional()
    .describe('Version of the flow language that the file is written in (default 1)'),
  id: FlowId.describe('Name of the flow; never changes'),
  kind: z
    .enum(['survey', 'conversation'])
    .describe('survey asks for answers; conversation is a talk with an agent, begun anew whenever somebody writes'),
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
  hidden: z
    .array(Name)
    .max(MAX_HIDDEN)
    .optional()
    .describe('Names of values given when the flow is started; conditions and texts know them'),
  quotas: z
    .record(Name, z.strictObject({ limit: z.int().min(1).max(MAX_PLACES).describe('How many people, at most') }))
    .optional()
    .describe('How many people may take part, by name; `quota` steps take the places'),
  back: z.boolean().optional().describe('May people go back to the question before? (default true)'),
  person: z
    .strictObject({
      keywords: z.union([Keywords, z.record(LanguageTag, Keywords)]).describe('Words that ask for a person'),
      topic: Topic.optional().describe('What it is about, for the people who take over'),
      say: Localised.optional().describe('What is said then; default: our own words'),
    })
    .optional()
    .describe('How people ask for a person in the middle of it'),
  help: Localised.optional().describe('For somebody who asks for help; default: what one can send, in our words'),
  timeout: Timeout.optional().describe('For all questions without a timeout of their own'),
  reminders: Reminders.optional().describe('For all questions without reminders of their own'),
  expires: Duration.optional().describe('How long after its start an unfinished survey ends: 7d'),
  retries: Retries.optional().describe('For all questions without retries of their own'),
  steps: z.array(z.unknown()).min(1).max(MAX_STEPS),
});

export type PlainStep =
  | SayStep
  | AskStep
  | SetStep
  | BranchStep
  | SplitStep
  | QuotaStep
  | GotoStep
  | SubflowStep
  | AgentStep
  | HandoffStep
  | EndStep;

export interface GroupStep extends Omit<GroupHead, 'steps'> {
  steps: Step[];
}

export type Step = PlainStep | GroupStep;

/** A flow document that fits its schema. */
export interface FlowDefinition extends Omit<z.infer<typeof FlowHead>, 'steps'> {
  steps: Step[];
}
