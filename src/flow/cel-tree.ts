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

/**
 * `helped && when_ok` with yes-no questions becomes `(helped == true) && (when_ok == true)`: CEL refuses null as a truth
 * value, and an unanswered question is null.
 */
export function rewriteBareBooleans(source: string, ast: ASTNode, names: ReadonlySet<string>): string {
  const bare: ASTNode[] = [];
  const operand = (node: ASTNode): void => {
    if (node.op === 'id' && names.has(node.args)) bare.push(node);
  };
  const visit = (node: ASTNode): void => {
    if (node.op === '&&' || node.op === '||') node.args.forEach(operand);
    if (node.op === '!_') operand(node.args);
    if (node.op === '?:') operand(node.args[0]);
    childNodes(node).forEach(visit);
  };
  operand(ast);
  visit(ast);
  // From the end, so that earlier offsets stay true.
  return bare
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, node) =>
        `${text.slice(0, node.start)}(${text.slice(node.start, node.end)} == true)${text.slice(node.end)}`,
      source,
    );
}
