import { explainIssue } from '../flow/definition/explain-issue.js';
import type { Finding } from '../flow/definition/finding.js';
import { readYaml } from '../flow/definition/read-yaml.js';
import { Transcript } from './transcript.js';

/** Reads a transcript's YAML; every mistake with its line. */
export function readTranscript(
  source: string,
  file: string,
): { ok: true; transcript: Transcript } | { ok: false; findings: Finding[] } {
  const { value, findings, place } = readYaml(source, file);
  if (findings.some(({ severity }) => severity === 'error')) return { ok: false, findings };
  const parsed = Transcript.safeParse(value);
  if (parsed.success) return { ok: true, transcript: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => explainIssue(issue, [], value));
  return { ok: false, findings: problems.map(place) };
}
