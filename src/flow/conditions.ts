import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { z } from 'zod';
import type { ValueType } from './answers/answer-type.js';
import { celEnvironment } from './cel-environment.js';
import { childNodes, rewriteForAnswers, rewriteNullTests } from './cel-tree.js';
import type { ContactView } from './session.js';
import { foldText } from './words/fold.js';

export type Json = ReturnType<typeof z.json>['_output'];

/** What a flow's conditions may name. */
export interface ConditionNames {
  /** Question ids with the type of their value and, where it has them, its options' ids. `rounds` is the list of a repeated question's values. */
  questions: ReadonlyMap<
    string,
    {
      valueType: ValueType | 'rounds';
      optionIds?: readonly string[];
      /** Names of the parts of a value that has parts, where all are known. */
      parts?: readonly string[];
    }
  >;
  /** Names of all other values. */
  vars: ReadonlySet<string>;
  /** Questions whose options have scores. */
  scored: ReadonlySet<string>;
}

/** What an expression looks at, looked up as it names it: a turn costs the same in a short flow and in a long one. */
export interface ConditionScope {
  /** Of a question or any other name; null where there is none (yet). */
  value(name: string): Json;
  /** Of a question's answer; null while unanswered. */
  score(question: string): number | null;
  contact: ContactView;
  /** Where the expression stands in a talk with an agent. */
  agent?: AgentFacts | undefined;
}

/** What expressions of an agent step know besides: `turns`, `misses`, `action`, `parameters`, and `intent('name')`. */
export interface AgentFacts {
  turns: number;
  misses: number;
  action: string | null;
  /** Display name of what was understood last. */
  intent: string | null;
  parameters: Readonly<Record<string, Json>>;
}

export type Evaluated = { ok: true; value: Json } | { ok: false; error: string };

/** A CEL expression, parsed and checked. */
export interface Expression {
  readonly source: string;
  /** Questions and values that it names. */
  readonly names: readonly string[];
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
  ...['int', 'double', 'string', 'bool', 'join', 'split', 'indexOf', 'substring', 'sum'],
] as const;

/** Of expressions in a talk with an agent. */
const AGENT_FUNCTION = 'intent';

/** They run their body once per element; one inside the other would multiply. */
const MACROS = new Set(['exists', 'all', 'exists_one', 'filter', 'map']);

/** JSON text of a `set` value; bounds what expressions built on one another can grow to. */
const MAX_VALUE = 10_000;

const AGENT_TYPES = { turns: 'double', misses: 'double', action: 'string', parameters: 'map<string, dyn>' } as const;

const CEL_TYPES = {
  string: 'string',
  number: 'double',
  boolean: 'bool',
  list: 'list<string>',
  object: 'map<string, dyn>',
  rounds: 'list<dyn>',
} as const satisfies Record<ValueType | 'rounds', string>;

/** Parses the expressions of one flow: `when` and branch conditions, and the values of `set`. */
export class Expressions {
  /** Knows every name's type, for checking. Values may be null whatever their type, so it does not run anything. */
  private readonly typed: Environment;
  private readonly untyped: Environment;
  private readonly booleans: ReadonlySet<string>;
  private readonly objects: ReadonlySet<string>;
  private readonly functions: readonly string[];
  /** What `intent()` compares with; set for the time of one evaluation. */
  private understood: string | null = null;
  private ofTalk: Expressions | undefined;

  /** @param talk the expressions stand in a talk with an agent, and know what that found out */
  constructor(
    private readonly names: ConditionNames,
    private readonly talk = false,
  ) {
    this.functions = talk ? [AGENT_FUNCTION, ...CONDITION_FUNCTIONS] : CONDITION_FUNCTIONS;
    this.booleans = this.questionsOf('boolean');
    this.objects = this.questionsOf('object');
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
    if (names.scored.size > 0) {
      this.typed.registerVariable('scores', {
        schema: Object.fromEntries([...names.scored].map((id) => [id, 'double'])),
      });
      this.untyped.registerVariable('scores', 'dyn');
    }
    this.typed.registerVariable('contact', {
      schema: { name: 'string', language: 'string', phone: 'string', attributes: 'map<string, dyn>' },
    });
    this.untyped.registerVariable('contact', 'dyn');
    if (talk) this.registerTalk();
  }

  /** For expressions of a talk with an agent, in the same flow. */
  get inTalk(): Expressions {
    this.ofTalk ??= new Expressions(this.names, true);
    return this.ofTalk;
  }

  /** A question of the same name cannot be seen from there. */
  private registerTalk(): void {
    for (const [name, type] of Object.entries(AGENT_TYPES)) {
      if (!this.knows(name)) {
        this.typed.registerVariable(name, type);
        this.untyped.registerVariable(name, 'dyn');
      }
    }
    for (const environment of [this.typed, this.untyped]) {
      environment.registerFunction(
        `${AGENT_FUNCTION}(string): bool`,
        (name: unknown) => this.understood !== null && foldText(String(name)) === foldText(this.understood),
      );
    }
  }

  private knows(name: string): boolean {
    return this.names.questions.has(name) || this.names.vars.has(name);
  }

