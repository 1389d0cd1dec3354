import type { AgentContext } from '../../../flow/agent/agent-call.js';
import type { Json } from '../../../flow/conditions.js';
import type { LocalParameter } from '../local-agent.js';
import type { Contexts } from './contexts.js';
import { evaluate, isEmpty } from './references.js';
import type { Scope } from './references.js';

/** What has been said for an intent's parameters, by their names. */
export interface Said {
  values: AgentContext['parameters'];
  originals: Record<string, string>;
}

/**
 * The values of an intent's parameters: what was said, what its contexts hold, what it falls back to. Unfilled ones are
 * empty texts or lists, as in Dialogflow.
 */
export function resolve(
  parameters: readonly LocalParameter[],
  { values, originals }: Said,
  contexts: Contexts,
): AgentContext['parameters'] {
  const scope: Scope = {
    contexts,
    parameters: { ...unfilled(parameters), ...values, ...withOriginals(parameters, originals) },
  };
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, valueOf(parameter, values, scope)]));
}

/** What the person said for each, as contexts hold it: `date.original`. */
export function withOriginals(
  parameters: readonly LocalParameter[],
  originals: Readonly<Record<string, string>>,
): AgentContext['parameters'] {
  return Object.fromEntries(parameters.map(({ name }) => [`${name}.original`, originals[name] ?? '']));
}

function valueOf({ name, value, fallback, list }: LocalParameter, said: Said['values'], scope: Scope): Json {
  const own = value.trim() === '' ? (said[name] ?? '') : evaluate(value, scope);
  const filled = isEmpty(own) && fallback !== undefined ? evaluate(fallback, scope) : own;
  if (!list || Array.isArray(filled)) return filled;
  return isEmpty(filled) ? [] : [filled];
}

function unfilled(parameters: readonly LocalParameter[]): AgentContext['parameters'] {
  return Object.fromEntries(parameters.map(({ name }) => [name, '']));
}
