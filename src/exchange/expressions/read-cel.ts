import type { ASTNode } from '@marcbachmann/cel-js';
import { celEnvironment } from '../../flow/cel-environment.js';
import { binary, literal, negate, NotCarried } from './expression.js';
import type { Expression, Operation, Sign } from './expression.js';
import type { Lookup } from './known-name.js';

const SIGNS: ReadonlySet<string> = new Set<Sign>([
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '&&',
  '||',
  '+',
  '-',
  '*',
  '/',
  '%',
]);
const FUNCTIONS: Readonly<Record<string, Operation>> = {
  ...{
    contains: 'contains',
    startsWith: 'starts-with',
    endsWith: 'ends-with',
    lowerAscii: 'lower',
    upperAscii: 'upper',
  },
  ...{ trim: 'trim', int: 'whole', double: 'number', string: 'string' },
};

/** Reads a flow's condition or value. `lookup` knows its questions. Throws NotCarried for what forms do not have. */
export function readCel(source: string, lookup: Lookup): Expression {
  return convert(celEnvironment.parse(source).ast, lookup);
}

function convert(node: ASTNode, lookup: Lookup): Expression {
  const inner = (child: ASTNode): Expression => convert(child, lookup);
  switch (node.op) {
    case 'value':
      return literalOf(node.args);
    case 'id':
      return { kind: 'name', name: node.args };
    case 'list':
      return { kind: 'list', items: node.args.map(inner) };
    case '!_':
      return negate(inner(node.args));
    case '-_': {
      const of = inner(node.args);
      return of.kind === 'literal' && typeof of.value === 'number' ? literal(-of.value) : { kind: 'negative', of };
    }
    case '?:': {
      const [test, yes, no] = node.args;
      return { kind: 'if', test: inner(test), yes: inner(yes), no: inner(no) };
    }
    case 'in': {
      const [left, right] = node.args.map(inner);
      if (!left || !right) break;
      return right.kind === 'list' ? call('any-of', left, right) : call('picked', right, left);
    }
    case '.': {
      const [object, part] = node.args;
      if (object.op === 'id' && object.args !== 'contact' && object.args !== 'scores')
        return { kind: 'name', name: `${object.args}.${part}` };
      throw new NotCarried(
        object.op === 'id' && object.args === 'scores'
          ? 'forms do not keep scores'
          : 'forms know nothing of the contact',
      );
    }
    case 'call':
      return callOf(node.args[0], node.args[1].map(inner), lookup);
    case 'rcall':
      return callOf(node.args[0], [node.args[1], ...node.args[2]].map(inner), lookup);
    default:
  }
  if (isSign(node.op) && 'args' in node && Array.isArray(node.args)) {
    const [left, right] = node.args.filter(isNode).map(inner);
    if (left && right) return comparedWithNothing(node.op, left, right) ?? binary(node.op, left, right);
  }
  throw new NotCarried(`"${node.op}" has no counterpart in forms`);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

/** `q == null` asks whether there is an answer. */
function comparedWithNothing(sign: Sign, left: Expression, right: Expression): Expression | undefined {
  if (sign !== '==' && sign !== '!=') return undefined;
  const isNull = (node: Expression): boolean => node.kind === 'literal' && node.value === null;
  if (isNull(left) === isNull(right)) return undefined;
  const answered = call('answered', isNull(left) ? right : left);
  return sign === '!=' ? answered : negate(answered);
}

function callOf(name: string, args: Expression[], lookup: Lookup): Expression {
  const [first] = args;
  if (name === 'size' && first) {
    const list = first.kind === 'name' && ['choices', 'ranking'].includes(lookup(first.name)?.type ?? '');
    return call(list ? 'count' : 'length', first);
  }
  const does = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!does) throw new NotCarried(`${name}() has no counterpart in forms`);
  return call(does, ...args);
}

function call(does: Operation, ...args: Expression[]): Expression {
  return { kind: 'call', does, args };
}

function literalOf(value: unknown): Expression {
  if (typeof value === 'bigint') return literal(Number(value));
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return literal(value);
  throw new NotCarried('a value has no counterpart in forms');
}

function isSign(text: string): text is Sign {
  return SIGNS.has(text);
}
