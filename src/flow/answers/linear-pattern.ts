/** Authors' patterns are short; together with MOST_STATES this bounds the work of one answer. */
const LONGEST_SOURCE = 200;
const MOST_STATES = 500;
const DEEPEST_GROUP = 20;

type Node =
  | { kind: 'char'; test: RegExp }
  | { kind: 'all'; nodes: Node[] }
  | { kind: 'either'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number };

type State = { kind: 'char'; test: RegExp; next: number } | { kind: 'fork'; nexts: number[] } | { kind: 'end' };

export type LinearPattern = { ok: true; matches(text: string): boolean } | { ok: false; problem: string };

/**
 * Compiles an author's pattern for whole answers: the usual syntax of regular expressions without look-around,
 * back-references and flags. It is run by following all paths at once, in time that grows with the length of the
 * answer only: with JavaScript's own engine a pattern such as `(a+)+b` would let one message stop the service.
 */
export function linearPattern(source: string): LinearPattern {
  if (source.length > LONGEST_SOURCE) return { ok: false, problem: `it is longer than ${LONGEST_SOURCE} characters` };
  try {
    const states = compile(new Parser(source).parse());
    return { ok: true, matches: (text) => run(states, text) };
  } catch (error) {
    if (error instanceof PatternProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

class PatternProblem extends Error {}

class Parser {
  private readonly chars: string[];
  private at = 0;

  constructor(source: string) {
    // The whole answer always has to match, so anchors around the pattern say nothing new.
    this.chars = [...source.replace(/^\^/, '').replace(/(?<!\\)((?:\\\\)*)\$$/, '$1')];
  }

  parse(): Node {
    const node = this.either(0);
    if (this.at < this.chars.length) throw new PatternProblem(`")" at ${this.at + 1} closes nothing`);
    return node;
  }

  private either(depth: number): Node {
    if (depth > DEEPEST_GROUP) throw new PatternProblem('its groups are nested too deeply');
    const nodes = [this.all(depth)];
    while (this.take('|')) nodes.push(this.all(depth));
    return { kind: 'either', nodes };
  }

  private all(depth: number): Node {
    const nodes: Node[] = [];
    for (
      let char = this.chars[this.at];
      char !== undefined && char !== '|' && char !== ')';
      char = this.chars[this.at]
    ) {
      nodes.push(this.repeated(this.atom(depth)));
    }
    return { kind: 'all', nodes };
  }

  private atom(depth: number): Node {
    const char = this.chars[this.at++] ?? '';
    switch (char) {
      case '(': {
        if (this.take('?') && !this.take(':'))
          throw new PatternProblem('look-around and named groups are not supported');
        const node = this.either(depth + 1);
        if (!this.take(')')) throw new PatternProblem('a "(" is not closed');
        return node;
      }
      case '[':
        return single(char + this.restOfClass());
      case '\\':
        return single(char + this.restOfEscape());
      case '^':
      case '$':
        throw new PatternProblem(`"${char}" is supported only around the whole pattern`);
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(`"${char}" has nothing to repeat`);
      case '.':
        return single(char);
      default:
        return single(char.replace(/[{}\]/\\]/, '\\$&'));
    }
  }

  private restOfClass(): string {
    let text = '';
    for (;;) {
      const char = this.chars[this.at++];
      if (char === undefined) throw new PatternProblem('a "[" is not closed');
      text += char;
      if (char === ']') return text;
      if (char === '\\') text += this.chars[this.at++] ?? '';
    }
  }

  private restOfEscape(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new PatternProblem('it ends with a lone "\\"');
    if (/[1-9k]/.test(char)) throw new PatternProblem('back-references are not supported');
    if (/b/i.test(char)) throw new PatternProblem('word boundaries are not supported');
    let text = char;
    const rest = this.chars.slice(this.at).join('');
    const more =
      (/[pPu]/.test(char) && /^\{[^}]*\}/.exec(rest)) ||
      (char === 'u' && /^[0-9a-f]{4}/i.exec(rest)) ||
      (char === 'x' && /^[0-9a-f]{2}/i.exec(rest));
    if (more) {
      text += more[0];
      this.at += [...more[0]].length;
    }
    return text;
  }

  private repeated(node: Node): Node {
    const range = this.range();
    if (!range) return node;
    // Lazy or greedy is the same to a yes-or-no match.
    this.take('?');
    if (/[*+?]/.test(this.chars[this.at] ?? '')) throw new PatternProblem('something is repeated twice');
    if (range.max < range.min) throw new PatternProblem(`{${range.min},${range.max}} runs backwards`);
    return { kind: 'repeat', node, ...range };
  }

  private range(): { min: number; max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Infinity };
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    const found = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.chars.slice(this.at, this.at + 12).join(''));
    if (!found) return undefined;
    this.at += found[0].length;
    const min = Number(found[1]);
    return { min, max: found[3] !== undefined ? Number(found[3]) : found[2] ? Infinity : min };
  }

  private take(char: string): boolean {
    if (this.chars[this.at] !== char) return false;
    this.at += 1;
    return true;
  }
}

/** What one character has to be; JavaScript's engine judges it, one character at a time. */
function single(source: string): Node {
  try {
    return { kind: 'char', test: new RegExp(`^(?:${source})$`, 'u') };
  } catch (error) {
    if (error instanceof SyntaxError) throw new PatternProblem(`"${source}" is not understood`);
    throw error;
  }
}

/** State 0 is the end, the last one the start. */
function compile(root: Node): State[] {
  const states: State[] = [{ kind: 'end' }];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) throw new PatternProblem('it is too large; repeat less');
    return states.push(state) - 1;
  };
  const emit = (node: Node, next: number): number => {
    switch (node.kind) {
      case 'char':
        return add({ kind: 'char', test: node.test, next });
      case 'all':
        return node.nodes.reduceRight((follows, part) => emit(part, follows), next);
      case 'either':
        return add({ kind: 'fork', nexts: node.nodes.map((part) => emit(part, next)) });
      case 'repeat': {
        let follows = next;
        if (node.max === Infinity) {
          const nexts = [next];
          follows = add({ kind: 'fork', nexts });
          nexts.push(emit(node.node, follows));
        } else {
          for (let n = node.min; n < node.max; n += 1)
            follows = add({ kind: 'fork', nexts: [next, emit(node.node, follows)] });
        }
        for (let n = 0; n < node.min; n += 1) follows = emit(node.node, follows);
        return follows;
      }
    }
  };
  add({ kind: 'fork', nexts: [emit(root, 0)] });
  return states;
}

function run(states: readonly State[], text: string): boolean {
  let now = reach(states, [states.length - 1]);
  for (const char of text) {
    const nexts: number[] = [];
    for (const index of now) {
      const state = states[index];
      if (state?.kind === 'char' && state.test.test(char)) nexts.push(state.next);
    }
    if (nexts.length === 0) return false;
    now = reach(states, nexts);
  }
  return now.has(0);
}

/** Everything that can be reached without reading a character. */
function reach(states: readonly State[], from: readonly number[]): Set<number> {
  const seen = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index];
    if (state?.kind === 'fork') open.push(...state.nexts);
  }
  return seen;
}