  /** `wanted`: a condition has to give true or false, a value may be anything. */
  parse(source: string, wanted: 'condition' | 'value'): ParsedExpression {
    try {
      const checked = this.typed.parse(source);
      const problems = this.problemsOf(checked.ast, source);
      const types = this.typed.parse(rewriteNullTests(source, checked.ast, this.objects)).check();
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
    const program = this.untyped.parse(
      rewriteForAnswers(source, ast, { booleans: this.booleans, objects: this.objects }),
    );
    const { names, scored } = this.namedIn(ast);
    const attributes = nullsFor(namedUnder(ast, isAttributes));
    const parameters = this.talk ? nullsFor(namedUnder(ast, isParameters)) : {};
    return {
      source,
      names,
      evaluate: (scope) => {
        const { name = null, language = null, phone = null, attributes: own } = scope.contact;
        const values: Record<string, unknown> = {
          contact: { name, language, phone, attributes: { ...attributes, ...own } },
        };
        for (const known of names) values[known] = ofThisRealm(scope.value(known));
        if (this.talk) {
          const { turns = 0, misses = 0, action = null, intent = null, parameters: found = {} } = scope.agent ?? {};
          this.understood = intent;
          Object.assign(values, { turns, misses, action, parameters: { ...parameters, ...found } });
        }
        if (scored.length > 0) values['scores'] = Object.fromEntries(scored.map((id) => [id, scope.score(id)]));
        try {
          const value: unknown = program(values);
          return plain(value);
        } catch (cause) {
          return { ok: false, error: celProblem(cause).message };
        }
      },
    };
  }

  private questionsOf(valueType: ValueType): ReadonlySet<string> {
    return new Set(
      [...this.names.questions].filter(([, question]) => question.valueType === valueType).map(([id]) => id),
    );
  }

  /** The questions and values that an expression names, and the questions whose scores it asks for. */
  private namedIn(ast: ASTNode): { names: readonly string[]; scored: readonly string[] } {
    const names = new Set<string>();
    const scored = new Set<string>();
    const visit = (node: ASTNode): void => {
      if (node.op === 'id' && (this.names.questions.has(node.args) || this.names.vars.has(node.args)))
        names.add(node.args);
      const score = scoreName(node);
      if (score !== undefined) scored.add(score);
      childNodes(node).forEach(visit);
    };
    visit(ast);
    return { names: [...names], scored: [...scored] };
  }

  private problemsOf(ast: ASTNode, source: string): ExpressionProblem[] {
    const problems: ExpressionProblem[] = [];
    const error = (rule: string, message: string, node: ASTNode): void => {
      problems.push({ severity: 'error', rule, message, offset: node.start });
    };
    const visit = (node: ASTNode, inMacro: boolean): void => {
      let inside = inMacro;
      if ((node === ast && isScores(node)) || (node.op !== '.' && childNodes(node).some(isScores)))
        error('condition-unknown-name', '"scores" alone is no value; write scores.<question>', node);
      if (node.op === 'call' || node.op === 'rcall') {
        const name = node.args[0];
        if (!this.functions.includes(name))
          error('condition-function', `"${name}" cannot be used; there are ${this.functions.join(', ')}`, node);
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
      const part = this.unknownPart(node);
      if (part !== undefined) error('condition-unknown-name', part, node);
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

  /** The question of whose options this is one: its value, or one row of it. */
  private optionOf(node: ASTNode): string | undefined {
    const whole = node.op === 'id' ? node.args : undefined;
    const object = node.op === '.' ? node.args[0] : undefined;
    const id = whole ?? (object?.op === 'id' ? object.args : undefined);
    const hasParts = id !== undefined && this.names.questions.get(id)?.parts !== undefined;
    // What is compared with the whole of it are the names of its parts.
    return hasParts === (whole === undefined) ? id : undefined;
  }

  private unknownPart(node: ASTNode): string | undefined {
    if (node.op !== '.' || node.args[0].op !== 'id') return undefined;
    const [{ args: id }, part] = node.args;
    const parts = this.names.questions.get(id)?.parts;
    return parts && !parts.includes(part)
      ? `"${id}" has no part "${part}"; it has ${parts.slice(0, 12).join(', ')}`
      : undefined;
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
      const id = this.optionOf(side);
      const optionIds = id === undefined ? undefined : this.names.questions.get(id)?.optionIds;
      if (id === undefined || !optionIds) continue;
      const literals = other.op === 'list' ? other.args : [other];
      for (const literal of literals) {
        if (literal.op === 'value' && typeof literal.args === 'string')
          yield { question: { id, optionIds }, literal: literal.args, node: literal };
      }
    }
  }
}

/** `scores.drink` */
function scoreName(node: ASTNode): string | undefined {
  return node.op === '.' && isScores(node.args[0]) ? node.args[1] : undefined;
}

function isScores(node: ASTNode): boolean {
  return node.op === 'id' && node.args === 'scores';
}

/** Keys named as `object.key` or `object['key']` outside `has()`: null where the object has none. */
function namedUnder(ast: ASTNode, isObject: (node: ASTNode) => boolean): Set<string> {
  const names = new Set<string>();
  const tested = new Set<string>();
  const visit = (node: ASTNode, inHas: boolean): void => {
    const name = keyUnder(node, isObject);
    if (name !== undefined) (inHas ? tested : names).add(name);
    const has = node.op === 'call' && node.args[0] === 'has';
    for (const child of childNodes(node)) visit(child, inHas || has);
  };
  visit(ast, false);
  for (const name of tested) names.delete(name);
  return names;
}

function keyUnder(node: ASTNode, isObject: (node: ASTNode) => boolean): string | undefined {
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [object, key] = node.args;
  if (!isObject(object)) return undefined;
  if (typeof key === 'string') return key;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : undefined;
}

function isAttributes(node: ASTNode): boolean {
  return (
    node.op === '.' && node.args[1] === 'attributes' && node.args[0].op === 'id' && node.args[0].args === 'contact'
  );
}

function isParameters(node: ASTNode): boolean {
  return node.op === 'id' && node.args === 'parameters';
}

function nullsFor(names: Iterable<string>): Record<string, null> {
  return Object.fromEntries(Array.from(names, (name) => [name, null]));
}

/** cel-js knows objects and lists by their constructor, which is another one where a session comes from another frame or context. */
function ofThisRealm(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [...value] : { ...value };
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
