import { z } from 'zod';
import { Prompt } from '../prompt.js';
import { TemplateCall } from '../../templates/template-call.js';
import { Localised } from './localised.js';
import { Id, Name } from './names.js';

/** Longest condition: what is longer is a programme, and belongs into several `set` steps. */
const MAX_CONDITION = 1_000;
/** Options of one question; shown in pages of a list. */
export const MAX_OPTIONS = 200;

export const Cel = z.string().min(1).max(MAX_CONDITION).describe("A CEL condition, such as overall == 'poor'");

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

export const Option = z.strictObject({
  id: Id.describe('What conditions and exports use'),
  label: Localised,
  description: Localised.optional().describe('A second line, shown in lists'),
  synonyms: Synonyms.optional().describe('Other ways to type it, for all languages or by language'),
  exclusive: z.boolean().optional().describe('Multiple choice: cannot be combined with others ("none of these")'),
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
  media: MediaField.optional(),
  closed: TemplateCall.optional().describe('Template to send when the 24-hour window closes on this question'),
  options: z.array(Option).min(1).max(MAX_OPTIONS).optional(),
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

export const EndStep = z.strictObject({
  ...anyStep,
  end: z.enum(['completed', 'screened-out']).describe('How it counts in the results'),
  say: Localised.optional().describe('Last words'),
});

export type MediaField = z.infer<typeof MediaField>;
export type SayStep = z.infer<typeof SayStep>;
export type Retries = z.infer<typeof Retries>;
export type Option = z.infer<typeof Option>;
export type SetStep = z.infer<typeof SetStep>;
export type BranchStep = z.infer<typeof BranchStep>;
export type GotoStep = z.infer<typeof GotoStep>;
export type EndStep = z.infer<typeof EndStep>;
