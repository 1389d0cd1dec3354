import { literal, NotCarried } from './expression.js';
import type { Expression, Operation } from './expression.js';
import { parseSigns } from './parse-signs.js';

// https://getodk.github.io/xforms-spec/#xpath-functions and https://docs.getodk.org/form-operators-functions/
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'string-length': 'length',
  'count-selected': 'count',
  coalesce: 'coalesce',
  concat: 'concat',
  contains: 'contains',
  'starts-with': 'starts-with',
  'ends-with': 'ends-with',
  int: 'whole',
  number: 'number',
  string: 'string',
  round: 'round',
  today: 'today',
  now: 'now',
  regex: 'matches',
  selected: 'picked',
  'normalize-space': 'trim',
};
/** Wrappers that say nothing which the flow language does not know already. */
const TRANSPARENT = new Set(['date', 'date-time', 'boolean', 'once']);

const TOKEN =
  /\s+|\$\{([^}]*)\}|"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?|\.\d+)|((?:jr:)?[A-Za-z_][\w.-]*(?:::[\w.-]+)*)|(!=|<=|>=|=|<|>|\+|-|\*|\||\(|\)|,)|(\.\.\/|\/|\.\.|\.|@|\[|\])/gy;

/**
 * Reads an expression of XLSForm: `${age} >= 18 and selected(${likes}, 'tea')`. Throws NotCarried, with the reason, for
 * what has no counterpart in a flow.
 */
export function readXPath(source: string): Expression {
  const operands: Expression[] = [];
  const functions: string[] = [];
  const keep = (expression: Expression): string => `$${operands.push(expression) - 1}`;
  // Word processors turn quotes into typographic ones; the form tools take them for plain ones too.
  const text = source.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim();
  const signs: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new NotCarried(`it is not understood at "${text.slice(at, at + 12)}"`);
    const [token, reference, double, single, number, word, sign, path] = match;
    if (reference !== undefined) signs.push(keep(referenceTo(reference)));
    else if (double !== undefined || single !== undefined) signs.push(keep(textLiteral(double ?? single ?? '')));
    else if (number !== undefined) signs.push(keep(literal(Number(number))));
    else if (word !== undefined) signs.push(wordAt(word, text.slice(TOKEN.lastIndex), signs.at(-1), keep, functions));
    else if (path !== undefined && path !== '.')
      throw new NotCarried('it reaches questions by their place in the form (a path)');
    else if (path !== undefined) signs.push(keep({ kind: 'self' }));
    else if (sign !== undefined) signs.push(sign === '=' ? '==' : sign);
    else signs.push(token);
  }
  return parseSigns(signs.join(' '), {
    operand(name) {
      const operand = operands[Number(name.slice(1))];
      if (!operand) throw new NotCarried(`"${name}" is not known`);
      return operand;
    },
    call: (name, args) => callOf(functions[Number(name.slice(1))] ?? name, args),
    word(sign) {
      throw new NotCarried(`"${sign}" is not understood here`);
    },
  });
}

function referenceTo(written: string): Expression {
  const reference = written.trim();
  if (reference.startsWith('last-saved#')) throw new NotCarried('it uses the answer of another, earlier submission');
  return { kind: 'name', name: reference };
}

/** A number that is not there reads as 'NaN' in XPath: forms ask by it whether there is an answer. */
function textLiteral(text: string): Expression {
  return literal(text === 'NaN' ? '' : text);
}

/** `and`, `div` and the like after an operand are signs; before a bracket stands a function, else a column. */
function wordAt(
  word: string,
  rest: string,
  before: string | undefined,
  keep: (expression: Expression) => string,
  functions: string[],
): string {
  const signs: Readonly<Record<string, string>> = { and: '&&', or: '||', div: '/', mod: '%' };
  const sign = Object.hasOwn(signs, word.toLowerCase()) ? signs[word.toLowerCase()] : undefined;
  if (sign !== undefined && before !== undefined) return sign;
  if (/^\s*\(/.test(rest)) return `_${functions.push(word) - 1}`;
  const constant = { true: true, false: false, null: null }[word.toLowerCase()];
  if (constant !== undefined) return keep(literal(constant));
  return keep({ kind: 'column', name: word });
}

function callOf(name: string, args: Expression[]): Expression {
  const [first, second, third] = args;
  if (name === 'not' && first) return { kind: 'not', of: first };
  if (name === 'true' && args.length === 0) return literal(true);
  if (name === 'false' && args.length === 0) return literal(false);
  if (name === 'if' && first && second && third) return { kind: 'if', test: first, yes: second, no: third };
  if (TRANSPARENT.has(name) && first && args.length === 1) return first;
  if (name === 'translate' && first) {
    const [from, to] = [second, third].map((arg) => (arg?.kind === 'literal' ? arg.value : undefined));
    if (from === 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' && to === 'abcdefghijklmnopqrstuvwxyz')
      return { kind: 'call', does: 'lower', args: [first] };
  }
  const does = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!does) throw new NotCarried(`the function ${name}() has no counterpart`);
  return { kind: 'call', does, args };
}
