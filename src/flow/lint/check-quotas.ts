import type { CompiledStep } from '../compiled-flow.js';
import type { Report } from '../definition/finding.js';
import type { FlowDefinition } from '../definition/flow-definition.js';

/** Quotas that do nothing, or that silent people would use up. */
export function checkQuotas(
  { quotas = {}, expires }: Pick<FlowDefinition, 'quotas' | 'expires'>,
  steps: readonly CompiledStep[],
  report: Report,
): void {
  const used = new Set(steps.flatMap((step) => (step.kind === 'quota' ? [step.name] : [])));
  for (const name of Object.keys(quotas)) {
    if (used.has(name)) continue;
    report({
      severity: 'warning',
      rule: 'quota-unused',
      message: `no step takes places of the quota "${name}"`,
      mend: `Add a step \`- quota: ${name}\` where it is to be counted.`,
      path: ['quotas', name],
      atKey: true,
    });
  }
  if (used.size === 0 || expires !== undefined) return;
  report({
    severity: 'warning',
    rule: 'quota-without-expiry',
    message: 'who stops answering keeps their place in a quota for ever',
    mend: 'Say how long a survey may take: `expires: 7d`.',
    path: ['quotas'],
    atKey: true,
  });
}
