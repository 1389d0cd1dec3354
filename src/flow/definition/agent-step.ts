import { z } from 'zod';
import { TemplateCall } from '../../templates/template-call.js';
import { Timeout } from './course.js';
import { Localised } from './localised.js';
import { FlowId, Id, Name } from './names.js';
import { Cel } from './cel.js';

/** Longest name of an event that Dialogflow takes (sessions.proto of v2). */
const MAX_EVENT = 150;

const EventName = z.string().trim().min(1).max(MAX_EVENT);

/** Parameters have Dialogflow's names, which may hold a hyphen: `geo-city`. */
export const ParameterName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, 'a parameter has 1 to 64 letters a–z, digits, _ and -');

const Value = z.union([Cel, z.number(), z.boolean()]);

/** What it is about, for the people who take over. */
export const Topic = z.string().trim().min(1).max(100);

/** How the talk begins, where the person does not begin it. */
const Opening = z.union([
  z.strictObject({ event: EventName.describe('An event of the agent: WELCOME') }),
  z.strictObject({ text: Localised.describe('Said to the agent as if the person had') }),
]);

const WayOut = z
  .strictObject({
    intent: z.string().trim().min(1).max(200).optional().describe('Display name of an intent'),
    event: EventName.optional().describe('An event that a button of the agent carries'),
    goto: Id.optional().describe('Leaves the agent and goes to this step'),
    start: FlowId.optional().describe('Starts this flow in place of the one that runs'),
    handoff: Topic.optional().describe('Hands over to a person, about this'),
  })
  .refine(({ intent, event }) => (intent === undefined) !== (event === undefined), {
    message: 'it has either `intent` or `event`',
  })
  .refine(({ goto, start, handoff }) => [goto, start, handoff].filter((way) => way !== undefined).length === 1, {
    message: 'it has exactly one of `goto`, `start`, `handoff`',
  });

/** What follows when the agent gives no answer. */
const Trouble = z.strictObject({
  limit: z.int().min(1).max(10).optional().describe('With this many failures in a row `then` follows (default 2)'),
  say: Localised.optional().describe('What to say when it fails; default: our own words'),
  then: z
    .union([z.enum(['ask-again', 'skip', 'end', 'handoff']), z.strictObject({ goto: Id })])
    .optional()
    .describe('ask-again stays (default in a conversation), skip goes on (default in a survey), end, handoff, goto'),
});

/** Hands the conversation over to an agent until it is done, then goes on. */
export const AgentStep = z.strictObject({
  id: Name.describe('Name of the step: its value is what the agent gave back'),
  when: Cel.optional().describe('The step is passed over unless this holds'),
  agent: FlowId.describe('Id of the agent link'),
  opens: Opening.optional().describe('How the talk begins; default: with what the person says'),
  with: z.record(ParameterName, Value).optional().describe('Parameters passed in: name → CEL expression'),
  until: Cel.optional().describe("The talk is over when this holds: intent('done') || turns > 10"),
  returns: Cel.optional().describe('Value of the step when it is over: a CEL expression'),
  keep: z.record(Name, Cel).optional().describe("Answers it gives: name → CEL expression, parameters['geo-city']"),
  on: z.array(WayOut).min(1).max(50).optional().describe('Ways out by what the agent understood'),
  trouble: Trouble.optional().describe('What follows when the agent does not answer'),
  timeout: z
    .union([Timeout, z.literal(false)])
    .optional()
    .describe('What follows when the person says no more; counted from the last message'),
  closed: TemplateCall.omit({ buttons: true })
    .optional()
    .describe('Template to send when the 24-hour window closes in the middle of the talk'),
});
export type AgentStep = z.infer<typeof AgentStep>;

/** Hands the conversation over to a person; goes on when that person gives it back. */
export const HandoffStep = z.strictObject({
  id: Name.describe('Name of the step'),
  when: Cel.optional().describe('The step is passed over unless this holds'),
  handoff: Topic.describe('What it is about, for the people who take over'),
  say: Localised.optional().describe('What the person is told; default: our own words'),
});
export type HandoffStep = z.infer<typeof HandoffStep>;
