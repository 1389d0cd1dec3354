import type { AgentContext } from '../../../flow/agent/agent-call.js';
import type { Json } from '../../../flow/conditions.js';
import type { Contexts } from './contexts.js';

/** What `$name` and `#context.name` stand for. */
export interface Scope {
  /** Of the intent, with what was said for each as `name.original`. */
  parameters: AgentContext['parameters'];
  contexts: Contexts;
}

const REFERENCE = /([$#])([\p{L}_][\p{L}\p{M}\p{N}_.-]*)/gu;

/** A text with what its references stand for; those that name nothing known stay as they are. */
export function fill(text: string, scope: Scope): string {
  return text.replace(REFERENCE, (whole: string, sigil: string, path: string) => {
    const found = lookUp(sigil, path, scope);
    return found ? shown(found.value) + found.rest : whole;
  });
}

/** The value of a text that is one reference, else the text with its references filled. */
export function evaluate(text: string, scope: Scope): Json {
  const [whole, sigil = '', path = ''] = new RegExp(`^${REFERENCE.source}$`, 'u').exec(text.trim()) ?? [];
  const found = whole === undefined ? undefined : lookUp(sigil, path, scope);
  return found && /^(?:\.\w+)?$/.test(found.rest) ? found.value : fill(text, scope);
}

/** Whether everything that a text refers to is there. */
export function isFilled(text: string, scope: Scope): boolean {
  return [...text.matchAll(REFERENCE)].every(([, sigil = '', path = '']) => {
    const found = lookUp(sigil, path, scope);
    return !found || !isEmpty(found.value);
  });
}

/** The same for every text within a message. */
export function fillAll(value: Json, scope: Scope): Json {
  if (typeof value === 'string') return fill(value, scope);
  if (Array.isArray(value)) return value.map((item) => fillAll(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillAll(item, scope)]));
}

/** Unfilled parameters are empty texts, unfilled lists empty ones. */
export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A value as people read it. */
function shown(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object') return String(value);
  const [only, ...others] = Object.values(value);
  return only !== undefined && others.length === 0 ? shown(only) : JSON.stringify(value);
}

interface Found {
  value: Json;
  /** What follows the name: "$city." ends a sentence. */
  rest: string;
}

function lookUp(sigil: string, path: string, { parameters, contexts }: Scope): Found | undefined {
  if (sigil === '$') return lookIn(parameters, path);
  const [, name = '', member = ''] = /^([^.]+)\.(.+)$/.exec(path) ?? [];
  if (name === '' || !/^[\p{L}_]/u.test(member)) return undefined;
  const context = contexts.get(name.toLowerCase());
  // What a context that is not active would hold is nothing.
  return (context && lookIn(context.parameters, member)) ?? { value: '', rest: /[.-]+$/.exec(member)?.[0] ?? '' };
}

/** The longest beginning of a path that names something. */
function lookIn(values: AgentContext['parameters'], path: string): Found | undefined {
  for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('-', end - 1))) {
    const value = valueAt(values, path.slice(0, end));
    if (value !== undefined) return { value, rest: path.slice(end) };
  }
  return undefined;
}

/** `name`, or a field of an object: `person.name`. */
function valueAt(values: AgentContext['parameters'], path: string): Json | undefined {
  if (Object.hasOwn(values, path)) return values[path];
  const dot = path.lastIndexOf('.');
  const whole = dot > 0 ? valueAt(values, path.slice(0, dot)) : undefined;
  const field = path.slice(dot + 1);
  return typeof whole === 'object' && whole !== null && !Array.isArray(whole) && Object.hasOwn(whole, field)
    ? whole[field]
    : undefined;
}
