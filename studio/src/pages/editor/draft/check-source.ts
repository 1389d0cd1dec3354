import { compileFlow, type CompiledFlow } from '@core/flow/compile.js';
import type { Finding } from '@core/flow/definition/finding.js';
import { lintDeeply } from '@core/flow/lint/lint-deeply.js';
import { whatsappCapabilities } from '@core/rendering/whatsapp-capabilities.js';

/** What the service would say of this source, found here; agents and templates excepted, which only the service knows. */
export function checkSource(
  source: string,
  called: ReadonlyMap<string, string>,
): { flow: CompiledFlow | undefined; findings: readonly Finding[] } {
  const { flow, findings } = compileFlow(source, 'draft', {
    subflow: (id) => {
      const text = called.get(id);
      return text === undefined ? undefined : { source: text, file: id };
    },
  });
  if (!flow) return { flow: undefined, findings };
  return { flow, findings: [...findings, ...lintDeeply(flow, 'draft', whatsappCapabilities)] };
}
