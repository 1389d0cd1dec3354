import { isComparison, negate, NotCarried } from './expression.js';
import type { Comparison, Expression, Sign } from './expression.js';
import type { KnownName, Lookup } from './known-name.js';

/** Writes a condition, which is true or false; a bare name or number counts as in the form ("has an answer", "is not 0"). */
export function writeCelCondition(expression: Expression, lookup: Lookup): string {
  return new CelWriter(lookup).condition(expression, 0);
}

/** Writes a calculation, which may give anything. */
export function writeCelValue(expression: Expression, lookup: Lookup): string {
  return new CelWriter(lookup).value(expression, 0);
}

const PRECEDENCE: Readonly<Record<Sign, number>> = {
  '||': 1,
  '&&': 2,
  ...{ '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3 },
  ...{ '+': 4, '-': 4, '*': 5, '/': 5, '%': 5 },
};
const UNARY = 6;
/** UTF-16 units; the flow language's own limit. */
const LONGEST = 1_000;
const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  ...{ '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' },
};
/** Operations that give true or false. */
const TESTS: ReadonlySet<string> = new Set([
  'answered',
  'picked',
  'any-of',
  'all-of',
  'contains',
  'starts-with',
  'ends-with',
]);

class CelWriter {
  constructor(private readonly lookup: Lookup) {}

  /** `around`: precedence of what stands around it, to know where brackets are due. */
  condition(node: Expression, around: number): string {
    switch (node.kind) {
      case 'literal':
        return String(node.value !== null && node.value !== '' && node.value !== 0 && node.value !== false);
      case 'not':
        return this.not(node.of, around);
      case 'binary':
        if (node.sign === '&&' || node.sign === '||') {
          const precedence = PRECEDENCE[node.sign];
          const [left, right] = [this.condition(node.left, precedence), this.condition(node.right, precedence)];
          const [whole, nothing] = node.sign === '&&' ? ['false', 'true'] : ['true', 'false'];
          if (left === whole || right === whole) return whole;
          if (left === nothing) return bracket(right, precedence, around);
          if (right === nothing) return bracket(left, precedence, around);
          return bracket(`${left} ${node.sign} ${right}`, precedence, around);
        }
        if (isComparison(node.sign)) return this.comparison(node.sign, node.left, node.right, around);
        return bracket(`${this.value(node, PRECEDENCE['!='])} != 0`, PRECEDENCE['!='], around);
      case 'call':
        if (TESTS.has(node.does)) return this.value(node, around);
        return bracket(
          `${this.value(node, PRECEDENCE['!='])} != ${this.isNumber(node) ? '0' : "''"}`,
          PRECEDENCE['!='],
          around,
        );
      case 'name': {
        const name = this.known(node.name);
        if (name.type === 'boolean') return bracket(`${name.id} == true`, PRECEDENCE['=='], around);
        const equal = PRECEDENCE['!='];
        if (name.type === 'number') return bracket(`${name.id} != null && ${name.id} != 0`, PRECEDENCE['&&'], around);
        if (name.type === 'value')
          return bracket(
            `${name.id} != null && ${name.id} != false && ${name.id} != 0 && ${name.id} != ''`,
            PRECEDENCE['&&'],
            around,
          );
        return bracket(`${name.id} != null`, equal, around);
      }
      case 'if':
        return `(${this.condition(node.test, 1)} ? ${this.condition(node.yes, 1)} : ${this.condition(node.no, 1)})`;
      default:
        throw new NotCarried('it is not true or false');
    }
  }

  value(node: Expression, around: number): string {
    const written = this.written(node, around);
    // Some operations say their argument several times: nested, they would grow without end.
    if (written.length > LONGEST) throw new NotCarried(`a condition of a flow has at most ${LONGEST} characters`);
    return written;
  }

  private written(node: Expression, around: number): string {
    switch (node.kind) {
      case 'literal':
        return writeLiteral(node.value);
      case 'name':
        return this.known(node.name).id;
      case 'self':
        throw new NotCarried("it uses the question's own answer, which a condition cannot");
      case 'column':
        throw new NotCarried(`"${node.name}" is neither a question nor a column of the choices`);
      case 'list':
        return `[${node.items.map((item) => this.value(item, 0)).join(', ')}]`;
      case 'not':
        return this.not(node.of, around);
      case 'negative':
        return bracket(`-${this.value(node.of, UNARY)}`, UNARY, around);
      case 'binary':
        return isComparison(node.sign) || node.sign === '&&' || node.sign === '||'
          ? this.condition(node, around)
          : this.arithmetic(node.sign, node.left, node.right, around);
      case 'if':
        return this.choose(this.condition(node.test, 1), node.yes, node.no);
      case 'call':
        return this.call(node, around);
    }
  }

