import type { ASTNode } from '@marcbachmann/cel-js';
import { celEnvironment } from '@core/flow/cel-environment.js';
import { childNodes } from '@core/flow/cel-tree.js';
import { parseLiquid } from '@core/flow/text.js';
import type { Document, Scalar } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';
import { textOf } from '../../fields/read.js';
import { scalars, useAt } from '../edits/places.js';
import type { OptionRenamed } from './rename-option.js';

/** A row of the matrix `question` that gets another name. */
interface Row {
  question: string;
  from: string;
  to: string;
}

/**
 * Gives a row of a matrix another name, and writes it wherever conditions and texts look at the answer to that row. Where
 * it is not certain what is meant nothing is changed at all.
 *
 * @param step of the question; `path` of the row. The name has to be a good one (`optionNameTrouble`)
 */
export function renameRow(doc: Document, step: StepPath, path: StepPath, to: string): OptionRenamed {
  const from = doc.getIn([...path, 'id']);
  if (typeof from !== 'string' || from === to) return { ok: true, changed: 0 };
  const row: Row = { question: textOf(doc.getIn([...step, 'id'])), from, to };
  const writes: { scalar: Scalar; written: string }[] = [];
  for (const { scalar, path: at } of scalars(doc.contents)) {
    const { value } = scalar;
    if (typeof value !== 'string' || !value.includes(from) || !value.includes(row.question)) continue;
    const written = useAt(at) === 'expression' ? inExpression(value, row) : inText(value, row);
    if (written === undefined) return { ok: false, unclear: value };
    if (written !== value) writes.push({ scalar, written });
  }
  for (const { scalar, written } of writes) scalar.value = written;
  doc.setIn([...path, 'id'], to);
  return { ok: true, changed: writes.length };
}

/** What can stand behind a dot in a condition, and in a text. */
const IN_CONDITION = /^[A-Za-z_]\w*$/u;
const IN_TEXT = /^[A-Za-z_][\w-]*$/u;

/** Undefined where the old name stands somewhere in a way that is not understood. */
function inExpression(source: string, { question, from, to }: Row): string | undefined {
  const ast = parsed(source);
  // A condition with a mistake is told by the findings; nobody knows what it means.
  if (!ast) return source;
  const named: ASTNode[] = [];
  const understood = new Set<ASTNode>();
  const changes: { start: number; end: number; by: string }[] = [];
  let isMentioned = false;
  const look = (node: ASTNode): void => {
    if (isWhole(node, question)) isMentioned = true;
    if (isName(node, from)) named.push(node);
    if (node.op === '.' && node.args[1] === from && isWhole(node.args[0], question)) {
      const dot = source.slice(0, node.end - from.length).trimEnd();
      changes.push(
        IN_CONDITION.test(to)
          ? { start: node.end - from.length, end: node.end, by: to }
          : { start: dot.length - 1, end: node.end, by: `['${to}']` },
      );
    }
    const key = keyOf(node, question);
    if (key && isName(key, from)) {
      understood.add(key);
      changes.push({ start: key.start + 1, end: key.end - 1, by: to });
    }
    // Compared with the answer to some row it is an option of the same name.
    if (node.op === '==' || node.op === '!=' || node.op === 'in') {
      const [left, right] = node.args;
      if (isPart(left, question)) for (const one of right.op === 'list' ? right.args : [right]) understood.add(one);
      if (isPart(right, question)) understood.add(left);
    }
    childNodes(node).forEach(look);
  };
  look(ast);
  if (isMentioned && named.some((node) => !understood.has(node))) return undefined;
  const written = changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), source);
  return parsed(written) && written;
}

function parsed(source: string): ASTNode | undefined {
  try {
    return celEnvironment.parse(source).ast;
  } catch {
    // ParseError is how the language says that this is no expression.
    return undefined;
  }
}

const isName = (node: ASTNode, name: string): boolean => node.op === 'value' && node.args === name;

/** The answers to all rows: `service`, `answers.service`, `answers.service.value`, and of a repeated question `service[0]`. */
function isWhole(node: ASTNode, question: string): boolean {
  if (node.op === 'id') return node.args === question;
  if (node.op === '.') {
    const [object, part] = node.args;
    if (object.op === 'id' && object.args === 'answers') return part === question;
    return part === 'value' && object.op === '.' && isWhole(object, question);
  }
  return (
    node.op === '[]' &&
    node.args[1].op === 'value' &&
    typeof node.args[1].args !== 'string' &&
    isWhole(node.args[0], question)
  );
}

/** The answer to some row. */
const isPart = (node: ASTNode, question: string): boolean =>
  (node.op === '.' || node.op === '[]') && !isWhole(node, question) && isWhole(node.args[0], question);

/** What a row is looked up by: in brackets, or in front of `in`. */
function keyOf(node: ASTNode, question: string): ASTNode | undefined {
  if (node.op === '[]' && isWhole(node.args[0], question)) return node.args[1];
  return node.op === 'in' && isWhole(node.args[1], question) ? node.args[0] : undefined;
}

const TAGS = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/gu;

/** The same in a text, where an answer has its rows under `value`. */
function inText(source: string, { question, from, to }: Row): string | undefined {
  const before = parseLiquid(source);
  if (!before.ok) return source;
  const expected = before.text.variables.map(({ path }) => {
    const [root, name, part, row] = path;
    const isRow = root === 'answers' && name === question && part === 'value' && row === from;
    return (isRow ? path.with(3, to) : path).join(' ');
  });
  const dotted = (name: string) => `\\s*\\.\\s*${name}(?![\\w-])`;
  const quoted = (name: string, quote: string) => `\\s*\\[\\s*(?<${quote}>['"])${name}\\k<${quote}>\\s*\\]`;
  const either = (name: string, quote: string) => `(?:${dotted(name)}|${quoted(name, quote)})`;
  const whole = `(?<whole>(?<![\\w.'"-])answers${either(question, 'one')}${either('value', 'other')})`;
  const behindDot = new RegExp(`${whole}${dotted(from)}`, 'gu');
  const inBrackets = new RegExp(`${whole}${quoted(from, 'quote')}`, 'gu');
  const written = source.replaceAll(TAGS, (tag) =>
    tag
      .replaceAll(behindDot, IN_TEXT.test(to) ? `$<whole>.${to}` : `$<whole>['${to}']`)
      .replaceAll(inBrackets, `$<whole>[$<quote>${to}$<quote>]`),
  );
  const after = parseLiquid(written);
  const found = after.ok ? after.text.variables.map(({ path }) => path.join(' ')) : [];
  return expected.join('\n') === found.join('\n') ? written : undefined;
}
