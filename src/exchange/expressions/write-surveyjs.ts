import { NotCarried } from './expression.js';
import type { Expression, Sign } from './expression.js';
import type { KnownName, Lookup } from './known-name.js';

/** Writes an expression as SurveyJS has it: `{age} >= 18 and {likes} contains 'tea'`. */
export function writeSurveyJs(expression: Expression, lookup: Lookup): string {
  return new SurveyJsWriter(lookup).write(expression, 0);
}

const WORDS: Readonly<Record<Sign, { sign: string; precedence: number }>> = {
  '||': { sign: 'or', precedence: 1 },
  '&&': { sign: 'and', precedence: 2 },
  '==': { sign: '=', precedence: 3 },
  '!=': { sign: '<>', precedence: 3 },
  ...{ '<': { sign: '<', precedence: 3 }, '<=': { sign: '<=', precedence: 3 } },
  ...{ '>': { sign: '>', precedence: 3 }, '>=': { sign: '>=', precedence: 3 } },
  ...{ '+': { sign: '+', precedence: 4 }, '-': { sign: '-', precedence: 4 } },
  ...{ '*': { sign: '*', precedence: 5 }, '/': { sign: '/', precedence: 5 }, '%': { sign: '%', precedence: 5 } },
};
const COMPARED = 3;

class SurveyJsWriter {
  constructor(private readonly lookup: Lookup) {}

  write(node: Expression, around: number): string {
    switch (node.kind) {
      case 'literal':
        return literalText(node.value);
      case 'list':
        return `[${node.items.map((item) => this.operand(item)).join(', ')}]`;
      case 'name': {
        const known = this.known(node.name);
        return known.type === 'boolean' ? bracket(`${ref(known)} = true`, COMPARED, around) : ref(known);
      }
      case 'self':
        return '{item}';
      case 'column':
        return `{item.${node.name}}`;
      case 'not':
        if (node.of.kind === 'call' && node.of.does === 'answered') return `${this.operand(node.of.args[0])} empty`;
        if (node.of.kind === 'call' && node.of.does === 'picked' && this.isList(node.of.args[0]))
          return `${this.operand(node.of.args[0])} notcontains ${this.operand(node.of.args[1])}`;
        return `!(${this.write(node.of, 0)})`;
      case 'negative':
        return bracket(`0 - ${this.operand(node.of)}`, WORDS['-'].precedence, around);
      case 'if':
        return `iif(${this.write(node.test, 0)}, ${this.write(node.yes, 0)}, ${this.write(node.no, 0)})`;
      case 'binary': {
        const { sign, precedence } = WORDS[node.sign];
        const logical = node.sign === '&&' || node.sign === '||';
        const side = (part: Expression, within: number): string =>
          logical || part.kind !== 'name' ? this.write(part, within) : this.operand(part);
        return bracket(
          `${side(node.left, precedence)} ${sign} ${side(node.right, precedence + 1)}`,
          precedence,
          around,
        );
      }
      case 'call':
        return this.call(node, around);
    }
  }

  private call({ does, args: [first, second] }: Expression & { kind: 'call' }, around: number): string {
    const compared = (sign: string): string =>
      bracket(`${this.operand(first)} ${sign} ${this.operand(second)}`, COMPARED, around);
    switch (does) {
      case 'answered':
        return `${this.operand(first)} notempty`;
      case 'picked':
        return compared(this.isList(first) ? 'contains' : '=');
      case 'any-of':
        return compared('anyof');
      case 'all-of':
        return compared('allof');
      case 'contains':
        return compared('contains');
      case 'count':
      case 'length':
        if (first?.kind === 'name') return `{${this.known(first.name).id}.length}`;
        throw new NotCarried('SurveyJS measures answers only');
      case 'coalesce':
        return `iif(${this.operand(first)} notempty, ${this.operand(first)}, ${this.operand(second)})`;
      case 'number':
      case 'string':
        return this.operand(first);
      case 'whole':
        return `trunc(${this.operand(first)})`;
      case 'round':
        return `round(${this.operand(first)})`;
      case 'today':
        return 'today()';
      case 'now':
        return 'currentDate()';
      default:
        throw new NotCarried(`SurveyJS has nothing like "${does}"`);
    }
  }

  private isList(node: Expression | undefined): boolean {
    return node?.kind === 'name' && ['choices', 'ranking'].includes(this.known(node.name).type);
  }

  private operand(node: Expression | undefined): string {
    if (!node) throw new NotCarried('an argument is missing');
    return node.kind === 'name' ? ref(this.known(node.name)) : this.write(node, COMPARED + 1);
  }

  private known(name: string): KnownName {
    const known = this.lookup(name);
    if (!known) throw new NotCarried(`"${name}" is not in the survey`);
    return known;
  }
}

function ref({ id }: KnownName): string {
  return `{${id}}`;
}

function bracket(text: string, precedence: number, around: number): string {
  return precedence < around ? `(${text})` : text;
}

function literalText(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}