  /** CEL wants both branches of one type, and tells whole numbers from others. */
  private choose(test: string, yes: Expression, no: Expression): string {
    const numbers = this.isNumber(yes) && this.isNumber(no);
    const written = (node: Expression): string => (numbers ? this.double(node) : this.value(node, 1));
    return `(${test} ? ${written(yes)} : ${written(no)})`;
  }

  private double(node: Expression): string {
    if (node.kind === 'name') return this.known(node.name).id;
    if (node.kind === 'if') return this.value(node, 0);
    if (node.kind !== 'literal') return `double(${this.value(node, 0)})`;
    const text = writeLiteral(node.value);
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }

  private not(of: Expression, around: number): string {
    if (of.kind === 'call' && of.does === 'answered') return this.emptiness(of.args[0], '==', around);
    if (of.kind === 'call' && of.does === 'picked' && of.args[0]?.kind === 'name') {
      const [question, option] = of.args;
      if (option && this.known(question.name).type === 'choice') return this.comparison('!=', question, option, around);
    }
    // `a != 'x'` reads better than `!(a == 'x')`, and with null both say the same.
    if (of.kind === 'binary' && (of.sign === '==' || of.sign === '!='))
      return this.condition({ ...of, sign: of.sign === '==' ? '!=' : '==' }, around);
    const inner = this.condition(of, UNARY + 1);
    if (inner === 'true' || inner === 'false') return inner === 'true' ? 'false' : 'true';
    return bracket(`!${inner}`, UNARY, around);
  }

  private arithmetic(sign: Sign, left: Expression, right: Expression, around: number): string {
    const precedence = PRECEDENCE[sign];
    // Between two whole numbers CEL's `/` drops the rest; forms keep it.
    const divisor =
      sign === '/' && right.kind === 'literal' && Number.isInteger(right.value)
        ? `${String(right.value)}.0`
        : undefined;
    const written = divisor ?? this.value(right, precedence + 1);
    return bracket(`${this.value(left, precedence)} ${sign} ${written}`, precedence, around);
  }

  private comparison(sign: Comparison, left: Expression, right: Expression, around: number): string {
    if (left.kind === 'literal' && right.kind === 'literal' && (sign === '==' || sign === '!='))
      return String((String(left.value ?? '') === String(right.value ?? '')) === (sign === '=='));
    if (left.kind === 'literal' && right.kind !== 'literal') return this.comparison(FLIPPED[sign], right, left, around);
    const precedence = PRECEDENCE[sign];
    const equality = sign === '==' || sign === '!=' ? sign : undefined;
    if (equality && right.kind === 'literal') {
      if (right.value === '' || right.value === null) return this.emptiness(left, equality, around);
      if (typeof right.value === 'boolean' && isTest(left))
        return this.condition(right.value === (sign === '==') ? left : negate(left), around);
    }
    if (left.kind === 'name' && (right.kind === 'literal' || right.kind === 'list')) {
      const name = this.known(left.name);
      // A computed 1 is a number in the flow, whether or not the form writes '1'.
      if (name.type === 'value' && right.kind === 'literal' && isNumeric(right.value)) {
        const number = `${name.id} ${sign} ${writeLiteral(Number(right.value))}`;
        if (!equality || typeof right.value === 'number') return bracket(number, precedence, around);
        const join = sign === '==' ? '||' : '&&';
        return bracket(`${number} ${join} ${name.id} ${sign} ${writeLiteral(right.value)}`, PRECEDENCE[join], around);
      }
      // What is no option can never be the answer.
      if (right.kind === 'literal' && name.options && !name.options.has(String(right.value)))
        return sign === '!=' ? 'true' : 'false';
      return bracket(`${name.id} ${sign} ${this.against(name, right)}`, precedence, around);
    }
    // A date or number question compared with what another one gives stands as it is.
    return bracket(
      `${this.value(left, precedence + 1)} ${sign} ${this.value(right, precedence + 1)}`,
      precedence,
      around,
    );
  }

