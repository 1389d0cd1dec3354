import { z } from 'zod';
import { JsonValue } from '../../../flow/json-value.js';
import type { AgentContext } from '../../../flow/agent/agent-call.js';
import type { Contexts } from './contexts.js';

/** A context of our own that holds what is asked for: the local agent keeps nothing itself. No agent's can have its name. */
const NAME = '%asking';

const Asking = z.object({
  /** Id of the intent. */
  intent: z.string(),
  /** Name of the parameter that is waited for. */
  waitsFor: z.string(),
  /** What is known by now, and in which words it was said. */
  values: z.record(z.string(), JsonValue),
  originals: z.record(z.string(), z.string()),
});
export type Asking = z.infer<typeof Asking>;

/** What is asked for; undefined where nothing is, or it was kept by an agent that has changed beyond reading. */
export function askingIn(contexts: Contexts): Asking | undefined {
  return Asking.safeParse(contexts.get(NAME)?.parameters).data;
}

export function withoutAsking(contexts: Contexts): Contexts {
  return new Map([...contexts].filter(([name]) => name !== NAME));
}

export function withAsking(contexts: Contexts, asking: Asking): Contexts {
  const context: AgentContext = { name: NAME, lifespan: 1, parameters: asking };
  return new Map([...withoutAsking(contexts), [NAME, context]]);
}
