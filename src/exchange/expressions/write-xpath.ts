import { NotCarried } from './expression.js';
import type { Expression, Sign } from './expression.js';
import type { KnownName, Lookup } from './known-name.js';

/** Writes an expression as XLSForm has it: `${age} >= 18 and selected(${likes}, 'tea')`. */
export function writeXPath(expression: Expression, lookup: Lookup): string {
  return new XPathWriter(lookup).write(expression, 0);
}

const WORDS: Readonly<Record<Sign, { sign: string; precedence: number }>> = {
  '||': { sign: 'or', precedence: 1 },
  '&&': { sign: 'and', precedence: 2 },
  '==': { sign: '=', precedence: 3 },
  '!=': { sign: '!=', precedence: 3 },
  '<': { sign: '<', precedence: 4 },
  '<=': { sign: '<=', precedence: 4 },
  '>': { sign: '>', precedence: 4 },
  '>=': { sign: '>=', precedence: 4 },
  '+': { sign: '+', precedence: 5 },
  '-': { sign: '-', precedence: 5 },
  '*': { sign: '*', precedence: 6 },
  '/': { sign: 'div', precedence: 6 },
  '%': { sign: 'mod', precedence: 6 },
};

class XPathWriter {
  constructor(private readonly lookup: Lookup) {}

  write(node: Expression, around: number): string {
    switch (node.kind) {
      case 'literal':
        return literalText(node.value);
      case 'name': {
        const known = this.known(node.name);
        // A yes-no question stands for "yes" where it stands alone.
        return known?.type === 'boolean' ? bracket(`${ref(known)} = ${truth(known, true)}`, 3, around) : ref(known);
      }
      case 'self':
        return '.';
      case 'column':
        return node.name;
      case 'not':
        if (node.of.kind === 'call' && node.of.does === 'answered')
          return bracket(`${this.operand(node.of.args[0], 3)} = ''`, 3, around);
        return `not(${this.write(node.of, 0)})`;
      case 'negative':
        return bracket(`-${this.write(node.of, 7)}`, 7, around);
      case 'if':
        return `if(${this.write(node.test, 0)}, ${this.write(node.yes, 0)}, ${this.write(node.no, 0)})`;
      case 'binary':
        return this.binary(node, around);
      case 'call':
        return this.call(node, around);
      case 'list':
        throw new NotCarried('forms have no lists of values');
    }
  }

  private binary({ sign, left, right }: Expression & { kind: 'binary' }, around: number): string {
    const { sign: word, precedence } = WORDS[sign];
    const known = left.kind === 'name' ? this.known(left.name) : undefined;
    if (known && (sign === '==' || sign === '!=')) {
      if (right.kind === 'list') {
        const parts = [...right.items.map((item) => `selected(${ref(known)}, ${this.write(item, 0)})`)];
        const same = [...parts, `count-selected(${ref(known)}) = ${right.items.length}`].join(' and ');
        return sign === '==' ? bracket(same, 2, around) : `not(${same})`;
      }
      if (known.type === 'boolean' && right.kind === 'literal' && typeof right.value === 'boolean')
        return bracket(`${ref(known)} ${word} ${truth(known, right.value)}`, precedence, around);
    }
    return bracket(
      `${this.operand(left, precedence)} ${word} ${this.operand(right, precedence + 1)}`,
      precedence,
      around,
    );
  }

  /** A name as a value, not as a condition. */
  private operand(node: Expression | undefined, around: number): string {
    if (!node) throw new NotCarried('an argument is missing');
    return node.kind === 'name' ? ref(this.known(node.name)) : this.write(node, around);
  }

  private call({ does, args }: Expression & { kind: 'call' }, around: number): string {
    const [first, second] = args;
    const one = (): string => this.operand(first, 0);
    const two = (): string => this.operand(second, 0);
    const each = (join: string, precedence: number): string => {
      if (second?.kind !== 'list') throw new NotCarried('forms have no lists of values');
      const tests = second.items.map((item) => `selected(${one()}, ${this.operand(item, 0)})`);
      return bracket(tests.join(join), tests.length > 1 ? precedence : 7, around);
    };
    switch (does) {
      case 'answered':
        return bracket(`${this.operand(first, 3)} != ''`, 3, around);
      case 'picked':
        return `selected(${one()}, ${two()})`;
      case 'any-of':
        return each(' or ', 1);
      case 'all-of':
        return each(' and ', 2);
      case 'count':
        return `count-selected(${one()})`;
      case 'length':
        return `string-length(${one()})`;
      case 'contains':
      case 'starts-with':
      case 'ends-with':
        return `${does}(${one()}, ${two()})`;
      case 'coalesce':
        return `coalesce(${one()}, ${two()})`;
      case 'concat':
        return `concat(${args.map((arg) => this.operand(arg, 0)).join(', ')})`;
      case 'whole':
        return `int(${one()})`;
      case 'number':
      case 'string':
        return `${does}(${one()})`;
      case 'round':
        return `round(${one()}, 0)`;
      case 'trim':
        return `normalize-space(${one()})`;
      case 'today':
      case 'now':
        return `${does}()`;
      case 'matches':
        return `regex(${one()}, ${two()})`;
      case 'lower':
        return `translate(${one()}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')`;
      case 'upper':
        throw new NotCarried('forms do not write in capitals');
    }
  }

  private known(name: string): KnownName {
    const known = this.lookup(name);
    if (!known) throw new NotCarried(`"${name}" is not in the form`);
    return known;
  }
}

function ref({ id }: KnownName): string {
  return `\${${id}}`;
}

function truth({ truths }: KnownName, value: boolean): string {
  return literalText((value ? truths?.yes[0] : truths?.no[0]) ?? (value ? 'yes' : 'no'));
}

function bracket(text: string, precedence: number, around: number): string {
  return precedence < around ? `(${text})` : text;
}

function literalText(value: string | number | boolean | null): string {
  if (value === null) return "''";
  if (typeof value === 'boolean') return `${String(value)}()`;
  if (typeof value === 'number') return String(value);
  if (!value.includes("'")) return `'${value}'`;
  if (!value.includes('"')) return `"${value}"`;
  // XPath has no way to write a quote within a text of the same quotes.
  return `concat(${value
    .split("'")
    .map((part) => `'${part}'`)
    .join(', "\'", ')})`;
}
