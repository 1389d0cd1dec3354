import { z } from 'zod';
import { JsonValue } from '../json-value.js';

/** An active context of Dialogflow ES. */
export const AgentContext = z.object({
  /** Short name, lower case. */
  name: z.string(),
  /** Queries for which it still lives. */
  lifespan: z.number().int(),
  parameters: z.record(z.string(), JsonValue),
});
export type AgentContext = z.infer<typeof AgentContext>;

/** What a person said to an agent. A voice note is fetched when the agent is asked. */
export const AgentInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('event'), name: z.string(), parameters: z.record(z.string(), JsonValue).optional() }),
  z.object({ kind: z.literal('voice'), mediaId: z.string(), mime: z.string().optional() }),
]);
export type AgentInput = z.infer<typeof AgentInput>;

/**
 * What we keep of the dialogue with one agent, so that it can be given back when Dialogflow has forgotten it. `epoch`
 * counts dialogues: a new one begins after an end or a hand-over.
 */
export const AgentMemory = z.object({
  epoch: z.number().int(),
  contexts: z.array(AgentContext),
  /** Of the session (CX). */
  parameters: z.record(z.string(), JsonValue),
  page: z.string().optional(),
  /** When the agent last answered; absent before its first answer. */
  answeredAt: z.number().optional(),
});
export type AgentMemory = z.infer<typeof AgentMemory>;

/** A query that an agent has yet to answer. Plain data; the answer comes back under its id. */
export const AgentCall = z.object({
  /** Of this one query. */
  id: z.string(),
  sessionId: z.string(),
  stepId: z.string(),
  /** Id of the agent link. */
  agent: z.string(),
  input: AgentInput,
  /** BCP-47 of the conversation. */
  language: z.string(),
  /** What the flow passes in, by name. */
  parameters: z.record(z.string(), JsonValue),
  memory: AgentMemory,
  /** IANA name. */
  timezone: z.string(),
  /** A position that the person has shared with this message. */
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
});
export type AgentCall = z.infer<typeof AgentCall>;
