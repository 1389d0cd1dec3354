import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A call of the API that stands in the studio's sources: `PUT /flows/{}/draft`, with {} for what is only known later. */
export interface StudioCall {
  /** `pages/editor/draft/draft-store.ts:42` */
  at: string;
  method: string;
  /** Undefined where it is put together in a way that cannot be read. */
  path: string | undefined;
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);
/** What makes the calls. */
const CLIENT = 'api/client.ts';
/** Functions that call the path that they are given, with their files: the path is their callers' to say. */
const READERS = new Map([
  ['addressOf', CLIENT],
  ['all', 'pages/settings/settings-queries.ts'],
  ['download', 'pages/results/export/download.ts'],
  ['upload', 'api/upload.ts'],
]);
/** Of those, what does not only look. */
const WRITERS = new Map([['upload', 'POST']]);
const PREFIX = '/api/v1';

/** What a name stands for, by file; of a function, what it answers. */
type Named = Map<string, Map<string, ts.Expression>>;

/** Every call of the API in a folder of sources: by `api.…()`, by what stands upon it, or as an address written out. */
export function studioCalls(folder: string): StudioCall[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && name !== CLIENT)
    .map((name) => ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true));
  const named: Named = new Map(files.map((file) => [file.fileName, namesIn(file)]));
  return files.flatMap((file) => {
    const calls: StudioCall[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionDeclaration(node) && READERS.get(node.name?.text ?? '') === file.fileName) return;
      const found = callOf(node);
      if (found) {
        const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        const path = found.path && written(found.path, file.fileName, named, 0)?.replace(PREFIX, '');
        calls.push({ at: `${file.fileName}:${line}`, method: found.method, path: path?.split('?')[0] });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return calls;
  });
}

function callOf(node: ts.Node): { method: string; path: ts.Expression | undefined } | undefined {
  if (ts.isTemplateExpression(node) && node.head.text.startsWith(`${PREFIX}/`)) return { method: 'GET', path: node };
  if (ts.isStringLiteralLike(node) && node.text.startsWith(`${PREFIX}/`)) return { method: 'GET', path: node };
  if (!ts.isCallExpression(node)) return undefined;
  const [path] = node.arguments;
  if (ts.isIdentifier(node.expression) && isReader(node.expression)) {
    return { method: WRITERS.get(node.expression.text) ?? 'GET', path };
  }
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: on, name } = node.expression;
  if (on.getText() !== 'api' || !METHODS.has(name.text)) return undefined;
  return { method: name.text.toUpperCase(), path };
}

function isReader(name: ts.Identifier): boolean {
  const from = READERS.get(name.text);
  return from !== undefined && (name.getSourceFile().fileName === from || isImported(name, from));
}

function namesIn(file: ts.SourceFile): Map<string, ts.Expression> {
  const names = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      names.set(node.name.text, answerOf(node.initializer) ?? node.initializer);
    }
    if (ts.isFunctionDeclaration(node) && node.name) {
      const answer = answerOf(node);
      if (answer) names.set(node.name.text, answer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** What a function of one expression answers. */
function answerOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return node.body;
  const isFunction = ts.isFunctionDeclaration(node) || ts.isArrowFunction(node);
  const block = isFunction && node.body && ts.isBlock(node.body) ? node.body : undefined;
  const last = block?.statements.at(-1);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}

/** Names do not lead into each other for longer than this, but in circles. */
const DEEPEST = 5;

function written(node: ts.Expression, file: string, named: Named, depth: number): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(
      ({ expression, literal }) => `${written(expression, file, named, depth + 1) ?? '{}'}${literal.text}`,
    );
    return `${node.head.text}${spans.join('')}`;
  }
  const name = ts.isCallExpression(node) ? node.expression : node;
  if (!ts.isIdentifier(name)) return undefined;
  const here = named.get(file)?.get(name.text);
  if (here) return written(here, file, named, depth + 1);
  for (const [other, names] of named) {
    const there = names.get(name.text);
    if (there && isImported(name, other)) return written(there, other, named, depth + 1);
  }
  return undefined;
}

/** Whether the file in which a name is used imports it from this one. */
function isImported(name: ts.Identifier, from: string): boolean {
  const end =
    from
      .replace(/\.tsx?$/, '.js')
      .split('/')
      .at(-1) ?? '';
  return name.getSourceFile().statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return false;
    const isNamed = bindings.elements.some((element) => element.name.text === name.text);
    return isNamed && statement.moduleSpecifier.text.split('/').at(-1) === end;
  });
}
