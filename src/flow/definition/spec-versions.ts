import type { DocumentPath } from './finding.js';
import type { YamlText } from './read-yaml.js';

/** A document rewritten, with the way back. */
export interface Rewritten {
  document: Readonly<Record<string, unknown>>;
  /** Where the author wrote what stands at this place of the rewritten document, so that findings point into the file. */
  writtenAt(path: DocumentPath): DocumentPath;
}

/**
 * Brings a document of one version of the flow language to the next. Gets whatever the file holds, checked by nothing
 * yet, and must not throw for it; leaves its argument as it is.
 */
export type SpecMigration = (document: Readonly<Record<string, unknown>>) => Rewritten;

/** From version 1 to 2, from 2 to 3 and so on. None yet. Each version has an example under test/flows/spec. */
const SPEC_MIGRATIONS: readonly SpecMigration[] = [];

/** The version of the flow language that the schemas describe; a file names it as `spec`, and is of version 1 without. */
export const CURRENT_SPEC = SPEC_MIGRATIONS.length + 1;

/**
 * The same file in today's language. A version that this program does not know is one finding and nothing else: what
 * else would be found is only that the language has changed.
 */
export function inCurrentSpec(yaml: YamlText, migrations: readonly SpecMigration[] = SPEC_MIGRATIONS): YamlText {
  if (!('value' in yaml) || !isDocument(yaml.value)) return yaml;
  const { value: document } = yaml;
  const newest = migrations.length + 1;
  const spec = document.spec === undefined ? 1 : document.spec;
  if (typeof spec !== 'number' || !Number.isInteger(spec) || spec < 1 || spec > newest) {
    return { ...unread(yaml), findings: [...yaml.findings, unknownSpec(yaml, spec, newest)] };
  }
  let current: Rewritten = { document, writtenAt: (path) => path };
  for (const migrate of migrations.slice(spec - 1)) current = then(current, migrate(current.document));
  const { document: rewritten, writtenAt } = current;
  return {
    ...yaml,
    value: document.spec === undefined ? rewritten : { ...rewritten, spec: CURRENT_SPEC },
    place: (problem) => yaml.place({ ...problem, path: writtenAt(problem.path) }),
    lineOf: (path) => yaml.lineOf(writtenAt(path)),
  };
}

function then(first: Rewritten, second: Rewritten): Rewritten {
  return { document: second.document, writtenAt: (path) => first.writtenAt(second.writtenAt(path)) };
}

function unread({ findings, place, lineOf }: YamlText): YamlText {
  return { findings, place, lineOf };
}

function unknownSpec(yaml: YamlText, spec: unknown, newest: number) {
  const isNewer = typeof spec === 'number' && spec > newest;
  return yaml.place({
    severity: 'error',
    rule: 'spec-unknown',
    message: isNewer
      ? `the file is written in version ${spec} of the flow language; this program reads versions up to ${newest}`
      : `${JSON.stringify(spec)} is no version of the flow language; versions are the whole numbers from 1 to ${newest}`,
    mend: isNewer ? 'run a newer version of Canvass' : `write spec: ${newest}, or leave the line out for version 1`,
    path: ['spec'],
  });
}

function isDocument(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
