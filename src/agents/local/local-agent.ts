import { z } from 'zod';
import { JsonValue } from '../../flow/json-value.js';

/** By the agent's own language tags: `en`, `pt-br`. */
const byLanguage = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

/**
 * A message in the shape of Dialogflow's API (v2, plain JSON): `{ platform: 'FACEBOOK', quickReplies: { … } }`, without
 * a platform for the default one. A text holds all its variants.
 */
export const LocalMessage = z.record(z.string(), JsonValue);
export type LocalMessage = z.infer<typeof LocalMessage>;

/**
 * A piece of a training phrase: plain words, or words that stand for a parameter. Without `text` it is the slot of a
 * template, which any value of the entity fills.
 */
export const PhrasePart = z.union([
  z.string(),
  z.strictObject({
    text: z.string().optional(),
    /** With its @: `@sys.date`, `@department`. */
    entity: z.string(),
    /** Name of the parameter. */
    alias: z.string().optional(),
  }),
]);
export type PhrasePart = z.infer<typeof PhrasePart>;

export const Phrase = z.array(PhrasePart);
export type Phrase = z.infer<typeof Phrase>;

export const LocalParameter = z.strictObject({
  name: z.string(),
  /** With its @; empty where the value comes from elsewhere. */
  entity: z.string(),
  /** `$name` what was said, `#context.name` what a context holds, or a text with such references. */
  value: z.string(),
  /** Taken where the value is empty; the same forms. */
  fallback: z.string().optional(),
  required: z.boolean(),
  list: z.boolean(),
  /** What asks for it where it is required and missing. */
  prompts: byLanguage(z.array(LocalMessage)),
});
export type LocalParameter = z.infer<typeof LocalParameter>;

export const LocalIntent = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Id of the intent that it follows up. */
  parent: z.string().optional(),
  /** Those that must be active, in lower case. */
  contexts: z.array(z.string()),
  events: z.array(z.string()),
  action: z.string().optional(),
  /** Higher goes first; below 0 it is switched off. Dialogflow's normal is 500,000. */
  priority: z.number(),
  fallback: z.boolean(),
  /** The conversation is over after it. */
  ends: z.boolean(),
  /** A person is to take over after it. */
  person: z.boolean(),
  resetContexts: z.boolean(),
  parameters: z.array(LocalParameter),
  /** Set after it, names in lower case; a lifespan of 0 takes the context away. */
  outputContexts: z.array(z.strictObject({ name: z.string(), lifespan: z.number().int().min(0) })),
  messages: byLanguage(z.array(LocalMessage)),
  phrases: byLanguage(z.array(Phrase)),
});
export type LocalIntent = z.infer<typeof LocalIntent>;

export const LocalEntity = z.strictObject({
  /** Without its @. */
  name: z.string(),
  /** `words`: values with their synonyms. `patterns`: the entries' synonyms are regular expressions, the value is what was said. */
  kind: z.enum(['words', 'patterns']),
  /** Near misses count ("cardiolgy"). */
  fuzzy: z.boolean(),
  /** What stands where a value is expected counts as one. */
  expandable: z.boolean(),
  entries: byLanguage(z.array(z.strictObject({ value: z.string(), synonyms: z.array(z.string()) }))),
});
export type LocalEntity = z.infer<typeof LocalEntity>;

/** An exported Dialogflow ES agent as we keep it: what the local agent needs of it and no secrets. Plain JSON. */
export const LocalAgent = z.strictObject({
  name: z.string(),
  /** Those that it speaks; the first stands in for the others. */
  languages: z.array(z.string()).min(1),
  /** IANA name. */
  timezone: z.string(),
  /** Least confidence of a match, 0 to 1. */
  threshold: z.number().min(0).max(1),
  intents: z.array(LocalIntent),
  entities: z.array(LocalEntity),
  /** Answers to small talk by Dialogflow's actions: `smalltalk.greetings.hello`. */
  smallTalk: byLanguage(z.array(z.strictObject({ action: z.string(), answers: z.array(z.string()) }))),
});
export type LocalAgent = z.infer<typeof LocalAgent>;
