import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * Who links no agent pays for none: nothing of Google's clients or of the local agent is loaded with the service, nor
 * with the command line tool. What a module imports by `import()` is loaded when it is needed.
 */
const src = join(__dirname, '..', '..', 'src');
const HEAVY_PACKAGE = /^(@google-cloud\/|@grpc\/|google-gax|google-auth-library$|stemmer$)/;
const HEAVY_FILE = /^agents\/(dialogflow-|google\/(google-engine|client)|local\/(?!local-agent\.ts$))/;

interface Loaded {
  files: Set<string>;
  packages: Set<string>;
}

function loadedFrom(entry: string, withDynamic = false): Loaded {
  const loaded: Loaded = { files: new Set(), packages: new Set() };
  const left = [join(src, entry)];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    const name = relative(src, file);
    if (loaded.files.has(name)) continue;
    loaded.files.add(name);
    for (const target of importsOf(file, withDynamic)) {
      if (!target.startsWith('.')) loaded.packages.add(target);
      else left.push(sourceOf(join(dirname(file), target)));
    }
  }
  return loaded;
}

function sourceOf(path: string): string {
  const source = path.replace(/\.js$/, '.ts');
  if (!existsSync(source)) throw new Error(`${path} leads nowhere`);
  return source;
}

/** What a module imports when it is loaded; types alone are gone by then. */
function importsOf(file: string, withDynamic: boolean): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const onlyTypes =
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        (clause !== undefined &&
          clause.name === undefined &&
          named !== undefined &&
          ts.isNamedImports(named) &&
          named.elements.every((element) => element.isTypeOnly));
      if (!onlyTypes) found.push(node.moduleSpecifier.text);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      if (!node.isTypeOnly) found.push(node.moduleSpecifier.text);
    } else if (withDynamic && ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [target] = node.arguments;
      if (target && ts.isStringLiteral(target)) found.push(target.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023));
  return found;
}

test.each(['main.ts', 'cli/main.ts'])('%s loads no agent before one is asked', (entry) => {
  const { files, packages } = loadedFrom(entry);
  expect(files.size).toBeGreaterThan(100);
  expect([...files].filter((name) => HEAVY_FILE.test(name))).toEqual([]);
  expect([...packages].filter((name) => HEAVY_PACKAGE.test(name))).toEqual([]);
});

test('they are there for when one is', () => {
  const { files, packages } = loadedFrom('agents/kinds.ts', true);
  expect([...files].filter((name) => HEAVY_FILE.test(name)).length).toBeGreaterThan(10);
  expect([...packages].some((name) => name.startsWith('@google-cloud/'))).toBe(true);
});
