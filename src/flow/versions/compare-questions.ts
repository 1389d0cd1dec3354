import type { CompiledAsk, CompiledOption, WayOn } from '../compiled-flow.js';
import { limitsOf, ownTextsOf } from './limits.js';

/**
 * What of a question differs. `limits` are the type's own fields (range, length, pattern, points, how many), `timing` its
 * time-out and reminders.
 */
export type QuestionPart =
  | 'id'
  | 'type'
  | 'text'
  | 'hint'
  | 'media'
  | 'options'
  | 'limits'
  | 'optional'
  | 'condition'
  | 'order'
  | 'retries'
  | 'timing'
  | 'template';

/** Ids of options. */
export interface OptionChanges {
  added: string[];
  removed: string[];
  /** Another label or description, in any language. */
  relabelled: string[];
  /** The options that stayed stand in another order. */
  reordered: boolean;
}

/** The parts that differ between two versions of one question; not `id` and `order`, which depend on the others. */
export function alteredParts(old: CompiledAsk, next: CompiledAsk): QuestionPart[] {
  const differs: [QuestionPart, boolean][] = [
    ['type', old.type.kind !== next.type.kind],
    ['text', !same(old.text, next.text) || ownTextsOf(old) !== ownTextsOf(next)],
    ['hint', !same(old.hint, next.hint)],
    ['media', !same(old.media, next.media)],
    ['options', !same(offered(old), offered(next))],
    ['limits', limitsOf(old) !== limitsOf(next)],
    ['optional', old.optional !== next.optional],
    ['condition', old.when?.source !== next.when?.source],
    ['retries', !same(retriesOf(old), retriesOf(next))],
    ['timing', !same(timingOf(old), timingOf(next))],
    ['template', !same(old.closed, next.closed)],
  ];
  return differs.filter(([, is]) => is).map(([part]) => part);
}

export function optionChanges(old: CompiledAsk, next: CompiledAsk): OptionChanges {
  const before = new Map(old.options.map((option) => [option.id, option]));
  const after = new Map(next.options.map((option) => [option.id, option]));
  const stayedIn = (options: readonly CompiledOption[], other: ReadonlyMap<string, unknown>) =>
    options.map(({ id }) => id).filter((id) => other.has(id));
  const stayed = stayedIn(next.options, before);
  const reads = (option: CompiledOption | undefined) => [option?.label, option?.description];
  return {
    added: next.options.map(({ id }) => id).filter((id) => !before.has(id)),
    removed: old.options.map(({ id }) => id).filter((id) => !after.has(id)),
    relabelled: stayed.filter((id) => !same(reads(before.get(id)), reads(after.get(id)))),
    reordered: !same(stayedIn(old.options, after), stayed),
  };
}

function offered({ options, randomised }: CompiledAsk): unknown {
  return { options, randomised };
}

function retriesOf({ retries: { limit, hint, then } }: CompiledAsk): unknown {
  return { limit, hint, then: wayOn(then) };
}

function timingOf({ timeout, reminders }: CompiledAsk): unknown {
  return { timeout: timeout && { ...timeout, then: wayOn(timeout.then) }, reminders };
}

/** Where it goes on is a step's number, which says nothing in another version. */
function wayOn(then: WayOn): string {
  return typeof then === 'object' ? 'goto' : then;
}

/** As written: compiled texts and conditions keep their source, and their functions are no part of their JSON. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
