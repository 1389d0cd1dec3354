import type { z } from 'zod';
import { explainIssue, valueAt } from '../flow/definition/explain-issue.js';
import { formatPath } from '../flow/definition/finding.js';
import { TemplateDraft } from './draft.js';
import { templateError, type TemplateFinding } from './rules/finding.js';

export type ReadDraft = { ok: true; draft: TemplateDraft } | { ok: false; findings: TemplateFinding[] };

/** A draft in our own words; or what keeps it from being one. Total: nothing a file or a person sends throws. */
export function readDraft(value: unknown): ReadDraft {
  const parsed = TemplateDraft.safeParse(value);
  return parsed.success
    ? { ok: true, draft: parsed.data }
    : { ok: false, findings: shapeFindings(parsed.error.issues, value) };
}

/** What is wrong with the shape of a value, each with what stands there. */
export function shapeFindings(issues: readonly z.core.$ZodIssue[], value: unknown): TemplateFinding[] {
  return issues
    .flatMap((issue) => explainIssue(issue, [], value))
    .map(({ path, rule, message }) => templateError(formatPath(path), valueAt(value, path), rule, message));
}
