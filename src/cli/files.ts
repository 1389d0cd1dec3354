import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { compileFlow } from '../flow/compile.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { FindSubflow } from '../flow/lint/called-flows.js';
import { subflowsAmong } from '../flow/subflows-among.js';
import { CliProblem } from './terminal.js';
import type { Terminal } from './terminal.js';

const YAML = /\.ya?ml$/i;
/** Never a person's own flows. */
const SKIPPED = new Set(['node_modules', '.git']);

/** A text file. @throws CliProblem naming it and what to do */
export async function readText({ cwd }: Terminal, file: string): Promise<string> {
  try {
    return await readFile(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new CliProblem(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/**
 * The YAML files among the names given, and those in folders given, at any depth, by name.
 * @throws CliProblem for a name that is not there, or where there is no file at all
 */
export async function yamlFiles({ cwd }: Terminal, names: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = await stat(path.resolve(cwd, name)).catch((error: unknown) => {
      throw new CliProblem(`${name} cannot be read: ${reasonOf(error)}`);
    });
    if (!found.isDirectory()) files.push(name);
    else files.push(...(await yamlFilesIn(path.resolve(cwd, name))).map((inner) => path.join(name, inner)));
  }
  if (files.length === 0) {
    throw new CliProblem(`there is no .yaml file in ${names.join(', ')}; name the files, or the folder they are in`);
  }
  return [...new Set(files)];
}

async function yamlFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => YAML.test(name) && !name.split(path.sep).some((part) => SKIPPED.has(part))).toSorted();
}

/** Flows that this one may call: those of the files in its folder. @throws CliProblem, where one is looked for, for a file that cannot be read */
export function subflowsBeside({ cwd }: Terminal, file: string): FindSubflow {
  const folder = path.dirname(file);
  let found: FindSubflow | undefined;
  return (id) => {
    found ??= subflowsAmong(
      readdirSync(path.resolve(cwd, folder), { withFileTypes: true })
        .filter((entry) => YAML.test(entry.name) && !entry.isDirectory())
        .map((entry) => path.join(folder, entry.name))
        .toSorted()
        .map((name) => ({ file: name, source: readNow(path.resolve(cwd, name), name) })),
    );
    return found(id);
  };
}

function readNow(place: string, name: string): string {
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    throw new CliProblem(`${name} cannot be read: ${reasonOf(error)}`);
  }
}

/** A flow that can run. @throws CliProblem with its mistakes */
export async function readFlow(terminal: Terminal, file: string): Promise<CompiledFlow> {
  const { flow, findings } = compileFlow(await readText(terminal, file), file, {
    subflow: subflowsBeside(terminal, file),
  });
  if (flow) return flow;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const place = first ? `line ${first.line}: ${first.message}` : 'it is no flow';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more mistakes)` : '';
  throw new CliProblem(
    `${file} has mistakes, ${place}${more}; run "canvass lint ${file}" to see where and how to mend`,
  );
}

/** JSON of any shape. @throws CliProblem naming the file */
export async function readJsonFile(terminal: Terminal, file: string): Promise<unknown> {
  const text = await readText(terminal, file);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new CliProblem(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such file; check the name and the folder you are in';
    case 'EACCES':
      return 'you may not read it; check its permissions';
    case 'EISDIR':
      return 'it is a folder; name a file in it';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
