import type { Capabilities } from '../../rendering/capabilities.js';
import type { CompiledFlow } from '../compiled-flow.js';
import type { Finding } from '../definition/finding.js';
import { readYaml } from '../definition/read-yaml.js';
import { inCurrentSpec } from '../definition/spec-versions.js';
import { checkConditions } from './check-conditions.js';
import { checkMessages } from './check-messages.js';
import { checkUnusedValues } from './check-unused-values.js';

/** More than anybody reads. */
const MAX_FINDINGS = 200;

/**
 * What can only be said of a flow that compiles: how it looks on a channel in each language, conditions that cannot
 * hold, values that nobody reads. Slower than compiling; for authors and publications, not for every start.
 * @param file only named in findings
 */
export function lintDeeply(flow: CompiledFlow, file: string, capabilities: Capabilities): Finding[] {
  const yaml = inCurrentSpec(readYaml(flow.source, file));
  const findings: Finding[] = [];
  const report: Parameters<typeof checkMessages>[2] = (problem) => {
    if (findings.length < MAX_FINDINGS) findings.push(yaml.place(problem));
  };
  checkConditions(flow, report);
  checkUnusedValues(flow, report);
  checkMessages(flow, capabilities, report);
  return findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
