import type { ASTNode } from '@marcbachmann/cel-js';
import { celEnvironment } from '@core/flow/cel-environment.js';
import { childNodes } from '@core/flow/cel-tree.js';
import { parseLiquid } from '@core/flow/text.js';

/** The new name where this one changes, else undefined. */
export type NewName = (name: string) => string | undefined;

/** Objects that know questions by their names. */
const BY_NAME: readonly string[] = ['answers', 'scores'];
/** They give a name of their own to each item of a list. */
const MACROS: readonly string[] = ['exists', 'all', 'exists_one', 'filter', 'map'];

/** The expression with other names; undefined where it cannot be told what they mean in it. */
export function renameInExpression(source: string, newName: NewName): string | undefined {
  let ast: ASTNode;
  try {
    ({ ast } = celEnvironment.parse(source));
  } catch {
    // What cannot be read is told by the findings; here it only cannot be changed.
    return undefined;
  }
  const changes: { from: number; to: number; by: string }[] = [];
  let isClear = true;
  const visit = (node: ASTNode): void => {
    if (node.op === 'id') {
      const by = newName(node.args);
      if (by !== undefined) changes.push({ from: node.start, to: node.end, by });
    }
    if (node.op === '.' && node.args[0].op === 'id' && BY_NAME.includes(node.args[0].args)) {
      const by = newName(node.args[1]);
      if (by !== undefined) changes.push({ from: node.end - node.args[1].length, to: node.end, by });
    }
    if (node.op === 'rcall' && MACROS.includes(node.args[0])) {
      const [item] = node.args[2];
      if (item?.op === 'id' && newName(item.args) !== undefined) isClear = false;
    }
    childNodes(node).forEach(visit);
  };
  visit(ast);
  if (!isClear) return undefined;
  return changes
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, by }) => text.slice(0, from) + by + text.slice(to), source);
}

const TAGS = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/gu;
const TOKENS = /'[^']*'|"[^"]*"|[A-Za-z_][\w-]*|\s+|[\s\S]/gu;
const WORD = /^[A-Za-z_][\w-]*$/u;

/** The Liquid text with other names; undefined where it cannot be read, or what was written would not say the same. */
export function renameInText(source: string, newName: NewName): string | undefined {
  const before = parseLiquid(source);
  if (!before.ok) return undefined;
  const written = source.replaceAll(TAGS, (tag) => renameInTag(tag, newName));
  const after = parseLiquid(written);
  if (!after.ok) return undefined;
  const expected = before.text.variables.map(({ path }) => pathRenamed(path, newName).join('.'));
  const found = after.text.variables.map(({ path }) => path.join('.'));
  return expected.join('\n') === found.join('\n') ? written : undefined;
}

function pathRenamed(path: readonly string[], newName: NewName): string[] {
  const [root = '', part = '', ...rest] = path;
  if (BY_NAME.includes(root) && path.length > 1) return [root, newName(part) ?? part, ...rest];
  return path.length === 0 ? [] : [newName(root) ?? root, ...path.slice(1)];
}

function renameInTag(tag: string, newName: NewName): string {
  /** Tokens before this one, blanks left out, the last first. */
  const behind: string[] = [];
  return (tag.match(TOKENS) ?? [])
    .map((token) => {
      const [last = '', root = '', further = ''] = behind;
      if (token.trim() !== '') behind.unshift(token);
      const isPart = BY_NAME.includes(root) && further !== '.';
      if (WORD.test(token)) {
        if (last === '|' || (last === '.' && !isPart)) return token;
        return newName(token) ?? token;
      }
      const quoted = /^(['"])(.*)\1$/u.exec(token);
      const by = quoted && last === '[' && isPart ? newName(quoted[2] ?? '') : undefined;
      return by === undefined ? token : `${token[0]}${by}${token[0]}`;
    })
    .join('');
}
