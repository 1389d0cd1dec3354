import { allOf, conjuncts, mapExpression } from '../expressions/expression.js';
import type { Comparison, Expression } from '../expressions/expression.js';
import type { Fields } from '../draft.js';

/** What a constraint becomes: fields that the question type checks itself, and what is left of it. */
export interface SplitConstraint {
  fields: Fields;
  /** Ids, as the form names them, of choices that stand alone. */
  exclusive: string[];
  /** To be checked after the answer; `self` stands for it. Undefined where the fields say it all. */
  rest: Expression | undefined;
}

const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  ...{ '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' },
};

/** Splits `. >= 18 and . < 120 and regex(., '…')` into a question type's own fields. */
export function splitConstraint(kind: string, constraint: Expression): SplitConstraint {
  const split: SplitConstraint = { fields: {}, exclusive: [], rest: undefined };
  const rest = conjuncts(constraint).filter((part) => !take(kind, part, split));
  const left = allOf(rest);
  return left ? { ...split, rest: left } : split;
}

function take(kind: string, part: Expression, split: SplitConstraint): boolean {
  const exclusive = kind === 'multiple-choice' ? standsAlone(part) : undefined;
  if (exclusive !== undefined) {
    split.exclusive.push(exclusive);
    return true;
  }
  if (part.kind === 'call' && part.does === 'matches' && isSelf(part.args[0])) {
    const [, pattern] = part.args;
    if (kind !== 'text' || pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return false;
    return put(split.fields, 'pattern', pattern.value);
  }
  const limit = limitOf(part);
  if (!limit) return false;
  const { of, sign, value } = limit;
  // What is not empty is all that a chat takes for an answer anyway.
  if (of === 'self' && sign === '!=' && value === '') return true;
  if (of === 'self' && typeof value === 'number') {
    if (kind === 'integer') return bounds(split.fields, sign, value, 'min', 'max', 1);
    if (kind === 'number' && sign !== '<' && sign !== '>') return bounds(split.fields, sign, value, 'min', 'max', 0);
    return false;
  }
  if (of === 'self' && typeof value === 'string') {
    if (kind !== 'date') return false;
    if (!/^(today|\d{4}-\d{2}-\d{2})$/.test(value)) return false;
    if (sign === '>=') return put(split.fields, 'min', value);
    if (sign === '<=') return put(split.fields, 'max', value);
    if (value === 'today' && sign === '<') return put(split.fields, 'max', 'today - 1d');
    if (value === 'today' && sign === '>') return put(split.fields, 'min', 'today + 1d');
    return false;
  }
  if (typeof value !== 'number') return false;
  if (of === 'length' && kind === 'text') return bounds(split.fields, sign, value, 'minLength', 'maxLength', 1);
  if (of === 'count' && kind === 'multiple-choice') return bounds(split.fields, sign, value, 'min', 'max', 1);
  return false;
}

/** `step`: how much more than the limit is the least that is greater than it; 0 where there is no such number. */
function bounds(fields: Fields, sign: Comparison, value: number, min: string, max: string, step: number): boolean {
  const smallest = sign === '>' ? value + step : value;
  const largest = sign === '<' ? value - step : value;
  if (sign === '!=') return false;
  const counts = min !== 'min' || step === 1;
  if (counts && !Number.isInteger(value)) return false;
  // Lengths and numbers of picks start at 1; "at least 0" says nothing.
  if (sign === '>' || sign === '>=') return min === 'minLength' && smallest < 1 ? true : put(fields, min, smallest);
  if (sign === '<' || sign === '<=') return max === 'maxLength' && largest < 1 ? false : put(fields, max, largest);
  return put(fields, min, smallest) && put(fields, max, largest);
}

function put(fields: Fields, key: string, value: string | number): boolean {
  if (Object.hasOwn(fields, key)) return false;
  fields[key] = value;
  return true;
}

interface Limit {
  of: 'self' | 'length' | 'count';
  sign: Comparison;
  value: string | number;
}

function limitOf(part: Expression): Limit | undefined {
  if (part.kind === 'not') {
    const inner = limitOf(part.of);
    const opposite = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
    return inner && { ...inner, sign: opposite[inner.sign] };
  }
  if (part.kind !== 'binary') return undefined;
  const { sign } = part;
  if (sign !== '==' && sign !== '!=' && sign !== '<' && sign !== '<=' && sign !== '>' && sign !== '>=')
    return undefined;
  const ofLeft = measured(part.left);
  const ofRight = measured(part.right);
  const left = constant(part.left);
  const right = constant(part.right);
  if (ofLeft && right !== undefined) return { of: ofLeft, sign, value: right };
  return ofRight && left !== undefined ? { of: ofRight, sign: FLIPPED[sign], value: left } : undefined;
}

function measured(node: Expression): Limit['of'] | undefined {
  if (isSelf(node)) return 'self';
  if (node.kind !== 'call' || !isSelf(node.args[0])) return undefined;
  return node.does === 'length' || node.does === 'count' ? node.does : undefined;
}

function constant(node: Expression): string | number | undefined {
  if (node.kind === 'call' && node.does === 'today') return 'today';
  if (node.kind === 'literal' && (typeof node.value === 'string' || typeof node.value === 'number')) return node.value;
  return undefined;
}

/** `not(selected(., 'none') and count-selected(.) > 1)`: the usual way to say that a choice excludes the others. */
function standsAlone(part: Expression): string | undefined {
  if (part.kind !== 'not') return undefined;
  const parts = conjuncts(part.of);
  if (parts.length !== 2) return undefined;
  const picked = parts.find((node) => node.kind === 'call' && node.does === 'picked' && isSelf(node.args[0]));
  const several = parts.map(limitOf).find((limit) => limit?.of === 'count');
  if (picked?.kind !== 'call' || !several) return undefined;
  if (!((several.sign === '>' && several.value === 1) || (several.sign === '>=' && several.value === 2)))
    return undefined;
  const [, option] = picked.args;
  return option?.kind === 'literal' && typeof option.value === 'string' ? option.value : undefined;
}

function isSelf(node: Expression | undefined): boolean {
  return node?.kind === 'self';
}

/** The rest of a constraint with the question's name in place of `.`. */
export function aboutQuestion(constraint: Expression, name: string): Expression {
  return mapExpression(constraint, (node) => (node.kind === 'self' ? { kind: 'name', name } : undefined));
}
