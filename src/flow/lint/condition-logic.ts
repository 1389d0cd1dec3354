import type { ASTNode } from '@marcbachmann/cel-js';
import type { ValueType } from '../answers/answer-type.js';
import type { AnswerValue } from '../session.js';

/** What a comparison says about one question's value: which values tell it from others. */
export type Mention =
  | { kind: 'literal'; value: string | number }
  /** An option that a list has or has not. */
  | { kind: 'member'; id: string }
  | { kind: 'size' };

/** A comparison of one question with something fixed. */
export interface Leaf {
  kind: 'leaf';
  question: string;
  node: ASTNode;
  mentions: Mention[];
  /** It asks whether there is an answer at all. */
  ofNull: boolean;
  holds(value: AnswerValue): boolean;
}

/** A condition as far as it can be reasoned about. What cannot is `unknown`: it may be true or false. */
export type Logic =
  | { kind: 'and' | 'or'; parts: Logic[] }
  | { kind: 'not'; part: Logic }
  | { kind: 'fixed'; value: boolean }
  | { kind: 'unknown'; key: string }
  | Leaf;

type Compare = (value: AnswerValue) => boolean;
type Literal = string | number | boolean | null;

/** @param typeOf type of a question's value; undefined for any other name */
export function logicOf(node: ASTNode, typeOf: (name: string) => ValueType | undefined): Logic {
  const inner = (child: ASTNode): Logic => logicOf(child, typeOf);
  switch (node.op) {
    case '&&':
      return { kind: 'and', parts: node.args.map(inner) };
    case '||':
      return { kind: 'or', parts: node.args.map(inner) };
    case '!_':
      return { kind: 'not', part: inner(node.args) };
    case '?:': {
      const [test, yes, no] = node.args.map(inner);
      if (!test || !yes || !no) return unknown(node);
      const otherwise: Logic = { kind: 'and', parts: [{ kind: 'not', part: test }, no] };
      return { kind: 'or', parts: [{ kind: 'and', parts: [test, yes] }, otherwise] };
    }
    case 'value':
      return typeof node.args === 'boolean' ? { kind: 'fixed', value: node.args } : unknown(node);
    case 'id':
      return typeOf(node.args) === 'boolean' ? leaf(node, node.args, [], (value) => value === true) : unknown(node);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node, node.op, node.args, typeOf) ?? unknown(node);
    case 'in':
      return membership(node, node.args, typeOf) ?? unknown(node);
    default:
      return unknown(node);
  }
}

type Sign = '==' | '!=' | '<' | '<=' | '>' | '>=';
/** The sign seen from the other side. */
const FLIPPED: Record<Sign, Sign> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function comparison(
  node: ASTNode,
  sign: Sign,
  [left, right]: [ASTNode, ASTNode],
  typeOf: (name: string) => ValueType | undefined,
): Leaf | undefined {
  const literal = literalOf(right);
  if (literal === undefined) {
    return literalOf(left) === undefined ? undefined : comparison(node, FLIPPED[sign], [right, left], typeOf);
  }
  if (left.op === 'id') {
    const type = typeOf(left.args);
    // Lists and objects have parts, about which an equals sign says too little.
    if (type === undefined || ((type === 'list' || type === 'object') && literal !== null)) return undefined;
    const mentions: Mention[] =
      typeof literal === 'string' || typeof literal === 'number' ? [{ kind: 'literal', value: literal }] : [];
    return leaf(node, left.args, mentions, compare(sign, literal), literal === null);
  }
  const list = sizedList(left);
  if (list === undefined || typeOf(list) !== 'list') return undefined;
  const ofSize = compare(sign, literal);
  return leaf(node, list, [{ kind: 'size' }], (value) => ofSize(Array.isArray(value) ? value.length : 0));
}

function membership(
  node: ASTNode,
  [left, right]: [ASTNode, ASTNode],
  typeOf: (name: string) => ValueType | undefined,
): Leaf | undefined {
  if (left.op === 'id' && right.op === 'list') {
    const type = typeOf(left.args);
    const literals = right.args.map(literalOf);
    if (type === undefined || type === 'list' || type === 'object' || literals.includes(undefined)) return undefined;
    const mentions = literals.flatMap((value): Mention[] =>
      typeof value === 'string' || typeof value === 'number' ? [{ kind: 'literal', value }] : [],
    );
    return leaf(node, left.args, mentions, (value) => literals.some((one) => one === value));
  }
  const id = literalOf(left);
  if (right.op !== 'id' || typeof id !== 'string' || typeOf(right.args) !== 'list') return undefined;
  return leaf(node, right.args, [{ kind: 'member', id }], (value) => Array.isArray(value) && value.includes(id));
}

function leaf(node: ASTNode, question: string, mentions: Mention[], holds: Compare, ofNull = false): Leaf {
  return { kind: 'leaf', question, node, mentions, ofNull, holds };
}

function unknown(node: ASTNode): Logic {
  return { kind: 'unknown', key: node.input.slice(node.start, node.end) };
}

/** By size nothing compares with an answer that is not there. */
function compare(sign: Sign, literal: Literal): Compare {
  return (value) => {
    if (sign === '==') return value === literal;
    if (sign === '!=') return value !== literal;
    const bothNumbers = typeof value === 'number' && typeof literal === 'number';
    const bothTexts = typeof value === 'string' && typeof literal === 'string';
    if (!bothNumbers && !bothTexts) return false;
    if (sign === '<') return value < literal;
    if (sign === '<=') return value <= literal;
    return sign === '>' ? value > literal : value >= literal;
  };
}

/** `size(likes)` or `likes.size()` */
function sizedList(node: ASTNode): string | undefined {
  if (node.op === 'call' && node.args[0] === 'size') {
    const [of] = node.args[1];
    return of?.op === 'id' ? of.args : undefined;
  }
  if (node.op === 'rcall' && node.args[0] === 'size') return node.args[1].op === 'id' ? node.args[1].args : undefined;
  return undefined;
}

/** Undefined for what is no literal of a kind that answers have. */
function literalOf(node: ASTNode): Literal | undefined {
  if (node.op === '-_') {
    const value = literalOf(node.args);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.op !== 'value') return undefined;
  const value: unknown = node.args;
  if (typeof value === 'bigint') return Number(value);
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}
