import jsep from 'jsep';
import { NotCarried } from './expression.js';
import type { Expression, Sign } from './expression.js';

/** Longest expression that is read, in UTF-16 units; and how deep its brackets go. A form's have some hundred and three. */
const LONGEST = 5_000;
const DEEPEST = 40;

// Words that stand between two operands in SurveyJS' expressions, with the precedence of a comparison. XPath has functions
// of some of these names; jsep tells them apart, for a function stands where an operand is due.
export const WORD_SIGNS = ['contains', 'notcontains', 'anyof', 'allof', 'noneof', 'empty', 'notempty'] as const;
type WordSign = (typeof WORD_SIGNS)[number];
const COMPARISON_PRECEDENCE = 6;
for (const word of WORD_SIGNS) jsep.addBinaryOp(word, COMPARISON_PRECEDENCE);

/** What one notation's operands and functions mean. */
export interface Notation {
  /** An operand that `tokens` wrote as an identifier. */
  operand(name: string): Expression;
  call(name: string, args: Expression[]): Expression;
  word(sign: WordSign, left: Expression, right: Expression): Expression;
}

const SIGNS: ReadonlySet<string> = new Set<Sign>([
  ...(['==', '!=', '<', '<=', '>', '>='] as const),
  ...(['&&', '||', '+', '-', '*', '/', '%'] as const),
]);

/**
 * Parses signs, brackets and calls with jsep. `source` has been brought into its notation: names and texts are
 * identifiers that `notation` knows. Throws NotCarried for what is no expression.
 */
export function parseSigns(source: string, notation: Notation): Expression {
  if (source.length > LONGEST) throw new NotCarried(`it is longer than ${LONGEST} characters`);
  if (depthOf(source) > DEEPEST) throw new NotCarried('its brackets are nested too deeply');
  let tree: jsep.Expression;
  try {
    tree = jsep(source);
  } catch (cause) {
    throw new NotCarried(`it is not understood: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return convert(tree, notation);
}

function convert(tree: jsep.Expression, notation: Notation): Expression {
  const node = known(tree);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'object' && node.value !== null) break;
      return { kind: 'literal', value: node.value };
    case 'Identifier':
      return notation.operand(node.name);
    case 'ArrayExpression':
      return {
        kind: 'list',
        items: node.elements.flatMap((item) => (item === null ? [] : [convert(item, notation)])),
      };
    case 'ConditionalExpression':
      return {
        kind: 'if',
        test: convert(node.test, notation),
        yes: convert(node.consequent, notation),
        no: convert(node.alternate, notation),
      };
    case 'UnaryExpression': {
      const of = convert(node.argument, notation);
      if (node.operator === '!') return { kind: 'not', of };
      if (node.operator === '-')
        return of.kind === 'literal' && typeof of.value === 'number'
          ? { kind: 'literal', value: -of.value }
          : { kind: 'negative', of };
      if (node.operator === '+') return of;
      break;
    }
    case 'BinaryExpression': {
      const { operator } = node;
      const left = convert(node.left, notation);
      const right = convert(node.right, notation);
      if (isSign(operator)) return { kind: 'binary', sign: operator, left, right };
      const word = WORD_SIGNS.find((candidate) => candidate === operator);
      if (word) return notation.word(word, left, right);
      throw new NotCarried(`"${operator}" has no counterpart`);
    }
    case 'CallExpression': {
      const callee = known(node.callee);
      if (callee.type !== 'Identifier') break;
      return notation.call(
        callee.name,
        node.arguments.map((argument) => convert(argument, notation)),
      );
    }
    default:
  }
  throw new NotCarried('it is not understood: two expressions without a sign between them, or a path');
}

/** jsep's own types leave open which node it is; these are all that its core makes. */
function known(tree: jsep.Expression): jsep.CoreExpression {
  return tree as jsep.CoreExpression;
}

function isSign(text: string): text is Sign {
  return SIGNS.has(text);
}

function depthOf(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of source) {
    // Signs in front of an operand nest as brackets do.
    if (char === '(' || char === '[' || char === '!') deepest = Math.max(deepest, (depth += 1));
    if (char === ')' || char === ']') depth -= 1;
  }
  return deepest;
}
