import { Document, isMap, isSeq } from 'yaml';
import { compileFlow } from '../flow/compile.js';
import type { Finding } from '../flow/definition/finding.js';
import type { FlowDraft } from './draft.js';
import { Findings } from './finding.js';
import type { ExchangeFinding } from './finding.js';

/** What an import gives. */
export interface Imported {
  /** The flow file. It compiles without errors unless `problems` has some. */
  yaml: string;
  /** What of the form is not in the flow, or is there in another shape. */
  findings: ExchangeFinding[];
  /** What the flow's own checks still say, by line of `yaml`. */
  problems: Finding[];
}

/** Each round removes at least one part that the flow language refuses; more mistakes than these nobody can have made. */
const MOST_ROUNDS = 50;

/**
 * Writes a draft and compiles it. A part that the flow language refuses (a condition that compares a number with a text)
 * is taken out, stays in the file as a comment above its step, and is a finding.
 */
export function finishImport(draft: FlowDraft, findings: Findings, language: string): Imported {
  for (let round = 0; ; round += 1) {
    const yaml = writeYaml(draft, language);
    const { findings: problems } = compileFlow(yaml, 'imported.yaml');
    const errors = problems.filter((problem) => problem.severity === 'error');
    const mended = round < MOST_ROUNDS && errors.filter((error) => takeOut(draft, error, findings)).length > 0;
    if (!mended) return { yaml, findings: findings.all, problems };
  }
}

function writeYaml(draft: FlowDraft, language: string): string {
  const document = new Document(draft.document(), { aliasDuplicateObjects: false });
  comment(document.get('steps'), draft.steps, draft);
  document.commentBefore = ` Imported (${language}). Lines that start with # above a step are parts of the form that could not be carried over.`;
  // No folding: a long text stays one line, and a finding's line is the text's.
  return document.toString({ lineWidth: 0 });
}

function comment(sequence: unknown, steps: readonly object[], draft: FlowDraft): void {
  if (!isSeq(sequence)) return;
  for (const [index, step] of steps.entries()) {
    const node = sequence.items[index];
    if (!isMap(node)) continue;
    const comments = draft.comments.get(step);
    if (comments) node.commentBefore = comments.map((line) => ` ${line.replace(/\s+/g, ' ')}`).join('\n');
    comment(node.get('steps'), childrenOf(step), draft);
  }
}

function childrenOf(step: object): object[] {
  const steps: unknown = Object.getOwnPropertyDescriptor(step, 'steps')?.value;
  return Array.isArray(steps) ? steps.filter((child: unknown) => typeof child === 'object' && child !== null) : [];
}

/** True where something could be taken out that mends it. */
function takeOut(draft: FlowDraft, error: Finding, findings: Findings): boolean {
  const path = [...error.path.matchAll(/([^.[\]]+)/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
  let holder: unknown = draft.document();
  let step: object | undefined;
  const way: { in: object; key: string | number; value: unknown }[] = [];
  for (const key of path) {
    if (typeof holder !== 'object' || holder === null) break;
    const value: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
    way.push({ in: holder, key, value });
    if (typeof value === 'object' && value !== null && draft.origins.has(value)) step = value;
    holder = value;
  }
  if (!step) return false;
  const removable = way.findLast(({ key }) => REMOVABLE.has(String(key)));
  const where = draft.origins.get(step) ?? error.path;
  const leaves = ['goto', 'branch', 'end'].some((kind) => Object.hasOwn(step, kind));
  if (leaves && (removable === undefined || removable.key === 'when')) {
    // Without its condition it would always leave the way, without its target it leads nowhere: the whole step goes.
    const place = way.find(({ value }) => value === step);
    if (!place || !Array.isArray(place.in)) return false;
    findings.leftOut(where, text(step), `the flow language refuses it: ${error.message}`);
    place.in.splice(Number(place.key), 1);
    return true;
  }
  if (removable) {
    const written = `${String(removable.key)}: ${text(removable.value)}`;
    draft.comment(step, written);
    findings.leftOut(where, written, `the flow language refuses it: ${error.message}`);
    return remove(removable.in, removable.key);
  }
  // A value of `set`: the name stays known, so that what uses it still stands.
  const set = way.at(-1);
  if (set && way.at(-2)?.key === 'set') {
    if (set.value === 'null') return false;
    const written = `set ${String(set.key)}: ${text(set.value)}`;
    draft.comment(step, written);
    findings.leftOut(where, written, `the flow language refuses it: ${error.message}`);
    return Reflect.set(set.in, set.key, 'null');
  }
  return false;
}

/** Fields that a step can do without. */
const REMOVABLE = new Set([
  'when',
  'hint',
  'pattern',
  'min',
  'max',
  'minLength',
  'maxLength',
  'media',
  'randomise',
  'optionsFrom',
]);

function remove(holder: object, key: string | number): boolean {
  return Reflect.deleteProperty(holder, key);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