  /** What a name is compared with, as the flow stores it: an option's id, a number where the form wrote '5'. */
  private against(name: KnownName, other: Expression): string {
    if (other.kind === 'list') return `[${other.items.map((item) => this.option(name, item)).join(', ')}]`;
    if (other.kind !== 'literal') return this.value(other, PRECEDENCE['=='] + 1);
    if (name.type === 'choices' || name.type === 'ranking') return `[${this.option(name, other)}]`;
    return this.option(name, other);
  }

  private option(name: KnownName, other: Expression): string {
    if (other.kind !== 'literal' || other.value === null) return this.value(other, 0);
    const { value } = other;
    if (name.options) {
      const id = name.options.get(String(value));
      if (id === undefined) throw new NotCarried(`"${String(value)}" is no option of the question`);
      return writeLiteral(id);
    }
    if (name.type === 'boolean') {
      if (name.truths?.yes.some((truth) => String(truth) === String(value)) ?? value === true) return 'true';
      if (name.truths?.no.some((truth) => String(truth) === String(value)) ?? value === false) return 'false';
      throw new NotCarried(`"${String(value)}" is neither the yes nor the no of the question`);
    }
    if (name.type === 'number') {
      const number = Number(value);
      if (!Number.isFinite(number)) throw new NotCarried(`a number is compared with "${String(value)}"`);
      return writeLiteral(number);
    }
    if (name.type === 'text' || name.type === 'date') return writeLiteral(String(value));
    if (name.type === 'object') throw new NotCarried('a place, a file or a table is compared with a single value');
    return writeLiteral(value);
  }

  private emptiness(of: Expression | undefined, sign: '==' | '!=', around: number): string {
    if (of?.kind === 'name') {
      const name = this.known(of.name);
      if (name.type !== 'value') return bracket(`${name.id} ${sign} null`, PRECEDENCE[sign], around);
      const [join, precedence] = sign === '==' ? ['||', PRECEDENCE['||']] : ['&&', PRECEDENCE['&&']];
      return bracket(`${name.id} ${sign} null ${join} ${name.id} ${sign} ''`, precedence, around);
    }
    if (!of) throw new NotCarried('it does not say what is to be empty');
    return bracket(`${this.value(of, PRECEDENCE[sign] + 1)} ${sign} ''`, PRECEDENCE[sign], around);
  }

  private call({ does, args }: Expression & { kind: 'call' }, around: number): string {
    const [first, second] = args;
    const one = (precedence = 0): string => this.value(required(first), precedence);
    const equal = PRECEDENCE['=='];
    switch (does) {
      case 'answered':
        return this.emptiness(first, '!=', around);
      case 'picked':
        return this.picked(required(first), required(second), around);
      case 'contains': {
        const whole = required(first);
        const name = whole.kind === 'name' ? this.known(whole.name) : undefined;
        if (name?.options) return this.picked(whole, required(second), around);
        return `${this.text(whole)}.contains(${this.text(required(second))})`;
      }
      case 'any-of':
      case 'all-of':
        return this.ofList(does, required(first), required(second), around);
      case 'count':
      case 'length':
        return `size(${one()})`;
      case 'starts-with':
        return `${this.text(required(first))}.startsWith(${this.text(required(second))})`;
      case 'ends-with':
        return `${this.text(required(first))}.endsWith(${this.text(required(second))})`;
      case 'lower':
        return `${this.text(required(first))}.lowerAscii()`;
      case 'upper':
        return `${this.text(required(first))}.upperAscii()`;
      case 'trim':
        return `${this.text(required(first))}.trim()`;
      case 'coalesce':
        return this.choose(`${one(equal + 1)} != null`, required(first), required(second));
      case 'concat':
        return bracket(args.map((arg) => this.text(arg)).join(' + '), PRECEDENCE['+'], around);
      case 'string':
        return this.text(required(first));
      case 'number':
        return this.isNumber(required(first)) ? one(around) : `double(${one()})`;
      case 'whole':
        return `int(${one()})`;
      case 'round':
        if (args.length > 1 && !(second?.kind === 'literal' && second.value === 0))
          throw new NotCarried('a flow rounds to whole numbers only');
        // Halves are rounded away from 0.
        return `(${one(equal + 1)} < 0 ? int(${one(PRECEDENCE['+'])} - 0.5) : int(${one(PRECEDENCE['+'])} + 0.5))`;
      case 'today':
      case 'now':
        throw new NotCarried(
          "a flow's conditions do not know the present time, so that they give the same result again",
        );
      case 'matches':
        throw new NotCarried('a flow has patterns for the whole answer to a text question only');
    }
  }

