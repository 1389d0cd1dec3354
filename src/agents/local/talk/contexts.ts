import type { AgentContext } from '../../../flow/agent/agent-call.js';
import type { LocalQuery } from '../ask-local-agent.js';
import type { LocalIntent } from '../local-agent.js';

/** What a flow passes in, as Dialogflow ES gets it from us too. Given with every query, so never kept. */
const PASSED_IN = 'canvass';

/** Active contexts by their names. */
export type Contexts = ReadonlyMap<string, AgentContext>;

/** What is active while a query is answered: what is left of before, what the flow passes in, an event's parameters. */
export function contextsOf({ contexts, restore, parameters, input }: LocalQuery): Contexts {
  const kept = [...contexts, ...(restore?.contexts ?? [])].filter(({ lifespan }) => lifespan > 0);
  const event =
    input.kind === 'event'
      ? [{ name: input.name, lifespan: 1, parameters: { ...parameters, ...input.parameters } }]
      : [];
  const passedIn = Object.keys(parameters).length > 0 ? [{ name: PASSED_IN, lifespan: 1, parameters }] : [];
  return new Map(
    [...kept, ...passedIn, ...event].map((context) => [
      context.name.toLowerCase(),
      { ...context, name: context.name.toLowerCase() },
    ]),
  );
}

/** Whether all contexts that an intent waits for are active. */
export function isReady({ contexts }: LocalIntent, active: Contexts): boolean {
  return contexts.every((name) => active.has(name));
}

/** What is left after one more query: each context lives for a number of them. */
export function countedDown(active: Contexts): Contexts {
  return new Map(
    [...active].flatMap(([name, context]) =>
      context.lifespan > 1 ? [[name, { ...context, lifespan: context.lifespan - 1 }]] : [],
    ),
  );
}

/** After an intent: its own contexts set, each with what the intent found out and what it held before. */
export function withOutputs(active: Contexts, intent: LocalIntent, found: AgentContext['parameters']): Contexts {
  const next = new Map(intent.resetContexts ? [] : countedDown(active));
  for (const { name, lifespan } of intent.outputContexts) {
    const before = intent.resetContexts ? undefined : active.get(name)?.parameters;
    if (lifespan === 0) next.delete(name);
    else next.set(name, { name, lifespan, parameters: { ...before, ...found } });
  }
  return next;
}

/** As they are kept for the next query. */
export function kept(contexts: Contexts): AgentContext[] {
  return [...contexts.values()].filter(({ name }) => name !== PASSED_IN);
}
