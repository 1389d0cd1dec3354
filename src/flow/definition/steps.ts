import { z } from 'zod';
import { Prompt } from '../prompt.js';
import { TemplateCall } from '../../templates/template-call.js';
import { AgentStep, HandoffStep } from './agent-step.js';
import { Cel } from './cel.js';
import { Reminders, Timeout } from './course.js';
import { Localised } from './localised.js';
import { CallName, FlowId, Id, Name } from './names.js';

/** Options of one question; shown in pages of a list. */
export const MAX_OPTIONS = 200;
/** Rounds of a repeated group: more is no conversation any more, and each round takes steps of its own. */
export const MAX_ROUNDS = 20;

const anyStep = {
  id: Id.optional().describe('Name of the step, to go to it'),
  when: Cel.optional().describe('The step is passed over unless this holds'),
};

/** Media shown with a text; the link may differ by language and is Liquid. */
export const MediaField = z.strictObject({
  kind: Prompt.shape.media.unwrap().shape.kind,
  link: Localised.describe('Public https address of the file'),
  filename: z.string().min(1).max(240).optional().describe('Shown for documents'),
});

export const SayStep = z.strictObject({
  ...anyStep,
  say: Localised.describe('Text to send'),
  media: MediaField.optional(),
  link: z.strictObject({ label: Localised, url: Localised }).optional().describe('A button that opens a web page'),
});

/** What follows when the wrong answers are used up. */
const RetriesThen = z.union([z.enum(['skip', 'end']), z.strictObject({ goto: Id })]);

export const Retries = z.strictObject({
  limit: z.int().min(1).max(10).optional().describe('With this many wrong answers in a row it is over (default 3)'),
  hint: Localised.optional().describe("What to say after a wrong answer, instead of the question type's own words"),
  then: RetriesThen.optional().describe(
    'skip, end, or goto; default: an optional question is skipped, else the survey ends',
  ),
});

const Synonyms = z.union([
  z.array(z.string().min(1)).max(50),
  z.record(z.string(), z.array(z.string().min(1)).max(50)),
]);

/** The order is drawn anew for each session, and kept for all of it. */
const Randomise = z.union([z.literal(true), z.strictObject({ keepLast: z.int().min(1).max(MAX_OPTIONS) })]);

export const Option = z.strictObject({
  id: Id.describe('What conditions and exports use'),
  label: Localised,
  description: Localised.optional().describe('A second line, shown in lists'),
  synonyms: Synonyms.optional().describe('Other ways to type it, for all languages or by language'),
  exclusive: z.boolean().optional().describe('Multiple choice: cannot be combined with others ("none of these")'),
  specify: z.boolean().optional().describe('Asks for the person\'s own words ("other, please specify")'),
  when: Cel.optional().describe('The option is only offered where this holds'),
  score: z.number().min(-1_000_000).max(1_000_000).optional().describe('What it counts in `scores.<question>`'),
  fixed: z.boolean().optional().describe('Keeps its place where the options come in a random order'),
});

/** What every question has, whatever its type. */
export const AskCommon = z.object({
  id: Name.describe('Name of the question; conditions and texts use it'),
  when: anyStep.when,
  ask: z.string(),
  text: Localised.describe('The question'),
  hint: Localised.optional().describe('A line under the question'),
  optional: z.boolean().optional().describe('May be skipped'),
  retries: Retries.optional(),
  timeout: z
    .union([Timeout, z.literal(false)])
    .optional()
    .describe('What follows when nobody answers; false: nothing, whatever the flow says'),
  reminders: Reminders.optional().describe(
    'When to remind of the question; an empty list: never, whatever the flow says',
  ),
  media: MediaField.optional(),
  closed: TemplateCall.optional().describe('Template to send when the 24-hour window closes on this question'),
  options: z.array(Option).min(1).max(MAX_OPTIONS).optional(),
  optionsFrom: z
    .strictObject({
      question: Name,
      only: z.enum(['picked', 'not-picked']).describe('Those picked there, or those not picked'),
    })
    .optional()
    .describe('Takes over options of an earlier question, in front of its own'),
  randomise: Randomise.optional().describe('Options in a random order; `keepLast: n` leaves the last n in place'),
});

