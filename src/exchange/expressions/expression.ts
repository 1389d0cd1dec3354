/**
 * A condition or calculation apart from any notation: XLSForm's XPath, SurveyJS and CEL are read into it and written
 * from it. Names are those of the form it was read from.
 */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'name'; name: string }
  /** The question's own answer: `.` in a constraint, `{item}` in a filter of choices. */
  | { kind: 'self' }
  /** A column of the sheet of choices, in a filter. */
  | { kind: 'column'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'negative'; of: Expression }
  | { kind: 'binary'; sign: Sign; left: Expression; right: Expression }
  | { kind: 'if'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'call'; does: Operation; args: Expression[] };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Sign = Comparison | '&&' | '||' | '+' | '-' | '*' | '/' | '%';

/** What expressions can do besides signs. The first argument is what it is done to. */
export type Operation =
  /** Has an answer. */
  | 'answered'
  /** An option is (among) the answer. */
  | 'picked'
  /** Any, or all, of a list are among the answer. */
  | 'any-of'
  | 'all-of'
  /** How many options, or characters. */
  | 'count'
  | 'length'
  | 'contains'
  | 'starts-with'
  | 'ends-with'
  /** The first argument that has a value. */
  | 'coalesce'
  | 'concat'
  | 'lower'
  | 'upper'
  | 'trim'
  | 'whole'
  | 'number'
  | 'string'
  | 'round'
  | 'today'
  | 'now'
  /** A text matches a regular expression. */
  | 'matches';

/** An expression that has no counterpart in the other notation; the message is the `why` of a finding. */
export class NotCarried extends Error {
  override readonly name = 'NotCarried';
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

export function isComparison(sign: Sign): sign is Comparison {
  return COMPARISONS.has(sign);
}

export function literal(value: string | number | boolean | null): Expression {
  return { kind: 'literal', value };
}

export function binary(sign: Sign, left: Expression, right: Expression): Expression {
  return { kind: 'binary', sign, left, right };
}

/** `!x`, without doubling. */
export function negate(expression: Expression): Expression {
  if (expression.kind === 'not') return expression.of;
  return { kind: 'not', of: expression };
}

/** All of them; undefined where there are none. */
export function allOf(expressions: readonly Expression[]): Expression | undefined {
  return expressions.reduce<Expression | undefined>(
    (whole, part) => (whole === undefined ? part : binary('&&', whole, part)),
    undefined,
  );
}

/** The parts of `a && b && c`. */
export function conjuncts(expression: Expression): Expression[] {
  return expression.kind === 'binary' && expression.sign === '&&'
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
}

/** The expression with some nodes replaced; `replace` gives undefined for those that stay. */
export function mapExpression(
  expression: Expression,
  replace: (node: Expression) => Expression | undefined,
): Expression {
  const again = (node: Expression): Expression => mapExpression(node, replace);
  const replaced = replace(expression);
  if (replaced) return replaced;
  switch (expression.kind) {
    case 'not':
    case 'negative':
      return { ...expression, of: again(expression.of) };
    case 'binary':
      return { ...expression, left: again(expression.left), right: again(expression.right) };
    case 'if':
      return { ...expression, test: again(expression.test), yes: again(expression.yes), no: again(expression.no) };
    case 'call':
      return { ...expression, args: expression.args.map(again) };
    case 'list':
      return { ...expression, items: expression.items.map(again) };
    default:
      return expression;
  }
}

/** Names in it, in the order they are written. */
export function namesIn(expression: Expression): string[] {
  const names: string[] = [];
  mapExpression(expression, (node) => {
    if (node.kind === 'name') names.push(node.name);
    return undefined;
  });
  return names;
}
