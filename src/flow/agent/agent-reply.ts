import { z } from 'zod';
import { TemplateCall } from '../../templates/template-call.js';
import { HiddenValues } from '../hidden.js';
import { JsonValue } from '../json-value.js';
import { AgentContext } from './agent-call.js';

/** What a choice says to the agent once it is tapped: words, or an event by its name. */
export const ChoiceSays = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('event'), name: z.string(), parameters: z.record(z.string(), JsonValue).optional() }),
]);
export type ChoiceSays = z.infer<typeof ChoiceSays>;

/** A quick reply, a chip, a row of a list, a button of a card. The title may be of any length; the renderer fits it. */
export const AgentChoice = z.object({ title: z.string(), description: z.string().optional(), says: ChoiceSays });
export type AgentChoice = z.infer<typeof AgentChoice>;

/** Without a text of its own the text in front of it is its body. */
export const AgentChoices = z.object({
  kind: z.literal('choices'),
  text: z.string().optional(),
  /** A line above the body. Never together with an image. */
  header: z.string().optional(),
  /** Public https address of a picture above the body. */
  image: z.string().optional(),
  footer: z.string().optional(),
  choices: z.array(AgentChoice),
});
export type AgentChoices = z.infer<typeof AgentChoices>;

/** Something that an agent wants shown, in our own words, whatever it was in Dialogflow's. Texts of any length. */
export const AgentMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  AgentChoices,
  z.object({
    kind: z.literal('media'),
    media: z.enum(['image', 'video', 'audio', 'document']),
    /** Public https address. */
    link: z.string(),
    caption: z.string().optional(),
    filename: z.string().optional(),
  }),
  /** A button that opens a web page. */
  z.object({
    kind: z.literal('link'),
    text: z.string().optional(),
    header: z.string().optional(),
    image: z.string().optional(),
    footer: z.string().optional(),
    label: z.string(),
    url: z.string(),
  }),
  z.object({ kind: z.literal('location-request'), text: z.string().optional() }),
  z.object({ kind: z.literal('template'), call: TemplateCall }),
]);
export type AgentMessage = z.infer<typeof AgentMessage>;

/** What an agent answered to one query. The same for Dialogflow ES and CX and for a local agent. */
export const AgentReply = z.object({
  /** In the order in which they are to be shown. */
  messages: z.array(AgentMessage),
  /** `fallback`: the agent did not understand. `none`: it says nothing about it (small talk, a playbook). */
  match: z.enum(['intent', 'event', 'fallback', 'none']),
  /** Display name of the intent. */
  intent: z.string().optional(),
  /** 0 to 1. */
  confidence: z.number().optional(),
  action: z.string().optional(),
  /** Of the intent (ES), or of the whole session (CX). */
  parameters: z.record(z.string(), JsonValue),
  /** Active after this answer (ES, local). Short names, without those that Dialogflow keeps for itself. */
  contexts: z.array(AgentContext),
  /** Full resource name of the page that the conversation is on now (CX). */
  page: z.string().optional(),
  /** It asks for a parameter that is missing: whatever comes next answers that. */
  slotFilling: z.boolean(),
  /** The agent says that the conversation is over. What follows begins anew. */
  ended: z.boolean(),
  /** A person is to take over: `data` is what the agent said about it (a queue, a reason). */
  person: z.object({ data: z.record(z.string(), JsonValue) }).optional(),
  /** This flow is to be started. */
  startFlow: z.object({ flowId: z.string(), values: HiddenValues }).optional(),
  /** The agent is done and gives this back to the flow that called it. */
  giveBack: z.object({ value: JsonValue }).optional(),
  /** Kinds of messages that were not understood and are left out, for the log. */
  skipped: z.array(z.string()),
  /** The agent's own webhook failed: what Dialogflow says of it. */
  webhookFailed: z.string().optional(),
});
export type AgentReply = z.infer<typeof AgentReply>;

/**
 * Why an agent gave no answer, by what to do about it. `busy`: its quota is used up, later it works again. `down`: it
 * does not answer, or not in time. `broken`: the link itself is wrong, and a designer has to mend it. `refused`: this one
 * query was not taken. `unsupported`: an agent of this kind cannot take such a query (a voice note).
 */
export const AgentFailure = z.object({
  class: z.enum(['busy', 'down', 'broken', 'refused', 'unsupported']),
  /** Stable, for logs: `UNAVAILABLE`, `DEADLINE_EXCEEDED`, `breaker-open`, `link-unknown` … */
  code: z.string(),
  /** For a designer, in plain words; names the cause and the field to mend. Never a secret. */
  text: z.string(),
});
export type AgentFailure = z.infer<typeof AgentFailure>;

export const AgentOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), reply: AgentReply }),
  z.object({ kind: z.literal('failed'), failure: AgentFailure }),
]);
export type AgentOutcome = z.infer<typeof AgentOutcome>;
