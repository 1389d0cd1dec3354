import type { Finding } from '../flow/definition/finding.js';
import type { Paint } from './terminal.js';

/** One line a finding, in the form that editors and people know: place, severity, rule, message, how to mend. */
export function showFinding({ file, line, column, severity, rule, message, mend }: Finding, paint?: Paint): string {
  const word = paint?.(severity === 'error' ? 'red' : 'yellow', severity) ?? severity;
  const what = `${file}:${line}:${column} ${word} ${rule}: ${message}`;
  if (mend === undefined) return what;
  return `${what}\n    ${paint?.('dim', `→ ${mend}`) ?? `→ ${mend}`}`;
}
