import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { z } from 'zod';
import type { ValueType } from './answers/answer-type.js';
import { celEnvironment } from './cel-environment.js';
import { childNodes, rewriteBareBooleans } from './cel-tree.js';
import type { AnswerValue, ContactView } from './session.js';

export type Json = ReturnType<typeof z.json>['_output'];

/** What a flow's conditions may name. */
export interface ConditionNames {
  /** Question ids with the type of their value and, where it has them, its options' ids. */
  questions: ReadonlyMap<string, { valueType: ValueType; optionIds?: readonly string[] }>;
  /** Names of `set` values. */
  vars: ReadonlySet<string>;
}

export interface ConditionScope {
  /** Values of the questions answered so far; the others count as null. */
  answers: Readonly<Record<string, AnswerValue>>;
  vars: Readonly<Record<string, Json>>;
  contact: ContactView;
}

export type Evaluated = { ok: true; value: Json } | { ok: false; error: string };

/** A CEL expression, parsed and checked. */
export interface Expression {
  readonly source: string;
  /** Total. An unanswered question is null: it equals nothing but null, and comparing it by size is false. */
  evaluate(scope: ConditionScope): Evaluated;
}

export interface ExpressionProblem {
  severity: 'error' | 'warning';
  rule: string;
  message: string;
  /** UTF-16 units from the start of the expression. */
  offset?: number;
}

export interface ParsedExpression {
  /** Absent where a problem is an error. */
  expression?: Expression;
  problems: ExpressionProblem[];
}

/** What expressions may call. No regular expressions (they can take forever) and nothing about the present time. */
export const CONDITION_FUNCTIONS = [
  ...[
    'size',
    'has',
    'contains',
    'startsWith',
    'endsWith',
    'lowerAscii',
    'upperAscii',
    'trim',
    'exists',
    'all',
    'exists_one',
    'filter',
    'map',
  ],
  ...['int', 'double', 'string', 'bool', 'join', 'split', 'indexOf', 'substring'],
] as const;

/** They run their body once per element; one inside the other would multiply. */
const MACROS = new Set(['exists', 'all', 'exists_one', 'filter', 'map']);

/** JSON text of a `set` value; bounds what expressions built on one another can grow to. */
const MAX_VALUE = 10_000;

const CEL_TYPES = {
  string: 'string',
  number: 'double',
  boolean: 'bool',
  list: 'list<string>',
  object: 'map<string, dyn>',
} as const satisfies Record<ValueType, string>;

/** Parses the expressions of one flow: `when` and branch conditions, and the values of `set`. */
export class Expressions {
  /** Knows every name's type, for checking. Values may be null whatever their type, so it does not run anything. */
  private readonly typed: Environment;
  private readonly untyped: Environment;

  constructor(private readonly names: ConditionNames) {
    this.typed = celEnvironment.clone();
    this.untyped = celEnvironment.clone();
    for (const [id, question] of names.questions) {
      this.typed.registerVariable(id, CEL_TYPES[question.valueType]);
      this.untyped.registerVariable(id, 'dyn');
    }
    for (const name of names.vars) {
      if (names.questions.has(name)) continue;
      this.typed.registerVariable(name, 'dyn');
      this.untyped.registerVariable(name, 'dyn');
    }
    this.typed.registerVariable('contact', {
      schema: { name: 'string', language: 'string', phone: 'string', attributes: 'map<string, dyn>' },
    });
    this.untyped.registerVariable('contact', 'dyn');
  }

  /** `wanted`: a condition has to give true or false, a value may be anything. */
  parse(source: string, wanted: 'condition' | 'value'): ParsedExpression {
    try {
      const checked = this.typed.parse(source);
      const problems = this.problemsOf(checked.ast, source);
      const types = checked.check();
      if (!types.valid && !isNumberInWholeNumbers(types.error)) problems.push(typeProblem(types.error));
      if (types.valid && wanted === 'condition' && types.type !== 'bool' && types.type !== 'dyn') {
        problems.push({
          severity: 'error',
          rule: 'condition-not-boolean',
          message: `"${source}" gives ${types.type ?? 'a value'}, not true or false`,
        });
      }
      if (problems.some((p) => p.severity === 'error')) return { problems };
      return { problems, expression: this.runnable(source, checked.ast) };
    } catch (cause) {
      return { problems: [{ severity: 'error', rule: 'condition-syntax', ...celProblem(cause) }] };
    }
  }

  private runnable(source: string, ast: ASTNode): Expression {
    const booleans = new Set([...this.names.questions].filter(([, q]) => q.valueType === 'boolean').map(([id]) => id));
    const program = this.untyped.parse(rewriteBareBooleans(source, ast, booleans));
    const nothing: Record<string, null> = Object.fromEntries(
      [...this.names.questions.keys(), ...this.names.vars].map((name) => [name, null]),
    );
    const attributes: Record<string, null> = Object.fromEntries([...attributesOf(ast)].map((name) => [name, null]));
    return {
      source,
      evaluate: ({ answers, vars, contact }) => {
        const { name = null, language = null, phone = null } = contact;
        try {
          const value: unknown = program({
            ...nothing,
            ...answers,
            ...vars,
            contact: { name, language, phone, attributes: { ...attributes, ...contact.attributes } },
          });
          return plain(value);
        } catch (cause) {
          return { ok: false, error: celProblem(cause).message };
        }
      },
    };
  }