  private picked(of: Expression, option: Expression, around: number): string {
    if (of.kind !== 'name') throw new NotCarried('it looks for an option in something that is no question');
    const name = this.known(of.name);
    if (option.kind === 'literal' && name.options && !name.options.has(String(option.value))) return 'false';
    if (name.type === 'choices' || name.type === 'ranking')
      return bracket(`${this.option(name, option)} in ${name.id}`, PRECEDENCE['=='], around);
    if (name.type === 'value')
      return bracket(`${name.id} != null && string(${name.id}) == ${this.text(option)}`, PRECEDENCE['&&'], around);
    return this.comparison('==', of, option, around);
  }

  private ofList(does: 'any-of' | 'all-of', of: Expression, list: Expression, around: number): string {
    if (of.kind !== 'name') throw new NotCarried('it looks for options in something that is no question');
    const name = this.known(of.name);
    const items = (list.kind === 'list' ? list.items : [list]).map((item) => this.option(name, item));
    if (name.type !== 'choices' && name.type !== 'ranking') {
      if (does === 'all-of' && items.length > 1) throw new NotCarried('one answer cannot be several options');
      return bracket(`${name.id} in [${items.join(', ')}]`, PRECEDENCE['=='], around);
    }
    const [join, precedence] = does === 'any-of' ? [' || ', PRECEDENCE['||']] : [' && ', PRECEDENCE['&&']];
    return bracket(
      items.map((item) => `${item} in ${name.id}`).join(join),
      items.length > 1 ? precedence : PRECEDENCE['=='],
      around,
    );
  }

  /** As a text; nothing where there is no answer. */
  private text(node: Expression): string {
    if (node.kind === 'literal') return writeLiteral(String(node.value ?? ''));
    if (node.kind === 'name') {
      const name = this.known(node.name);
      if (name.type === 'choices' || name.type === 'ranking') return `${name.id}.join(' ')`;
      if (name.type === 'text' || name.type === 'choice' || name.type === 'date')
        return `(${name.id} == null ? '' : ${name.id})`;
      return `(${name.id} == null ? '' : string(${name.id}))`;
    }
    if (node.kind === 'call' && ['lower', 'upper', 'trim', 'concat', 'string'].includes(node.does))
      return this.value(node, PRECEDENCE['+'] + 1);
    return `string(${this.value(node, 0)})`;
  }

  private isNumber(node: Expression): boolean {
    if (node.kind === 'name') return this.known(node.name).type === 'number';
    if (node.kind === 'literal') return typeof node.value === 'number';
    if (node.kind === 'negative') return true;
    if (node.kind === 'binary') return !isComparison(node.sign) && node.sign !== '&&' && node.sign !== '||';
    if (node.kind === 'if') return this.isNumber(node.yes) && this.isNumber(node.no);
    return node.kind === 'call' && ['count', 'length', 'whole', 'number', 'round'].includes(node.does);
  }

  private known(name: string): KnownName {
    const known = this.lookup(name);
    if (!known) throw new NotCarried(`"${name}" is not in the flow`);
    return known;
  }
}

function isNumeric(value: string | number | boolean | null): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}

function isTest(node: Expression): boolean {
  return (
    node.kind === 'not' ||
    (node.kind === 'call' && TESTS.has(node.does)) ||
    (node.kind === 'binary' && (isComparison(node.sign) || node.sign === '&&' || node.sign === '||'))
  );
}

function required(node: Expression | undefined): Expression {
  if (!node) throw new NotCarried('an argument is missing');
  return node;
}

function bracket(text: string, precedence: number, around: number): string {
  return precedence < around ? `(${text})` : text;
}

function writeLiteral(value: string | number | boolean | null): string {
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(0) : String(value);
  if (typeof value !== 'string') return String(value);
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\r?\n/g, '\\n')}'`;
}