export const SetStep = z.strictObject({
  ...anyStep,
  set: z.record(Name, z.union([Cel, z.number(), z.boolean()])).describe('Name → CEL expression'),
});

export const BranchStep = z.strictObject({
  ...anyStep,
  branch: z
    .array(z.strictObject({ when: Cel.optional(), goto: Id }))
    .min(1)
    .max(50)
    .describe('The first that holds is followed; one without `when` always holds'),
});

export const GotoStep = z.strictObject({ ...anyStep, goto: Id });

/** Sends people down different ways by lot, as often as the weights say. */
export const SplitStep = z.strictObject({
  id: Name.describe("Name of the split: its value is the arm's name"),
  when: anyStep.when,
  split: z
    .array(
      z.strictObject({
        name: Id.optional().describe('What conditions and results call the arm; default: the step it goes to'),
        weight: z.int().min(0).max(10_000).optional().describe('How often, compared with the others (default 1)'),
        goto: Id.optional().describe('Without it the flow goes on below'),
      }),
    )
    .min(2)
    .max(20),
});

/** Takes a place of a quota for this person, once; goes on below where there is one. */
export const QuotaStep = z.strictObject({
  ...anyStep,
  quota: Name.describe('Name of a quota of the flow'),
  full: z
    .union([z.literal('end'), z.strictObject({ goto: Id })])
    .optional()
    .describe('When no place is left: say that the survey is closed and end as over-quota (default), or go to a step'),
});

/** The steps of another flow, gone through in place. */
export const SubflowStep = z.strictObject({
  id: CallName.describe("Name of the call: of what the flow gives back, and in front of its questions' names"),
  when: anyStep.when,
  subflow: FlowId.describe('Id of the flow'),
  with: z
    .record(Name, z.union([Cel, z.number(), z.boolean()]))
    .optional()
    .describe('Values for its hidden names: name → CEL expression'),
});

/** A group without the check of its steps, each of which gets its own clear findings. */
export const GroupHead = z.strictObject({
  group: Id.describe('Name of the group; it can be gone to'),
  when: Cel.optional().describe('The whole group is passed over unless this holds'),
  randomise: Randomise.optional().describe('Its steps in a random order; `keepLast: n` leaves the last n in place'),
  repeat: z
    .strictObject({
      times: z
        .union([z.int().min(1).max(MAX_ROUNDS), Cel])
        .describe('How many rounds: a number, or a CEL value worked out before each round'),
      as: Name.optional().describe('Name of the number of the round, from 1'),
      max: z.int().min(1).max(MAX_ROUNDS).optional().describe(`Never more rounds than these (default ${MAX_ROUNDS})`),
    })
    .optional()
    .describe('Goes through the group several times'),
  steps: z.array(z.unknown()).min(1),
});

export const EndStep = z.strictObject({
  ...anyStep,
  end: z.enum(['completed', 'screened-out', 'over-quota']).describe('How it counts in the results'),
  return: Cel.optional().describe('What a flow that calls this one gets back (default: how it ended)'),
  say: Localised.optional().describe('Last words'),
});

/** Every kind of step with a schema of its own, by the field that makes it one. Questions and groups are made from parts. */
export const STEP_SCHEMAS = {
  say: SayStep,
  set: SetStep,
  branch: BranchStep,
  split: SplitStep,
  quota: QuotaStep,
  goto: GotoStep,
  subflow: SubflowStep,
  agent: AgentStep,
  handoff: HandoffStep,
  end: EndStep,
};

export type MediaField = z.infer<typeof MediaField>;
export type SayStep = z.infer<typeof SayStep>;
export type Retries = z.infer<typeof Retries>;
export type Option = z.infer<typeof Option>;
export type SetStep = z.infer<typeof SetStep>;
export type BranchStep = z.infer<typeof BranchStep>;
export type GotoStep = z.infer<typeof GotoStep>;
export type EndStep = z.infer<typeof EndStep>;
export type SplitStep = z.infer<typeof SplitStep>;
export type QuotaStep = z.infer<typeof QuotaStep>;
export type SubflowStep = z.infer<typeof SubflowStep>;
export type GroupHead = z.infer<typeof GroupHead>;