  private problemsOf(ast: ASTNode, source: string): ExpressionProblem[] {
    const problems: ExpressionProblem[] = [];
    const error = (rule: string, message: string, node: ASTNode): void => {
      problems.push({ severity: 'error', rule, message, offset: node.start });
    };
    const visit = (node: ASTNode, inMacro: boolean): void => {
      let inside = inMacro;
      if (node.op === 'call' || node.op === 'rcall') {
        const name = node.args[0];
        if (!CONDITION_FUNCTIONS.some((allowed) => allowed === name))
          error('condition-function', `"${name}" cannot be used; there are ${CONDITION_FUNCTIONS.join(', ')}`, node);
        if (MACROS.has(name)) {
          if (inMacro)
            error(
              'condition-too-complex',
              `"${source}": "${name}" inside another one; use a \`set\` step for the inner part`,
              node,
            );
          inside = true;
        }
      }
      for (const { question, literal, node: at } of this.comparisons(node)) {
        if (!question.optionIds.includes(literal)) {
          error(
            'condition-unknown-option',
            `"${question.id}" has no option "${literal}"; it has ${question.optionIds.slice(0, 12).join(', ')}`,
            at,
          );
        }
      }
      for (const child of childNodes(node)) visit(child, inside);
    };
    visit(ast, false);
    return problems;
  }

  /** Pairs of a question with options and a text it is compared with. */
  private *comparisons(
    node: ASTNode,
  ): Generator<{ question: { id: string; optionIds: readonly string[] }; literal: string; node: ASTNode }> {
    if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return;
    const [left, right] = node.args;
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (side.op !== 'id') continue;
      const optionIds = this.names.questions.get(side.args)?.optionIds;
      if (!optionIds) continue;
      const literals = other.op === 'list' ? other.args : [other];
      for (const literal of literals) {
        if (literal.op === 'value' && typeof literal.args === 'string')
          yield { question: { id: side.args, optionIds }, literal: literal.args, node: literal };
      }
    }
  }
}

/** Attributes named as `contact.attributes.plan` or `contact.attributes['plan']` outside `has()`: null where the contact has none. */
function attributesOf(ast: ASTNode): Set<string> {
  const names = new Set<string>();
  const tested = new Set<string>();
  const visit = (node: ASTNode, inHas: boolean): void => {
    const name = attributeName(node);
    if (name !== undefined) (inHas ? tested : names).add(name);
    const has = node.op === 'call' && node.args[0] === 'has';
    for (const child of childNodes(node)) visit(child, inHas || has);
  };
  visit(ast, false);
  for (const name of tested) names.delete(name);
  return names;
}

function attributeName(node: ASTNode): string | undefined {
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [object, key] = node.args;
  if (
    object.op !== '.' ||
    object.args[1] !== 'attributes' ||
    object.args[0].op !== 'id' ||
    object.args[0].args !== 'contact'
  )
    return undefined;
  if (typeof key === 'string') return key;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : undefined;
}

/** CEL's values as JSON: its whole numbers are bigints. */
function plain(value: unknown): Evaluated {
  const json = toJson(value);
  if (json === undefined) return { ok: false, error: 'the value cannot be kept' };
  if (typeof json === 'object' && JSON.stringify(json).length > MAX_VALUE)
    return { ok: false, error: `the value is longer than ${MAX_VALUE} characters` };
  if (typeof json === 'string' && json.length > MAX_VALUE)
    return { ok: false, error: `the text is longer than ${MAX_VALUE} characters` };
  return { ok: true, value: json };
}

function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const items = value.map(toJson);
    return items.some((item) => item === undefined) ? undefined : items.filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const entries: [string, Json][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const json = toJson(inner);
    if (json === undefined) return undefined;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

/** `score in [9, 10]`: the checker has no overload for it and takes no other for it, but the evaluator compares them rightly. */
function isNumberInWholeNumbers(cause: unknown): boolean {
  return celProblem(cause).message.endsWith('double in list<int>');
}

function typeProblem(cause: unknown): ExpressionProblem {
  const problem = celProblem(cause);
  const unknownName = problem.code === 'unknown_variable' || problem.code === 'no_such_key';
  const { code: _, ...rest } = problem;
  return { severity: 'error', rule: unknownName ? 'condition-unknown-name' : 'condition-wrong-type', ...rest };
}

function celProblem(cause: unknown): { message: string; offset?: number; code?: string } {
  if (!(cause instanceof Error)) return { message: String(cause) };
  const summary =
    'summary' in cause && typeof cause.summary === 'string' ? cause.summary : (cause.message.split('\n')[0] ?? '');
  const range = 'range' in cause ? cause.range : undefined;
  const offset =
    typeof range === 'object' && range !== null && 'start' in range && typeof range.start === 'number'
      ? range.start
      : undefined;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return { message: summary, ...(offset !== undefined && { offset }), ...(code !== undefined && { code }) };
}
