import { binary, literal, negate, NotCarried } from './expression.js';
import type { Expression, Operation } from './expression.js';
import { parseSigns, WORD_SIGNS } from './parse-signs.js';

// https://surveyjs.io/form-library/documentation/design-survey/conditional-logic#supported-operators and #built-in-functions
const SIGNS: Readonly<Record<string, string>> = {
  ...{ '=': '==', '==': '==', equal: '==', '!=': '!=', '<>': '!=', notequal: '!=' },
  ...{
    '<': '<',
    less: '<',
    '<=': '<=',
    '=<': '<=',
    lessorequal: '<=',
    '>': '>',
    greater: '>',
    '>=': '>=',
    '=>': '>=',
    greaterorequal: '>=',
  },
  ...{ and: '&&', '&&': '&&', '&': '&&', or: '||', '||': '||', '|': '||', '!': '!', not: '!', negate: '!' },
  ...{ contain: 'contains', notcontain: 'notcontains' },
};
const OPERATIONS: Readonly<Record<string, Operation>> = {
  round: 'round',
  trunc: 'whole',
  today: 'today',
  currentDate: 'now',
};

const TOKEN =
  /\s+|\{([^}]*)\}|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(!=|<>|<=|>=|=<|=>|==|=|<|>|&&|\|\||&|\||!|\+|-|\*|\/|%|\(|\)|\[|\]|,)/guy;

/**
 * Reads an expression of SurveyJS: `{age} >= 18 and {likes} contains 'tea'`. Throws NotCarried, with the reason, for
 * what has no counterpart in a flow.
 */
export function readSurveyJs(source: string): Expression {
  const operands: Expression[] = [];
  const keep = (expression: Expression): string => `$${operands.push(expression) - 1}`;
  const signs: string[] = [];
  const text = source.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new NotCarried(`it is not understood at "${text.slice(at, at + 12)}"`);
    const [, name, double, single, number, word, sign] = match;
    if (name !== undefined) signs.push(keep(nameOf(name.trim())));
    else if (double !== undefined || single !== undefined)
      signs.push(keep(literal((double ?? single ?? '').replace(/\\(.)/g, '$1'))));
    else if (number !== undefined) signs.push(keep(literal(Number(number))));
    else if (word !== undefined) signs.push(wordAt(word, text.slice(TOKEN.lastIndex), keep));
    else if (sign !== undefined) signs.push(Object.hasOwn(SIGNS, sign) ? (SIGNS[sign] ?? sign) : sign);
  }
  return parseSigns(signs.join(' '), {
    operand(name) {
      const operand = operands[Number(name.slice(1))];
      if (!operand) throw new NotCarried(`"${name}" is not known`);
      return operand;
    },
    call: callOf,
    word: (sign, left, right) => wordSign(sign, left, right),
  });
}

function nameOf(name: string): Expression {
  if (name === 'item' || name === 'choice') return { kind: 'self' };
  if (/^(row|panel|rowIndex|panelIndex|visibleIndex|prevPanel|nextPanel|survey)\b/.test(name))
    throw new NotCarried(`{${name}} reaches into a table, panel or page, which a chat does not have`);
  const measured = /^(.+)\.length$/.exec(name)?.[1];
  if (measured !== undefined) return { kind: 'call', does: 'count', args: [{ kind: 'name', name: measured }] };
  return { kind: 'name', name: name.startsWith('#') || name.startsWith('$') ? name.slice(1) : name };
}

function wordAt(word: string, rest: string, keep: (expression: Expression) => string): string {
  const lower = word.toLowerCase();
  if (Object.hasOwn(SIGNS, lower)) return SIGNS[lower] ?? word;
  const sign = WORD_SIGNS.find((candidate) => candidate === lower);
  // They stand behind their operand and take no second one; jsep knows signs between two.
  if (sign === 'empty' || sign === 'notempty') return `${sign} 0`;
  if (sign) return sign;
  if (lower === 'true' || lower === 'false') return keep(literal(lower === 'true'));
  if (lower === 'null' || lower === 'undefined') return keep(literal(null));
  if (/^\s*\(/.test(rest)) return word;
  // SurveyJS takes a word without quotes for a text.
  return keep(literal(word));
}

function wordSign(sign: (typeof WORD_SIGNS)[number], left: Expression, right: Expression): Expression {
  const call = (does: Operation, ...args: Expression[]): Expression => ({ kind: 'call', does, args });
  switch (sign) {
    case 'empty':
      return negate(call('answered', left));
    case 'notempty':
      return call('answered', left);
    case 'contains':
      return right.kind === 'list' ? call('all-of', left, right) : call('contains', left, right);
    case 'notcontains':
      return negate(right.kind === 'list' ? call('all-of', left, right) : call('contains', left, right));
    case 'anyof':
      return call('any-of', left, right);
    case 'noneof':
      return negate(call('any-of', left, right));
    case 'allof':
      return call('all-of', left, right);
  }
}

function callOf(name: string, args: Expression[]): Expression {
  const [first, second, third] = args;
  if (name === 'iif' && first && second && third) return { kind: 'if', test: first, yes: second, no: third };
  // sum({a}, {b}) of single values; the sum of a table's column has one argument.
  if ((name === 'sum' || name === 'avg') && first && second) {
    const sum = args.slice(1).reduce((whole, part) => binary('+', whole, part), first);
    return name === 'sum' ? sum : binary('/', sum, literal(args.length));
  }
  const does = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!does || (name === 'round' && args.length > 1)) throw new NotCarried(`the function ${name}() has no counterpart`);
  return { kind: 'call', does, args };
}
