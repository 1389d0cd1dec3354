import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLMap, YAMLParseError } from 'yaml';
import { formatPath } from './finding.js';
import type { DocumentPath, Finding, PlacedProblem } from './finding.js';
import { mendFor } from './mends.js';
import { beyondBounds } from './yaml-bounds.js';

/** Larger files are refused before parsing: no flow is that long, and a parser's memory is a multiple of its input. */
export const MAX_FLOW_SOURCE = 5 * 1024 * 1024;

/** Enough for shared option lists; `a: [*b, *b, …]` nested a few times is refused. */
const MAX_ALIASES = 100;
/** Each alias is looked for in the whole document. */
const MAX_ALIASES_WRITTEN = 1_000;

/** More than anybody reads. */
const MAX_REPORTED = 200;

/** Would reach into an object's prototype when copied carelessly; no field has these names. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** A YAML text read, with the way back from a place in its value to a line. */
export interface YamlText {
  /** Absent when there are errors. */
  value?: unknown;
  findings: Finding[];
  /** Turns a problem into a finding with file, line and column. */
  place(problem: PlacedProblem): Finding;
  /** From 1. */
  lineOf(path: DocumentPath): number;
}

/** Reads YAML 1.2; total: whatever the source is, the result is a value or findings. */
export function readYaml(source: string, file: string): YamlText {
  const lines = new LineCounter();
  const findingAt = (offset: number, problem: PlacedProblem): Finding => {
    const { line, col } = lines.linePos(offset);
    const mend = problem.mend ?? mendFor(problem.rule);
    return {
      severity: problem.severity,
      rule: problem.rule,
      message: problem.message,
      ...(mend !== undefined && { mend }),
      file,
      // A file that could not be read at all has no lines counted.
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: formatPath(problem.path),
    };
  };
  const error = (rule: string, message: string, offset = 0): Finding =>
    findingAt(offset, { severity: 'error', rule, message, path: [] });
  const failed = (findings: Finding[]): YamlText => ({
    findings,
    place: (problem) => findingAt(0, problem),
    lineOf: () => 1,
  });

  if (source.length > MAX_FLOW_SOURCE) {
    return failed([
      error('file-too-large', `the file has ${source.length} characters; at most ${MAX_FLOW_SOURCE} are read`),
    ]);
  }
  const beyond = beyondBounds(source);
  if (beyond !== undefined) return failed([error('yaml-unreadable', `the file cannot be read: ${beyond}`)]);
  try {
    // Keys are compared below: the parser compares each with all before it, which for a map of a million takes hours.
    const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    const findings = withoutConsequences(document.errors).map((e) => ({
      ...error('yaml-syntax', sentence(e.message), e.pos[0]),
      ...mendOf(e),
    }));
    for (const w of document.warnings)
      findings.push(
        findingAt(w.pos[0], { severity: 'warning', rule: 'yaml-syntax', message: sentence(w.message), path: [] }),
      );
    let aliases = 0;
    visit(document, {
      Alias: (_, alias) => {
        aliases += 1;
        if (aliases === MAX_ALIASES_WRITTEN + 1)
          findings.push(
            error('yaml-unreadable', `there are more than ${MAX_ALIASES_WRITTEN} aliases (*name)`, alias.range?.[0]),
          );
      },
      Map: (_, map) => {
        if (findings.length > MAX_REPORTED) return;
        for (const { key, start } of repeatedKeys(map))
          findings.push(error('yaml-duplicate-key', `the field "${key}" is there twice`, start));
      },
      Pair: (_, pair) => {
        if (isScalar(pair.key) && typeof pair.key.value === 'string' && FORBIDDEN_KEYS.has(pair.key.value)) {
          findings.push(
            error('yaml-forbidden-key', `"${pair.key.value}" cannot be used as a key`, pair.key.range?.[0]),
          );
        }
      },
    });
    const place = (problem: PlacedProblem): Finding => findingAt(offsetOf(document, source, problem), problem);
    const lineOf = (path: DocumentPath): number => lines.linePos(offsetOf(document, source, { path })).line;
    if (findings.some((f) => f.severity === 'error')) return { findings, place, lineOf };
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), findings, place, lineOf };
  } catch (cause) {
    // toJS throws for too many aliases and for aliases without anchor; the parser itself for nesting beyond the stack.
    const message = cause instanceof Error ? cause.message : String(cause);
    return failed([error('yaml-unreadable', `the file cannot be read: ${sentence(message)}`)]);
  }
}

