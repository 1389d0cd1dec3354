import type { CompiledFlow } from '../flow/compiled-flow.js';
import { shownOptions } from '../flow/shown-options.js';
import { beginSession } from '../flow/step.js';

/** The options of a question with their labels by language, as somebody of whom nothing is known would see them. */
export function authoredOptions(flow: CompiledFlow, stepId: string): { id: string; label: Record<string, string> }[] {
  const contact = { attributes: {} };
  const labels = new Map<string, Record<string, string>>();
  for (const language of flow.languages) {
    const session = beginSession(flow, { id: 'check', flowVersion: 'check', contact, language, now: 0 });
    for (const { id, label } of shownOptions(flow, session, stepId, contact)) {
      labels.set(id, { ...labels.get(id), [language]: label });
    }
  }
  return [...labels].map(([id, label]) => ({ id, label }));
}
