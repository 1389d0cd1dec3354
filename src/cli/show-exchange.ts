import type { ExchangeFinding } from '../exchange/finding.js';

/** Lines for what an import or export left out or changed, and how much that is. */
export function showExchange(findings: readonly ExchangeFinding[]): string[] {
  const left = findings.filter(({ severity }) => severity === 'left-out').length;
  return [
    ...findings.map(({ severity, where, what, why }) => `${severity.padEnd(8)}  ${where}: ${what} — ${why}`),
    `${left} left out, ${findings.length - left} changed`,
  ];
}
