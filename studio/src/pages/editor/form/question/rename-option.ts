import type { ASTNode } from '@marcbachmann/cel-js';
import { celEnvironment } from '@core/flow/cel-environment.js';
import { childNodes } from '@core/flow/cel-tree.js';
import { isScalar, visit, type Document, type Scalar } from 'yaml';
import { walkSteps, type StepPath } from '../../draft/step-path.js';
import { fieldOf, textOf } from '../../fields/read.js';

/** `changed`: in how many conditions and texts it stood. `unclear`: nothing is changed, for this one. */
export type OptionRenamed = { ok: true; changed: number } | { ok: false; unclear: string };

/**
 * Gives an option another name, and writes it wherever conditions and texts compare the question, or one that takes
 * over its options, with the old one. Where it is not certain what is meant nothing is changed at all.
 *
 * @param step of the question; `path` of the option. The name has to be a good one (`optionNameTrouble`)
 */
export function renameOption(doc: Document, step: StepPath, path: StepPath, to: string): OptionRenamed {
  const from = doc.getIn([...path, 'id']);
  if (typeof from !== 'string' || from === to) return { ok: true, changed: 0 };
  const questions = sharing(doc, textOf(doc.getIn([...step, 'id'])));
  const mentioned = new RegExp(`(?<![\\w-])(?:${[...questions].join('|')})(?![\\w-])`, 'u');
  const writes: { scalar: Scalar; written: string }[] = [];
  let unclear: string | undefined;
  visit(doc, {
    Pair: (_, pair) => {
      // A key is no condition, and a name of its own no comparison.
      if (isScalar(pair.key) && NAMES.includes(String(pair.key.value))) return visit.SKIP;
      return undefined;
    },
    Scalar: (key, scalar) => {
      const { value } = scalar;
      if (key === 'key' || typeof value !== 'string' || !mentioned.test(value) || !value.includes(from)) return;
      const written = /\{[{%]/u.test(value)
        ? inText(value, questions, from, to)
        : inExpression(value, questions, from, to);
      if (written === undefined) unclear ??= value;
      else if (written !== value) writes.push({ scalar, written });
    },
  });
  if (unclear !== undefined) return { ok: false, unclear };
  for (const { scalar, written } of writes) scalar.value = written;
  doc.setIn([...path, 'id'], to);
  return { ok: true, changed: writes.length };
}

/** Fields that hold nothing but names and words. */
const NAMES: readonly string[] = ['id', 'group', 'goto', 'label', 'synonyms', 'keywords', 'template'];

/** The question and all that take over its options, directly or not. */
function sharing(doc: Document, question: string): ReadonlySet<string> {
  const flow: unknown = doc.toJS({ maxAliasCount: 100 });
  const found = new Set([question]);
  const steps = [...walkSteps(fieldOf(flow, 'steps'))];
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { step } of steps) {
      if (found.has(textOf(fieldOf(step, 'optionsFrom', 'question')))) found.add(textOf(fieldOf(step, 'id')));
    }
  }
  return found;
}

/** Undefined where the old name stands somewhere in a way that is not understood. */
function inExpression(source: string, questions: ReadonlySet<string>, from: string, to: string): string | undefined {
  let ast: ASTNode;
  try {
    ({ ast } = celEnvironment.parse(source));
  } catch {
    // A sentence, as far as anybody knows; a condition with a mistake is told by the findings.
    return source;
  }
  const all: ASTNode[] = [];
  const compared: ASTNode[] = [];
  const look = (node: ASTNode): void => {
    if (isName(node, from)) all.push(node);
    if (node.op === '==' || node.op === '!=' || node.op === 'in') {
      const [left, right] = node.args;
      if (isAbout(left, questions)) compared.push(...namesIn(right, from));
      if (isAbout(right, questions)) compared.push(...namesIn(left, from));
    }
    childNodes(node).forEach(look);
  };
  look(ast);
  if (all.length === 0) return source;
  // Told apart where it is compared with something else, or used in another way.
  const isMentioned = (node: ASTNode): boolean => isAbout(node, questions) || childNodes(node).some(isMentioned);
  if (!isMentioned(ast)) return source;
  if (all.length !== new Set(compared).size) return undefined;
  return all
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end }) => `${text.slice(0, start)}${text[start] ?? "'"}${to}${text.slice(end - 1)}`,
      source,
    );
}

const isName = (node: ASTNode, name: string): boolean => node.op === 'value' && node.args === name;
const namesIn = (node: ASTNode, name: string): ASTNode[] =>
  (node.op === 'list' ? node.args : [node]).filter((one) => isName(one, name));

/** The answer itself, its value, or a part of it: `drink`, `answers.drink.value`, `matters[0]`, `service.speed`. */
function isAbout(node: ASTNode, questions: ReadonlySet<string>): boolean {
  if (node.op === 'id') return questions.has(node.args);
  if (node.op === '.' || node.op === '.?') {
    const [object, part] = node.args;
    if (object.op === 'id' && object.args === 'answers') return typeof part === 'string' && questions.has(part);
    return isAbout(object, questions);
  }
  return node.op === '[]' && isAbout(node.args[0], questions);
}

const TAGS = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/gu;

/** The same in a text, where answers are compared by their value. */
function inText(source: string, questions: ReadonlySet<string>, from: string, to: string): string | undefined {
  const names = [...questions].join('|');
  const comparison = new RegExp(
    `(\\banswers\\.(?:${names})\\.value(?:\\.\\w+)?\\s*(?:==|!=|contains)\\s*)(['"])${from}\\2`,
    'gu',
  );
  const quoted = new RegExp(`(['"])${from}\\1`, 'u');
  const mentioned = new RegExp(`\\b(?:${names})\\b`, 'u');
  let isClear = true;
  const written = source.replaceAll(TAGS, (tag) => {
    const changed = tag.replaceAll(comparison, (_, before: string, quote: string) => `${before}${quote}${to}${quote}`);
    if (quoted.test(changed) && mentioned.test(changed)) isClear = false;
    return changed;
  });
  return isClear ? written : undefined;
}