/** Keys of a map that stand in it before already; of very many the first. */
function repeatedKeys({ items }: YAMLMap): { key: string; start: number | undefined }[] {
  const seen = new Set<unknown>();
  const repeated: { key: string; start: number | undefined }[] = [];
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) repeated.push({ key: String(key.value), start: key.range?.[0] });
    if (repeated.length > MAX_REPORTED) break;
    seen.add(key.value);
  }
  return repeated;
}

/** After one slip the parser trips over everything that follows it on the way; that says nothing new. */
function withoutConsequences(errors: readonly YAMLParseError[]): YAMLParseError[] {
  const seen = new Set<number>();
  return errors.filter(({ code, pos: [offset] }, index) => {
    if ((index > 0 && code === 'UNEXPECTED_TOKEN') || seen.has(offset)) return false;
    seen.add(offset);
    return true;
  });
}

/** The slips that people make most, by what the parser says of them. */
const YAML_MENDS: readonly [RegExp, string][] = [
  // `text: Note: this` reads as a field within a field.
  [/Nested mappings|Implicit keys/, 'put a text that contains a colon into quotes'],
  [/Tabs are not allowed/, 'indent with spaces'],
  [/without - indicator|at the same column|Bad indentation|must be indented/i, 'indent all fields of one step alike'],
  [/Missing closing .*quote/, 'end the text with the quote that it begins with'],
  [
    /Unexpected scalar at node end/,
    'put a text that begins with a quote, a bracket or a brace ({{ … }}) into quotes as a whole',
  ],
  [/multiple documents/, 'take out the line with ---: a file is one flow'],
];

function mendOf({ message }: YAMLParseError): { mend?: string } {
  const mend = YAML_MENDS.find(([slip]) => slip.test(message))?.[1];
  return mend === undefined ? {} : { mend };
}

function sentence(message: string): string {
  return message.split('\n')[0] ?? message;
}

/** Offset of the deepest node on the path that exists in the file. */
function offsetOf(
  document: Document,
  source: string,
  problem: Pick<PlacedProblem, 'path' | 'atKey' | 'offset'>,
): number {
  let node: unknown = document.contents;
  let offset = 0;
  let whole = true;
  for (const [depth, part] of problem.path.entries()) {
    node = isAlias(node) ? node.resolve(document) : node;
    const last = depth === problem.path.length - 1;
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(part));
      if (pair && isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      if (pair && last && problem.atKey) return offset;
      next = pair?.value;
    } else if (isSeq(node) && typeof part === 'number') {
      next = node.items[part];
    }
    if (!isNode(next)) {
      whole = false;
      break;
    }
    node = next;
    if (next.range) offset = next.range[0];
  }
  if (problem.path.length === 0 && isNode(node) && node.range) offset = node.range[0];
  if (whole && problem.offset !== undefined && isScalar(node) && node.range)
    offset = inside(source, node.range[0], node.range[1], problem.offset);
  return offset;
}

/** An offset inside a one-line text; for folded and multi-line ones the text's start, which is all that can be said simply. */
function inside(source: string, start: number, end: number, offset: number): number {
  const written = source.slice(start, end);
  if (written.includes('\n') || written.includes('\\')) return start;
  const quote = written.startsWith('"') || written.startsWith("'") ? 1 : 0;
  return Math.min(start + quote + offset, end);
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
