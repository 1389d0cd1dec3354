import type { ASTNode } from '@marcbachmann/cel-js';

/** The nodes directly below one. */
export function childNodes(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'list':
      return node.args;
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return [...node.args];
  }
}

interface Replacement {
  node: ASTNode;
  by(written: string): string;
}

/**
 * Writes into an expression what CEL does not know of answers, which are null until they are given:
 * - `helped && fine` with yes-no questions becomes `(helped == true) && (fine == true)`, since CEL refuses null as a
 *   truth value;
 * - `where.name` of an answer with parts is null where there is no answer, or none with this part.
 */
export function rewriteForAnswers(
  source: string,
  ast: ASTNode,
  { booleans, objects }: { booleans: ReadonlySet<string>; objects: ReadonlySet<string> },
): string {
  return replaced(source, [...bareBooleans(ast, booleans), ...partsOf(ast, objects)]);
}

/**
 * For the checker only, which has no overload for `where == null` with an answer that has parts, and can be given none:
 * the answer's name in it becomes null, as long as the name was, so that what follows keeps its place.
 */
export function rewriteNullTests(source: string, ast: ASTNode, objects: ReadonlySet<string>): string {
  const found: Replacement[] = [];
  const visit = (node: ASTNode): void => {
    if (node.op === '==' || node.op === '!=') {
      const [left, right] = node.args;
      for (const [side, other] of [
        [left, right],
        [right, left],
      ] as const) {
        if (side.op === 'id' && objects.has(side.args) && other.op === 'value' && other.args === null)
          found.push({ node: side, by: (name) => 'null'.padEnd(name.length) });
      }
    }
    childNodes(node).forEach(visit);
  };
  visit(ast);
  return replaced(source, found);
}

/** None of the nodes may have another one of them inside. */
function replaced(source: string, replacements: readonly Replacement[]): string {
  // From the end, so that earlier offsets stay true.
  return replacements
    .toSorted((a, b) => b.node.start - a.node.start)
    .reduce(
      (text, { node, by }) => text.slice(0, node.start) + by(text.slice(node.start, node.end)) + text.slice(node.end),
      source,
    );
}

function bareBooleans(ast: ASTNode, names: ReadonlySet<string>): Replacement[] {
  const found: Replacement[] = [];
  const operand = (node: ASTNode): void => {
    if (node.op === 'id' && names.has(node.args)) found.push({ node, by: (name) => `(${name} == true)` });
  };
  const visit = (node: ASTNode): void => {
    if (node.op === '&&' || node.op === '||') node.args.forEach(operand);
    if (node.op === '!_') operand(node.args);
    if (node.op === '?:') operand(node.args[0]);
    childNodes(node).forEach(visit);
  };
  operand(ast);
  visit(ast);
  return found;
}

function partsOf(ast: ASTNode, names: ReadonlySet<string>): Replacement[] {
  const found: Replacement[] = [];
  const visit = (node: ASTNode): void => {
    const [tested] = node.op === 'call' && node.args[0] === 'has' ? node.args[1] : [];
    const named = partName(tested ?? node, names);
    if (!named) return childNodes(node).forEach(visit);
    const { answer, part } = named;
    found.push({
      node,
      by: (written) =>
        tested
          ? `(${answer} != null && ${written})`
          : `(${answer} != null && ${JSON.stringify(part)} in ${answer} ? ${written} : null)`,
    });
  };
  visit(ast);
  return found;
}

/** `where.name` or `where['name']` */
function partName(node: ASTNode, names: ReadonlySet<string>): { answer: string; part: string } | undefined {
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [object, key] = node.args;
  if (object.op !== 'id' || !names.has(object.args)) return undefined;
  const part = typeof key === 'string' ? key : key.op === 'value' ? key.args : undefined;
  return typeof part === 'string' ? { answer: object.args, part } : undefined;
}
