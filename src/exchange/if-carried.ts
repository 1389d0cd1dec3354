import { NotCarried } from './expressions/expression.js';
import type { Findings } from './finding.js';

/** What the work gives; undefined, with a finding that says why, where the other side has no words for it. */
export function ifCarried<T>(findings: Findings, where: string, what: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof NotCarried)) throw cause;
    findings.leftOut(where, what, cause.message);
    return undefined;
  }
}
