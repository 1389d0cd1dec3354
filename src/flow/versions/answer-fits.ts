import type { CompiledAsk } from '../compiled-flow.js';
import type { AnswerValue } from '../session.js';
import { limitsOf } from './limits.js';

/**
 * Whether an answer given in one version of a question is one in the next: the type is the same, every option it names
 * is still there, and the next version's limits allow it. A skipped question fits where it may be skipped.
 */
export function answerFits(old: CompiledAsk, next: CompiledAsk, value: AnswerValue): boolean {
  if (old.type.kind !== next.type.kind) return false;
  if (value === null) return mayBeEmpty(next);
  if (names(value, removedOptions(old, next))) return false;
  if (Array.isArray(value) && value.length > 1 && names(value, exclusiveOptions(next))) return false;
  if (limitsOf(old) === limitsOf(next)) return true;
  return next.type.fits?.(next.fields, value, old.fields) ?? false;
}

/** Of the answers that the old question may have: which of them are answers to the next one. */
export function answersThatFit(old: CompiledAsk, next: CompiledAsk): 'all' | 'some' | 'none' {
  if (old.type.kind !== next.type.kind) return 'none';
  const exclusive = exclusiveOptions(old);
  const isNarrower =
    removedOptions(old, next).size > 0 ||
    [...exclusiveOptions(next)].some((id) => !exclusive.has(id)) ||
    limitsOf(old) !== limitsOf(next) ||
    (mayBeEmpty(old) && !mayBeEmpty(next));
  return isNarrower ? 'some' : 'all';
}

function removedOptions(old: CompiledAsk, next: CompiledAsk): Set<string> {
  const kept = new Set(next.options.map(({ id }) => id));
  return new Set(old.options.map(({ id }) => id).filter((id) => !kept.has(id)));
}

function exclusiveOptions({ options }: CompiledAsk): Set<string> {
  return new Set(options.filter(({ exclusive }) => exclusive).map(({ id }) => id));
}

function mayBeEmpty({ optional, retries }: CompiledAsk): boolean {
  return optional || retries.then === 'skip';
}

/** Does the value name one of these options: as itself, in a list, or as key or value of its parts? */
function names(value: unknown, optionIds: ReadonlySet<string>): boolean {
  if (optionIds.size === 0) return false;
  if (typeof value === 'string') return optionIds.has(value);
  if (Array.isArray(value)) return value.some((inner) => names(inner, optionIds));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => optionIds.has(key) || names(inner, optionIds));
}
